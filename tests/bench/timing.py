"""Times of calls, ours and bare ones in turn, and the table they are printed in."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalog.search.analysis import PART

SUGGESTED = 16  # as many as the page asks for, to choose from
SUGGESTED_FOR = 100
LETTERS = 6


@dataclass
class Timing:
    """Milliseconds of single calls."""

    spent: list[float] = field(default_factory=list)

    def take(self, call: Callable[[], object]) -> None:
        began = time.perf_counter()
        call()
        self.spent.append((time.perf_counter() - began) * 1000)

    def at(self, share: float) -> float:
        """Return the time within which so large a share of the calls was done."""
        return sorted(self.spent)[min(len(self.spent) - 1, int(len(self.spent) * share))]

    def __str__(self) -> str:
        return f"p50 {self.at(0.5):7.2f}  p95 {self.at(0.95):7.2f}"


@dataclass
class Report:
    """Prints lines and remembers which goals were missed."""

    missed: list[str] = field(default_factory=list)

    def say(self, size: int, what: str, text: str, *, fine: bool = True) -> None:
        print(f"{size:>9,}  {what:<34} {text}{'' if fine else '   MISSED'}", flush=True)
        if not fine:
            self.missed.append(f"{what} at {size:,}")


def side_by_side(pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]]) -> tuple[Timing, Timing]:
    """Time our call and the bare one of each pair, each first every other time, after a warm-up."""
    ours, bare = Timing(), Timing()
    for our_call, bare_call in pairs[:20]:
        our_call()
        bare_call()
    for number, (our_call, bare_call) in enumerate(pairs):
        both = [(ours, our_call), (bare, bare_call)]
        for timing, call in both if number % 2 else reversed(both):
            timing.take(call)
    return ours, bare


def suggesting(report: Report, size: int, name: str, engine: Any, entries: Sequence[Any]) -> None:
    """Time suggestions while titles are typed letter by letter."""
    timing = Timing()
    for number in range(SUGGESTED_FOR):
        kept = entries[number * len(entries) // SUGGESTED_FOR].terms["suggest"][0]
        language, title = kept.split(PART)[:2]
        for letters in range(1, LETTERS + 1):
            asked = partial(engine.suggest, title[:letters], SUGGESTED, (language, "en"))
            timing.take(asked)
    report.say(size, f"{name} suggestions, ms", str(timing), fine=timing.at(0.95) <= 10)
