"""Two engines side by side: a server that answers as long as it can, and the embedded engine behind it.

Both are kept current, so a visitor notices nothing but the absence of an error when the server is
away. What the server misses meanwhile is written down and told to it when it is back.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from catalog.search.breaker import Breaker
from catalog.search.documents import Entry, Key
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import (
    Building,
    EngineDownError,
    EngineRefusedError,
    EngineStatus,
    Found,
    IndexMissingError,
    Scored,
    SearchEngine,
    Suggestion,
)
from catalog.search.models import EVERYTHING, Owed
from catalog.search.plan import Plan

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)


class ServerEngine(SearchEngine, Protocol):
    """An engine that runs elsewhere and may be away."""

    def alive(self) -> bool:
        """Say whether it answers at this moment; never raises, and takes at most half a second."""


class PairedEngine(SearchEngine):
    """Asks the server first. Writing needs the database, for what the server has yet to hear."""

    name = "elasticsearch"

    def __init__(self, first: ServerEngine, spare: EmbeddedEngine) -> None:
        self.first = first
        self.spare = spare
        self.breaker = Breaker(first.alive)

    @property
    def members(self) -> Sequence[SearchEngine]:
        """Return both."""
        return (self.first, self.spare)

    # --- reading

    def search(self, plan: Plan) -> Found:
        """See the protocol."""
        return self._ask(lambda engine: engine.search(plan))

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        """See the protocol."""
        return self._ask(lambda engine: engine.totals(plans))

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[Suggestion]:
        """See the protocol."""
        return self._ask(lambda engine: engine.suggest(prefix, limit, languages))

    def near(self, vectors: Sequence[str], limit: int) -> list[list[Scored]]:
        """See the protocol."""
        return self._ask(lambda engine: engine.near(vectors, limit))

    def words(self, start: str) -> Mapping[str, int]:
        """See the protocol."""
        return self._ask(lambda engine: engine.words(start))

    def digests(self) -> Iterator[tuple[Key, str]]:
        """See the protocol: those of the server, which is what visitors are answered from."""
        yield from self.first.digests()

    def _ask(self, question: Callable[[SearchEngine], Answer]) -> Answer:
        """Ask the server, and the spare when it cannot answer.

        Raises EngineDownError when the spare has no index on this machine: making one would not
        help, because the server is what is missing.
        """
        if not self.breaker.closed():
            return self._ask_spare(question)
        try:
            return question(self.first)
        except EngineDownError as error:
            self.breaker.open(str(error))
            return self._ask_spare(question)
        except EngineRefusedError:
            logger.exception("Elasticsearch refused a question; the embedded engine is asked.")
        except IndexMissingError as error:
            # The clock notices too and has one made.
            logger.warning("%s The embedded engine is asked.", error)
        return question(self.spare)

    def _ask_spare(self, question: Callable[[SearchEngine], Answer]) -> Answer:
        try:
            return question(self.spare)
        except IndexMissingError as error:
            raise EngineDownError(f"{self.breaker.trouble} {error}") from error

    # --- writing

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        """See the protocol: the spare first, so that it is never behind when it has to answer."""
        self.spare.index(entries, gone)
        try:
            if self.breaker.closed():
                self.first.index(entries, gone)
                return
        except EngineDownError as error:
            self.breaker.open(str(error))
        owe([*(entry.key for entry in entries), *gone])

    def build(self) -> Building:
        """See the protocol."""
        return PairedBuilding(self)

    # --- how it is

    def status(self) -> EngineStatus:
        """See the protocol; asks the server whatever the breaker has seen."""
        first, spare = self.first.status(), self.spare.status()
        answering = first if first.ready and self.breaker.closed() else spare
        return replace(
            answering,
            name=self.name,
            trouble=first.trouble or answering.trouble,
            answering=answering.name,
            owed=Owed.objects.count(),
            each=(first, spare),
        )


class PairedBuilding:
    """A new index of each. Without the server the spare's is made, and the server owed everything."""

    def __init__(self, pair: PairedEngine) -> None:
        """Raises EngineBusyError when one of the two is being built already."""
        self.pair = pair
        self.spare = pair.spare.build()
        try:
            self.first = self._try(pair.first.build) if pair.breaker.closed() else None
        except BaseException:
            self.spare.abandon()
            raise

    def _try(self, step: Callable[[], Answer]) -> Answer | None:
        try:
            return step()
        except EngineDownError as error:
            self.pair.breaker.open(str(error))
            return None

    def add(self, entries: Sequence[Entry]) -> None:
        """See the protocol."""
        self.spare.add(entries)
        try:
            if self.first:
                self.first.add(entries)
        except EngineDownError as error:
            self.pair.breaker.open(str(error))
            self._give_up()

    def finish(self) -> int:
        """See the protocol."""
        count = self.spare.finish()
        if self.first and self._try(self.first.finish) is None:
            self._give_up()
        if self.first is None:
            owe([(EVERYTHING, 0)])
        return count

    def _give_up(self) -> None:
        if self.first:
            self.first.abandon()
        self.first = None

    def abandon(self) -> None:
        """See the protocol."""
        self.spare.abandon()
        self._give_up()


def owe(keys: Sequence[Key]) -> None:
    """Write down what the server has yet to hear of."""
    Owed.objects.bulk_create([Owed(kind=kind, record=record) for kind, record in keys], batch_size=500)
