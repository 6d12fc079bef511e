"""An ordered list of named things that upper rooms fill in while the site starts."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with a name that is unique in its registry."""

    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Keeps entries by name in the order they came; one name means one thing."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> Entry:
        """Add an entry. Saying the same thing twice is fine; raises ValueError when a name is taken."""
        known = self._entries.setdefault(entry.name, entry)
        if known != entry:
            raise ValueError(f"The {self.noun} {entry.name!r} is already registered as {known!r}.")
        return known

    def get(self, name: str) -> Entry:
        """Return the entry of that name. Raises LookupError naming the known ones."""
        try:
            return self._entries[name]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "none"
            raise LookupError(f"No {self.noun} is called {name!r}. Known: {known}.") from None

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)
