"""A published listing changes its state: edited again, paused, shown again, archived."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from catalog.audit.selectors import history
from catalog.merchants.desk.clock import told_by
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import FORM
from catalog.merchants.models import WRITERS
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.products.desk import reviewed_acts
from catalog.products.desk.editing import GOODS_DRAFTS
from catalog.products.desk.listings import sells, status
from catalog.products.models import ListingDraft, Product
from catalog.products.selectors.drafts import published_document
from catalog.products.services.drafting import Conflict, save_draft
from catalog.products.services.listings import MOVES, move_product
from catalog.products.told import told
from catalog.seams.posts import post_only
from catalog.translation.selectors import text_in

Status = Product.Status
# What a member may make of a published listing, by its state.
OFFERED = {
    Status.PUBLISHED: (Status.PAUSED, Status.ARCHIVED),
    Status.PAUSED: (Status.PUBLISHED, Status.ARCHIVED),
    Status.ARCHIVED: (),
}
MOST_TOLD = 30


def product_at(desk: Desk, slug: str) -> Product:
    """Return the organization's product. Raises Http404 for another's."""
    sells(desk)
    found = Product.objects.filter(organization=desk.organization, slug=slug, version__gt=0).first()
    if found is None:
        raise Http404("No such product.")
    return found


def to_product(desk: Desk, product: Product) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("desk-products-published", args=[desk.organization.slug, product.slug])
    )


@require_safe
@for_members(*WRITERS)
def published(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """A listing readers know: its state, what may become of it, its edit if there is one, its history."""
    product = product_at(desk, slug)
    draft = ListingDraft.objects.filter(product=product).first()
    offered = OFFERED.get(Status(product.status), ())
    context = {
        "product": product,
        "title": text_in(product, "title", product.source_language),
        "title_tag": product.source_language,
        "status": status(product.status),
        "edit": {"draft": draft, "status": status(draft.state)} if draft else None,
        "may_pause": Status.PAUSED in offered,
        "may_show": Status.PUBLISHED in offered,
        "may_archive": Status.ARCHIVED in offered,
        "public_url": reverse("product", args=[product.slug]) if product.status == "published" else "",
        "changes": told(history(product)[:MOST_TOLD]),
        **told_by(request, desk),
    }
    return desk_page(request, desk, "products/desk/published.html", context)


@post_only()
@for_members(*WRITERS)
def edit(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Open a draft of a published listing, or the one there is."""
    product = product_at(desk, slug)
    try:
        draft = save_draft(
            organization=desk.organization,
            document=published_document(product),
            product=product,
            by=desk.person,
        )
    except Conflict as conflict:
        draft = conflict.draft
    return GOODS_DRAFTS.to_draft(desk, draft)


@require_http_methods(FORM)
@for_members(*WRITERS)
def move(request: HttpRequest, desk: Desk, slug: str, to: str) -> HttpResponse:
    """Pause a listing, show it again or archive it; archiving is asked about first."""
    product = product_at(desk, slug)
    if to not in {Status.PAUSED, Status.PUBLISHED, Status.ARCHIVED}:
        raise Http404("No such state.")
    if request.method != "POST":
        return reviewed_acts.asked(
            request,
            desk,
            QUESTIONS[Status(to)],
            title=text_in(product, "title", product.source_language),
            title_lang=product.source_language,
            button=reviewed_acts.BUTTONS[to],
            back=reverse("desk-products-published", args=[desk.organization.slug, product.slug]),
        )
    reviewed_acts.move(request, lambda: _move(desk, product, to))
    return to_product(desk, product)


def _move(desk: Desk, product: Product, to: str) -> None:
    """Move a listing as its members may. Raises MoveRefused."""
    now = Status(product.status)
    if Status(to) not in OFFERED.get(now, ()) or Status(to) not in MOVES[now]:
        raise MoveRefused(current=product.status, wanted=to)
    role = acted_as(desk.organization, desk.person)
    move_product(product=product, to=to, by=desk.person, role=role)


QUESTIONS = {
    Status.PAUSED: gettext_lazy("Pause this listing? Readers do not find it until you show it again."),
    Status.PUBLISHED: gettext_lazy("Show this listing again?"),
    Status.ARCHIVED: gettext_lazy("Archive this listing? Readers no longer find it; it stays at your desk."),
}
