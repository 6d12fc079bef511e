"""What a kind of page tells the cards, and pictures as cards take them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import pgettext

from portal.discovery.cards.words import CardWords, Price

Words = Mapping[int, CardWords]


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    ``words(ids, language)`` says what is on the cards of those records that the public may see and whose
    page has words of that language to show, with that language active, in a fixed number of queries;
    ``all_ids()`` yields every id worth asking for.
    """

    name: str
    words: Callable[[Sequence[int], str], Words]
    all_ids: Callable[[], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture as a card takes it: its id, and the path of its widest JPEG in the public storage."""

    id: int | None = None
    path: str = ""

    @classmethod
    def read(cls, pk: int | None, manifest: Any) -> "Pictured":
        """Return the picture with this manifest, or none where it has none."""
        sizes = manifest.get("jpeg") if isinstance(manifest, Mapping) else None
        return cls(pk, sizes[-1][2]) if pk and sizes else cls()


NO_PICTURE = Pictured()


def pictured(found: QuerySet[Any]) -> dict[int, tuple[Pictured, bool]]:
    """Return the picture of each listing, and whether its organization is fictional, by id: one query."""
    columns = ("pk", "picture_id", "picture__manifest", "organization__is_demo")
    return {
        pk: (Pictured.read(picture, manifest), fictional)
        for pk, picture, manifest, fictional in found.values_list(*columns)
    }


def asked(price: Mapping[str, Any]) -> Price:
    """Return a price as components print it, in its own currency alone: a rate of today is false tomorrow."""
    least = pgettext("price", "from") + " " if price["least"] else ""
    return f"{least}{price['iso']} ", price["digits"], f" / {price['per']}"


def joined(parts: Iterable[str]) -> str:
    """Return what stands together in one line."""
    return " · ".join(part for part in parts if part)
