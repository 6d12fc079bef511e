"""A visitor's lists in words: what their templates print."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.products import presenting
from catalog.products.models import GoodsList
from catalog.products.presenting import Reader
from catalog.products.selectors.lists import ListGoods, ListLine
from catalog.reference.display import show_number
from catalog.seams import slots


def list_name(name: str, *, is_favourites: bool) -> str:
    """Return what a list is called: the favourites have no name of their own until they get one."""
    return name or (_("Favourites") if is_favourites else _("List"))


def count_text(count: int, language: str) -> str:
    """Return how many goods there are, in words."""
    return ngettext("%(count)s product", "%(count)s products", count) % {
        "count": show_number(count, language)
    }


def line_values(lines: Sequence[ListLine], language: str) -> list[dict[str, Any]]:
    """Return what the page of all lists prints of each."""
    return [
        {
            "key": line.key,
            "name": list_name(line.name, is_favourites=line.is_favourites),
            "url": reverse("list", args=[line.key]),
            "count": count_text(line.count, language),
            "is_shared": line.is_shared,
        }
        for line in lines
    ]


def goods_values(goods: ListGoods, reader: Reader) -> list[dict[str, Any]]:
    """Return what a list prints of its goods; slots are filled once for all of them."""
    ids = [item.card.id for item in goods.items]
    filled = slots.fill(place="product.hit", ids=ids, preferences=reader.preferences)
    language = reader.language
    return [
        {
            **presenting.card_values(item.card, reader, filled[item.card.id]),
            "place": presenting.place(item.card.city, item.card.country, language),
            "note": item.note,
        }
        for item in goods.items
    ]


def list_values(goods_list: GoodsList, goods: ListGoods, reader: Reader) -> dict[str, Any]:
    """Return what both the owner's page of a list and the shared one print."""
    name = list_name(goods_list.name, is_favourites=goods_list.is_favourites)
    hidden = ngettext(
        "%(count)s product of this list is not on offer at the moment.",
        "%(count)s products of this list are not on offer at the moment.",
        goods.hidden,
    )
    return {
        "key": goods_list.key,
        "name": name,
        "goods": goods_values(goods, reader),
        "count": count_text(len(goods.items), reader.language),
        "hidden": hidden % {"count": show_number(goods.hidden, reader.language)} if goods.hidden else "",
    }


def crumbs(language: str, *way: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the home page over the visitor's lists."""
    first = [{"text": _("Home"), "url": f"/{language}/"}]
    return first + [{"text": text, "url": url} for text, url in way]
