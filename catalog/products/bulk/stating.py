"""What a document says, cell by cell: the exports are made of it, and rows are compared with it.

Numbers are plain digits with a point, days begin with the year, lists are divided by semicolons; a
number with three decimals gets a fourth, because 1.234 is one thing here and another there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.products.bulk.columns import PLAIN
from catalog.products.document import TRANSLATED, OtherPrice, PriceDocument, ProductDocument
from catalog.reference.currencies import currency_facts, is_currency

SCALARS = tuple(name for name in PLAIN if name != "listing")
Pairs = Iterator[tuple[str, Any]]


def cells_of(document: ProductDocument) -> dict[str, str]:
    """Return the text of every column in which the document says something."""
    return {key: text for key, value in _stated(document) if (text := written(value)) != ""}


def written(value: Any) -> str:
    """Return a value as its cell says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return decimal_text(Decimal(str(value)))
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(written(one) for one in value)
    return str(value)


def decimal_text(value: Decimal) -> str:
    """Return a number in plain digits that can be read in one way only."""
    text = f"{value:f}"
    front, point, back = text.partition(".")
    if not point or not back.strip("0"):
        return front
    ambiguous = len(back) == 3 and len(front.lstrip("-")) <= 3 and front.lstrip("-") != "0"
    return f"{text}0" if ambiguous else text


def _stated(document: ProductDocument) -> Pairs:
    for name in SCALARS:
        value = getattr(document, name)
        # What nobody said is not repeated as a choice somebody made.
        yield name, (None if value is False else value)
    for name in TRANSLATED:
        yield from ((f"{name}.{code}", text) for code, text in getattr(document, name).items())
    yield from _price(document.price)
    for at, lead in enumerate(document.lead_times, start=1):
        yield from ((f"lead.{at}.days", lead.days), (f"lead.{at}.up_to", lead.up_to))
    for at, term in enumerate(document.terms, start=1):
        yield from ((f"term.{at}.rule", term.incoterm), (f"term.{at}.place", term.place))
    yield from ((f"attribute.{key}", value) for key, value in document.attributes.items())
    for place, texts in document.words.items():
        yield from ((f"word.{word_column(place)}.{code}", text) for code, text in texts.items())
    yield from _parts(document)
    yield from _extras(document)


def word_column(place: str) -> str:
    """Return which column translates a place: "attributes.grower" is stated by "attribute.grower"."""
    return place.lower().replace("attributes.", "attribute.", 1)


def word_place(column: str) -> str:
    """Return the place in the document's words that a column translates, back from ``word_column``."""
    head, _dot, rest = column.partition(".")
    if head == "term":
        return f"term.{rest.upper()}"
    return f"attributes.{rest}" if head == "attribute" else head


def _parts(document: ProductDocument) -> Pairs:
    for at, variant in enumerate(document.variants, start=1):
        yield from ((f"variant.{at}.article", variant.sku), (f"variant.{at}.gtin", variant.gtin))
        yield from ((f"variant.{at}.name.{code}", text) for code, text in variant.names.items())
        yield from ((f"variant.{at}.option.{key}", value) for key, value in variant.options.items())
    for at, one in enumerate(document.certificates, start=1):
        yield f"certificate.{at}.kind", one.kind
        yield f"certificate.{at}.number", one.number
        yield f"certificate.{at}.issuer", one.issuer
        yield f"certificate.{at}.issued", one.issued_on
        yield f"certificate.{at}.expires", one.expires_on
    for at, picture in enumerate(document.pictures, start=1):
        yield f"picture.{at}", f"#{picture}"
        alt: Mapping[str, str] = document.alt.get(str(picture), {})
        yield from ((f"picture.{at}.alt.{code}", text) for code, text in alt.items())


def _extras(document: ProductDocument) -> Pairs:
    if document.carton is not None:
        for part in fields(document.carton):
            yield f"carton.{part.name}", getattr(document.carton, part.name)
    if document.sample is not None:
        yield "sample.quantity", document.sample.quantity
        yield "sample.amount", amount_text(document.sample.minor, document.price.currency)
        yield "sample.credited", document.sample.credited or None


def _price(price: PriceDocument) -> Pairs:
    yield "price.kind", price.kind
    yield "price.per", price.per
    yield from _amounts("price", price)
    for at, other in enumerate(price.others, start=1):
        yield from _amounts(f"other.{at}", other)


def _amounts(head: str, price: PriceDocument | OtherPrice) -> Pairs:
    yield f"{head}.currency", price.currency
    yield f"{head}.low", amount_text(price.low, price.currency)
    yield f"{head}.high", amount_text(price.high, price.currency)
    for at, tier in enumerate(price.tiers, start=1):
        yield f"{head}.{at}.from", tier.quantity_from
        yield f"{head}.{at}.amount", amount_text(tier.minor, price.currency)
        yield f"{head}.{at}.article", tier.sku


def amount_text(minor: int | None, currency: str) -> str:
    """Return minor units as an amount in major ones: 1250 fen are 12.50; empty without a currency."""
    if minor is None or not is_currency(currency):
        return ""
    exponent = currency_facts(currency).exponent
    return decimal_text(Decimal(minor).scaleb(-exponent)) if minor else "0"
