"""What search hears, passed on: rooms above keep things that are made from the same records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordsChanged:
    """Records that the public may find appeared, changed or went; ``kind`` is that of their contributor."""

    kind: str
    ids: tuple[int, ...]
