"""Many processes do the same thing at the same moment, again and again, against one real database.

A race has up to three functions, each at the top level of a test module, so that other processes
can import them:

- ``stage(**arguments)`` prepares rows once and returns what the racers need to know (plain values);
- ``racer(stage, turn, seat)`` is called by every process in every round, all starting together;
- ``verdict(stage)`` reads the end state.

Every promise is shown with its control: the same race with the guard taken out must go wrong, or
the race proves nothing.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parents[2]
# A track runs on every database there is, whichever one the run itself is on: once is thorough.
# It is said to the racers' processes too, each of which has a database of its own in its environment.
_ONCE = os.environ.get("REQUIRE_ALL") == "1" and not os.environ.get("DATABASE_URL")
THOROUGH = os.environ.setdefault("THOROUGH_RACES", "1" if _ONCE else "0") == "1"
PROCESSES = 12 if THOROUGH else 6
ROUNDS = 60 if THOROUGH else 8
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Turn:
    """What one process got in one round: the racer's value, or the error it raised."""

    round: int
    seat: int
    value: Any = None
    error: str = ""


@dataclass(frozen=True)
class Outcome:
    """All turns of a race, what its verdict read, and how long it took."""

    turns: list[Turn]
    verdict: Any
    seconds: float

    @property
    def errors(self) -> Counter[str]:
        return Counter(turn.error for turn in self.turns if turn.error)

    @property
    def values(self) -> Counter[Any]:
        return Counter(turn.value for turn in self.turns if not turn.error)

    def by_round(self) -> dict[int, list[Any]]:
        """Return the values of each round, errors left out."""
        rounds: dict[int, list[Any]] = {}
        for turn in self.turns:
            rounds.setdefault(turn.round, [])
            if not turn.error:
                rounds[turn.round].append(turn.value)
        return rounds


@dataclass(frozen=True)
class Order:
    """What the track is asked to run; functions travel as ``module:name``."""

    racer: str
    stage: str
    verdict: str
    processes: int
    rounds: int
    arguments: dict[str, Any] = field(default_factory=dict)


def address_of(function: Callable[..., Any] | None) -> str:
    """Return where another process can import a function. Raises ValueError for one it cannot."""
    if function is None:
        return ""
    if "." in function.__qualname__:
        raise ValueError(f"{function.__qualname__} must stand at the top level of its module.")
    return f"{function.__module__}:{function.__qualname__}"


class Track:
    """A process with Django set up on a database of its own, which forks the racers."""

    def __init__(self, database_url: str) -> None:
        self.data = tempfile.TemporaryDirectory(prefix="portal-race-")
        settings = {
            "DATA_DIR": self.data.name,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.track"],
            cwd=BASE,
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(
        self,
        racer: Callable[..., Any],
        *,
        stage: Callable[..., Any] | None = None,
        verdict: Callable[..., Any] | None = None,
        processes: int = PROCESSES,
        rounds: int = ROUNDS,
        **arguments: Any,
    ) -> Outcome:
        """Run a race on a fresh copy of the migrated database; further arguments go to the stage.

        Raises RuntimeError when the stage or the verdict fails, or a racer's process dies.
        """
        order = Order(address_of(racer), address_of(stage), address_of(verdict), processes, rounds, arguments)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        began = time.monotonic()
        pickle.dump(order, self.process.stdin)
        self.process.stdin.flush()
        answer = pickle.load(self.process.stdout)
        if isinstance(answer, str):
            raise RuntimeError(answer)
        turns, verdict_value = answer
        return Outcome(turns, verdict_value, time.monotonic() - began)

    def control(
        self,
        racer: Callable[..., Any],
        *,
        breaks: Callable[[Outcome], bool],
        attempts: int = 10,
        **race: Any,
    ) -> Outcome:
        """Run the race without its guard until it goes wrong.

        Raises AssertionError when it never does: then the race with the guard shows nothing.
        """
        for _ in range(attempts):
            outcome = self.run(racer, **race)
            if breaks(outcome):
                return outcome
        raise AssertionError(
            f"{racer.__qualname__} never went wrong in {attempts} races: nothing is shown by it."
        )

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.data.cleanup()
