"""Times of calls, ours and bare ones in turn, and the table they are printed in."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalog.search.analysis import PART

SUGGESTED = 16  # as many as the page asks for, to choose from
SUGGESTED_FOR = 100
LETTERS = 6
SUGGESTED_WITHIN = 10  # milliseconds


@dataclass
class Timing:
    """Milliseconds of single calls: how long they took, and how long this thread worked meanwhile.

    Beside other work on the machine calls take longer; what they work stays the same.
    """

    spent: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def take(self, call: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.thread_time()
        call()
        self.worked.append((time.thread_time() - worked) * 1000)
        self.spent.append((time.perf_counter() - began) * 1000)

    def at(self, share: float) -> float:
        """Return the time within which so large a share of the calls was done."""
        return _at(self.spent, share)

    def work_at(self, share: float) -> float:
        """Return the work with which so large a share of the calls was done."""
        return _at(self.worked, share)

    def __str__(self) -> str:
        return f"p50 {self.at(0.5):7.2f}  p95 {self.at(0.95):7.2f}"


def _at(figures: Sequence[float], share: float) -> float:
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * share))]


@dataclass
class Report:
    """Prints lines and remembers which goals were missed, and how long searches took at each size."""

    missed: list[str] = field(default_factory=list)
    searches: dict[str, list[tuple[int, float, float]]] = field(default_factory=dict)

    def say(self, size: int, what: str, text: str, *, fine: bool = True) -> None:
        print(f"{size:>9,}  {what:<34} {text}{'' if fine else '   MISSED'}", flush=True)
        if not fine:
            self.missed.append(f"{what} at {size:,}")

    def searched(self, name: str, size: int, ours: Timing, bare: Timing) -> None:
        """Remember the p95 of our searches and of the bare engine's, for `grown`."""
        self.searches.setdefault(name, []).append((size, ours.at(0.95), bare.at(0.95)))

    def grown(self) -> None:
        """Print how much longer searches take among many records than among few, ours beside the bare ones.

        No goal of its own: facets are counted over all that matches, and the bare engine's grow too.
        """
        for name, sizes in self.searches.items():
            (few, *at_few), (many, *at_many) = sizes[0], sizes[-1]
            if few != many:
                ours, bare = (after / before for before, after in zip(at_few, at_many, strict=True))
                self.say(many, f"{name} p95 against {few:,}", f"ours × {ours:.1f}, bare × {bare:.1f}")


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
    """Time suggestions while titles are typed letter by letter.

    An engine in this process is judged by its work, so that what else the machine does is not counted;
    one that is asked over the network by the time its answer takes.
    """
    timing = Timing()
    for number in range(SUGGESTED_FOR):
        kept = entries[number * len(entries) // SUGGESTED_FOR].terms["suggest"][0]
        language, title = kept.split(PART)[:2]
        for letters in range(1, LETTERS + 1):
            asked = partial(engine.suggest, title[:letters], SUGGESTED, (language, "en"))
            timing.take(asked)
    work = timing.work_at(0.95)
    judged = work if name == "embedded" else timing.at(0.95)
    told = f"{timing}  (work {work:.2f}, load {os.getloadavg()[0]:.1f})"
    report.say(size, f"{name} suggestions, ms", told, fine=judged <= SUGGESTED_WITHIN)
