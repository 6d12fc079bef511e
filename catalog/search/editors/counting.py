"""Counting what is searched for, without keeping who did.

A search adds to numbers in the memory of its process; they are written after an answer went out, a
few seconds' worth at a time, so that no visitor waits for a write. Search pages are never kept for
other readers (`portal.middleware.page_cache`), so each search is counted. A process that ends takes
the numbers it still holds with it: they are statistics.
"""

import logging
import re
import threading
import time
from collections import defaultdict
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone

from catalog.glossary.analyzer import normalize
from catalog.seams.machines import by_person
from catalog.seams.schedules import Schedule
from catalog.search.models import AskedText
from catalog.search.plan import BEST
from catalog.search.selectors import REBUILDING, Result
from catalog.search.understanding import Query

LONGEST = AskedText._meta.get_field("text").max_length or 0
FEW = 3  # askings in all days kept: a text asked for less often is somebody's, or nobody's
KEEP_FEW = timedelta(days=7)
KEEP = timedelta(days=400)
EVERY_SECONDS = 5.0
_MOST_HELD = 500
_BATCH = 200
# Digits of a telephone, identity or card number; HS numbers have six, and longer codes are given up.
_MOST_DIGITS = 6
_NOT_OURS_TO_KEEP = re.compile(r"[@＠]|://|\bwww\.|\bt\.me\b", re.IGNORECASE)
logger = logging.getLogger(__name__)

Place = tuple[date, str, str]


def kept_text(text: str) -> str:
    """Return a query as it is counted, or "" where it is not: too long, or it looks like somebody's.

    Numbers of seven digits and more, mail addresses and web addresses are never kept.
    """
    plain = " ".join(normalize(text).text.split())
    digits = sum(char.isdigit() for char in plain)
    if len(plain) > LONGEST or digits > _MOST_DIGITS or _NOT_OURS_TO_KEEP.search(plain):
        return ""
    return plain if any(char.isalnum() for char in plain) else ""


class Held:
    """Numbers in the memory of this process, yet to be written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
        self._since = 0.0

    def add(self, text: str, language: str, *, in_vain: bool) -> None:
        """Count one search; `in_vain` when it found nothing."""
        kept = kept_text(text)
        if not kept:
            return
        with self._lock:
            if not self._numbers:
                self._since = time.monotonic()
            numbers = self._numbers[timezone.now().date(), language, kept]
            numbers[0] += 1
            numbers[1] += in_vain

    def due(self) -> bool:
        """Say whether it is time to write."""
        held = len(self._numbers)
        return held >= _MOST_HELD or (held > 0 and time.monotonic() - self._since >= EVERY_SECONDS)

    def take(self) -> dict[Place, list[int]]:
        """Return the numbers and hold them no longer."""
        with self._lock:
            taken, self._numbers = dict(self._numbers), defaultdict(lambda: [0, 0])
        return taken

    def give_back(self, numbers: dict[Place, list[int]]) -> None:
        """Hold numbers again that could not be written."""
        with self._lock:
            self._since = time.monotonic()
            for place, (times, in_vain) in list(numbers.items())[:_MOST_HELD]:
                self._numbers[place][0] += times
                self._numbers[place][1] += in_vain


HELD = Held()


def count(request: HttpRequest, query: Query, result: Result) -> None:
    """Count a search by a person: once, when its first page is asked for and nothing narrows it yet.

    Searches that no index could answer say nothing about what is missing, and are not counted.
    """
    narrowed = query.narrowed or query.page > 1 or query.sort != BEST or query.literal
    if narrowed or result.step == REBUILDING:
        return
    if by_person(request):
        HELD.add(query.text, result.asked.language, in_vain=not result.total)


def write_due(**_signal: object) -> None:
    """Write the held numbers if it is time; called after an answer went out."""
    if HELD.due():
        write()


def write(held: Held = HELD) -> None:
    """Write what is held. Where the database cannot take it now it is held on, and written later."""
    numbers = held.take()
    if not numbers:
        return
    try:
        add_to(numbers)
    except DatabaseError:
        logger.warning("Searches could not be counted now; their numbers are held.", exc_info=True)
        held.give_back(numbers)


@transaction.atomic
def add_to(numbers: dict[Place, list[int]]) -> None:
    """Add to the numbers of the database: whatever other processes add meanwhile is added too."""
    # In one order everywhere, so that no two processes wait for one another's rows.
    places = sorted(numbers)
    rows = [AskedText(day=day, language=language, text=text) for day, language, text in places]
    AskedText.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    for place in places:
        day, language, text = place
        times, in_vain = numbers[place]
        AskedText.objects.filter(day=day, language=language, text=text).update(
            times=F("times") + times, in_vain=F("in_vain") + in_vain
        )


def prune() -> int:
    """Delete what was asked for too rarely to be many people's, and what is too old; return how many rows."""
    today = timezone.now().date()
    old, _ = AskedText.objects.filter(day__lt=today - KEEP).delete()
    known = AskedText.objects.values("language", "text").annotate(total=Sum("times"))
    gone = 0
    for few in known.filter(total__lt=FEW).values_list("language", "text").iterator():
        language, text = few
        deleted, _ = AskedText.objects.filter(language=language, text=text, day__lt=today - KEEP_FEW).delete()
        gone += deleted
    return old + gone


PRUNING = Schedule("search.prune-asked-texts", timedelta(hours=24), prune, longest=timedelta(hours=1))
