"""An organization's listings as a file finds them: by their address, their draft, or the seller's number."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from catalog.merchants.models import Organization
from catalog.products.bulk.cells import Misread
from catalog.products.document import ProductDocument, from_json
from catalog.products.models import ListingDraft, Product, ProductVersion


@dataclass(frozen=True)
class Listing:
    """A listing: a draft, a product, or a product with a draft."""

    draft: UUID | None
    product: int | None


@dataclass(frozen=True)
class Stated:
    """What a listing says now: its draft where it has one, else its published version."""

    document: ProductDocument
    revision: int
    in_review: bool


class Listings:
    """Every listing of one organization by its names: three queries, and a few bytes for each."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.names: dict[Listing, str] = {}  # by which exports call a listing
        self._named: dict[str, Listing] = {}
        self._numbered: dict[str, Listing | None] = {}
        drafts = {
            product or key: (key, product, number)
            for key, product, number in _drafts(organization).values_list(
                "pk", "product_id", "document__number"
            )
        }
        products = _products(organization).values_list("pk", "slug", "facts__number")
        for pk, slug, number in products.order_by("pk"):
            key, _product, drafted = drafts.pop(pk, (None, pk, number))
            self._add(Listing(key, pk), drafted, slug)
        for key, product, number in drafts.values():
            self._add(Listing(key, product), number)

    def _add(self, listing: Listing, number: str | None, slug: str = "") -> None:
        names = [name for name in (slug, str(listing.draft or "")) if name]
        self.names[listing] = names[0]
        self._named.update(dict.fromkeys(names, listing))
        if number:
            self._numbered[number] = None if number in self._numbered else listing

    def named(self, name: str) -> Listing | None:
        """Return the listing of an address or a draft's key, as exports write it."""
        return self._named.get(name)

    def numbered(self, number: str) -> Listing | None:
        """Return the listing of a seller's number. Raises Misread where two have it."""
        found = self._numbered.get(number)
        if found is None and number in self._numbered:
            raise Misread("two-listings")
        return found

    def stated(self, listings: Iterable[Listing]) -> dict[Listing, Stated]:
        """Return what these listings say now: two queries."""
        wanted = list(listings)
        drafts = _drafts(self.organization).filter(pk__in=[one.draft for one in wanted if one.draft])
        by_draft: dict[UUID | None, Stated] = {
            key: Stated(from_json(document), revision, state == ListingDraft.State.REVIEW)
            for key, document, revision, state in drafts.values_list("pk", "document", "revision", "state")
        }
        products = [one.product for one in wanted if one.product and one.draft not in by_draft]
        versions = ProductVersion.objects.filter(product__in=products, number=F("product__version"))
        by_product: dict[int | None, Stated] = {
            product: Stated(from_json(document), 0, False)
            for product, document in versions.values_list("product_id", "document")
        }
        found = {one: by_draft.get(one.draft) or by_product.get(one.product) for one in wanted}
        return {one: stated for one, stated in found.items() if stated is not None}


def appeared(organization: Organization, numbers: Iterable[str]) -> set[str]:
    """Return those of the numbers that a listing of the organization has by now: two queries."""
    wanted = [number for number in numbers if number]
    if not wanted:
        return set()
    drafted = _drafts(organization).filter(document__number__in=wanted)
    published = _products(organization).filter(facts__number__in=wanted)
    return {
        *drafted.values_list("document__number", flat=True),
        *published.values_list("facts__number", flat=True),
    }


def _drafts(organization: Organization) -> QuerySet[ListingDraft]:
    return ListingDraft.objects.filter(organization=organization)


def _products(organization: Organization) -> QuerySet[Product]:
    rows: QuerySet[Product] = Product.objects.rewrite(False)
    return rows.filter(organization=organization, version__gt=0)
