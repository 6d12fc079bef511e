"""One tour at the desk: written, saved however little it says, and what two do who write at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.files.selectors import manifests
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import revision_of
from catalog.merchants.models import WRITERS
from catalog.products.desk.listings import status
from catalog.products.desk.uploads import taken
from catalog.products.listing_form.parts import Asked
from catalog.products.listing_form.whole import with_one_more, without
from catalog.products.services.reviewed import CHANGEABLE, DraftGone, DraftMoveRefused
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences
from catalog.tourism.desk.tour_list import operates
from catalog.tourism.models import TourDraft
from catalog.tourism.selectors.tour_drafts import draft_of, problems_of
from catalog.tourism.services.tour_drafts import Conflict, save_draft, submit_draft
from catalog.tourism.tour_differences import differences, places_named
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.tourism.tour_form.form import TourForm

FORM = ["GET", "HEAD", "POST"]
# Lines that buttons add and take away, by what the names of their fields begin with.
LINES = frozenset({"day", "season", "step"})


def draft_at(desk: Desk, key: UUID) -> TourDraft:
    """Return the operator's draft. Raises Http404 for another's, and for one that is gone."""
    operates(desk)
    found = draft_of(desk.organization, key)
    if found is None:
        raise Http404("No such draft.")
    return found


def to_draft(desk: Desk, draft: TourDraft) -> HttpResponseRedirect:
    """Lead to the draft's page."""
    return HttpResponseRedirect(reverse("desk-tours-one", args=[desk.organization.slug, draft.pk]))


@require_http_methods(FORM)
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Write a tour. One that is before the reviewers is shown, and can be taken back."""
    draft = draft_at(desk, key)
    document = from_json(draft.document)
    if draft.state not in CHANGEABLE:
        if request.method == "POST":
            messages.error(request, _("Nothing was changed: the listing is with the reviewers."))
        return desk_page(request, desk, "tourism/desk/waiting.html", state_of(request, draft, document))
    if request.method != "POST":
        return _page(request, desk, draft, _form(request, desk, document), revision=draft.revision)
    data, complaints = taken(request, desk)
    lines = _with_lines(data)
    form = _form(request, desk, document, data if lines is None else lines)
    for name, error in complaints.items():
        form.add_error(name if name in form.fields else None, error)
    if lines is not None:
        return _page(request, desk, draft, form, revision=revision_of(request), code=200)
    if not form.is_valid():
        return _page(request, desk, draft, form, revision=revision_of(request))
    return _keep(request, desk, draft, form)


def _with_lines(data: QueryDict) -> QueryDict | None:
    """Return what was typed with a line more or less, None where no such button was pressed."""
    more, less = data.get("more", ""), data.get("less", "").rpartition("_")
    if more in LINES:
        return with_one_more(data, more)
    if less[0] in LINES and less[2].isdecimal() and len(less[2]) < 4:
        return without(data, less[0], int(less[2]))
    return None


def _form(request: HttpRequest, desk: Desk, document: TourDocument, data: Any = None) -> TourForm:
    return TourForm(
        Asked(
            document=document,
            organization=desk.organization,
            category=None,
            language=preferences.of(request).language,
            data=data,
        )
    )


def _keep(request: HttpRequest, desk: Desk, draft: TourDraft, form: TourForm) -> HttpResponse:
    """Save what was typed and, if it was asked for, put it before the reviewers."""
    try:
        saved = save_draft(
            organization=desk.organization,
            document=form.document(),
            draft=draft,
            revision=revision_of(request),
            by=desk.person,
        )
    except Conflict as conflict:
        return _page(request, desk, draft, form, revision=conflict.revision, theirs=conflict.document)
    except (DraftGone, DraftMoveRefused):
        form.add_error(None, _("Somebody sent in or threw away this draft meanwhile. Copy what you need."))
        return _page(request, desk, draft, form, revision=draft.revision)
    except ValidationError as error:
        form.add_error("pictures_new", error.messages)
        return _page(request, desk, draft, form, revision=revision_of(request))
    if "submit" not in request.POST:
        messages.success(request, _("Saved as a draft. Readers see it once a reviewer has agreed."))
        return to_draft(desk, saved)
    return _submitted(request, desk, saved)


def _submitted(request: HttpRequest, desk: Desk, draft: TourDraft) -> HttpResponse:
    try:
        submit_draft(draft=draft, by=desk.person)
    except ValidationError:
        form = _form(request, desk, from_json(draft.document))
        return _page(request, desk, draft, form, revision=draft.revision, refused=True)
    except (Conflict, DraftGone, DraftMoveRefused):
        messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
        return to_draft(desk, draft)
    messages.success(request, _("Sent in. You are told as soon as a reviewer has decided."))
    return to_draft(desk, draft)


def _page(
    request: HttpRequest,
    desk: Desk,
    draft: TourDraft,
    form: TourForm,
    *,
    revision: int,
    theirs: TourDocument | None = None,
    refused: bool = False,
    code: int = 0,
) -> HttpResponse:
    """Return the form with what is wrong, what is missing, and what somebody else wrote meanwhile."""
    document = form.asked.document
    problems = problems_of(organization=desk.organization, document=document)
    licence = problems.pop("licence", [])
    changed = _differences(form, theirs, preferences.of(request).language) if theirs else []
    context = {
        **state_of(request, draft, document),
        "form": form,
        "sections": form.sections(problems if not form.is_bound or refused else {}),
        "revision": revision,
        "refused": refused,
        "problems": sum(len(one) for one in (*problems.values(), licence)),
        "licence": licence,
        "differs": [{"label": one.label, "theirs": one.after} for one in changed],
    }
    code = code or (409 if theirs else 422 if refused or form.errors else 200)
    return desk_page(request, desk, "tourism/desk/form.html", context, status=code)


def _differences(form: TourForm, theirs: TourDocument, language: str) -> list[Any]:
    mine = form.document()
    return differences(mine, theirs, language, places_named((mine, theirs), language))


def state_of(request: HttpRequest, draft: TourDraft, document: TourDocument) -> dict[str, Any]:
    """Return what stands above every page of a draft."""
    language = preferences.of(request).language
    title, code = pick(document.title, document.source_language, document.source_language)
    is_returned = draft.state == TourDraft.State.RETURNED
    return {
        "draft": draft,
        "title": title or _("Without a title"),
        "title_lang": html_tag(code) if code and code != language else "",
        "status": status(draft.state),
        "reason": pick(draft.reason.words, language)[0] if draft.reason and is_returned else "",
        "note": draft.note if is_returned else "",
        "tour": draft.tour,
        "changeable": draft.state in CHANGEABLE,
    }


@require_safe
@for_members(*WRITERS)
def look(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Everything a draft says, in words, as a reviewer reads it."""
    draft = draft_at(desk, key)
    document, language = from_json(draft.document), preferences.of(request).language
    nothing = TourDocument(source_language=document.source_language, title={}, mode="")
    sizes = manifests(document.pictures)
    context = {
        **state_of(request, draft, document),
        "said": differences(nothing, document, language, places_named((document,), language)),
        "pictures": [
            (sizes[one], pick(document.alt.get(str(one), {}), language)[0])
            for one in document.pictures
            if one in sizes
        ],
    }
    return desk_page(request, desk, "tourism/desk/look.html", context)
