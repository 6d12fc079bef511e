"""How concepts stand to one another: what is a kind of what, and what only shares a name."""

from collections.abc import Mapping
from dataclasses import dataclass

# Places and words of trade qualify goods ("Baise mango", "organic tea"): they are part of what is meant.
_THINGS = frozenset({"food", "goods"})


@dataclass(frozen=True)
class Meaning:
    """A concept as matching needs it; `wider` are its ancestors, nearest first.

    `names` holds the preferred label by language, without those the interface must not show.
    """

    slug: str
    kind: str
    wider: tuple[str, ...]
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """Return its name in that language, else in English, else its slug."""
        return self.names.get(language) or self.names.get("en") or self.slug


@dataclass(frozen=True)
class Kinship:
    """Every concept by slug, and the pairs an editor has decided on."""

    meanings: Mapping[str, Meaning]
    decided: Mapping[tuple[str, str], bool]

    def apart(self, inner: str, outer: str) -> bool:
        """Say whether `inner` must not be found by its name standing inside a name of `outer`.

        A pearl is not in pearl milk tea (a good and a food), a potato not in a sweet potato
        (neighbours under one parent), bamboo (vi tre) not in the province of Bến Tre; but rice is in
        rice noodles and mango in dried mango.
        """
        if (inner, outer) in self.decided:
            return self.decided[inner, outer]
        one, other = self.meanings[inner], self.meanings[outer]
        if inner == outer or inner in other.wider or outer in one.wider:
            return False
        if one.kind in _THINGS and other.kind == "place":
            return True
        if not {one.kind, other.kind} <= _THINGS:
            return False
        return one.kind != other.kind or (bool(one.wider) and one.wider[:1] == other.wider[:1])
