"""Holding looks in memory until they are written, so that nobody who looks waits for a write.

What one process noticed is written a few seconds later by a thread of its own, and when it is asked to
stop. One that is killed takes those seconds with it: they are statistics. Where the database cannot be
written to, looks are held until it can, up to a limit.
"""

import logging
import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from catalog.numbers.looking import Look, look_of
from catalog.numbers.services import record

EVERY_SECONDS = 5.0
MOST_HELD = 20_000
logger = logging.getLogger(__name__)


class Held:
    """What this process noticed and has yet to write; the same look again is one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: set[Look] = set()
        self._waits = False

    def add(self, *looks: Look) -> None:
        """Hold looks, and see to it that they are written soon. What is beyond the limit is let go."""
        with self._lock:
            self._looks.update(looks[: max(0, MOST_HELD - len(self._looks))])
            wake, self._waits = not self._waits, True
        if wake:
            write_later()

    def take(self) -> set[Look]:
        """Return the looks and hold them no longer."""
        with self._lock:
            taken, self._looks, self._waits = self._looks, set(), False
        return taken


HELD = Held()


def write_later() -> None:
    """Write what is held in a few seconds, by a thread that keeps no process alive."""
    timer = threading.Timer(EVERY_SECONDS, _write_and_close)
    timer.daemon = True
    timer.start()


def write(held: Held = HELD) -> None:
    """Write what is held. Where the database cannot take it now it is held on, and written later."""
    looks = held.take()
    if not looks:
        return
    try:
        record(looks)
    except DatabaseError:
        logger.warning("Looks could not be counted now; they are held.", exc_info=True)
        held.add(*looks)


def write_at_end() -> None:
    """See to it that this process writes what it holds before it ends. For processes that serve pages."""
    # Unlike those of atexit, these are called in the forked processes of a web server too.
    Finalize(None, _write_and_close, exitpriority=0)


def _write_and_close() -> None:
    try:
        write()
    finally:
        connections.close_all()


class LooksMiddleware:
    """Notices looks at pages, once the answer is there. It stands outside the cache of kept pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        look = look_of(request, response)
        if look is not None:
            HELD.add(look)
        return response
