"""The texts of a reviewed listing beside their original: how far each language is, which are shown."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalog.files.selectors import manifests
from catalog.merchants.desk.completeness import STATES, bar
from catalog.merchants.desk.guard import Desk, desk_page
from catalog.merchants.desk.storefront import revision_of
from catalog.products.desk.drafts import Drafts, act_of_writers, form_for_writers, page_for_writers
from catalog.products.language_form import LanguageForm
from catalog.products.services.beside import TextsMoved
from catalog.products.services.reviewed import CHANGEABLE, DraftGone, DraftMoved, DraftMoveRefused
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences
from catalog.translation.places import TextPlace, completeness, lacking
from catalog.translation.proposing import proposals_for
from catalog.translation.selectors import Completeness
from catalog.translation.translators import TranslatorFailed

Label = Callable[[str], Any]


class Beside(ABC):
    """A kind of listing whose texts are written beside their original; its views are methods.

    Its pages are called ``<route>-languages``, ``<route>-languages-publish`` and ``<route>-language``.
    ``head`` is the template of what stands above every page of a draft; ``explained`` says what a language
    needs, with ``%(language)s`` for that of the original, ``ready`` that one has it.
    """

    drafts: Drafts
    head: str
    explained: Promise
    ready: Promise

    @abstractmethod
    def wording(self, document: Any, language: str) -> tuple[list[TextPlace], Label]:
        """Return the texts of a document, and how to name one by its place."""

    @abstractmethod
    def rows(self, place: str) -> int:
        """Return how high the box of a text is, 0 for one line."""

    @page_for_writers
    def languages(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Say how complete each language of a listing is, and which are published together."""
        work = Work(self, request, desk, key)
        found = completeness(work.document, work.places, work.published)
        names = dict(settings.LANGUAGES)
        lines = [work.line(one, names[code]) for code, one in found.items()]
        context = {
            "lines": lines,
            "revision": work.draft.revision,
            "any": any(line["ready"] for line in lines),
            "explained": self.explained % {"language": names[work.own]},
            "publish_url": work.url("languages-publish"),
        }
        return work.page(request, "products/desk/languages.html", context)

    @act_of_writers
    def publish(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Put a draft before the reviewers with the languages that are to be shown together."""
        draft, drafting = self.drafts.draft_at(desk, key), self.drafts.drafting
        back = HttpResponseRedirect(self.drafts.url(desk, "languages", draft.pk))
        shown = {code for code in request.POST.getlist("language") if code in codes()}
        try:
            kept = drafting.choose_languages(
                draft=draft, shown=shown, revision=revision_of(request), by=desk.person
            )
            drafting.submit(draft=kept, by=desk.person)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                messages.error(request, " ".join(error.messages))
                return back
            messages.error(request, _("Your choice is saved. Something else is still missing: see below."))
            return self.drafts.to_draft(desk, draft)
        except (DraftMoved, DraftGone, DraftMoveRefused):
            messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
            return back
        messages.success(
            request, _("Sent in. These languages are shown together once a reviewer has agreed.")
        )
        return back

    @form_for_writers
    def one(self, request: HttpRequest, desk: Desk, key: UUID, code: str) -> HttpResponse:
        """Show the words of a listing in one language beside the original, and keep what was typed."""
        work = Work(self, request, desk, key)
        if code not in codes() or code == work.own:
            raise Http404("No such language here.")
        if request.method != "POST":
            return _page(request, work, code, work.form(code))
        if not work.changeable:
            messages.error(request, _("Nothing was changed: the listing is with the reviewers."))
            return _page(request, work, code, work.form(code))
        if "propose" in request.POST:
            return _proposed(request, work, code)
        form = work.form(code, request.POST)
        return _saved(request, work, code, form) if form.is_valid() else _page(request, work, code, form)


class Work:
    """A draft with the texts it has to translate."""

    def __init__(self, kind: Beside, request: HttpRequest, desk: Desk, key: UUID) -> None:
        self.kind = kind
        self.desk = desk
        self.drafting = kind.drafts.drafting
        self.draft = kind.drafts.draft_at(desk, key)
        self.language = preferences.of(request).language
        self.published = self.drafting.published_origins(self.drafting.offer_of(self.draft))
        self.read(self.drafting.from_json(self.draft.document))

    def read(self, document: Any) -> None:
        """Take the texts from this document."""
        self.document = self.drafting.told(document)
        self.places, self.label = self.kind.wording(self.document, self.language)

    @property
    def own(self) -> str:
        return str(self.document.source_language)

    @property
    def changeable(self) -> bool:
        return self.draft.state in CHANGEABLE

    def url(self, page: str, *more: str) -> str:
        """Return the address of a page of the draft."""
        return self.kind.drafts.url(self.desk, page, self.draft.pk, *more)

    def names(self, places: Sequence[str]) -> str:
        """Return what texts are called, in one line."""
        return ", ".join(str(self.label(name)) for name in places)

    def line(self, one: Completeness, name: str) -> dict[str, Any]:
        """Return what the page says of one language."""
        lacks = lacking(self.places, one.language)
        return {
            **bar(one),
            "code": one.language,
            "tag": html_tag(one.language),
            "name": name,
            "url": self.url("language", one.language),
            "lacks": self.names(lacks),
            "ready": not lacks,
            "chosen": not lacks and one.language not in self.document.held,
        }

    def form(self, code: str, data: Any = None) -> LanguageForm:
        """Return the form of one language."""
        return LanguageForm(
            data,
            places=self.places,
            document=self.document,
            published=self.published,
            label=self.label,
            rows=self.kind.rows,
            language=code,
        )

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Return a page of the draft."""
        said = {
            "head": self.kind.head,
            "one_url": self.url("one"),
            "languages_url": self.url("languages"),
            "source_tag": html_tag(self.own),
            "source_language": dict(settings.LANGUAGES)[self.own],
            "changeable": self.changeable,
            **self.kind.drafts.state_of(request, self.draft, self.document),
            **context,
        }
        return desk_page(request, self.desk, template, said, status=status)


def _saved(request: HttpRequest, work: Work, code: str, form: LanguageForm) -> HttpResponse:
    try:
        work.drafting.translate(
            draft=work.draft,
            language=code,
            texts=form.texts(),
            reviewed=form.reviewed(all_of_them="all_reviewed" in request.POST),
            seen=form.seen(),
            by=work.desk.person,
        )
    except TextsMoved as moved:
        return _moved(request, work, code, form, moved)
    except (DraftMoved, DraftGone, DraftMoveRefused):
        form.add_error(None, _("Somebody sent in or threw away this draft meanwhile. Copy what you need."))
        return _page(request, work, code, form)
    messages.success(request, _("Saved as a draft. Readers see it once a reviewer has agreed."))
    return HttpResponseRedirect(work.url("language", code))


def _moved(
    request: HttpRequest, work: Work, code: str, form: LanguageForm, moved: TextsMoved
) -> HttpResponse:
    """Show what somebody else wrote meanwhile beside what was typed; saving again replaces theirs."""
    work.read(work.drafting.from_json(moved.draft.document))
    again = work.form(code, form.as_seen_now(work.places))
    differs = [
        {
            "label": place.called or work.label(place.name),
            "theirs": place.texts.get(code, "") or place.source,
        }
        for place in work.places
        if place.name in moved.places
    ]
    return _page(request, work, code, again, differs=differs, status=409)


def _proposed(request: HttpRequest, work: Work, code: str) -> HttpResponse:
    """Put proposals into the boxes that wait for one, beside those that hold a person's words."""
    form = work.form(code, request.POST)
    form.is_valid()
    asked = form.asked_for(request.POST["propose"])
    failed = ""
    try:
        found = proposals_for(asked, source=work.own, target=code)
    except TranslatorFailed:
        found, failed = {}, _("The translator does not answer now. What you typed is still here.")
    filled = work.form(code, form.with_proposals(found))
    return _page(request, work, code, filled, proposals=found, failed=failed, status=503 if failed else 200)


def _page(
    request: HttpRequest,
    work: Work,
    code: str,
    form: LanguageForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    far = completeness(work.document, work.places, work.published)[code]
    lacks = lacking(work.places, code)
    sizes = {str(pk): one for pk, one in manifests(work.document.pictures).items()}
    fields = form.rows(more.pop("proposals", {}), STATES)
    context = {
        "form": form,
        "fields": [{**row, "sizes": sizes.get(row["picture"])} for row in fields],
        "code": code,
        "tag": html_tag(code),
        "translated_into": dict(settings.LANGUAGES)[code],
        "bar": work.line(far, ""),
        "lacks": work.names(lacks),
        "ready": work.kind.ready,
        "here": work.url("language", code),
        **more,
    }
    invalid = form.is_bound and form.errors and status == 200 and "propose" not in request.POST
    return work.page(request, "products/desk/language.html", context, status=422 if invalid else status)
