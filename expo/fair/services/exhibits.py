"""Writes: what a booth exhibits, each thing as a version of its document."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.products.events import ProductsChanged
from catalog.products.models import Product, ProductVersion
from catalog.products.selectors.cards import shown
from catalog.seams import freshness
from catalog.search import services as search
from catalog.translation import services as translation
from expo.fair.models import Booth, Exhibit
from expo.fair.refusals import Refused
from expo.fair.selectors.living import LIVING
from expo.fair.services.booths import KIND, check_living, tell

MOST = 48
SUSPENDED = Product.Status.SUSPENDED


@transaction.atomic
def exhibit_product(
    *,
    booth: Booth,
    product: Product,
    texts: Mapping[str, str] | None = None,
    by: AbstractBaseUser | None = None,
) -> Exhibit:
    """Show one of the organization's published products at its booth, last in the row.

    ``texts`` are ``note`` and ``price_note`` in the organization's language. What is exhibited already
    stays where it is. Raises EditionOver, and Refused for goods that visitors do not see or that are
    another's, and beyond ``MOST``.
    """
    check_living(booth)
    Booth.objects.select_for_update().only("pk").get(pk=booth.pk)
    if not shown().filter(pk=product.pk, organization=booth.organization_id).exists():
        raise Refused(_("Only products of your own that buyers can see are exhibited."))
    known = Exhibit.objects.filter(booth=booth, product=product).first()
    if known is None:
        there = booth.exhibits.aggregate(last=Max("order"))["last"] or 0
        if booth.exhibits.count() >= MOST:
            raise Refused(_("A booth shows at most %(most)s exhibits.") % {"most": MOST})
        known = Exhibit.objects.create(
            booth=booth, product=product, order=min(there + 10, 32_000), **_as_it_is(product.pk)
        )
    if texts:
        translation.set_source(target=known, texts=texts, by=by.pk if by else None)
    tell([booth], goods=[product.pk])
    return known


@transaction.atomic
def describe_exhibit(*, exhibit: Exhibit, texts: Mapping[str, str], by: AbstractBaseUser) -> None:
    """Write what holds for the fair only, in the organization's language: ``note`` and ``price_note``.

    Raises EditionOver, ValidationError for a text that is too long.
    """
    check_living(exhibit.booth)
    translation.set_source(target=exhibit, texts=texts, by=by.pk)
    tell([exhibit.booth])


@transaction.atomic
def remove_exhibit(*, exhibit: Exhibit) -> None:
    """Take something off the booth. Raises EditionOver."""
    booth = exhibit.booth
    check_living(booth)
    products = [exhibit.product_id] if exhibit.product_id else []
    translation.forget(model=Exhibit, ids=[exhibit.pk])
    exhibit.delete()
    tell([booth], goods=products)


@transaction.atomic
def order_exhibits(*, booth: Booth, ids: Sequence[int]) -> None:
    """Put exhibits into this order; those it leaves out follow in theirs. Raises EditionOver."""
    check_living(booth)
    rows = list(Exhibit.objects.select_for_update().filter(booth=booth).order_by("order", "pk"))
    wanted = {pk: place for place, pk in enumerate(dict.fromkeys(ids))}
    rows.sort(key=lambda row: wanted.get(row.pk, len(wanted)))
    for place, row in enumerate(rows, start=1):
        row.order = place * 10
    Exhibit.objects.bulk_update(rows, ["order"])
    tell([booth])


@transaction.atomic
def follow_products(event: ProductsChanged) -> None:
    """Bring exhibits of products up to date with what those say now, as long as their edition lives.

    A suspension is noted at every edition, for it holds though the product be deleted next. As many
    queries for many products as for one; one where none of them is exhibited.
    """
    exhibits = Exhibit.objects.filter(product__in=[one.product_id for one in event.changes])
    concerned = list(exhibits.values_list("booth_id", "booth__edition__state", "withheld", "product__status"))
    _note_suspended(
        exhibits,
        [booth for booth, _s, withheld, status in concerned if withheld != (status == SUSPENDED)],
    )
    living = {booth for booth, state, *_rest in concerned if state in LIVING}
    if not living:
        return
    exhibits = exhibits.filter(booth__in=living)
    booths = list(Booth.objects.filter(pk__in=living).order_by("pk"))
    offered = [one.product_id for one in event.changes if one.status == Product.Status.PUBLISHED]
    if offered:
        now = ProductVersion.objects.filter(product=OuterRef("product"), number=F("product__version"))
        exhibits.filter(product__in=offered).update(
            document=Subquery(now.values("document")),
            version=Subquery(now.values("number")),
            shown_at=timezone.now(),
        )
    tell(booths)


def _note_suspended(exhibits: QuerySet[Exhibit], booths: Sequence[int]) -> None:
    """Note which of the exhibits a moderator's suspension withholds; ``booths`` are where that is news."""
    if not booths:
        return
    suspended = Product.objects.filter(status=SUSPENDED).values("pk")
    exhibits.filter(product__in=suspended).update(withheld=True)
    exhibits.exclude(product__in=suspended).update(withheld=False)
    search.mark_dirty(kind=KIND, ids=sorted(set(booths)))
    freshness.changed("fair")


def _as_it_is(product_id: int) -> dict[str, object]:
    """Return what an exhibit keeps of a product: its published document, and which version that is."""
    version = ProductVersion.objects.get(product=product_id, number=F("product__version"))
    return {"document": version.document, "version": version.number, "shown_at": timezone.now()}
