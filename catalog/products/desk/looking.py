"""A listing's draft as readers would get it, before they do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from catalog.merchants.desk.framing import framed
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import WRITERS, Organization
from catalog.products import presenting
from catalog.products.desk.editing import GOODS_DRAFTS
from catalog.products.detail import product_values
from catalog.products.document import ProductDocument, from_json
from catalog.products.selectors.preview import preview
from catalog.products.selectors.tree import category_tree
from catalog.seams import preferences


@require_safe
@for_members(*WRITERS)
def look(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """The draft in each language, at each width."""
    draft = GOODS_DRAFTS.draft_at(desk, key)
    context = {
        **framed(request, GOODS_DRAFTS.url(desk, "draft", draft.pk)),
        **GOODS_DRAFTS.state_of(request, draft, from_json(draft.document)),
    }
    return desk_page(request, desk, "products/desk/look.html", context)


@require_safe
@xframe_options_sameorigin
@for_members(*WRITERS)
def draft_page(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """The draft by itself, in the language of the address, made by the template readers get."""
    draft = GOODS_DRAFTS.draft_at(desk, key)
    return as_read(request, desk.organization, from_json(draft.document))


def as_read(request: HttpRequest, organization: Organization, document: ProductDocument) -> HttpResponse:
    """Return the page a document would make, where nothing can be done yet."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    page = preview(organization, document, language=chosen.language, tree=tree)
    values = product_values(page, presenting.reader_of(chosen), typed="", quantity=None)
    values |= {"noindex": True, "structured": [], "preview": True}
    return render(request, "products/product.html", values)
