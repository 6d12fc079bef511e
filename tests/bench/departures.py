"""``python -m tests.bench.departures``: which tours have room, beside the bare SQL.

10,000 departures of 200 tours over 365 days, in a new database on the server of ``DATABASE_URL`` or in a file
of SQLite. Both ask the same in one query and take the rows back; the ratio is what Python adds.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from tests.bench.growth import database
from tests.browser.screenshots import data_folder

DEPARTURES, TOURS, DAYS = 10_000, 200, 365
SEATS_ASKED = 2
# In words of both databases; the parameters, twice, are the span, the moment, and the seats asked for.
BARE = """
SELECT d.tour_id, MIN(d."on"), (
    SELECT f.seats - f.taken FROM tourism_departure f
    WHERE f.tour_id = d.tour_id AND f."on" BETWEEN %s AND %s AND f.state IN ('open', 'guaranteed')
    AND f.closes_at > %s AND f.taken <= f.seats - %s ORDER BY f."on" LIMIT 1
)
FROM tourism_departure d
JOIN tourism_tour t ON t.id = d.tour_id
JOIN merchants_organization o ON o.id = t.organization_id
WHERE d."on" BETWEEN %s AND %s AND d.state IN ('open', 'guaranteed') AND d.closes_at > %s
AND d.taken <= d.seats - %s AND t.status = 'published' AND o.status = 'active'
GROUP BY d.tour_id
"""


@dataclass(frozen=True)
class Measured:
    """Milliseconds of both, and how many tours were found."""

    ours: float
    bare: float
    found: int

    def line(self, name: str) -> str:
        """Return a row of the table."""
        return f"{name:20} {self.ours:9.2f} {self.bare:9.2f} {self.ours / self.bare:7.2f} {self.found:7}"


def fill(departures: int, tours: int, first: date, now: datetime) -> None:
    """Make an operator with so many tours, and departures spread evenly over a year, a quarter full."""
    from catalog.merchants.models import Organization
    from catalog.reference.models import Source
    from catalog.tourism.models import Departure, Place, Tour

    source, _made = Source.objects.get_or_create(pk="bench", defaults={"title": "Bench"})
    place = Place.objects.create(
        slug="bench", kind="destination", country_id="CN", lat=22, lon=108, source=source
    )
    operator = Organization.objects.create(
        slug="bench", kind="tour-operator", source_language="en", country_id="CN"
    )
    told: dict[str, Any] = {
        "organization": operator,
        "source_language": "en",
        "mode": "coach",
        "days": 2,
        "version": 1,
        "begins": place,
        "ends": place,
        "group_max": 20,
        "currency": "CNY",
        "price_low": 1,
        "price_high": 1,
        "time_zone": "Asia/Shanghai",
        "meeting_time": "08:00",
        "emergency_phone": "1",
    }
    made = Tour.objects.bulk_create(Tour(slug=f"bench-{number}", **told) for number in range(tours))
    noon = datetime.combine(first, datetime.min.time(), UTC)
    step = -(-departures // DAYS)
    Departure.objects.bulk_create(
        (
            Departure(
                tour=made[(number // step * 13 + number % step) % tours],
                on=first + timedelta(days=number // step),
                back_on=first + timedelta(days=number // step + 1),
                meets_at=noon + timedelta(days=number // step),
                closes_at=max(noon + timedelta(days=number // step), now + timedelta(hours=1)),
                decides_on=first,
                state="open" if number % 2 else "guaranteed",
                seats=20,
                taken=20 if number % 4 == 0 else number % 18,
            )
            for number in range(departures)
        ),
        batch_size=2_000,
    )


def ask_bare(first: date, last: date, seats: int, now: datetime) -> list[tuple[Any, ...]]:
    """Return what the bare SQL finds."""
    from django.db import connection

    asked: list[Any] = [first, last, now, seats]
    with connection.cursor() as cursor:
        cursor.execute(BARE, [*asked, *asked])
        return list(cursor.fetchall())


def measured(first: date, last: date, now: datetime, rounds: int) -> Measured:
    """Return the median of both for one span of days."""
    from catalog.tourism.selectors.departures import with_room

    def ours() -> int:
        return len(with_room(from_day=first, until_day=last, seats=SEATS_ASKED, now=now))

    def bare() -> int:
        return len(ask_bare(first, last, SEATS_ASKED, now))

    assert ours() == bare()
    return Measured(_median(ours, rounds), _median(bare, rounds), ours())


def _median(ask: Callable[[], int], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


def main(arguments: list[str]) -> int:
    """Print milliseconds of ours and of the bare SQL, their ratio, and how many tours were found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.departures")
    parser.add_argument("--departures", type=int, default=DEPARTURES, help="default: %(default)d")
    parser.add_argument("--tours", type=int, default=TOURS, help="default: %(default)d")
    parser.add_argument("--rounds", type=int, default=30, help="default: %(default)d")
    given = parser.parse_args(arguments)
    with data_folder() as folder, database(folder) as vendor:
        from django.utils import timezone

        now = timezone.now()
        first = now.date() + timedelta(days=1)
        fill(given.departures, given.tours, first, now)
        print(f"{given.departures} departures of {given.tours} tours over {DAYS} days, {vendor}")
        print(f"{'':20} {'ours, ms':>9} {'bare, ms':>9} {'ratio':>7} {'tours':>7}")
        for name, days in (("one day", 0), ("a week", 6), ("a month", 29), ("the whole year", DAYS)):
            found = measured(first, first + timedelta(days=days), now, given.rounds)
            print(found.line(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
