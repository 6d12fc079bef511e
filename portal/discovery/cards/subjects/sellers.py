"""Cards of storefronts and brands."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.merchants import selectors as merchants
from catalog.merchants.presenting import place
from portal.discovery.cards.subjects.kind import Kind, Pictured, Words, joined
from portal.discovery.cards.words import CardWords


def _storefronts(ids: Sequence[int], language: str) -> Words:
    found = merchants.shown().filter(pk__in=list(ids))
    banners, logos = _pictures(found, "banner"), _pictures(found, "logo")
    fictional = _fictional(found)
    said = {}
    for card in merchants.cards(found, language=language):
        picture = banners[card.id] if banners[card.id].path else logos[card.id]
        said[card.id] = CardWords(
            subject=card.slug,
            language=language,
            title=card.name,
            kind=joined([_("Storefronts"), _("fictional") if card.id in fictional else ""]),
            line=place(card, language),
            picture=picture.path,
            picture_id=picture.id,
            logo=picture is logos[card.id],
        )
    return said


def _brands(ids: Sequence[int], language: str) -> Words:
    found = merchants.shown_brands().filter(pk__in=list(ids))
    logos, fictional = _pictures(found, "logo"), _fictional(found)
    return {
        card.id: CardWords(
            subject=card.slug,
            language=language,
            title=card.name,
            kind=joined([_("Brand"), _("fictional") if card.id in fictional else ""]),
            line=place(card, language),
            picture=logos[card.id].path,
            picture_id=logos[card.id].id,
            logo=True,
        )
        for card in merchants.brand_cards(found, language=language)
    }


def _pictures(rows: QuerySet[Any], field: str) -> dict[int, Pictured]:
    found = rows.values_list("pk", f"{field}_id", f"{field}__manifest")
    return {pk: Pictured.read(picture, manifest) for pk, picture, manifest in found}


def _fictional(rows: QuerySet[Any]) -> set[int]:
    return set(rows.filter(organization__is_demo=True).values_list("pk", flat=True))


STOREFRONTS = Kind(
    "storefront",
    _storefronts,
    lambda: iter(merchants.shown().order_by("pk").values_list("pk", flat=True)),
)
BRANDS = Kind("brand", _brands, lambda: iter(merchants.shown_brands().values_list("pk", flat=True)))
