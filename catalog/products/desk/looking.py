"""A listing's draft as readers would get it, before they do."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.publishing import WIDTHS
from catalog.merchants.models import Organization
from catalog.products import presenting
from catalog.products.desk.editing import draft_at, state_of
from catalog.products.desk.listings import WRITERS
from catalog.products.detail import product_values
from catalog.products.document import ProductDocument, from_json
from catalog.products.selectors.preview import preview
from catalog.products.selectors.tree import category_tree
from catalog.reference.languages import codes
from catalog.seams import preferences


@require_safe
@for_members(*WRITERS)
def look(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """The draft in each language, at each width."""
    draft = draft_at(desk, key)
    reader = preferences.of(request).language
    language, width = request.GET.get("language", ""), request.GET.get("width", "")
    language = language if language in codes() else reader
    chosen = next((one for one in WIDTHS if str(one) == width), WIDTHS[0])
    path = reverse("desk-products-draft", args=[desk.organization.slug, draft.pk])
    context = {
        "draft": draft,
        "source": f"/{language}/{path.split('/', 2)[2]}",
        "width": chosen,
        "widths": [
            {"text": f"{one} px", "url": f"?language={language}&width={one}", "current": one == chosen}
            for one in WIDTHS
        ],
        "in_languages": [
            {"text": name, "url": f"?language={code}&width={chosen}", "current": code == language}
            for code, name in settings.LANGUAGES
        ],
        **state_of(draft, from_json(draft.document), reader),
    }
    return desk_page(request, desk, "products/desk/look.html", context)


@require_safe
@xframe_options_sameorigin
@for_members(*WRITERS)
def draft_page(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """The draft by itself, in the language of the address, made by the template readers get."""
    draft = draft_at(desk, key)
    return as_read(request, desk.organization, from_json(draft.document))


def as_read(request: HttpRequest, organization: Organization, document: ProductDocument) -> HttpResponse:
    """Return the page a document would make, where nothing can be done yet."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    page = preview(organization, document, language=chosen.language, tree=tree)
    values = product_values(page, presenting.reader_of(chosen), typed="", quantity=None)
    values |= {"noindex": True, "structured": [], "preview": True}
    return render(request, "products/product.html", values)
