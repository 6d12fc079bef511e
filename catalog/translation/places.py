"""The texts of a document in other languages beside their original: how each came to be, what is lacking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.reference.languages import codes
from catalog.translation import selectors as translation
from catalog.translation.selectors import Completeness, Origins, counted
from catalog.translation.texts import digest, kind_of

MISSING, MACHINE, REVIEWED, OUTDATED = "missing", "machine", "reviewed", "outdated"

Texts = Mapping[str, Mapping[str, str]]


class Worded(Protocol):
    """A document that says of its translations, by place and language, how they came to be.

    ``states`` says which are reviewed, ``made_from`` the digest of the source a translation was made from.
    """

    @property
    def source_language(self) -> str: ...

    @property
    def states(self) -> Texts: ...

    @property
    def made_from(self) -> Texts: ...


@dataclass(frozen=True)
class TextPlace:
    """One text of a document that readers get in their language; ``texts`` are its translations.

    ``needed`` says that a language which lacks it is not offered, ``most_letters`` how long a translation
    may be; ``called`` is what it is called where that is its document's own.
    """

    name: str
    source: str
    texts: Mapping[str, str]
    needed: bool
    most_letters: int
    called: str = ""

    def seen(self, language: str) -> str:
        """Return what tells this text and its source from those somebody else may leave here."""
        return digest(f"{digest(self.source)} {digest(self.texts.get(language, ''))}")


def origin(document: Worded, place: TextPlace, language: str, published: Origins) -> str:
    """Return the digest of the source a translation was made from; "" where nobody knows it.

    A document that does not say it has the text as it was published, if it still is the same.
    """
    said = document.made_from.get(place.name, {}).get(language, "")
    return said or translation.origin(published, place.name, language, place.texts.get(language, ""))


def state_of(document: Worded, place: TextPlace, language: str, published: Origins) -> str:
    """Return whether a text is missing, outdated, reviewed or made by a machine."""
    return kind_of(
        text=place.texts.get(language, ""),
        source=place.source,
        state=document.states.get(place.name, {}).get(language, ""),
        made_from=origin(document, place, language, published),
    )


def completeness(
    document: Worded, places: Sequence[TextPlace], published: Origins
) -> dict[str, Completeness]:
    """Return how complete each language of a document is, its own left out."""
    return {
        code: counted(code, (state_of(document, place, code, published) for place in places))
        for code in codes()
        if code != document.source_language
    }


def together(lines: Iterable[Completeness]) -> Completeness:
    """Return how complete several languages are, counted as one."""
    found = list(lines)
    kinds = (MISSING, MACHINE, REVIEWED, OUTDATED, "total")
    return Completeness("", **{kind: sum(getattr(one, kind) for one in found) for kind in kinds})


def lacking(places: Sequence[TextPlace], language: str) -> list[str]:
    """Return the names of what a language needs and lacks before it is offered."""
    return [place.name for place in places if place.needed and not place.texts.get(language)]


def put(values: Texts, name: str, language: str, value: str) -> dict[str, dict[str, str]]:
    """Return what is said by place and language with one value more, or without it where it is empty."""
    inner = {code: one for code, one in values.get(name, {}).items() if code != language}
    if value:
        inner[language] = value
    found = {key: dict(one) for key, one in values.items() if key != name}
    return found | ({name: inner} if inner else {})
