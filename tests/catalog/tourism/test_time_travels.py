"""One booking, day by day, from the hold to its last trace: the clock runs its schedules, we read the diary.

Everything is told by the clock of Nanning, where the tour meets: eight hours ahead of the UTC of the
database, so that whatever counted days there would come a day late in this diary.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from catalog.jobs import clock as jobs_clock
from catalog.merchants.services import add_member
from catalog.notices.models import Notice, OutboxMail
from catalog.seams import schedules
from catalog.tourism.entry import Traveller as Passport
from catalog.tourism.entry_tour import borders_of
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.rules import check_ways
from catalog.tourism.selectors.tour_list import way_points
from catalog.tourism.selectors.travellers import Identity, travellers_of
from catalog.tourism.services import seats
from catalog.tourism.services.manifests import take_manifest
from catalog.tourism.services.messages import write_to_bookers
from catalog.tourism.services.travellers import enter
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeRule, MakeTour

NANNING = ZoneInfo("Asia/Shanghai")
ON = date(2027, 3, 1)
SOMCHAI = Identity("สมชาย ใจดี", date(1980, 5, 17), "TH", "AA7654321", date(2031, 2, 3))
PLAIN = ("สมชาย", "AA7654321", "1980-05-17", "2031-02-03")
SEALED = "gAAAA"  # every text sealed by Fernet begins so: its version and the first bytes of its time
BOOKER = ("Malee", "malee@example.com", "+66 2 555")


class Days:
    """The days of the portal: each step sets the clock and lets the jobs room run what is due."""

    def __init__(self, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        own = [one for one in schedules.registered() if one.name.startswith("tourism.")]
        monkeypatch.setattr(schedules, "registered", lambda: own)
        self.clock, self.now = clock, datetime(2027, 2, 10, 9, tzinfo=NANNING)
        clock(self.now.astimezone(UTC))
        self.diary: dict[str, list[str]] = {}
        self.told: set[str] = set()

    def come(self, day: date, hour: int = 0, minute: int = 0, second: int = 0) -> None:
        """Go to a moment in Nanning, over every midnight and every nine in the morning before it."""
        until = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=NANNING)
        for moment in [*self._between(until), until]:
            self.note()
            self.now = moment
            self.clock(moment.astimezone(UTC))
            jobs_clock.run_due()

    def sleep(self, day: date) -> None:
        """Let the clock stand still until a day begins: nothing runs meanwhile."""
        self.now = datetime(day.year, day.month, day.day, tzinfo=NANNING)

    def note(self) -> dict[str, list[str]]:
        """Write down what was told since: to bookers, and to the operator's people where it says so."""
        letters = OutboxMail.objects.filter(kind="tourism.booking").values_list("key", "values")
        notices = Notice.objects.filter(kind__in=["tourism.decision", "tourism.bookings"])
        lines = [(key, values["event"]) for key, values in letters]
        for key, values in notices.values_list("key", "values"):
            lines.append((f"operator: {key}", f"operator: {values.get('stage') or values['event']}"))
        new = sorted(line for key, line in lines if key not in self.told)
        self.told |= {key for key, _line in lines}
        if new:
            self.diary.setdefault(f"{self.now:%m-%d %H:%M}", []).extend(new)
        return self.diary

    def _between(self, until: datetime) -> Iterator[datetime]:
        day = self.now.replace(hour=0, minute=0, second=0)
        while day < until:
            for moment in (day, day.replace(hour=9)):
                if self.now < moment < until:
                    yield moment
            day += timedelta(days=1)


@pytest.fixture
def days(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(clock, monkeypatch)


@pytest.fixture
def departure(days: Days, make_tour: MakeTour, make_departure: MakeDeparture, wei: User) -> Departure:
    """Two days from 1 March, from three travellers on; decided on 22 February; Wei sells its seats.

    Names are due five days before, bookings are taken until three days before, at half past eight.
    """
    tour = make_tour(cutoff_hours=72, decision_days=7, names_days=5, group_min=3)
    add_member(organization=tour.organization, user_id=wei.pk, role="sales")
    return make_departure(tour, on=ON, seats=5)


def written() -> dict[str, str]:
    """Return everything that stands in the database, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = "\n".join(_text(cell) for row in cursor.fetchall() for cell in row)
    return found


def where(tables: dict[str, str], *words: str) -> set[str]:
    """Return the tables in which one of the words stands, as it is or escaped as JSON escapes it."""
    escaped = [word.encode("unicode_escape").decode() for word in words]
    return {table for table, text in tables.items() if any(word in text for word in (*words, *escaped))}


def _text(cell: Any) -> str:
    return bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)


def asked(departure: Departure, name: str, **changes: Any) -> Booking:
    return seats.reserve(departure=departure, party={"adult": 2}, booker=booker(name, **changes))


def state_of(row: Booking | Departure) -> str:
    row.refresh_from_db()
    return row.state


def test_a_booking_from_its_hold_to_its_last_trace(days: Days, departure: Departure, wei: User) -> None:
    lost = asked(departure, "Lan")
    days.come(date(2027, 2, 10), 9, 19)
    assert state_of(lost) == "held"
    days.come(date(2027, 2, 10), 9, 20)
    assert (state_of(lost), counted(departure)) == ("lapsed", (0, 0))

    booking = seats.request(booking=asked(departure, "Malee", phone="+66 2 555", note="+66 2 555 at night"))
    days.come(date(2027, 2, 11), 9)
    seats.confirm(booking=booking, by=wei)
    assert (state_of(departure), counted(departure)) == ("open", (2, 2))

    # The reminder a week before names are due, and the day of decision, both overlooked.
    days.come(date(2027, 2, 23), 12)
    enter(booking=booking, identities={1: SOMCHAI})
    assert state_of(departure) == "open"
    seats.set_away(departure=departure, kind="elsewhere", seats=1, by=wei)
    assert (state_of(departure), counted(departure)) == ("guaranteed", (3, 3))

    days.come(date(2027, 2, 24), 8, 29, 59)
    enter(booking=booking, identities={1: SOMCHAI})
    days.come(date(2027, 2, 24), 8, 30)
    with pytest.raises(Refused, match="Call the operator"):
        enter(booking=booking, identities={1: SOMCHAI})

    days.come(date(2027, 2, 26), 8, 29, 59)
    spare = seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Nok"))
    days.come(date(2027, 2, 26), 8, 30)
    with pytest.raises(Refused, match="takes no bookings"):
        seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Siti"))
    days.come(date(2027, 2, 26), 9)
    assert (state_of(departure), state_of(spare)) == ("closed", "lapsed")
    assert len(take_manifest(departure=departure, by=wei)) == 3
    write_to_bookers(departure=departure, subject={"th": "ประตู 3"}, text={"th": "พบกันที่ประตู 3"}, by=wei)

    days.come(ON, 23)
    assert state_of(departure) == "closed"
    days.come(date(2027, 3, 2))
    assert state_of(departure) == "departed"

    assert days.note() == {
        "02-10 09:00": ["held"],
        "02-10 09:20": ["held", "lapsed", "operator: requested", "requested"],
        "02-11 09:00": ["confirmed"],
        "02-17 09:00": ["names"],
        "02-19 00:00": ["operator: soon"],
        "02-22 00:00": ["operator: today"],
        "02-22 09:00": ["names"],
        "02-23 00:00": ["operator: late", "undecided"],
        "02-23 12:00": ["guaranteed"],
        "02-26 08:29": ["held"],
        "02-26 09:00": ["lapsed"],
    }

    # Back on 2 March: the ninetieth day after is the last of May.
    days.sleep(date(2027, 5, 29))
    days.come(date(2027, 5, 30), 23)
    assert travellers_of(booking)[0].identity == SOMCHAI
    tables = written()
    assert where(tables, *PLAIN) == set()
    assert where(tables, SEALED) == {"tourism_traveller"}
    assert where(tables, *BOOKER) == {"tourism_booking", "notices_outboxmail"}
    days.come(date(2027, 5, 31))
    tables = written()
    assert where(tables, *PLAIN, SEALED, *BOOKER) == set()
    assert where(tables, booking.code) >= {"tourism_booking", "audit_entry"}
    (first, second) = travellers_of(booking)
    assert (first.identity, first.deleted, second.deleted) == (None, True, False)
    assert state_of(booking) == "confirmed"


def test_a_rule_is_believed_for_ninety_days_and_holds_for_the_days_it_names(
    clock: Clock, over_the_border: Departure, make_rule: MakeRule
) -> None:
    clock(datetime(2027, 2, 18, 9, tzinfo=NANNING).astimezone(UTC))
    make_rule("into-cn", nationalities=("TH",), scheme="cn", checked_on=date(2027, 2, 1))
    make_rule(
        "into-vn",
        nationalities=("TH",),
        scheme="vn",
        destination_id="VN",
        checked_on=date(2026, 11, 20),
        valid_until=ON,
    )

    def answer(on: date = ON) -> tuple[str, bool]:
        points = way_points([over_the_border.tour_id])[over_the_border.tour_id]
        ways = [(Passport("TH", date(2031, 1, 1)), borders_of(points=points, on=on, days=2, start="TH"))]
        (found,) = check_ways(ways, purpose="tourism", group_size=4)
        return found.verdict.name, any(border.stale for border in found.borders)

    # Checked on 20 November: 18 February is the ninetieth day after, 19 February one more.
    assert answer() == ("FREE", False)
    clock(datetime(2027, 2, 19, 9, tzinfo=NANNING).astimezone(UTC))
    assert answer() == ("FREE", True)
    # The rule ends on the day of this departure: a day later nothing is known, which is not "allowed".
    assert answer(ON + timedelta(days=1))[0] == "UNKNOWN"
