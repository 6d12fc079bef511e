"""The languages of a listing: how far each is, its words beside the original, which are shown together."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.files.selectors import manifests
from catalog.merchants.desk.completeness import STATES, bar
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import revision_of
from catalog.merchants.models import WRITERS
from catalog.products.desk.editing import draft_at, state_of, to_draft
from catalog.products.document import ProductDocument, from_json
from catalog.products.language_form import LanguageForm, label_of
from catalog.products.languages import (
    Published,
    TextPlace,
    completeness,
    lacking,
    places_of,
    published_origins,
)
from catalog.products.models import ListingDraft
from catalog.products.proposing import proposals_for
from catalog.products.selectors.languages import with_pictures_told, written_properties
from catalog.products.services.drafting import CHANGEABLE, Conflict, DraftGone, DraftMoveRefused, submit_draft
from catalog.products.services.translating import TextsMoved, choose_languages, translate_draft
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences
from catalog.translation.selectors import Completeness
from catalog.translation.texts import LocalText
from catalog.translation.translators import TranslatorFailed


class Work:
    """A draft with the texts it has to translate."""

    def __init__(self, request: HttpRequest, desk: Desk, key: UUID) -> None:
        self.desk = desk
        self.draft: ListingDraft = draft_at(desk, key)
        self.document: ProductDocument = with_pictures_told(from_json(self.draft.document))
        self.language = preferences.of(request).language
        self.properties: Mapping[str, LocalText] = written_properties(self.document.category, self.language)
        self.places: list[TextPlace] = places_of(self.document, self.properties.keys())
        self.published: Published = published_origins(self.draft.product)

    @property
    def own(self) -> str:
        return self.document.source_language

    @property
    def changeable(self) -> bool:
        return self.draft.state in CHANGEABLE

    def names(self, places: list[str]) -> str:
        """Return what texts are called, in one line."""
        return ", ".join(str(label_of(name, self.properties)) for name in places)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        said = {
            "draft": self.draft,
            "source_tag": html_tag(self.own),
            "source_language": dict(settings.LANGUAGES)[self.own],
            "changeable": self.changeable,
            **state_of(self.draft, self.document, self.language),
            **context,
        }
        return desk_page(request, self.desk, template, said, status=status)


def _to_languages(desk: Desk, draft: ListingDraft) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk-products-languages", args=[desk.organization.slug, draft.pk]))


@require_safe
@for_members(*WRITERS)
def languages(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """How complete each language of a listing is, and which are published together."""
    work = Work(request, desk, key)
    found = completeness(work.document, work.places, work.published)
    names = dict(settings.LANGUAGES)
    lines = [_line(work, one, names[code]) for code, one in found.items()]
    context = {"lines": lines, "revision": work.draft.revision, "any": any(line["ready"] for line in lines)}
    return work.page(request, "products/desk/languages.html", context)


def _line(work: Work, one: Completeness, name: str) -> dict[str, Any]:
    lacks = lacking(work.places, one.language)
    return {
        **bar(one),
        "code": one.language,
        "tag": html_tag(one.language),
        "name": name,
        "url": reverse(
            "desk-products-language", args=[work.desk.organization.slug, work.draft.pk, one.language]
        ),
        "lacks": work.names(lacks),
        "ready": not lacks,
        "chosen": not lacks and one.language not in work.document.held,
    }


@require_POST
@for_members(*WRITERS)
def publish(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Put a draft before the reviewers with the languages that are to be shown together."""
    draft = draft_at(desk, key)
    shown = {code for code in request.POST.getlist("language") if code in codes()}
    try:
        kept = choose_languages(draft=draft, shown=shown, revision=revision_of(request), by=desk.person)
        submit_draft(draft=kept, by=desk.person)
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            messages.error(request, " ".join(error.messages))
            return _to_languages(desk, draft)
        messages.error(request, _("Your choice is saved. Something else is still missing: see below."))
        return to_draft(desk, draft)
    except (Conflict, DraftGone, DraftMoveRefused):
        messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
        return _to_languages(desk, draft)
    messages.success(request, _("Sent in. These languages are shown together once a reviewer has agreed."))
    return _to_languages(desk, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID, code: str) -> HttpResponse:
    """The words of a listing in one language beside the original."""
    work = Work(request, desk, key)
    if code not in codes() or code == work.own:
        raise Http404("No such language here.")
    if request.method != "POST":
        return _page(request, work, code, _form(work, code))
    if not work.changeable:
        messages.error(request, _("Nothing was changed: the listing is with the reviewers."))
        return _page(request, work, code, _form(work, code))
    if "propose" in request.POST:
        return _proposed(request, work, code)
    form = _form(work, code, request.POST)
    return _saved(request, work, code, form) if form.is_valid() else _page(request, work, code, form)


def _form(work: Work, code: str, data: Any = None) -> LanguageForm:
    return LanguageForm(
        data,
        places=work.places,
        document=work.document,
        published=work.published,
        properties=work.properties,
        language=code,
    )


def _saved(request: HttpRequest, work: Work, code: str, form: LanguageForm) -> HttpResponse:
    try:
        translate_draft(
            draft=work.draft,
            language=code,
            texts=form.texts(),
            reviewed=form.reviewed(all_of_them="all_reviewed" in request.POST),
            seen=form.seen(),
            by=work.desk.person,
        )
    except TextsMoved as moved:
        theirs = from_json(moved.draft.document)
        return _moved(request, work, code, form, theirs, moved.places)
    except (Conflict, DraftGone, DraftMoveRefused):
        form.add_error(None, _("Somebody sent in or threw away this draft meanwhile. Copy what you need."))
        return _page(request, work, code, form)
    messages.success(request, _("Saved as a draft. Readers see it once a reviewer has agreed."))
    address = reverse("desk-products-language", args=[work.desk.organization.slug, work.draft.pk, code])
    return HttpResponseRedirect(address)


def _moved(
    request: HttpRequest,
    work: Work,
    code: str,
    form: LanguageForm,
    theirs: ProductDocument,
    moved: frozenset[str],
) -> HttpResponse:
    """Show what somebody else wrote meanwhile beside what was typed; saving again replaces theirs."""
    theirs = with_pictures_told(theirs)
    work.document, work.places = theirs, places_of(theirs, work.properties.keys())
    again = _form(work, code, form.as_seen_now(work.places))
    differs = [
        {
            "label": place.called or label_of(place.name, work.properties),
            "theirs": place.texts.get(code, "") or place.source,
        }
        for place in work.places
        if place.name in moved
    ]
    return _page(request, work, code, again, differs=differs, status=409)


def _proposed(request: HttpRequest, work: Work, code: str) -> HttpResponse:
    """Put proposals into the boxes that wait for one, beside those that hold a person's words."""
    form = _form(work, code, request.POST)
    form.is_valid()
    asked = form.asked_for(request.POST["propose"])
    failed = ""
    try:
        found = proposals_for(asked, source=work.own, target=code)
    except TranslatorFailed:
        found, failed = {}, _("The translator does not answer now. What you typed is still here.")
    filled = _form(work, code, form.with_proposals(found))
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
        "bar": _line(work, far, ""),
        "lacks": work.names(lacks),
        **more,
    }
    invalid = form.is_bound and form.errors and status == 200 and "propose" not in request.POST
    return work.page(request, "products/desk/language.html", context, status=422 if invalid else status)
