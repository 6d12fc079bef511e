"""Days a weekly pattern leaves out, changed afterwards: nobody who booked one of them is let go unsaid."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.services import add_member, create_organization
from catalog.tourism.models import Departure, DeparturePattern, Tour
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.desk_departures import left_on_exceptions
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.departures import confirm_departure, plan_departure, plan_pattern
from catalog.tourism.services.exceptions import change_exceptions
from catalog.tourism.services.guard import lock
from catalog.tourism.services.patterns import make_coming, make_departures, stop_pattern
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker, sure
from tests.catalog.tourism.conftest import Clock, MakeTour
from tests.reading import page_of, the, words

SECOND, NINTH, SIXTEENTH, LAST = (date(2027, 1, day) for day in (2, 9, 16, 30))


@pytest.fixture
def tour(make_tour: MakeTour, clock: Clock) -> Tour:
    return make_tour()


@pytest.fixture
def pattern(tour: Tour) -> DeparturePattern:
    """Saturdays of January, five of them, the sixteenth left out."""
    return plan_pattern(
        tour=tour,
        weekdays=[5],
        from_day=date(2027, 1, 1),
        until_day=date(2027, 1, 31),
        except_on=[SIXTEENTH],
        seats=12,
    )


@pytest.fixture
def desk(tour: Tour, wei: User) -> Client:
    add_member(organization=tour.organization, user_id=wei.pk, role="sales")
    desk = Client()
    desk.force_login(wei)
    return desk


def days(tour: Tour) -> list[int]:
    return [one.on.day for one in Departure.objects.filter(tour=tour).order_by("on")]


def at(day: date) -> Departure:
    return Departure.objects.select_related("tour__organization").get(on=day)


def exceptions(pattern: DeparturePattern) -> list[str]:
    pattern.refresh_from_db()
    return list(pattern.except_on)


def test_a_day_more_takes_its_departure_out_and_a_day_less_makes_it(
    pattern: DeparturePattern, tour: Tour
) -> None:
    changed = change_exceptions(pattern=pattern, except_on=[NINTH])
    assert (changed.made, changed.gone) == (1, 1)
    assert days(tour) == [2, 16, 23, 30]
    assert exceptions(pattern) == ["2027-01-09"]
    again = change_exceptions(pattern=pattern, except_on=[])
    assert (again.made, again.gone) == (1, 0)
    assert days(tour) == [2, 9, 16, 23, 30]
    assert at(NINTH).state == "open"


def test_the_same_days_again_change_nothing_and_are_not_noted(
    pattern: DeparturePattern, tour: Tour, wei: User
) -> None:
    change_exceptions(pattern=pattern, except_on=[SIXTEENTH, SIXTEENTH], by=wei)
    assert not Entry.objects.filter(action="departures.exceptions").exists()
    change_exceptions(pattern=pattern, except_on=[NINTH], by=wei)
    noted = Entry.objects.get(action="departures.exceptions")
    assert (noted.before, noted.actor_id) == ({"except": ["2027-01-16"]}, wei.pk)
    assert noted.after == {"except": ["2027-01-09"], "made": 1, "gone": 1}


@pytest.mark.parametrize("what", ["held", "confirmed", "given back", "sold elsewhere", "blocked", "promised"])
def test_what_somebody_booked_or_was_promised_stays_and_is_told(
    pattern: DeparturePattern, tour: Tour, what: str
) -> None:
    departure = at(NINTH)
    if what == "confirmed":
        sure(departure)
    elif what in {"sold elsewhere", "blocked"}:
        kind = "blocked" if what == "blocked" else "elsewhere"
        seats.set_away(departure=departure, kind=kind, seats=1, by=None)
    elif what == "promised":
        confirm_departure(departure=departure)
    else:
        booking = seats.reserve(departure=departure, party={"adult": 1}, booker=booker())
        if what == "given back":
            seats.release(booking=booking)
    before = Departure.objects.values("state", "taken", "booked").get(on=NINTH)
    assert change_exceptions(pattern=pattern, except_on=[NINTH, LAST]).gone == 1, "only that of the last day"
    assert Departure.objects.values("state", "taken", "booked").get(on=NINTH) == before
    pattern.refresh_from_db()
    assert [one.on for one in left_on_exceptions(pattern)] == [NINTH]
    cancel_departure(departure=at(NINTH), reason="Festival.")
    assert left_on_exceptions(pattern) == []


def test_a_departure_planned_by_hand_on_that_day_is_not_the_patterns(
    pattern: DeparturePattern, tour: Tour
) -> None:
    plan_departure(tour=tour, on=SIXTEENTH, seats=6)
    assert left_on_exceptions(pattern) == []
    change_exceptions(pattern=pattern, except_on=[])
    assert (at(SIXTEENTH).seats, at(SIXTEENTH).state) == (6, "planned")
    change_exceptions(pattern=pattern, except_on=[SIXTEENTH])
    assert days(tour) == [2, 9, 16, 23, 30]


def test_a_cancelled_departure_does_not_come_back_with_its_day(pattern: DeparturePattern, tour: Tour) -> None:
    cancel_departure(departure=at(NINTH), reason="Flood.")
    change_exceptions(pattern=pattern, except_on=[NINTH])
    assert change_exceptions(pattern=pattern, except_on=[]).made == 0
    assert at(NINTH).state == "cancelled"


def test_what_has_left_is_history(pattern: DeparturePattern, tour: Tour, clock: Clock) -> None:
    clock(datetime(2027, 1, 12, tzinfo=UTC))
    changed = change_exceptions(pattern=pattern, except_on=[SECOND, NINTH, SIXTEENTH, LAST])
    assert changed.gone == 1
    assert days(tour) == [2, 9, 23]
    pattern.refresh_from_db()
    assert left_on_exceptions(pattern) == []
    assert change_exceptions(pattern=pattern, except_on=[]).made == 2, "no day that has passed"


def test_the_clock_with_an_old_pattern_in_hand_makes_no_day_left_out_since(
    pattern: DeparturePattern, tour: Tour
) -> None:
    old = DeparturePattern.objects.select_related("tour").get()
    change_exceptions(pattern=pattern, except_on=[NINTH, SIXTEENTH])
    assert make_departures(pattern=old) == 0
    assert make_coming() == 0
    assert days(tour) == [2, 23, 30]
    stop_pattern(pattern=pattern)
    Departure.objects.all().delete()
    assert make_departures(pattern=old) == 0


def test_who_wanted_a_seat_of_one_taken_out_is_refused_in_words(
    pattern: DeparturePattern, tour: Tour
) -> None:
    departure = at(NINTH)
    change_exceptions(pattern=pattern, except_on=[NINTH])
    for want in (seats.reserve, seats.wait):
        with pytest.raises(Refused, match="takes no bookings"):
            want(departure=departure, party={"adult": 1}, booker=booker())
    with pytest.raises(Refused):
        lock(departure.pk)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([date(2027, 1, 10)], "does not depart on 2027-01-10"),
        ([date(2027, 2, 6)], "does not depart on 2027-02-06"),
        ([date(2030, 1, 1) + timedelta(days=number) for number in range(201)], "too many"),
    ],
)
def test_days_that_make_no_sense_are_refused_and_nothing_changes(
    pattern: DeparturePattern, tour: Tour, wanted: list[date], said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        change_exceptions(pattern=pattern, except_on=wanted)
    assert said in " ".join(refused.value.message_dict["except_on"])
    assert exceptions(pattern) == ["2027-01-16"]
    assert days(tour) == [2, 9, 23, 30]


def test_of_two_who_change_at_once_the_second_is_told(pattern: DeparturePattern, tour: Tour) -> None:
    seen = list(pattern.except_on)
    change_exceptions(pattern=pattern, except_on=[NINTH, SIXTEENTH], seen=seen)
    with pytest.raises(Refused, match="meanwhile"):
        change_exceptions(pattern=pattern, except_on=[SIXTEENTH, LAST], seen=seen)
    assert exceptions(pattern) == ["2027-01-09", "2027-01-16"]
    stop_pattern(pattern=pattern)
    with pytest.raises(Refused):
        change_exceptions(pattern=pattern, except_on=[])


def test_the_desk_changes_the_days_and_leads_to_cancelling_what_is_booked(
    desk: Client, pattern: DeparturePattern, tour: Tour
) -> None:
    sure(at(NINTH), adult=2)
    plan = page_of(desk.get("/en/desk/slow-roads/departures/plan/"))
    address = str(the(plan, "a[href*='/patterns/']")["href"])
    assert "Not on these days: Jan 16, 2027" in words(the(plan, "main"))
    page = page_of(desk.get(address))
    assert the(page, "textarea").text.split() == ["2027-01-16"]
    assert "still leave" not in words(the(page, "main"))
    sent: dict[str, Any] = {
        "seen": the(page, "[name=seen]")["value"],
        "except_on": "2027-01-09\r\n2027-01-30",
    }
    answer = desk.post(address, sent, follow=True)
    page = page_of(answer)
    assert "Departures made: 1. Taken out, as nobody had booked them: 1." in words(the(page, "body"))
    told = words(the(page, "main"))
    assert "These departures still leave" in told
    assert "Seats taken: 2" in told
    cancel = f"/en/desk/slow-roads/departures/{at(NINTH).pk}/cancel/"
    assert the(page, f"a[href='{cancel}']")
    assert days(tour) == [2, 9, 16, 23]
    late = desk.post(address, sent | {"except_on": "2027-01-23"})
    assert late.status_code == 422
    assert "meanwhile" in late.content.decode()
    assert the(page_of(late), "textarea").text.strip() == "2027-01-23", "what was typed stays"


@pytest.mark.parametrize("typed", ["9 January", "2027-01-10"])
def test_a_day_that_is_none_is_told_at_its_box(desk: Client, pattern: DeparturePattern, typed: str) -> None:
    address = f"/en/desk/slow-roads/departures/patterns/{pattern.pk}/"
    answer = desk.post(address, {"seen": "2027-01-16", "except_on": typed})
    assert answer.status_code == 422
    box = the(page_of(answer), "textarea")
    assert (box["aria-invalid"], box.text.strip()) == ("true", typed)


def test_another_operators_pattern_is_not_there(desk: Client, pattern: DeparturePattern, wei: User) -> None:
    other = create_organization(
        kind="tour-operator", country="CN", source_language="en", name={"en": "Fast Roads"}
    )
    add_member(organization=other, user_id=wei.pk, role="owner")
    for key in (pattern.pk, 10**6):
        assert desk.get(f"/en/desk/{other.slug}/departures/patterns/{key}/").status_code == 404
