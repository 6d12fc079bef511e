"""The texts a listing has below its fields: of variants, trade terms, pictures and documents for buyers.

Each has a place among the texts of the listing: ``variant.GIFT-250``, ``term.FOB``, ``picture.7``,
``document.<id of the file>``. Variants, pictures and documents keep their texts by language themselves;
the place named by a trade term is written once, its translations stand among the document's words.

No language is held back for want of them: a named place stands in contracts as its seller writes it, and
a variant is told by its article number too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.products.document import ProductDocument

VARIANT, TERM, PICTURE, DOCUMENT = "variant.", "term.", "picture.", "document."
LABELS: Mapping[str, str | Promise] = {
    VARIANT: _("Variant"),
    TERM: _("Trade terms"),
    PICTURE: _("Picture"),
    DOCUMENT: _("Documents for buyers"),
}
MOST_LETTERS = {VARIANT: 120, TERM: 120, PICTURE: 250, DOCUMENT: 120}


@dataclass(frozen=True)
class NamedPart:
    """One such text: its place, what tells it from others of its kind, and the text by language."""

    name: str
    called: str
    texts: Mapping[str, str]

    @property
    def label(self) -> str:
        """Return what it is called on pages: "Variant GIFT-250"."""
        return f"{LABELS[kind_of(self.name)]} {self.called}".strip()


def kind_of(name: str) -> str:
    """Return the kind of part a place belongs to, "" for a text of another kind."""
    return next((kind for kind in LABELS if name.startswith(kind)), "")


def named_parts(document: ProductDocument) -> Iterator[NamedPart]:
    """Yield every part that may have a text, whether it has one or not."""
    places = variant_places([variant.sku for variant in document.variants])
    for place, variant in zip(places, document.variants, strict=True):
        yield NamedPart(place, place.removeprefix(VARIANT), variant.names)
    terms = [term.incoterm for term in document.terms]
    for place, term in zip(term_places(terms), document.terms, strict=True):
        translated = document.words.get(place, {})
        yield NamedPart(place, term.incoterm, {**translated, document.source_language: term.place})
    for number, picture in enumerate(document.pictures, 1):
        yield NamedPart(f"{PICTURE}{picture}", str(number), document.alt.get(str(picture), {}))
    for number, one in enumerate(document.documents, 1):
        yield NamedPart(f"{DOCUMENT}{one.file}", str(number), one.names)


def variant_places(numbers: Sequence[str]) -> list[str]:
    """Return the place of each variant by its article number, by its position where that tells too little."""
    return [
        f"{VARIANT}{sku}" if sku and numbers.count(sku) == 1 else f"{VARIANT}{position}"
        for position, sku in enumerate(numbers, 1)
    ]


def term_places(incoterms: Sequence[str]) -> list[str]:
    """Return the place of each trade term: by its rule, numbered where a rule is offered again."""
    found = []
    for position, incoterm in enumerate(incoterms):
        before = incoterms[:position].count(incoterm)
        found.append(f"{TERM}{incoterm}.{before + 1}" if before else f"{TERM}{incoterm}")
    return found


def with_part_text(document: ProductDocument, name: str, language: str, text: str) -> ProductDocument:
    """Return the document with the text of a variant, a picture or a document for buyers in one language."""
    if name.startswith(PICTURE):
        key = name.removeprefix(PICTURE)
        return replace(document, alt={**document.alt, key: _with(document.alt.get(key, {}), language, text)})
    if name.startswith(DOCUMENT):
        file = name.removeprefix(DOCUMENT)
        documents = [_named(one, language, text, found=one.file == file) for one in document.documents]
        return replace(document, documents=tuple(documents))
    places = variant_places([variant.sku for variant in document.variants])
    variants = [
        _named(one, language, text, found=place == name)
        for place, one in zip(places, document.variants, strict=True)
    ]
    return replace(document, variants=tuple(variants))


def _named(one: Any, language: str, text: str, *, found: bool) -> Any:
    return replace(one, names=_with(one.names, language, text)) if found else one


def _with(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    rest = {code: said for code, said in texts.items() if code != language}
    return rest | ({language: text} if text else {})


def shown_parts(document: ProductDocument) -> ProductDocument:
    """Return the document with the texts of its parts that readers get: those of languages held back go."""
    if not document.held:
        return document
    for part in list(named_parts(document)):
        for code in document.held:
            if code in part.texts and not part.name.startswith(TERM):
                document = with_part_text(document, part.name, code, "")
    return document


def made_by_machine(document: ProductDocument) -> dict[str, list[str]]:
    """Return in which languages a machine named which variants, pictures and documents, by their places."""
    return {
        name: languages
        for name, states in document.states.items()
        if name.startswith((VARIANT, PICTURE, DOCUMENT))
        and (languages := sorted(code for code, state in states.items() if state == "machine"))
    }
