"""Cards of products, categories, the register and countries."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catalog.products import presenting
from catalog.products.models import Category, GeographicalIndication
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.register import entries, in_order
from catalog.products.selectors.tree import category_tree
from catalog.reference.cldr import country_name
from catalog.reference.selectors import portal_countries
from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText
from portal.discovery.cards.subjects.kind import NO_PICTURE, Kind, Words, asked, joined, pictured
from portal.discovery.cards.words import CardWords, Price


def _products(ids: Sequence[int], language: str) -> Words:
    found = shown().filter(pk__in=list(ids))
    more = pictured(found)
    reader = presenting.Reader(Preferences(language), None)
    said = {}
    for card in cards(found, language=language):
        picture, fictional = more.get(card.id, (NO_PICTURE, False))
        said[card.id] = CardWords(
            subject=card.slug,
            language=language,
            title=card.title,
            kind=joined([_("GI product") if card.is_gi else _("Goods"), _("fictional") if fictional else ""]),
            line=presenting.place(card.city, card.country, language),
            price=_price(card, reader),
            picture=picture.path,
            picture_id=picture.id,
        )
    return said


def _price(card: ProductCard, reader: presenting.Reader) -> Price:
    price = presenting.price(card, reader)
    return asked(price) if price["digits"] else ("", _("Price on request"), "")


def _categories(ids: Sequence[int], language: str) -> Words:
    tree, wanted = category_tree(language=language), set(ids)
    return {
        node.id: CardWords(
            subject=node.slug,
            language=language,
            title=node.name,
            kind=_("Goods"),
            line=" › ".join(above.name.value for above in tree.line(node)[:-1]),
        )
        for node in tree.nodes
        if node.id in wanted
    }


def _indications(ids: Sequence[int], language: str) -> Words:
    return {
        entry.id: CardWords(
            subject=entry.slug,
            language=language,
            title=entry.name,
            kind=_("Geographical indication"),
            line=presenting.place(entry.city, entry.country, language),
        )
        for entry in entries(in_order().filter(pk__in=list(ids)), language=language)
    }


def _countries(ids: Sequence[int], language: str) -> Words:
    numbers = [f"{number:03d}" for number in ids]
    rows = portal_countries().filter(numeric__in=numbers).values_list("numeric", "code")
    return {
        int(numeric): CardWords(
            subject=code.lower(),
            language=language,
            title=LocalText(country_name(code, language), language),
            kind=_("Goods by country"),
            line=_("China and the eleven members of ASEAN"),
        )
        for numeric, code in rows
    }


def _ids_of_countries() -> Iterator[int]:
    for numeric in portal_countries().values_list("numeric", flat=True):
        yield int(numeric)


PRODUCTS = Kind(
    "product",
    _products,
    lambda: shown().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000),
)
CATEGORIES = Kind(
    "category", _categories, lambda: iter(Category.objects.order_by("pk").values_list("pk", flat=True))
)
INDICATIONS = Kind(
    "gi",
    _indications,
    lambda: iter(GeographicalIndication.objects.order_by("pk").values_list("pk", flat=True)),
)
COUNTRIES = Kind("country", _countries, _ids_of_countries)
