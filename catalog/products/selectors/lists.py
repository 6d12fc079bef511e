"""Reads: the lists a visitor keeps, and one of them as its owner or a guest sees it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from catalog.merchants.models import Organization
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.selectors.cards import ProductCard, cards_by_id

# What keys and tokens are written in; an address may hold anything, NUL included, which PostgreSQL refuses.
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
SHOWN = Q(
    items__product__status=Product.Status.PUBLISHED,
    items__product__organization__status=Organization.Status.ACTIVE,
)


@dataclass(frozen=True)
class Keeper:
    """Who keeps lists: a person signed in, the holder of a token, both, or (so far) nobody."""

    user_id: int | None = None
    holder: str = ""


def holder_of(token: str) -> str:
    """Return the hash by which the holder of a token is kept; empty for no token.

    A copy of the database then opens nobody's lists.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest() if token else ""


@dataclass(frozen=True)
class ListLine:
    """A list among the others. ``count`` is of the goods on it that are offered now."""

    key: str
    name: str
    is_favourites: bool
    is_shared: bool
    count: int


@dataclass(frozen=True)
class ListItem:
    """A product on a list, with the owner's note."""

    card: ProductCard
    note: str


@dataclass(frozen=True)
class ListGoods:
    """The goods of a list that are offered now, the last added first, and how many are not at the moment."""

    items: Sequence[ListItem]
    hidden: int


def kept_by(keeper: Keeper) -> QuerySet[GoodsList]:
    """Return the lists of a visitor, favourites first, then the newest; none for nobody."""
    mine = Q(pk__in=())
    if keeper.user_id is not None:
        mine |= Q(owner=keeper.user_id)
    if keeper.holder:
        mine |= Q(owner__isnull=True, holder=keeper.holder)
    return GoodsList.objects.filter(mine).order_by("-is_favourites", "-pk")


def lists_of(keeper: Keeper) -> list[ListLine]:
    """Return a visitor's lists with what is on them: one query."""
    rows = (
        kept_by(keeper)
        .annotate(count=Count("items", filter=SHOWN))
        .values_list("key", "name", "is_favourites", "share_token", "count")
    )
    return [
        ListLine(key, name, is_favourites, bool(token), count)
        for key, name, is_favourites, token, count in rows
    ]


def own_list(*, keeper: Keeper, key: str) -> GoodsList | None:
    """Return a visitor's own list, or None: another's is as if it did not exist."""
    return kept_by(keeper).filter(key=key).first() if KEY.fullmatch(key) else None


def shared_list(*, token: str) -> GoodsList | None:
    """Return the list this link opens for reading, or None."""
    return GoodsList.objects.filter(share_token=token).first() if KEY.fullmatch(token) else None


def goods_on(goods_list: GoodsList, *, language: str) -> ListGoods:
    """Return what is on a list as it is offered at this moment: two queries."""
    rows = list(
        GoodsListItem.objects.filter(goods_list=goods_list).order_by("-pk").values_list("product_id", "note")
    )
    found = cards_by_id([product for product, _note in rows], language=language)
    items = [ListItem(found[product], note) for product, note in rows if product in found]
    return ListGoods(items=items, hidden=len(rows) - len(items))
