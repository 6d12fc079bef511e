"""The days a tour is priced for and departs on, reckoned from the quarter of the year in which it is loaded.

Whatever is reckoned stays the same until the quarter ends: a load on the next day changes nothing, one in
the next quarter adds what lies further ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# From any day of a quarter: this one and four more reach twelve months ahead, this one and two more six.
PRICED, PLANNED = 5, 3


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """Return the quarter that follows."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarters(today: date, count: int) -> list[Quarter]:
    """Return so many quarters, the first of them that of today."""
    found = [Quarter(today.year, (today.month + 2) // 3)]
    while len(found) < count:
        found.append(found[-1].next)
    return found


def monthly_days(quarter: Quarter, which: int, weekday: int) -> Iterator[date]:
    """Yield, for each month of a quarter, its first, second, … of a weekday (0 is Monday); 1 to 4."""
    for month in range(quarter.number * 3 - 2, quarter.number * 3 + 1):
        first = date(quarter.year, month, 1)
        yield first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
