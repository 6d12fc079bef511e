"""What the glossary tells the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GlossaryChanged:
    """Texts that hold one of these names, and records that name one of these concepts, read differently now.

    `keys` are the forms in which names are matched (`Label.key`), old ones and new ones; `concepts`
    are slugs. `everything` where so much changed that no text is as it was.
    """

    keys: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    everything: bool = False
