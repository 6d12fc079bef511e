"""The storefront at the desk: written, translated, looked at, published, moved."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.files.selectors import manifests
from catalog.files.services import save_picture
from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.in_words import draft_differences
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.gallery import Told, with_pictures_told
from catalog.merchants.models import WRITERS, Storefront
from catalog.merchants.selectors.drafts import Draft, draft_of, kinds_of_texts
from catalog.merchants.selectors.storefronts import pictures_told
from catalog.merchants.services import drafting
from catalog.merchants.services.drafting import DraftConflict, written
from catalog.merchants.services.opening import is_looked_at
from catalog.merchants.storefront_forms import (
    MOST_IN_GALLERY,
    PicturesForm,
    StorefrontForm,
    TextsForm,
    box_of,
)
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences
from catalog.translation.selectors import counted

FORM = ["GET", "HEAD", "POST"]
MOST_PICTURE_BYTES = 10_000_000


def storefront_of(desk: Desk) -> Storefront:
    """Return the storefront. Buyers have none to show."""
    if desk.organization.kind not in SELLERS:
        raise Http404("Buyers have no storefront.")
    return Storefront.objects.select_related("organization__city").get(organization=desk.organization)


def revision_of(request: HttpRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def back(desk: Desk, name: str = "desk-storefront", *more: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[desk.organization.slug, *more]))


@require_http_methods(FORM)
@for_members(*WRITERS)
def storefront(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The storefront in its organization's language, with everything that is the same in all of them."""
    store = storefront_of(desk)
    draft = draft_of(store)
    form = StorefrontForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        document=draft.document,
        language=preferences.of(request).language,
    )
    own = draft.document.source_language
    told = told_of(draft.document)
    pictures = PicturesForm(posted(request), told=_in(own, told), words_in=own, required=True)
    conflict: DraftConflict | None = None
    if request.method == "POST":
        document = _with_pictures(request, desk, store, draft.document, form)
        if form.is_valid() and pictures.is_valid():
            texts = written(document, language=own, texts=form.texts())
            texts = with_pictures_told(texts, language=own, texts=pictures.texts(), told=told)
            document = replace(texts, **form.values())
            conflict, saved = saved_draft(request, desk, store, document, form)
            if saved:
                return back(desk)
        draft = Draft(document, conflict.revision if conflict else revision_of(request))
    return _page(request, desk, store, draft, form, pictures, conflict)


def told_of(document: StorefrontDocument) -> Told:
    """Return what each picture of the gallery shows, by its id: one query."""
    return {picture: alt for picture, _sizes, alt in pictures_told(document.gallery, document.alt)}


def _in(language: str, told: Told) -> dict[int, str]:
    return {picture: alt.get(language, "") for picture, alt in told.items()}


def saved_draft(
    request: HttpRequest, desk: Desk, store: Storefront, document: StorefrontDocument, form: TextsForm
) -> tuple[DraftConflict | None, bool]:
    """Keep a draft; return what somebody else saved meanwhile, and whether it is kept."""
    try:
        drafting.save_draft(
            storefront=store, document=document, revision=revision_of(request), by=desk.person
        )
    except DraftConflict as conflict:
        return conflict, False
    except ValidationError as error:
        for field, complaints in error.message_dict.items():
            form.add_error(field if field in form.fields else None, complaints)
        return None, False
    messages.success(request, _said_of_draft(store))
    return None, True


def _said_of_draft(store: Storefront) -> str:
    """Return what a draft that was kept still needs before readers see it."""
    if draft_of(store).waits and is_looked_at(store):
        return _("Saved. The reviewer looks at it as it is now.")
    return _("Saved as a draft. Readers see it once you publish.")


def _with_pictures(
    request: HttpRequest, desk: Desk, store: Storefront, document: StorefrontDocument, form: StorefrontForm
) -> StorefrontDocument:
    """Return the document with the pictures that were sent, kept or taken away with this form."""
    kept: dict[str, Any] = {}
    for name in ("logo", "banner"):
        kept[name] = None if request.POST.get(f"{name}_away") else number_in(request.POST.get(name + "_kept"))
        kept[name] = uploaded(request, desk, form, name) or kept[name]
    away = set(request.POST.getlist("picture_away"))
    gallery = [one for one in request.POST.getlist("picture_kept") if one not in away]
    pictures = [number for one in gallery if (number := number_in(one))][:MOST_IN_GALLERY]
    own = document.source_language
    new = uploaded(request, desk, form, "picture", {own: request.POST.get("picture_alt", "")[:250]})
    if new and len(pictures) < MOST_IN_GALLERY:
        pictures.append(new)
    return replace(document, **kept, gallery=tuple(dict.fromkeys(pictures)))


def number_in(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 12 else None


def uploaded(
    request: HttpRequest, desk: Desk, form: forms.Form, name: str, alt: dict[str, str] | None = None
) -> int | None:
    """Keep a picture that was sent and return its id; what is wrong with it is told at its field."""
    upload = request.FILES.get(name)
    if not isinstance(upload, UploadedFile):
        return None
    try:
        if (upload.size or 0) > MOST_PICTURE_BYTES:
            raise ValidationError(_("This picture is too large. The most we take is 10 MB."))
        organization = desk.organization
        picture = save_picture(
            data=upload.read(),
            title=upload.name or name,
            alt=alt,
            owner_id=organization.pk,
            by=desk.person.pk,
        )
    except ValidationError as error:
        form.add_error(name, error)
        return None
    return int(picture.pk)


def _page(
    request: HttpRequest,
    desk: Desk,
    store: Storefront,
    draft: Draft,
    form: StorefrontForm,
    pictures: PicturesForm,
    conflict: DraftConflict | None,
) -> HttpResponse:
    language = preferences.of(request).language
    document = draft.document
    sizes = manifests(one for one in (document.logo, document.banner) if one)
    places = [name for name in form.fields if name.startswith(("place_", "contact_"))]
    context = {
        "form": form,
        "told": pictures,
        "fields": [form[name] for name in form.fields if name not in {*places, "consent"}],
        "contacts": [form[name] for name in places if name.startswith("contact_")],
        "places": [form[name] for name in places if name.startswith("place_")],
        "revision": draft.revision,
        "kept": {"logo": sizes.get(document.logo or 0), "banner": sizes.get(document.banner or 0)},
        "ids": {"logo": document.logo, "banner": document.banner},
        "gallery": [
            {"id": one, "manifest": manifest, "alt": pick(alt, language)[0], "field": _box(pictures, one)}
            for one, manifest, alt in pictures_told(document.gallery, document.alt)
        ],
        "differs": draft_differences(document, conflict.document, language) if conflict else [],
        **state_of(store, desk),
    }
    wrong = bool(form.errors or pictures.errors)
    status = 409 if conflict else 422 if wrong else 200
    return desk_page(request, desk, "merchants/desk/storefront.html", context, status=status)


def _box(pictures: PicturesForm, picture: int) -> forms.BoundField | None:
    """Return the box for what a picture shows; none yet for one that was sent with this very form."""
    name = box_of(picture)
    return pictures[name] if name in pictures.fields else None


def state_of(store: Storefront, desk: Desk) -> dict[str, Any]:
    """Return what every page of the storefront says: is it shown, is there a draft, in which languages."""
    draft = draft_of(store)
    kinds = kinds_of_texts(store, draft.document)
    slug = desk.organization.slug
    return {
        "state": store.get_status_display(),
        "tone": {"published": "good", "paused": "wait", "suspended": "bad"}.get(store.status, "info"),
        "shown": store.status == Storefront.Status.PUBLISHED,
        "paused": store.status == Storefront.Status.PAUSED,
        "public_url": reverse("storefront", args=[store.slug]) if store.status == "published" else "",
        "card_url": reverse("storefront-card", args=[store.slug]) if store.status == "published" else "",
        "draft_revision": draft.revision,
        # Whoever was verified meanwhile need not wait any longer.
        "waits": draft.waits and is_looked_at(store),
        "returned": {"reason": draft.reason.words if draft.reason else {}, "note": draft.note},
        "languages": [
            {
                "name": dict(settings.LANGUAGES)[code],
                "tag": html_tag(code),
                "url": reverse("desk-storefront-texts", args=[slug, code]),
                **bar(counted(code, by_field.values())),
            }
            for code, by_field in kinds.items()
        ],
    }
