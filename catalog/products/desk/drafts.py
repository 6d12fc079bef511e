"""Drafts of listings at the desk: written, kept however little they say, sent in, taken back, thrown away."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import FORM, revision_of
from catalog.merchants.models import WRITERS, Organization
from catalog.products.desk import reviewed_acts
from catalog.products.desk.listings import status
from catalog.products.desk.uploads import taken
from catalog.products.differences import Difference
from catalog.products.listing_form.parts import Asked
from catalog.products.listing_form.whole import WholeForm
from catalog.products.models import ReviewedDraft
from catalog.products.services.beside import Translating
from catalog.products.services.reviewed import CHANGEABLE, DraftGone, DraftMoved, DraftMoveRefused
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences
from catalog.seams.posts import post_only

Problems = dict[str, list[str]]
page_for_writers = method_decorator((require_safe, for_members(*WRITERS)))
form_for_writers = method_decorator((require_http_methods(FORM), for_members(*WRITERS)))
act_of_writers = method_decorator((post_only(), for_members(*WRITERS)))


class Drafts(ABC):
    """What members do with the drafts of one kind of listing; its views are methods, for the addresses.

    The page of all its listings is called ``<route>``, that of a draft ``<route>-one``, that of what
    readers see ``<route>-published``. ``writing`` is the template of the form, ``waiting`` that of a
    draft which the reviewers have.
    """

    route: str
    writing: str
    waiting: str
    drafting: Translating[Any, Any, Any]

    @abstractmethod
    def admit(self, desk: Desk) -> None:
        """Raise Http404 for the desk of somebody who offers nothing of this kind."""

    @abstractmethod
    def draft_of(self, organization: Organization, key: UUID) -> Any:
        """Return a draft of the organization, None where it is another's or gone."""

    @abstractmethod
    def form(self, asked: Asked[Any]) -> WholeForm[Any]:
        """Return the form of a document."""

    @abstractmethod
    def helped(self, data: QueryDict) -> QueryDict | None:
        """Return what was typed, with what a button of the form adds to it; None where it is to be kept."""

    @abstractmethod
    def refuse(self, form: WholeForm[Any], error: ValidationError) -> None:
        """Say on the form that a document shows what is not the organization's."""

    @abstractmethod
    def differences(self, form: WholeForm[Any], theirs: Any, language: str) -> Sequence[Difference]:
        """Return what somebody else wrote meanwhile otherwise than the form."""

    @abstractmethod
    def beside_form(self, request: HttpRequest, form: WholeForm[Any], problems: Problems) -> dict[str, Any]:
        """Return what else the page of the form says; problems it says itself are taken away."""

    def draft_at(self, desk: Desk, key: UUID) -> Any:
        """Return the organization's draft. Raises Http404 for another's, and for one that is gone."""
        self.admit(desk)
        found = self.draft_of(desk.organization, key)
        if found is None:
            raise Http404("No such draft.")
        return found

    def url(self, desk: Desk, page: str, *address: object) -> str:
        """Return the address of the page called ``<route>-<page>``, that of all listings for none."""
        name = f"{self.route}-{page}" if page else self.route
        return reverse(name, args=[desk.organization.slug, *address])

    def to_draft(self, desk: Desk, draft: Any) -> HttpResponseRedirect:
        """Lead to the page of a draft."""
        return HttpResponseRedirect(self.url(desk, "one", draft.pk))

    def state_of(self, request: HttpRequest, draft: Any, document: Any) -> dict[str, Any]:
        """Return what stands above every page of a draft."""
        language = preferences.of(request).language
        title, code = pick(document.title, document.source_language, document.source_language)
        is_returned = draft.state == ReviewedDraft.State.RETURNED
        return {
            "draft": draft,
            "title": title or _("Without a title"),
            "title_lang": html_tag(code) if code and code != language else "",
            "status": status(draft.state),
            "reason": pick(draft.reason.words, language)[0] if draft.reason and is_returned else "",
            "note": draft.note if is_returned else "",
            self.drafting.offered: self.drafting.offer_of(draft),
            "changeable": draft.state in CHANGEABLE,
        }

    @form_for_writers
    def one(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Write a listing. One that is before the reviewers is shown, and can be taken back."""
        draft = self.draft_at(desk, key)
        document = self.drafting.from_json(draft.document)
        sheet = Sheet(self, request, desk, draft)
        if draft.state not in CHANGEABLE:
            if request.method == "POST":
                messages.error(request, _("Nothing was changed: the listing is with the reviewers."))
            return desk_page(request, desk, self.waiting, self.state_of(request, draft, document))
        if request.method != "POST":
            return sheet.page(sheet.form(document), revision=draft.revision)
        data, complaints = taken(request, desk)
        helped = self.helped(data)
        form = sheet.form(document, data if helped is None else helped)
        for name, error in complaints.items():
            form.add_error(name if name in form.fields else None, error)
        if helped is not None:
            return sheet.page(form, revision=revision_of(request), code=200)
        if not form.is_valid():
            return sheet.page(form, revision=revision_of(request))
        return sheet.kept(form)

    @act_of_writers
    def submit(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Put the draft that was on the page before the reviewers."""
        draft = self.draft_at(desk, key)
        if draft.revision != revision_of(request) or draft.state not in CHANGEABLE:
            messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
            return self.to_draft(desk, draft)
        return Sheet(self, request, desk, draft).sent_in()

    @act_of_writers
    def withdraw(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Take a listing back from the reviewers."""
        draft = self.draft_at(desk, key)
        reviewed_acts.take_back(request, lambda: self.drafting.withdraw(draft=draft, by=desk.person))
        return self.to_draft(desk, draft)

    @form_for_writers
    def discard(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Throw a draft away, after a question; what is published stays."""
        draft, drafting = self.draft_at(desk, key), self.drafting
        if request.method != "POST":
            state = self.state_of(request, draft, drafting.from_json(draft.document))
            return reviewed_acts.asked(
                request,
                desk,
                reviewed_acts.THROW_AWAY,
                title=state["title"],
                title_lang=state["title_lang"],
                button=reviewed_acts.THROW_IT_AWAY,
                back=self.url(desk, "one", draft.pk),
                revision=draft.revision,
            )
        revision = revision_of(request)
        if not reviewed_acts.throw_away(
            request, lambda: drafting.discard(draft=draft, revision=revision, by=desk.person)
        ):
            return self.to_draft(desk, draft)
        offer = drafting.offer_of(draft)
        address = self.url(desk, "published", offer.slug) if offer else self.url(desk, "")
        return HttpResponseRedirect(address)


@dataclass(frozen=True)
class Sheet:
    """The form of a draft while somebody writes it: shown, kept, sent in."""

    drafts: Drafts
    request: HttpRequest
    desk: Desk
    draft: Any

    def form(self, document: Any, data: QueryDict | None = None) -> WholeForm[Any]:
        """Return the form as the document has it, or as it was typed."""
        language = preferences.of(self.request).language
        return self.drafts.form(Asked(document, self.desk.organization, None, language, data))

    def kept(self, form: WholeForm[Any]) -> HttpResponse:
        """Save what was typed and, if it was asked for, put it before the reviewers."""
        request, drafting, revision = self.request, self.drafts.drafting, revision_of(self.request)
        try:
            saved = drafting.save(
                organization=self.desk.organization,
                document=form.document(),
                draft=self.draft,
                revision=revision,
                by=self.desk.person,
            )
        except DraftMoved as moved:
            theirs = drafting.from_json(moved.draft.document)
            return self.page(form, revision=moved.revision, theirs=theirs)
        except (DraftGone, DraftMoveRefused):
            form.add_error(
                None, _("Somebody sent in or threw away this draft meanwhile. Copy what you need.")
            )
            return self.page(form, revision=self.draft.revision)
        except ValidationError as error:
            self.drafts.refuse(form, error)
            return self.page(form, revision=revision)
        if "submit" not in request.POST:
            messages.success(request, _("Saved as a draft. Readers see it once a reviewer has agreed."))
            return self.drafts.to_draft(self.desk, saved)
        return Sheet(self.drafts, request, self.desk, saved).sent_in()

    def sent_in(self) -> HttpResponse:
        """Put the draft before the reviewers, or show what it lacks."""
        drafting, request = self.drafts.drafting, self.request
        try:
            drafting.submit(draft=self.draft, by=self.desk.person)
        except ValidationError:
            form = self.form(drafting.from_json(self.draft.document))
            return self.page(form, revision=self.draft.revision, refused=True)
        except (DraftMoved, DraftGone, DraftMoveRefused):
            messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
        else:
            messages.success(request, _("Sent in. You are told as soon as a reviewer has decided."))
        return self.drafts.to_draft(self.desk, self.draft)

    def page(
        self,
        form: WholeForm[Any],
        *,
        revision: int,
        theirs: Any = None,
        refused: bool = False,
        code: int = 0,
    ) -> HttpResponse:
        """Return the form with what is wrong, what is missing, and what somebody else wrote meanwhile."""
        request, drafts, document = self.request, self.drafts, form.asked.document
        problems = drafts.drafting.problems(self.desk.organization, document)
        count = sum(len(one) for one in problems.values())
        changed = drafts.differences(form, theirs, preferences.of(request).language) if theirs else []
        context = {
            **drafts.state_of(request, self.draft, document),
            **drafts.beside_form(request, form, problems),
            "form": form,
            "sections": form.sections(problems if not form.is_bound or refused else {}),
            "revision": revision,
            "refused": refused,
            "problems": count,
            "differs": [{"label": one.label, "theirs": one.after} for one in changed],
        }
        code = code or (409 if theirs else 422 if refused or form.errors else 200)
        return desk_page(request, self.desk, drafts.writing, context, status=code)
