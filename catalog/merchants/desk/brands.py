"""Brands at the desk: added, written in every language, taken out of sight and shown again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.files.selectors import manifests
from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.desk.proposing import by_machine, proposed, reviewed, row
from catalog.merchants.desk.storefront import FORM, back, number_in, uploaded
from catalog.merchants.models import WRITERS, Brand
from catalog.merchants.selectors import shown_brands
from catalog.merchants.selectors.brands import TEXTS, brand_lines, own_brand, seen_texts
from catalog.merchants.selectors.drafts import own_pictures
from catalog.merchants.services import move_brand
from catalog.merchants.services.branding import (
    BrandMoved,
    add_brand,
    may_show_brands,
    set_logo,
    show_brand,
    write_brand,
)
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.storefront_forms import BrandForm, BrandTextsForm
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences
from catalog.seams.posts import post_only
from catalog.translation.selectors import counted, kinds_of_texts, text_in
from catalog.translation.texts import tag_unless


def _brand(desk: Desk, slug: str) -> Brand:
    found = own_brand(desk.organization, slug)
    if found is None or desk.organization.kind not in SELLERS:
        raise Http404("No such brand here.")
    return found


def _said(brand: Brand) -> str:
    """Return what became of a brand that was written."""
    if not shown_brands().filter(pk=brand.pk).exists():
        return _("Saved.")
    return _("Saved. Readers see it now.")


@require_safe
@for_members(*WRITERS)
def brands(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brands of an organization."""
    if desk.organization.kind not in SELLERS:
        raise Http404("Buyers have no brands.")
    language = preferences.of(request).language
    context = {
        "brands": [
            {
                "url": reverse("desk-brands-one", args=[desk.organization.slug, one.slug]),
                "name": one.name.value,
                "name_lang": tag_unless(one.name, language),
                "shown": one.shown,
                "state": one.state,
                "logo": one.logo,
            }
            for one in brand_lines(desk.organization, language)
        ],
        "may_add": may_show_brands(desk.organization),
    }
    return desk_page(request, desk, "merchants/desk/brands.html", context)


@require_http_methods(FORM)
@for_members(*WRITERS)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a brand, in the organization's own language."""
    if desk.organization.kind not in SELLERS:
        raise Http404("Buyers have no brands.")
    form = BrandForm(posted(request), request.FILES or None, words_in=desk.organization.source_language)
    logo = _logo(request, desk, form, None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_brand(organization=desk.organization, **form.texts(), logo_id=logo, by=desk.person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _said(made))
            return back(desk, "desk-brands-one", made.slug)
    return _page(request, desk, None, form, logo)


@require_http_methods(FORM)
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """A brand in its own language, with its logo and how far its other languages are."""
    brand = _brand(desk, slug)
    own = desk.organization.source_language
    initial = {field: text_in(brand, field, own) for field in TEXTS}
    form = BrandForm(posted(request), request.FILES or None, words_in=own, initial=initial)
    logo = _logo(request, desk, form, brand)
    moved: BrandMoved | None = None
    if request.method == "POST" and form.is_valid():
        moved = _saved(request, desk, brand, own, form)
        if moved is None and not form.errors:
            set_logo(brand=brand, logo_id=logo, by=desk.person)
            messages.success(request, _said(brand))
            return back(desk, "desk-brands-one", slug)
    return _page(request, desk, brand, form, logo, moved)


def _logo(request: HttpRequest, desk: Desk, form: BrandForm, brand: Brand | None) -> int | None:
    """Return the logo that was sent, kept or taken away with this form; one that is another's is not kept."""
    now = brand.logo_id if brand else None
    if request.method != "POST":
        return now
    fresh = uploaded(request, desk, form, "logo")
    if fresh or request.POST.get("logo_away"):
        return fresh
    kept = number_in(request.POST.get("logo_kept"))
    store = desk.organization.storefront
    return kept if kept and (kept == now or kept in own_pictures(store, [kept])) else None


def _saved(
    request: HttpRequest,
    desk: Desk,
    brand: Brand,
    language: str,
    form: BrandTextsForm,
) -> BrandMoved | None:
    """Write what was typed; return what somebody else wrote meanwhile. Refusals stand in the form."""
    said = form.texts()
    try:
        write_brand(
            brand=brand,
            language=language,
            texts=said,
            seen={field: request.POST.get(f"seen-{field}", "") for field in TEXTS},
            by_machine=by_machine(request.POST, said),
            reviewed=reviewed(request.POST, said),
            by=desk.person,
        )
    except BrandMoved as moved:
        return moved
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def _page(
    request: HttpRequest,
    desk: Desk,
    brand: Brand | None,
    form: BrandForm,
    logo: int | None,
    moved: BrandMoved | None = None,
) -> HttpResponse:
    own = desk.organization.source_language
    sizes = manifests([logo] if logo else [])
    context: dict[str, Any] = {
        "form": form,
        "brand": brand,
        "logo": {"id": logo, "sizes": sizes.get(logo or 0)},
        "may_show": may_show_brands(desk.organization),
        **_seen(request, brand, own, moved),
    }
    if brand is not None:
        names = dict(settings.LANGUAGES)
        context |= {
            "shown": brand.status == Brand.Status.SHOWN,
            "suspended": brand.status == Brand.Status.SUSPENDED,
            "state": brand.get_status_display(),
            "name": text_in(brand, "name", own),
            "name_lang": html_tag(own),
            "languages": [
                {
                    "name": names[code],
                    "tag": html_tag(code),
                    "url": reverse("desk-brands-texts", args=[desk.organization.slug, brand.slug, code]),
                    **bar(counted(code, kinds.values())),
                }
                for code, kinds in kinds_of_texts(brand).items()
            ],
        }
    status = 409 if moved else 422 if form.errors else 200
    return desk_page(request, desk, "merchants/desk/brand.html", context, status=status)


def _seen(
    request: HttpRequest, brand: Brand | None, language: str, moved: BrandMoved | None
) -> dict[str, Any]:
    """Return what the page was made from, and what somebody else wrote meanwhile.

    A form that comes back as refused says what it was made from before; after a conflict what is shown
    now was seen.
    """
    if brand is None:
        return {"seen": {}, "differs": []}
    now = dict(seen_texts(moved.brand if moved else brand, language))
    if request.method == "POST" and moved is None:
        now = {field: request.POST.get(f"seen-{field}", "") for field in TEXTS}
    differs = [
        {
            "label": BrandTextsForm.base_fields[field].label,
            "theirs": text_in(moved.brand, field, language) or "–",
        }
        for field in TEXTS
        if moved and field in moved.fields
    ]
    return {"seen": now, "differs": differs}


@require_http_methods(FORM)
@for_members(*WRITERS)
def texts(request: HttpRequest, desk: Desk, slug: str, code: str) -> HttpResponse:
    """A brand's words in another language, beside those of its own."""
    brand, own = _brand(desk, slug), desk.organization.source_language
    if code not in codes() or code == own:
        raise Http404("No such language here.")
    sources = {field: text_in(brand, field, own) for field in TEXTS}
    asked = proposed(request, sources, own, code)
    initial = {field: text_in(brand, field, code) for field in TEXTS}
    form = BrandTextsForm(asked.data if asked else posted(request), words_in=code, initial=initial)
    moved: BrandMoved | None = None
    if request.method == "POST" and form.is_valid() and not asked:
        moved = _saved(request, desk, brand, code, form)
        if moved is None and not form.errors:
            messages.success(request, _said(brand))
            return back(desk, "desk-brands-texts", slug, code)
    kinds = kinds_of_texts(brand)[code]
    context = {
        "form": form,
        "brand": brand,
        "name": sources["name"],
        "fields": [row(form, name, sources[name], kinds.get(name, ""), asked) for name in TEXTS],
        "source_tag": html_tag(own),
        "tag": html_tag(code),
        "code": code,
        "language": dict(settings.LANGUAGES)[code],
        "failed": asked.failed if asked else "",
        **_seen(request, brand, code, moved),
    }
    invalid = bool(form.errors) and not asked
    status = 409 if moved else 422 if invalid else 503 if asked and asked.failed else 200
    return desk_page(request, desk, "merchants/desk/brand_texts.html", context, status=status)


@post_only()
@for_members(*WRITERS)
def move(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Take a brand out of sight, or show it again."""
    brand = _brand(desk, slug)
    try:
        if request.POST.get("show"):
            show_brand(brand=brand, by=desk.person)
        else:
            move_brand(brand=brand, to=Brand.Status.WITHDRAWN, by=desk.person)
    except MoveRefused:
        messages.error(request, _("Nothing was changed: the brand is in another state already."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return back(desk, "desk-brands-one", slug)
