"""Reads: an organization's listings, drafted and published, as one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.files.manifest import Manifest
from catalog.files.selectors import manifests
from catalog.merchants.models import Organization
from catalog.products.models import ListingDraft, Product
from catalog.reference.languages import codes, pick
from catalog.translation.texts import LocalText

# What a listing may be: a draft that was never published, or a product. In the order of a listing's life.
STATES = {
    "draft": _("Draft"),
    "review": _("In review"),
    "returned": _("To be changed"),
    "published": _("Published"),
    "paused": _("Paused"),
    "suspended": _("Suspended"),
    "archived": _("Archived"),
}
DRAFTED = frozenset(ListingDraft.State.values)


@dataclass(frozen=True)
class Listed:
    """One line: ``slug`` is the published product's, ``draft`` the key of what waits, ``state`` its own."""

    title: LocalText
    state: str
    draft_state: str
    slug: str
    draft: UUID | None
    picture: Manifest | None
    updated_at: datetime


class Listings(Sequence[tuple[str, str]]):
    """Keys of listings, the last changed first; ``read`` makes lines of some: a fixed number of queries."""

    def __init__(self, organization: Organization, rows: Any) -> None:
        self.organization = organization
        self.rows = rows

    def __len__(self) -> int:
        count: int = self.rows.count()
        return count

    def __getitem__(self, at: Any) -> Any:
        return [(kind, key) for kind, key, _at in self.rows[at]]

    def read(self, keys: Sequence[tuple[str, str]]) -> list[Listed]:
        """Return the lines of these keys, in their order: at most four queries."""
        products = [int(key) for kind, key in keys if kind == "product"]
        drafts = [UUID(key) for kind, key in keys if kind == "draft"]
        wanted = Q(pk__in=drafts) | Q(product__in=products)
        kept = list(ListingDraft.objects.filter(wanted, organization=self.organization))
        by_key = {row.pk: row for row in kept}
        by_product = {row.product_id: row for row in kept if row.product_id}
        columns = {code: build_localized_fieldname("title", code) for code in codes()}
        more = ("pk", "slug", "status", "source_language", "picture_id", "updated_at")
        rows = {
            row["pk"]: row
            for row in Product.objects.rewrite(False).filter(pk__in=products).values(*more, *columns.values())
        }
        leading = {row["picture_id"] for row in rows.values()} | {_first(row.document) for row in kept}
        sizes = manifests(one for one in leading if one)
        return [
            _product(rows[int(key)], by_product.get(int(key)), columns, sizes)
            if kind == "product"
            else _draft(by_key[UUID(key)], sizes)
            for kind, key in keys
        ]


def listings_of(organization: Organization, *, state: str = "", words: str = "") -> Listings:
    """Return an organization's listings, in one state or in all, that have these words in a title."""
    drafts: Any = ListingDraft.objects.filter(organization=organization, product=None)
    products: Any = Product.objects.rewrite(False).filter(organization=organization)
    if words:
        named, called = Q(), Q()
        for code in codes():
            named |= Q(**{f"document__title__{code}__icontains": words})
            called |= Q(**{f"{build_localized_fieldname('title', code)}__icontains": words})
        drafts, products = drafts.filter(named), products.filter(called)
    if state:
        drafts = drafts.filter(state=state) if state in DRAFTED else drafts.none()
        products = products.none() if state in DRAFTED else products.filter(status=state)
    return Listings(
        organization, _keys(drafts, "draft").union(_keys(products, "product")).order_by("-at", "ref")
    )


def _keys(rows: QuerySet[Any], kind: str) -> Any:
    named = rows.order_by().annotate(
        what=Value(kind, CharField()), ref=Cast("pk", CharField()), at=F("updated_at")
    )
    return named.values_list("what", "ref", "at")


def count_by_state(organization: Organization) -> dict[str, int]:
    """Return how many listings are in each state, without the states none is in: two queries."""
    drafts = ListingDraft.objects.filter(organization=organization, product=None).order_by()
    products = Product.objects.filter(organization=organization).order_by()
    counted = [
        *drafts.values_list("state").annotate(Count("pk")),
        *products.values_list("status").annotate(Count("pk")),
    ]
    return {state: number for state, number in counted if state in STATES}


def _first(document: dict[str, Any]) -> int | None:
    return next(iter(document["pictures"]), None)


def _product(
    row: dict[str, Any], draft: ListingDraft | None, columns: dict[str, str], sizes: dict[int, Manifest]
) -> Listed:
    own = row["source_language"]
    return Listed(
        title=LocalText(row[columns[own]], own),
        state=row["status"],
        draft_state=draft.state if draft else "",
        slug=row["slug"],
        draft=draft.pk if draft else None,
        picture=sizes.get(row["picture_id"] or 0),
        updated_at=row["updated_at"],
    )


def _draft(row: ListingDraft, sizes: dict[int, Manifest]) -> Listed:
    document = row.document
    own = document["source_language"]
    title, code = pick(document["title"], own, own)
    return Listed(
        title=LocalText(title, code or own),
        state=row.state,
        draft_state=row.state,
        slug="",
        draft=row.pk,
        picture=sizes.get(_first(document) or 0),
        updated_at=row.updated_at,
    )
