"""What both engines are asked about: the recurring stock, and all goods of the demonstration."""

from collections.abc import Iterator, Mapping

from catalog.glossary.analyzer import analyze
from catalog.glossary.lexicon import Lexicon
from catalog.search.documents import PRICED, UNIT
from portal.demo.reading import content
from tests.catalog.search.shelf import Shelf
from tests.stock import KAMPOT, LIUBAO

LABELS_PER_LANGUAGE = 14
UNITS = ("kg", "bag", "kg", "piece")


def stock(shelf: Shelf) -> None:
    """Put the tea and the pepper on the shelf, described as their seller did."""
    for record, document in enumerate((LIUBAO, KAMPOT), 1):
        shelf.put(
            record,
            document.title,
            bodies=document.summary,
            hs_codes=[document.hs6],
            keywords=[variant.sku for variant in document.variants],
            facets={"country": [document.country], "city": [document.city] if document.city else []},
            numbers={"moq": document.moq},
        )


def demonstration(shelf: Shelf) -> None:
    """Put every good of the demonstration on the shelf; half of them with a price, some well known."""
    for record, entry in enumerate(content().products, 1):
        numbers = {"moq": entry.moq, "published": 1_700_000_000 + record * 3600}
        unit = UNITS[record % len(UNITS)]
        priced = [unit] if record % 5 else []
        if priced:
            numbers["price"] = 100 * (record % 17)
        if record % 3:
            numbers["lead_time"] = record % 50
        shelf.put(
            record,
            entry.title,
            bodies=entry.summary,
            hs_codes=[entry.hs6],
            keywords=[f"SKU-{record:04}"],
            facets={
                "country": [entry.country],
                "category": [entry.category],
                "odd.name": [f"n{record % 3}"],
                UNIT: [unit],
                PRICED: priced,
            },
            numbers=numbers,
            popularity=record % 5 * 10,
        )


def labels(shelf: Shelf, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield names of what is on the shelf and their language, some from every language."""
    named = sorted(
        {slug for document in shelf.records.values() for slug in _concepts(document.titles, lexicon)}
    )
    for offset, language in enumerate(("zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my")):
        names = [
            lexicon.kinship.meanings[slug].names[language]
            for slug in named[offset::3]
            if language in lexicon.kinship.meanings[slug].names
        ]
        for name in names[:LABELS_PER_LANGUAGE]:
            yield name, language


def _concepts(titles: Mapping[str, str], lexicon: Lexicon) -> set[str]:
    return {
        slug for language, text in titles.items() for slug in lexicon.read(analyze(text), language).concepts
    }
