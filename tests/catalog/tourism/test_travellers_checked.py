"""What does not fit a traveller is named, on the departure's days, and stays for correction."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog.tourism.models import Booking, EntryRule
from catalog.tourism.selectors.travellers import Identity, TravellerLine, travellers_of
from catalog.tourism.services import seats
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.travellers import enter
from catalog.tourism.traveller_checks import Fault, faults_of
from tests.catalog.tourism.booking_cast import NOW, booker
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeRule, MakeTour

LAN = Identity(
    name="Lan",
    born=date(1990, 1, 1),
    nationality="TH",
    passport="B1234567",
    passport_until=date(2030, 1, 1),
)


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def booking(
    make_place: MakePlace, make_rule: MakeRule, make_tour: MakeTour, make_departure: MakeDeparture
) -> Booking:
    """One adult and one child, two days from China by Dongxing into Viet Nam and back."""
    make_place()
    gate = make_place(
        "dongxing", names={"en": "Dongxing"}, abouts={}, crossing=CrossingFacts(kind="road", other_id="VN")
    )
    beyond = make_place("ha-long", names={"en": "Ha Long"}, abouts={}, country_id="VN")
    make_rule("into-vn", nationalities=("TH", "CN"), scheme="vn", destination_id="VN", passport_months=6)
    make_rule("into-cn", nationalities=("TH",), scheme="cn", destination_id="CN")
    tour = make_tour(stops=(gate, beyond), document={"not_nationals": ("US",)})
    departure = make_departure(tour, on=date(2027, 3, 1))
    held = seats.reserve(departure=departure, party={"adult": 1, "child": 1}, booker=booker("Lan"))
    return seats.confirm(booking=held)


def named(booking: Booking, **changes: Any) -> list[Fault]:
    line = travellers_of(booking)[0]
    return faults_of(booking=booking, lines=[_with(line, replace(LAN, **changes))], language="en")


def _with(line: TravellerLine, identity: Identity) -> TravellerLine:
    return replace(line, identity=identity)


def test_who_fits_is_named_nowhere(booking: Booking) -> None:
    assert named(booking) == []


@pytest.mark.parametrize(("born", "wrong"), [(date(2015, 3, 1), False), (date(2015, 3, 2), True)])
def test_an_age_outside_the_band_is_named_by_the_day_of_departure(
    booking: Booking, born: date, wrong: bool
) -> None:
    faults = named(booking, born=born)
    assert [one.field for one in faults] == (["born"] if wrong else [])
    assert not wrong or "Adult" in faults[0].text


@pytest.mark.parametrize(
    ("until", "countries"),
    [
        (date(2027, 9, 2), []),
        (date(2027, 9, 1), ["Vietnam"]),
        (date(2027, 3, 1), ["China", "Vietnam"]),
    ],
    ids=["six months after the last day", "a day less", "not even to the end"],
)
def test_a_passport_that_ends_too_early_is_named_with_the_country_and_the_day(
    booking: Booking, until: date, countries: list[str]
) -> None:
    faults = named(booking, passport_until=until)
    assert {one.field for one in faults} <= {"passport_until"}
    assert [name for name in ("China", "Vietnam") if any(name in one.text for one in faults)] == countries
    assert all(one.wrong for one in faults)
    assert not countries or any("2 Sept 2027" in one.text or "Sep 2, 2027" in one.text for one in faults)


def test_a_nationality_without_a_rule_is_named_as_unknown_and_refused_to_nobody(booking: Booking) -> None:
    faults = named(booking, nationality="BR")
    assert {(one.field, one.wrong) for one in faults} == {("nationality", False)}
    assert any("Brazil" in one.text for one in faults)
    enter(booking=booking, identities={1: replace(LAN, nationality="BR")})
    assert travellers_of(booking)[0].identity == replace(LAN, nationality="BR")


def test_a_nationality_the_tour_leaves_out_is_named(booking: Booking) -> None:
    faults = [one for one in named(booking, nationality="US") if one.wrong]
    assert [(one.field, "United States" in one.text) for one in faults] == [("nationality", True)]


def test_whoever_lives_where_the_tour_begins_needs_no_rule_for_home(booking: Booking) -> None:
    assert named(booking, nationality="CN") == []


def test_what_is_wrong_is_kept_for_correction(booking: Booking) -> None:
    wrong = replace(LAN, born=date(2020, 1, 1), passport_until=date(2027, 2, 1))
    enter(booking=booking, identities={1: wrong, 2: LAN})
    lines = travellers_of(booking)
    assert [one.identity for one in lines] == [wrong, LAN]
    faults = faults_of(booking=booking, lines=lines, language="en")
    assert {(one.position, one.field) for one in faults} == {
        (1, "born"),
        (1, "passport_until"),
        (2, "born"),
    }


@pytest.mark.parametrize(
    ("months", "until", "named_days"),
    [
        ((6, 3), date(2027, 9, 2), {}),
        ((6, 3), date(2027, 9, 1), {"Vietnam": "2 Sept 2027"}),
        # Stricter is the country that is entered last, and it counts from the day one leaves it.
        ((3, 7), date(2027, 10, 1), {"China": "2 Oct 2027"}),
        ((6, 7), date(2027, 9, 1), {"Vietnam": "2 Sept 2027", "China": "2 Oct 2027"}),
        ((6, 6), date(2027, 9, 2), {}),
    ],
)
def test_of_two_countries_on_the_way_each_names_its_own_day(
    booking: Booking, months: tuple[int, int], until: date, named_days: dict[str, str]
) -> None:
    for slug, least in zip(("into-vn", "into-cn"), months, strict=True):
        EntryRule.objects.rewrite(False).filter(slug=slug).update(passport_months=least)
    faults = named(booking, passport_until=until)
    assert len(faults) == len(named_days)
    for country, day in named_days.items():
        (text,) = (one.text for one in faults if country in one.text)
        assert day in text or f"{day.split()[1][:3]} {day.split()[0]}, 2027" in text
