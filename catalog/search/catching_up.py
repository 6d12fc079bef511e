"""Telling the search server what it missed, and having its index made where it has none."""

from collections import defaultdict
from datetime import timedelta

from catalog.seams.schedules import Schedule
from catalog.search.engine import EngineDownError, IndexMissingError, SearchEngine
from catalog.search.engines import engine
from catalog.search.models import EVERYTHING, Owed
from catalog.search.paired import PairedEngine
from catalog.search.plan import Plan
from catalog.search.services import ask_rebuild, rebuild, write_now

_BATCH = 200


def catch_up() -> int:
    """Tell the server of records it has yet to hear of, as they stand now; return how many rows that settled.

    Does nothing where no server is used or it is still away. A row goes only after the server has
    been told, and only if it was there before the record was read.
    """
    pair = engine()
    if not isinstance(pair, PairedEngine) or not pair.breaker.closed():
        return 0
    settled = 0
    try:
        while told := _tell(pair.first):
            settled += told
        _look(pair.first)
    except EngineDownError as error:
        pair.breaker.open(str(error))
    return settled


def _tell(server: SearchEngine) -> int:
    if Owed.objects.filter(kind=EVERYTHING).exists():
        rows = list(Owed.objects.values_list("pk", "kind", "record"))
        rebuild(into=server)
    else:
        rows = list(Owed.objects.order_by("pk").values_list("pk", "kind", "record")[:_BATCH])
        if not rows:
            return 0
        wanted: dict[str, set[int]] = defaultdict(set)
        for _, kind, record in rows:
            wanted[kind].add(record)
        try:
            write_now(wanted, server)
        except IndexMissingError:
            rebuild(into=server)
    for start in range(0, len(rows), _BATCH):
        Owed.objects.filter(pk__in=[pk for pk, *_ in rows[start : start + _BATCH]]).delete()
    return len(rows)


def _look(server: SearchEngine) -> None:
    """Have an index made on a server that answers but has none: it is new, or lost its data."""
    try:
        server.search(Plan(nothing=True, limit=1))
    except IndexMissingError:
        ask_rebuild()


CATCHING_UP = Schedule("search.catch-up", timedelta(seconds=15), catch_up, longest=timedelta(hours=1))
