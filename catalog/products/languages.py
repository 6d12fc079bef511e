"""Which texts a listing has in which language, how each came to be, and in which languages it is offered."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from catalog.products.document import TRANSLATED, ProductDocument
from catalog.products.models import Product
from catalog.products.named_parts import MOST_LETTERS as MOST_LETTERS_OF_PARTS
from catalog.products.named_parts import PICTURE, TERM, named_parts, term_places, with_part_text
from catalog.products.named_parts import kind_of as part_kind
from catalog.reference.languages import codes, pick
from catalog.translation.places import TextPlace, put
from catalog.translation.selectors import text_in
from catalog.translation.texts import LocalText, digest

# Without these a language is not offered: what it is, what it is like, and on which terms it is sold.
TITLE, PACKING, STORAGE, SAMPLE = "title", "packing", "storage", "sample"
ATTRIBUTE = "attributes."
FURTHER = ("summary", "description")
# Letters a text may have; those of columns are the columns' own.
MOST_LETTERS = {TITLE: 200, "summary": 2_000, "description": 20_000, PACKING: 200}
MOST_LETTERS_OF_WORDS = 500

# "4–8 °C" or "200 g": read alike in every language.
_WORDLESS = re.compile(r"(?:[\W\d_]|(?<![^\W\d_])(?:[cf]|k?g|mg|m?l|[cm]?m)(?![^\W\d_]))*", re.IGNORECASE)


def places_of(document: ProductDocument, written: Collection[str]) -> list[TextPlace]:
    """Return the texts of a document that its source has.

    ``written`` are the keys of the attributes that are free text: the values of all others speak every
    language already.
    """
    attributes = [f"{ATTRIBUTE}{key}" for key in document.attributes if key in written]
    names = (TITLE, "summary", "description", PACKING, *attributes, STORAGE, SAMPLE)
    found = [(name, source_of(document, name)) for name in names]
    whole = [
        TextPlace(name, source, _translations(document, name), name not in FURTHER, _most_letters(name))
        for name, source in found
        if (name in MOST_LETTERS and source.strip()) or has_words(source)
    ]
    return [*whole, *_places_of_parts(document)]


def _places_of_parts(document: ProductDocument) -> Iterator[TextPlace]:
    own = document.source_language
    for part in named_parts(document):
        source = part.texts.get(own, "")
        if has_words(source):
            texts = {code: text for code, text in part.texts.items() if code != own and text.strip()}
            yield TextPlace(part.name, source, texts, False, _most_letters(part.name), part.label)


def _most_letters(name: str) -> int:
    most = MOST_LETTERS_OF_PARTS.get(part_kind(name), MOST_LETTERS_OF_WORDS)
    return MOST_LETTERS.get(name, most)


def source_of(document: ProductDocument, name: str) -> str:
    """Return the text of a place in the language the document is written in; "" where it has none."""
    if part_kind(name):
        found = (part.texts for part in named_parts(document) if part.name == name)
        return next(found, {}).get(document.source_language, "")
    if name in MOST_LETTERS:
        return str(getattr(document, name).get(document.source_language, ""))
    if name.startswith(ATTRIBUTE):
        value = document.attributes.get(name.removeprefix(ATTRIBUTE))
        return value if isinstance(value, str) else ""
    if name == SAMPLE:
        return document.sample.quantity if document.sample else ""
    return document.storage


def _translations(document: ProductDocument, name: str) -> dict[str, str]:
    texts = getattr(document, name) if name in MOST_LETTERS else document.words.get(name, {})
    return {code: text for code, text in texts.items() if code != document.source_language and text.strip()}


def has_words(text: str) -> bool:
    """Say whether a text has to be translated: numbers and signs of measures speak every language."""
    return _WORDLESS.fullmatch(text) is None


def word_of(facts: Mapping[str, Any], name: str, source: str, language: str) -> LocalText:
    """Return a text of a published product that has no columns of its own, as a reader gets it.

    ``facts`` are the product's; ``name`` is the place the text has in its document.
    """
    own = facts.get("language", "")
    translated = (facts.get("words") or {}).get(name, {}) if has_words(source) else {}
    texts = {own: source} | {code: one["text"] for code, one in translated.items()}
    value, code = pick(texts, language, own) if own else (source, "")
    return LocalText(value, code, translated[code]["state"] if code in translated else "source")


def texts_beside(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the terms of a published product that are words without a column: their places and texts."""
    stated = ((STORAGE, facts.get(STORAGE)), (SAMPLE, (facts.get(SAMPLE) or {}).get("quantity")))
    return [(name, text) for name, text in stated if text and has_words(text)]


def term_words(facts: Mapping[str, Any], language: str) -> list[tuple[str, LocalText]]:
    """Return the trade terms of a published product: each rule with its place as a reader gets it."""
    terms = facts.get("terms") or []
    places = term_places([term["incoterm"] for term in terms])
    return [
        (term["incoterm"], word_of(facts, place, term["place"], language))
        for place, term in zip(places, terms, strict=True)
    ]


def with_origins(before: ProductDocument, after: ProductDocument) -> ProductDocument:
    """Return a document that remembers what its words were made from where their original has changed.

    Texts with columns of their own have their origin kept beside them once they are published.
    """
    made_from = dict(after.made_from)
    named = {part.name: part.texts for part in named_parts(before)} | before.words
    still = {part.name: part.texts for part in named_parts(after)} | after.words
    for name, texts in named.items():
        source = source_of(before, name)
        if not source or source == source_of(after, name):
            continue
        left = [
            code
            for code, text in texts.items()
            if code != before.source_language and text and text == still.get(name, {}).get(code)
        ]
        made_from[name] = {**dict.fromkeys(left, digest(source)), **made_from.get(name, {})}
    return replace(after, made_from={name: one for name, one in made_from.items() if one})


def with_text(document: ProductDocument, name: str, language: str, text: str) -> ProductDocument:
    """Return the document with one text in one language; an empty one is taken away."""
    if name in TRANSLATED:
        texts = put({name: getattr(document, name)}, name, language, text)
        changed: dict[str, Any] = {name: texts.get(name, {})}
        return replace(document, **changed)
    if name.startswith(PICTURE) and not text:
        # Said to be empty: what is left out, the picture goes on saying itself.
        said = document.alt.get(name.removeprefix(PICTURE), {})
        return replace(document, alt={**document.alt, name.removeprefix(PICTURE): {**said, language: ""}})
    if part_kind(name) not in {"", TERM}:
        return with_part_text(document, name, language, text)
    return replace(document, words=put(document.words, name, language, text))


def offered_in(product: Product, written: Collection[str]) -> list[str]:
    """Return the languages a published product is offered in, its own first: no query.

    A language counts only when title, attributes and terms are in it. ``written`` are the keys of the
    attributes that are free text.
    """
    own = product.source_language
    words = product.facts.get("words") or {}

    def has(code: str) -> Iterator[bool]:
        for field in (TITLE, PACKING):
            yield bool(text_in(product, field, code)) or not text_in(product, field, own)
        for key, value in product.attributes.items():
            if key in written and isinstance(value, str) and has_words(value):
                yield code in words.get(f"{ATTRIBUTE}{key}", {})
        for name, _text in texts_beside(product.facts):
            yield code in words.get(name, {})

    return [own, *(code for code in _others(own) if all(has(code)))]


def _others(own: str) -> list[str]:
    return [code for code in codes() if code != own]
