"""Keeping the index true."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import transaction

from catalog.glossary.selectors import lexicon
from catalog.jobs import services as jobs
from catalog.jobs.claims import Claim, HopelessError
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from catalog.seams import events
from catalog.seams.schedules import Schedule
from catalog.search import comparing
from catalog.search.alerts import changes
from catalog.search.analysis import prepare
from catalog.search.analysts import analysed
from catalog.search.contributors import CONTRIBUTORS, Contributor, described
from catalog.search.documents import Entry, Key, SearchDocument
from catalog.search.engine import IndexMissingError, SearchEngine
from catalog.search.engines import engine
from catalog.search.events import RecordsChanged
from catalog.search.models import EVERYTHING, IndexChange

DRAIN = "search-index"
_BATCH = 200
Progress = Callable[[int], None]
logger = logging.getLogger(__name__)


@transaction.atomic
def mark_dirty(*, kind: str, ids: Iterable[int]) -> None:
    """Have the index follow these records, and rooms above hear of them.

    Call it in the transaction that changes them.
    """
    changed = tuple(dict.fromkeys(ids))
    if changed:
        rows = [IndexChange(kind=kind, record=record) for record in changed]
        IndexChange.objects.bulk_create(rows, batch_size=500)
        events.publish(RecordsChanged(kind, changed))
        jobs.ring(DRAIN)


@transaction.atomic
def ask_rebuild() -> None:
    """Have the whole index made anew, unless that is already on its way."""
    waiting = IndexChange.objects.filter(kind=EVERYTHING, state__in=[State.WAITING, State.CLAIMED])
    if not waiting.exists():
        IndexChange.objects.create(kind=EVERYTHING)
        jobs.ring(DRAIN)


def follow_rates() -> None:
    """Have the index made anew once newer rates hold than its prices are compared by."""
    if comparing.outdated():
        ask_rebuild()


def follow(claim: Claim[IndexChange]) -> None:
    """Bring the index up to the records of a batch of changes, as they stand now."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in claim.rows:
        wanted[row.kind].add(row.record)
    whole = bool(wanted.pop(EVERYTHING, None))
    if not whole:
        comparing.settle()
    for row in claim.rows:
        if row.kind not in CONTRIBUTORS and row.kind != EVERYTHING:
            claim.failed(row, HopelessError(f"No room describes records of kind {row.kind!r}."))
            wanted.pop(row.kind, None)
    try:
        if whole:
            rebuild()
        else:
            write_now(wanted, engine())
    except IndexMissingError:
        rebuild()
    # After the index: whoever is told of a record finds it.
    changes.note(wanted)


def write_now(wanted: Mapping[str, set[int]], into: SearchEngine) -> None:
    """Write what the records are now, and again if they changed while it was written.

    Of two workers that write one record, the later one looks at it once more after writing: so the
    last thing written is never older than the last change.
    """
    written = None
    while (state := _now(wanted)) != written:
        into.index(*state)
        written = state


def _now(wanted: Mapping[str, set[int]]) -> tuple[list[Entry], list[Key]]:
    entries: list[Entry] = []
    gone: list[Key] = []
    for kind, ids in wanted.items():
        found = list(entries_of(CONTRIBUTORS.get(kind), sorted(ids)))
        entries += found
        gone += [(kind, record) for record in sorted(ids - {entry.id for entry in found})]
    return entries, gone


def entries_of(contributor: Contributor, ids: Sequence[int]) -> Iterator[Entry]:
    """Analyse the records that may be found, as they stand now."""
    labels = lexicon()
    for document in described(contributor, ids):
        yield prepare(document, labels)


def all_entries(progress: Progress | None = None) -> Iterator[Entry]:
    """Analyse every record of every kind on all cores; `progress` is told how many were done so far."""
    done = 0
    for entries in analysed(_batches(), lexicon()):
        yield from entries
        done += len(entries)
        if progress:
            progress(done)


def _batches() -> Iterator[list[SearchDocument]]:
    for contributor in CONTRIBUTORS:
        ids = contributor.all_ids()
        while batch := list(islice(ids, _BATCH)):
            yield list(described(contributor, batch))


def rebuild(progress: Progress | None = None, into: SearchEngine | None = None) -> int:
    """Make the index anew while the old one still answers; return how many records it holds.

    Raises EngineBusyError when another rebuild runs, and what an engine that is `into` raises.
    """
    comparing.settle(anew=into is None)
    count = (into or engine()).rebuild(all_entries(progress))
    logger.info("The search index was rebuilt with %d records.", count)
    return count


@dataclass(frozen=True)
class Differences:
    """Where the index and the database disagree."""

    missing: Sequence[Key]
    stale: Sequence[Key]
    left_over: Sequence[Key]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.left_over)


def verify() -> Differences:
    """Compare every record with what visitors are answered from.

    Raises IndexMissingError, EngineDownError.
    """
    return _compared(_digests_now(), engine())


def verify_each() -> dict[str, Differences]:
    """Compare every record with what each engine holds of it; raises as `verify` does."""
    wanted = _digests_now()
    return {member.name: _compared(wanted, member) for member in engine().members}


def _digests_now() -> dict[Key, str]:
    return {entry.key: entry.digest() for entry in all_entries()}


def _compared(wanted: Mapping[Key, str], held_by: SearchEngine) -> Differences:
    held = dict(held_by.digests())
    return Differences(
        missing=sorted(wanted.keys() - held.keys()),
        stale=sorted(key for key, digest in wanted.items() if held.get(key, digest) != digest),
        left_over=sorted(held.keys() - wanted.keys()),
    )


RATES = Schedule("search.rates", timedelta(minutes=15), follow_rates)
CHANGES = Drain(name=DRAIN, model=IndexChange, work=follow, batch=_BATCH)
