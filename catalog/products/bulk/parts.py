"""From the cells of a sheet to the parts of a document, each by the columns that state it."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from catalog.products.bulk import cells, prices, properties
from catalog.products.bulk.cells import Value
from catalog.products.bulk.laying import Sheet, day_or_none, fresh_texts, whole_or_none, with_texts
from catalog.products.bulk.stating import word_place
from catalog.products.document import (
    TRANSLATED,
    CartonDocument,
    CertificateDocument,
    LeadTime,
    ProductDocument,
    TradeTerm,
)
from catalog.products.languages import MOST_LETTERS_OF_WORDS
from catalog.products.listing_form.wording import LABELS
from catalog.reference.languages import codes

# As many letters as the form takes: what comes by file can be changed there.
LENGTHS = {name: most for name, (_label, most, _rows) in LABELS.items()}
KIND = re.compile(r"[a-z0-9-]{1,40}")
SKU, NUMBER, ISSUER, LINE, ALT, REGISTRATION = 64, 80, 160, 120, 250, 40
Stated = dict[str, Any]


def document_of(sheet: Sheet) -> ProductDocument:
    """Return the document the sheet states; where a cell cannot be read, that part stays as it was."""
    if not sheet.touched:
        return sheet.base
    # Put together as plain values: a document is checked whole each time one is made.
    said = SimpleNamespace(**vars(sheet.base))
    document = cast(ProductDocument, said)
    for head in sorted(sheet.touched, key=lambda one: one not in EARLY):
        if head in TRANSLATED:
            texts = {
                code: cells_text
                for code in sheet.below(head)
                if (cells_text := sheet.take(f"{head}.{code}", cells.text, LENGTHS[head], default=""))
            }
            vars(said).update(with_texts(document, head, texts))
        else:
            vars(said).update(PARTS[head](sheet, document))
    return ProductDocument(**vars(said))


# What other parts are read by comes first: properties by the category, cities by the country.
EARLY = frozenset({"source_language", "category", "country", "price"})


def _named(head: str, words: str) -> Callable[[Sheet, ProductDocument], Stated]:
    def read(sheet: Sheet, _document: ProductDocument) -> Stated:
        return {head: sheet.take(head, getattr(sheet.vocabulary, words).find, default="")}

    return read


def _line(head: str, most: int) -> Callable[[Sheet, ProductDocument], Stated]:
    def read(sheet: Sheet, _document: ProductDocument) -> Stated:
        return {head: sheet.take(head, cells.code, most, default="")}

    return read


def _count(head: str, default: int | None) -> Callable[[Sheet, ProductDocument], Stated]:
    def read(sheet: Sheet, _document: ProductDocument) -> Stated:
        found = whole_or_none(sheet, head)
        return {head: default if found is None else found}

    return read


def _city(sheet: Sheet, document: ProductDocument) -> Stated:
    return {"city": sheet.take("city", sheet.vocabulary.cities(document.country).find, default="")}


def _hs6(sheet: Sheet, _document: ProductDocument) -> Stated:
    return {"hs6": sheet.take("hs6", cells.digits, 6, default="")}


def _months(sheet: Sheet, _document: ProductDocument) -> Stated:
    nothing: tuple[int, ...] = ()
    return {"harvest_months": sheet.take("harvest_months", cells.months, default=nothing)}


def _private_label(sheet: Sheet, _document: ProductDocument) -> Stated:
    return {"private_label": sheet.take("private_label", cells.yes_no, default=False)}


def _leads(sheet: Sheet, _document: ProductDocument) -> Stated:
    found = [
        LeadTime(days=days, up_to=whole_or_none(sheet, f"lead.{at}.up_to"))
        for at in sheet.numbers("lead")
        if sheet.need(f"lead.{at}.days") and (days := whole_or_none(sheet, f"lead.{at}.days")) is not None
    ]
    return {"lead_times": tuple(found)}


def _terms(sheet: Sheet, _document: ProductDocument) -> Stated:
    return {
        "terms": tuple(
            TradeTerm(
                incoterm=sheet.take(f"term.{at}.rule", sheet.vocabulary.rules.find, default=""),
                place=sheet.take(f"term.{at}.place", cells.text, LINE, default=""),
            )
            for at in sheet.numbers("term")
        )
    }


def _certificates(sheet: Sheet, document: ProductDocument) -> Stated:
    # A table has no column for the file; it stays with the certificate of the same kind and number.
    before = {(one.kind, one.number): one for one in document.certificates}
    found = [_certificate(sheet, f"certificate.{at}") for at in sheet.numbers("certificate")]
    return {
        "certificates": tuple(
            replace(
                before[one.kind, one.number],
                issuer=one.issuer,
                issued_on=one.issued_on,
                expires_on=one.expires_on,
            )
            if (one.kind, one.number) in before
            else one
            for one in found
        )
    }


def _certificate(sheet: Sheet, head: str) -> CertificateDocument:
    for part in ("kind", "number"):
        sheet.need(f"{head}.{part}")
    return CertificateDocument(
        kind=sheet.take(f"{head}.kind", _certificate_kind, sheet, default=""),
        number=sheet.take(f"{head}.number", cells.code, NUMBER, default=""),
        issuer=sheet.take(f"{head}.issuer", cells.text, ISSUER, default=""),
        issued_on=day_or_none(sheet, f"{head}.issued"),
        expires_on=day_or_none(sheet, f"{head}.expires"),
    )


def _certificate_kind(value: Value, sheet: Sheet) -> str:
    found = cells.text(value)
    return found if KIND.fullmatch(found) else sheet.vocabulary.certificates.find(found)


def _words(sheet: Sheet, document: ProductDocument) -> Stated:
    """Return the translations of what is written once; those that its seller wrote now are theirs."""
    found: dict[str, dict[str, str]] = {}
    for key in sheet.below("word"):
        column, _dot, code = key.rpartition(".")
        text = sheet.take(f"word.{key}", cells.text, MOST_LETTERS_OF_WORDS, default="")
        if text and code != document.source_language:
            found.setdefault(word_place(column), {})[code] = text
    stated: Stated = {"words": found}
    said = SimpleNamespace(**vars(document))
    for place in dict.fromkeys([*document.words, *found]):
        before, now = document.words.get(place, {}), found.get(place, {})
        said.states, said.made_from = fresh_texts(cast(ProductDocument, said), place, before, now)
    return stated | {"states": said.states, "made_from": said.made_from}


def _held(sheet: Sheet, _document: ProductDocument) -> Stated:
    nothing: tuple[str, ...] = ()
    return {"held": sheet.take("held", _languages, sheet, default=nothing)}


def _languages(value: Value, sheet: Sheet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sheet.vocabulary.languages.find(part) for part in cells.listed(value)))


def _carton(sheet: Sheet, _document: ProductDocument) -> Stated:
    said = {part: whole_or_none(sheet, f"carton.{part}") for part in sheet.below("carton")}
    return {"carton": CartonDocument(**said) if said else None}


def _pictures(sheet: Sheet, document: ProductDocument) -> Stated:
    found: list[int] = []
    alt = dict(document.alt)
    for at in sheet.numbers("picture"):
        key = f"picture.{at}"
        if not sheet.need(key) or not (picture := sheet.take(key, _picture, sheet, default=0)):
            continue
        found.append(picture)
        alt[str(picture)] = _alt(sheet, f"{key}.alt", alt.get(str(picture), {}))
    kept = {pk: texts for pk, texts in alt.items() if texts and int(pk) in found}
    focus = {pk: point for pk, point in document.focus.items() if int(pk) in found}
    return {"pictures": tuple(dict.fromkeys(found)), "alt": kept, "focus": focus}


def _alt(sheet: Sheet, head: str, texts: dict[str, str]) -> dict[str, str]:
    """Return the texts of one picture; what the row leaves alone stays with it, wherever it moves."""
    said = dict(texts)
    for code in codes():
        key = f"{head}.{code}"
        if sheet.values.get(key, "") == sheet.before.get(key, ""):
            continue
        said[code] = sheet.take(key, cells.text, ALT, default="")
    return {code: text for code, text in said.items() if text}


def _picture(value: Value, sheet: Sheet) -> int:
    return sheet.picture(cells.text(value, 250))


PARTS: dict[str, Callable[[Sheet, ProductDocument], Stated]] = {
    "number": _line("number", SKU),
    "source_language": _named("source_language", "languages"),
    "category": _named("category", "categories"),
    "country": _named("country", "countries"),
    "city": _city,
    "hs6": _hs6,
    "gi": _named("gi", "gis"),
    "brand": _named("brand", "brands"),
    "unit": _named("unit", "units"),
    "moq": _count("moq", 1),
    "order_multiple": _count("order_multiple", 1),
    "harvest_months": _months,
    "shelf_life_days": _count("shelf_life_days", None),
    "storage": _line("storage", LINE),
    "storage_low": _count("storage_low", None),
    "storage_high": _count("storage_high", None),
    "plant_registration": _line("plant_registration", REGISTRATION),
    "private_label": _private_label,
    "price": prices.price,
    "lead": _leads,
    "term": _terms,
    "attribute": properties.attributes,
    "word": _words,
    "held": _held,
    "variant": properties.variants,
    "certificate": _certificates,
    "carton": _carton,
    "sample": prices.sample,
    "picture": _pictures,
}
