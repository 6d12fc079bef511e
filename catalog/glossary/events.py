"""What the glossary tells the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GlossaryChanged:
    """Concepts, their labels or what keeps them apart changed in so many rows: texts now read differently."""

    rows: int
