"""A picture's sizes as they are kept beside it: a list shows pictures without asking for each of them.

Kept as JSON: ``webp`` and ``jpeg`` are lists of ``[width, height, path, bytes]``, narrowest first, in
pixels and bytes, the path within the public storage (so that media can move to another address);
``width`` and ``height`` are those of the whole picture; ``bytes`` is what the size for a card weighs;
``focus``, where it is there, is the point that stays visible in a frame of another shape, in per cent of
width and height.
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
    focus: tuple[int, int] | None = None

    @classmethod
    def read(cls, stored: "Mapping[str, Any] | Manifest | None") -> Self | None:
        """Return the manifest kept in JSON, or None for a picture that has none."""
        if isinstance(stored, cls):
            return stored
        if not isinstance(stored, Mapping) or not stored.get("webp") or not stored.get("jpeg"):
            return None
        base = _base(stored["webp"][0][2])
        return cls(
            webp=_sizes(stored["webp"], base),
            jpeg=_sizes(stored["jpeg"], base),
            width=stored["width"],
            height=stored["height"],
            bytes=stored["bytes"],
            focus=tuple(stored["focus"]) if stored.get("focus") else None,
        )

    @property
    def card(self) -> Size:
        """Return the WebP file for a card: the widest that is not wider than a card."""
        fitting = [size for size in self.webp if size.width <= CARD_WIDTH]
        return fitting[-1] if fitting else self.webp[0]


def _base(path: str) -> str | None:
    """Return what the public storage puts before a path, or None where an address is more than that.

    Asked once for a picture: six times was half the time a list takes for its pictures.
    """
    address = default_storage.url(path)
    return address.removesuffix(path) if address.endswith(path) else None


def _sizes(rows: list[list[Any]], base: str | None) -> tuple[Size, ...]:
    return tuple(
        Size(width, height, default_storage.url(path) if base is None else base + path, weight)
        for width, height, path, weight in rows
    )
