"""`manage.py clock`: the process that runs schedules."""

import logging
import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from catalog.jobs import clock

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
# A database that restarts is asked less often.
PAUSE_SECONDS = 5.0


class Command(BaseCommand):
    help = "Runs schedules, drains what no bell announced, and takes over from dead workers. One is enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            for name in clock.run_due():
                self.stdout.write(name)
            return
        stop = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        self.stdout.write("The clock runs.")
        while not stop.is_set():
            stop.wait(self._turn())
        self.stdout.write("The clock has stopped.")

    def _turn(self) -> float:
        """Run what is due; return the seconds to wait before the next look."""
        close_old_connections()
        try:
            clock.run_due()
        except DatabaseError:
            log.exception("The clock cannot use the database; it tries again in %d seconds.", PAUSE_SECONDS)
            return PAUSE_SECONDS
        return TICK_SECONDS
