"""One listing at the desk: written, saved however little it says, and what two do who write at once."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import revision_of
from catalog.merchants.models import WRITERS
from catalog.products.desk.listings import category_groups, sells, status
from catalog.products.desk.uploads import Complaints, taken
from catalog.products.differences import Speech, differences
from catalog.products.document import ProductDocument, from_json
from catalog.products.listing_form.form import ListingForm
from catalog.products.listing_form.parts import Asked
from catalog.products.models import Category, ListingDraft
from catalog.products.selectors.declared import declared_properties
from catalog.products.selectors.drafts import draft_of
from catalog.products.services.drafting import (
    CHANGEABLE,
    Conflict,
    DraftGone,
    DraftMoveRefused,
    problems_of,
    save_draft,
    submit_draft,
)
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences

FORM = ["GET", "HEAD", "POST"]


def draft_at(desk: Desk, key: UUID) -> ListingDraft:
    """Return the organization's draft. Raises Http404 for another's, and for one that is gone."""
    sells(desk)
    found = draft_of(desk.organization, key)
    if found is None:
        raise Http404("No such draft.")
    return found


def to_draft(desk: Desk, draft: ListingDraft) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk-products-one", args=[desk.organization.slug, draft.pk]))


@require_http_methods(FORM)
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Write a listing. One that is before the reviewers is shown, and can be taken back."""
    draft = draft_at(desk, key)
    document = from_json(draft.document)
    if draft.state not in CHANGEABLE:
        if request.method == "POST":
            messages.error(request, _("Nothing was changed: the listing is with the reviewers."))
        return _shown(request, desk, draft, document)
    if request.method != "POST":
        return _page(request, desk, draft, _form(request, desk, document), revision=draft.revision)
    data, complaints = taken(request, desk)
    form = _form(request, desk, document, data)
    _complain(form, complaints)
    if "find_hs" in request.POST:
        return _page(request, desk, draft, form, revision=revision_of(request))
    if not form.is_valid():
        return _page(request, desk, draft, form, revision=revision_of(request))
    return _keep(request, desk, draft, form)


def _form(request: HttpRequest, desk: Desk, document: ProductDocument, data: Any = None) -> ListingForm:
    return ListingForm(
        Asked(
            document=document,
            organization=desk.organization,
            category=Category.objects.filter(slug=document.category).first(),
            language=preferences.of(request).language,
            data=data,
        )
    )


def _complain(form: ListingForm, complaints: Complaints) -> None:
    for name, error in complaints.items():
        form.add_error(name if name in form.fields else None, error)


def _keep(request: HttpRequest, desk: Desk, draft: ListingDraft, form: ListingForm) -> HttpResponse:
    """Save what was typed and, if it was asked for, put it before the reviewers."""
    document = form.document()
    try:
        saved = save_draft(
            organization=desk.organization,
            document=document,
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
        for field, complaint in error.message_dict.items():
            form.add_error(None, [f"{FIELD_OF.get(field, field)}: {message}" for message in complaint])
        return _page(request, desk, draft, form, revision=revision_of(request))
    if "submit" not in request.POST:
        messages.success(request, _("Saved as a draft. Readers see it once a reviewer has agreed."))
        return to_draft(desk, saved)
    return _submitted(request, desk, saved)


FIELD_OF = {
    "pictures": gettext_lazy("Pictures"),
    "certificates": gettext_lazy("Certificates"),
    "documents": gettext_lazy("Documents for buyers"),
}


def _submitted(request: HttpRequest, desk: Desk, draft: ListingDraft) -> HttpResponse:
    try:
        submit_draft(draft=draft, by=desk.person)
    except ValidationError:
        document = from_json(draft.document)
        form = _form(request, desk, document)
        return _page(request, desk, draft, form, revision=draft.revision, refused=True)
    except (Conflict, DraftGone, DraftMoveRefused):
        messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
        return to_draft(desk, draft)
    messages.success(request, _("Sent in. You are told as soon as a reviewer has decided."))
    return to_draft(desk, draft)


@require_POST
@for_members(*WRITERS)
def submit(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Put the draft that was on the page before the reviewers."""
    draft = draft_at(desk, key)
    if draft.revision != revision_of(request) or draft.state not in CHANGEABLE:
        messages.error(request, _("Not sent in: somebody changed the draft meanwhile. Look at it first."))
        return to_draft(desk, draft)
    return _submitted(request, desk, draft)


def _page(
    request: HttpRequest,
    desk: Desk,
    draft: ListingDraft,
    form: ListingForm,
    *,
    revision: int,
    theirs: ProductDocument | None = None,
    refused: bool = False,
) -> HttpResponse:
    """Return the form with what is wrong, what is missing, and what somebody else wrote meanwhile."""
    document = form.asked.document
    problems = problems_of(organization=desk.organization, document=document)
    wanted = "find_hs" in request.POST
    language = preferences.of(request).language
    changed = _differences(form, theirs, language) if theirs else []
    context = {
        "draft": draft,
        "form": form,
        "sections": form.sections(problems if not form.is_bound or refused else {}),
        "revision": revision,
        "refused": refused,
        "problems": sum(len(one) for one in problems.values()),
        "headings": form.origin().found(form) if wanted else None,
        "differs": [{"label": one.label, "theirs": one.after} for one in changed],
        **state_of(draft, document, language),
    }
    code = 409 if theirs else 422 if refused or (form.errors and not wanted) else 200
    return desk_page(request, desk, "products/desk/form.html", context, status=code)


def _differences(form: ListingForm, theirs: ProductDocument, language: str) -> list[Any]:
    category = form.asked.category
    properties = declared_properties(category, language=language) if category else []
    return differences(form.document(), theirs, Speech(language, properties))


def state_of(draft: ListingDraft, document: ProductDocument, language: str) -> dict[str, Any]:
    """Return what stands above every page of a draft."""
    title, code = pick(document.title, document.source_language, document.source_language)
    words = pick(draft.reason.words, language)[0] if draft.reason else ""
    category = next(
        (
            (choice["text"], choice["lang"])
            for group in category_groups(language)
            for choice in group["choices"]  # type: ignore[attr-defined]
            if choice["slug"] == document.category
        ),
        ("", ""),
    )
    return {
        "title": title or _("Without a title"),
        "title_lang": html_tag(code) if code and code != language else "",
        "status": status(draft.state),
        "category": category,
        "reason": words if draft.state == ListingDraft.State.RETURNED else "",
        "note": draft.note if draft.state == ListingDraft.State.RETURNED else "",
        "product": draft.product,
        "changeable": draft.state in CHANGEABLE,
    }


def _shown(request: HttpRequest, desk: Desk, draft: ListingDraft, document: ProductDocument) -> HttpResponse:
    language = preferences.of(request).language
    context = {"draft": draft, "revision": draft.revision, **state_of(draft, document, language)}
    return desk_page(request, desk, "products/desk/waiting.html", context)


@require_http_methods(FORM)
@for_members(*WRITERS)
def category(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Move a listing to another category; properties that one does not have are left out."""
    draft = draft_at(desk, key)
    document = from_json(draft.document)
    chosen = Category.objects.filter(slug=request.POST.get("category", "")).first()
    wrong = _("Choose a category.") if request.method == "POST" and chosen is None else ""
    if chosen is not None:
        return _moved(request, desk, draft, document, chosen)
    language = preferences.of(request).language
    context = {
        "draft": draft,
        "revision": draft.revision,
        "categories": category_groups(language),
        "chosen": document.category,
        "wrong": wrong,
    }
    return desk_page(request, desk, "products/desk/category.html", context, status=422 if wrong else 200)


def _moved(
    request: HttpRequest, desk: Desk, draft: ListingDraft, document: ProductDocument, chosen: Category
) -> HttpResponse:

    declared = {one.key for one in declared_properties(chosen, language="en")}
    moved = replace(
        document,
        category=chosen.slug,
        attributes={key: value for key, value in document.attributes.items() if key in declared},
        variants=tuple(
            replace(one, options={key: value for key, value in one.options.items() if key in declared})
            for one in document.variants
        ),
    )
    try:
        save_draft(
            organization=desk.organization,
            document=moved,
            draft=draft,
            revision=revision_of(request),
            by=desk.person,
        )
    except (Conflict, DraftGone, DraftMoveRefused):
        messages.error(request, _("Nothing was changed: somebody changed the draft meanwhile."))
    return to_draft(desk, draft)
