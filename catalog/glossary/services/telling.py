"""Telling the rooms above what a change of the glossary concerns."""

from collections.abc import Iterable

from catalog.glossary.events import GlossaryChanged
from catalog.glossary.models import Concept, Label
from catalog.seams.events import publish
from catalog.seams.freshness import changed

AREA = "glossary"
# Names that are looked for in every text; more of them at once stand in most texts anyway.
MOST_KEYS = 400


class Touched:
    """Gathers, in one transaction, what a change concerns; `tell` says it once."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.concepts: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.keys or self.concepts)

    def names(self, keys: Iterable[str]) -> None:
        """Note names that appeared, went, or are matched otherwise."""
        self.keys.update(keys)

    def meaning(self, ids: Iterable[int]) -> None:
        """Note concepts whose kind, parent or whose place beside others changed, with all below them."""
        below = set(ids)
        parents = dict(Concept.objects.exclude(parent=None).values_list("pk", "parent_id"))
        grown = True
        while grown:
            more = {pk for pk, parent in parents.items() if parent in below and pk not in below}
            below |= more
            grown = bool(more)
        known = dict(Concept.objects.values_list("pk", "slug"))
        self.concepts.update(known[pk] for pk in below if pk in known)
        labels = Label.objects.values_list("concept_id", "key")
        self.keys.update(key for concept, key in labels if concept in below)

    def tell(self) -> None:
        """Have every process read the glossary anew, and the rooms above find the records concerned."""
        changed(AREA)
        if len(self.keys) > MOST_KEYS:
            publish(GlossaryChanged(everything=True))
        else:
            publish(GlossaryChanged(frozenset(self.keys), frozenset(self.concepts)))
