"""A search server for tests that need none: a second index on disk, which can be told to be away."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from catalog.search.documents import Entry, Key
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import Building, EngineStatus, Found, Suggestion
from catalog.search.plan import Plan


class Away(EmbeddedEngine):
    """A server that raises what `fault` holds, and says which questions it answered."""

    name = "server"
    fault: Exception | None = None

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.answered: list[str] = []

    def _answer(self, name: str) -> None:
        if self.fault:
            raise self.fault
        self.answered.append(name)

    def alive(self) -> bool:
        return self.fault is None

    def search(self, plan: Plan) -> Found:
        self._answer("search")
        return super().search(plan)

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        self._answer("totals")
        return super().totals(plans)

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[Suggestion]:
        self._answer("suggest")
        return super().suggest(prefix, limit, languages)

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        self._answer("index")
        super().index(entries, gone)

    def build(self) -> Building:
        self._answer("build")
        return super().build()

    def digests(self) -> Iterator[tuple[Key, str]]:
        self._answer("digests")
        return super().digests()

    def status(self) -> EngineStatus:
        return EngineStatus(self.name, False, trouble=str(self.fault)) if self.fault else super().status()
