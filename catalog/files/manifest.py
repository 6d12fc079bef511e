"""A picture's sizes as they are kept beside it: a list shows pictures without asking for each of them.

Kept as JSON: ``webp`` and ``jpeg`` are lists of ``[width, height, path, bytes]``, narrowest first, in
pixels and bytes, the path within the public storage (so that media can move to another address);
``width`` and ``height`` are those of the whole picture; ``bytes`` is what the size for a card weighs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.core.files.storage import default_storage

WIDTHS = (200, 400, 800)
CARD_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Size:
    """One file: its size in pixels, its address and its weight in bytes."""

    width: int
    height: int
    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One picture's sizes: the same ones in ``webp`` and ``jpeg``, narrowest first, at least one."""

    webp: tuple[Size, ...]
    jpeg: tuple[Size, ...]
    width: int
    height: int
    bytes: int

    @classmethod
    def read(cls, stored: "Mapping[str, Any] | Manifest | None") -> Self | None:
        """Return the manifest kept in JSON, or None for a picture that has none."""
        if isinstance(stored, cls):
            return stored
        if not isinstance(stored, Mapping) or not stored.get("webp") or not stored.get("jpeg"):
            return None
        return cls(
            webp=_sizes(stored["webp"]),
            jpeg=_sizes(stored["jpeg"]),
            width=stored["width"],
            height=stored["height"],
            bytes=stored["bytes"],
        )

    @property
    def card(self) -> Size:
        """Return the WebP file for a card: the widest that is not wider than a card."""
        fitting = [size for size in self.webp if size.width <= CARD_WIDTH]
        return fitting[-1] if fitting else self.webp[0]


def _sizes(rows: list[list[Any]]) -> tuple[Size, ...]:
    return tuple(
        Size(width, height, default_storage.url(path), weight) for width, height, path, weight in rows
    )
