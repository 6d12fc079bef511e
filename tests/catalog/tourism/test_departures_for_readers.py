"""Departures for readers: a year's end, ten languages, two clocks, and the seats that are really left."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from catalog.reference.cldr import locale_of
from catalog.seams.preferences import Preferences
from catalog.tourism.finding import words as said
from catalog.tourism.finding.month import month_values
from catalog.tourism.finding.page import departure_values
from catalog.tourism.selectors.departures import coming, with_room
from catalog.tourism.services import seats
from catalog.tourism.services.offering import end_overdue
from tests.catalog.tourism.booking_cast import NOW, booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour
from tests.reading import page_of, the, words

TEN = [code for code, _name in settings.LANGUAGES]
EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_the_last_day_of_a_year_and_the_first_of_the_next_are_two_months(
    make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour()
    for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)):
        make_departure(tour, on=day, closes_at=EVE + timedelta(hours=1))
    old = month_values(month=None, tour="", language="en", now=EVE)
    assert (old["title"], old["before"]) == ("December 2026", "")
    assert old["after"].endswith("month=2027-01")
    assert [day["anchor"] for day in old["days"]] == ["d-2026-12-31"]
    assert [cell["number"] for cell in old["weeks"][-1]] == [28, 29, 30, 31, "", "", ""]
    new = month_values(month=date(2027, 1, 1), tour="", language="en", now=EVE)
    assert [day["anchor"] for day in new["days"]] == ["d-2027-01-01"]
    assert new["before"].endswith("month=2026-12")
    # A minute into the new year the old month is no longer there to lead back to.
    later = month_values(month=date(2026, 12, 1), tour="", language="en", now=EVE + timedelta(hours=1))
    assert (later["title"], later["before"]) == ("January 2027", "")


@pytest.mark.django_db
@pytest.mark.parametrize("month", [date(2028, 2, 1), date(2027, 2, 1), date(2027, 12, 1)])
@pytest.mark.parametrize("language", TEN)
def test_every_day_stands_under_its_name_in_every_language(language: str, month: date) -> None:
    now = datetime(2027, 1, 5, tzinfo=UTC)
    values = month_values(month=month, tour="", language=language, now=now)
    locale = locale_of(language)
    numbers: list[int] = []
    for week in values["weeks"]:
        assert len(week) == 7
        for heading, cell in zip(values["weekdays"], week, strict=True):
            if cell["number"] == "":
                continue
            day = month.replace(day=cell["number"])
            assert heading["wide"] == format_date(day, "cccc", locale=locale)
            numbers.append(cell["number"])
    after = (month + timedelta(days=31)).replace(day=1)
    assert numbers == list(range(1, (after - month).days + 1))
    assert str(month.year) in values["title"]
    assert len({heading["short"] for heading in values["weekdays"]}) == 7


@pytest.mark.parametrize("language", TEN)
def test_days_and_seats_are_written_in_the_digits_of_the_grid(language: str) -> None:
    day = date(2027, 12, 31)
    told = said.weekday_words(day, language)
    assert "31" in told
    assert "2027" in told
    assert "17" in said.seats_words(17)
    months = {said.month_words(date(2027, month, 1), language) for month in range(1, 13)}
    assert len(months) == 12


NOON = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "reader", "told"),
    [
        pytest.param(
            NOON,
            "Asia/Yangon",
            "Asia/Bangkok",
            "7:00 PM (UTC+7) · 6:30 PM Yangon (UTC+6:30)",
            id="half an hour",
        ),
        pytest.param(
            NOON,
            "Asia/Shanghai",
            "Asia/Kathmandu",
            "5:45 PM (UTC+5:45) · 8:00 PM Shanghai (UTC+8)",
            id="a quarter",
        ),
        pytest.param(
            NOON, "Asia/Shanghai", "Europe/London", "12:00 PM (UTC) · 8:00 PM Shanghai (UTC+8)", id="winter"
        ),
        pytest.param(
            NOON + timedelta(days=1),
            "Asia/Shanghai",
            "Europe/London",
            "1:00 PM (UTC+1) · 8:00 PM Shanghai (UTC+8)",
            id="summer",
        ),
        pytest.param(
            datetime(2027, 10, 30, 12, tzinfo=UTC),
            "Asia/Shanghai",
            "Europe/London",
            "1:00 PM (UTC+1) · 8:00 PM Shanghai (UTC+8)",
            id="the last day of summer",
        ),
        pytest.param(
            datetime(2027, 10, 31, 12, tzinfo=UTC),
            "Asia/Shanghai",
            "Europe/London",
            "12:00 PM (UTC) · 8:00 PM Shanghai (UTC+8)",
            id="the first of winter",
        ),
        pytest.param(
            NOON, "Asia/Shanghai", "Asia/Manila", "8:00 PM Shanghai (UTC+8)", id="the same time elsewhere"
        ),
        pytest.param(
            NOON, "Asia/Yangon", "UTC", "6:30 PM Yangon (UTC+6:30)", id="a reader whose clock nobody knows"
        ),
    ],
)
def test_a_meeting_is_told_by_two_clocks_of_that_day(
    moment: datetime, zone: str, reader: str, told: str
) -> None:
    line = said.clock_words(moment, zone, Preferences("en", time_zone=reader)).replace("\u202f", " ")
    assert line.split(", ", 2)[2] == told


@pytest.mark.django_db
def test_seats_left_are_less_those_held_sold_elsewhere_and_kept_back(
    make_departure: MakeDeparture, clock: Clock
) -> None:
    clock(NOW)
    departure = make_departure(seats=9)

    def left() -> tuple[int, int, int]:
        """Return the seats left as the tour's page, the month, and the list say it."""
        (line,) = coming(from_day=departure.on, until_day=departure.on)
        month = month_values(month=departure.on.replace(day=1), tour="", language="en", now=NOW)
        room = with_room(from_day=departure.on, until_day=departure.on, now=NOW).get(departure.tour_id)
        return (
            int(departure_values(line, "en", NOW)["free"]),
            int(month["weeks"][0][0]["free"]),
            room.free if room else 0,
        )

    assert left() == (9, 9, 9)
    seats.reserve(departure=departure, party={"adult": 2, "infant": 1}, booker=booker())
    assert left() == (7, 7, 7)
    away = seats.set_away(departure=departure, kind="blocked", seats=3, by=None)
    seats.set_away(departure=departure, kind="elsewhere", seats=4, by=None)
    assert left() == (0, 0, 0)
    assert with_room(from_day=departure.on, until_day=departure.on, now=NOW) == {}
    clock(NOW + timedelta(minutes=20))
    departure.refresh_from_db()
    end_overdue(departure=departure)
    assert left() == (2, 2, 2)
    assert away is not None


@pytest.mark.django_db
@pytest.mark.parametrize(("wanted", "enough"), [(1, True), (3, True), (4, False), (99, False)])
def test_room_for_a_party_is_on_one_departure_and_never_on_two_together(
    make_tour: MakeTour, make_departure: MakeDeparture, wanted: int, enough: bool
) -> None:
    tour = make_tour()
    make_departure(tour, on=date(2027, 3, 1), seats=5, taken=2)
    make_departure(tour, on=date(2027, 3, 2), seats=3)
    found = with_room(from_day=date(2027, 3, 1), until_day=date(2027, 3, 9), seats=wanted, now=NOW)
    assert (tour.pk in found) is enough


@pytest.mark.django_db
def test_the_day_a_calendar_leads_to_is_chosen_though_many_depart_before(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture, clock: Clock
) -> None:
    clock(NOW)
    tour = make_tour()
    for week in range(14):
        make_departure(tour, on=date(2027, 1, 4) + timedelta(weeks=week))
    far = make_departure(tour, on=date(2028, 5, 1))
    listed = "section[aria-labelledby=departures] tbody tr"

    def chosen(query: str) -> tuple[int, str]:
        caches["pages"].clear()
        page = page_of(client.get(f"/en/tour/detian-days/{query}"))
        return len(page.select(listed)), words(the(page, f"{listed} a[aria-current]"))

    assert chosen("") == (8, "Mon, Jan 4, 2027")
    assert chosen("?on=2027-02-22") == (8, "Mon, Feb 22, 2027")
    assert chosen("?on=2027-03-01") == (9, "Mon, Mar 1, 2027")
    month = month_values(month=date(2028, 5, 1), tour="", language="en", now=NOW)
    (line,) = month["days"][0]["lines"]
    assert chosen(line["url"].removeprefix("/en/tour/detian-days/")) == (9, "Mon, May 1, 2028")
    for state in ("planned", "cancelled"):
        type(far).objects.filter(pk=far.pk).update(state=state)
        assert chosen("?on=2028-05-01") == (8, "Mon, Jan 4, 2027")
