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
    """Time suggestions while titles are typed letter by letter."""
    timing = Timing()
    for number in range(SUGGESTED_FOR):
        kept = entries[number * len(entries) // SUGGESTED_FOR].terms["suggest"][0]
        language, title = kept.split(PART)[:2]
        for letters in range(1, LETTERS + 1):
            asked = partial(engine.suggest, title[:letters], SUGGESTED, (language, "en"))
            timing.take(asked)
    report.say(size, f"{name} suggestions, ms", str(timing), fine=timing.at(0.95) <= 10)
