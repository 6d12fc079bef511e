"""Keeps visitors from waiting for a server that does not answer, and notices when it is back."""

import logging
import threading
import time
from collections.abc import Callable

_FIRST_PAUSE_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 30.0
logger = logging.getLogger(__name__)


class Breaker:
    """Closed as long as all goes well. Opened by a failure; then one caller at a time probes now and then."""

    def __init__(
        self,
        alive: Callable[[], bool],
        *,
        pause: float = _FIRST_PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take how to probe, which must be quick, and how many seconds pass before the first probe."""
        self.trouble = ""
        self._alive = alive
        self._first_pause = self._pause = pause
        self._clock = clock
        self._probe_at = 0.0
        self._probing = threading.Lock()

    def closed(self) -> bool:
        """Say whether the server may be asked; probes first when a pause is over."""
        if not self.trouble:
            return True
        if self._clock() < self._probe_at or not self._probing.acquire(blocking=False):
            return False
        try:
            return self._probe()
        finally:
            self._probing.release()

    def _probe(self) -> bool:
        if self._alive():
            logger.warning("Search answers from its server again.")
            self.trouble = ""
            self._pause = self._first_pause
            return True
        self._pause = min(self._pause * 2, _LONGEST_PAUSE_SECONDS)
        self._probe_at = self._clock() + self._pause
        return False

    def open(self, trouble: str) -> None:
        """Note a failure: nobody asks the server before the pause is over."""
        if not self.trouble:
            logger.warning("Search goes on without its server: %s", trouble)
            self._probe_at = self._clock() + self._pause
        self.trouble = trouble
