"""What a confirmed booking shows at the meeting point: papers to carry, two languages and two clocks."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.seams.preferences import Preferences
from catalog.tourism.booking_links import token
from catalog.tourism.booking_page import booking_values, documents_to_carry, spoken_there
from catalog.tourism.entry_tour import WayPoint
from catalog.tourism.models import Booking, Departure
from catalog.tourism.selectors.tour_list import way_points
from catalog.tourism.selectors.travellers import Identity, TravellerLine, travellers_of
from catalog.tourism.services import seats
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.traveller_checks import faults_of
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakePlace, MakeRule, MakeTour


@pytest.fixture
def departure(
    clock: Clock,
    make_place: MakePlace,
    make_rule: MakeRule,
    make_tour: MakeTour,
    make_departure: MakeDeparture,
) -> Departure:
    """Two days from China by Dongxing into Viet Nam; whoever comes from Thailand or China brings more."""
    make_place()
    gate = make_place(
        "dongxing",
        names={"en": "Dongxing"},
        abouts={},
        crossing=CrossingFacts(kind="road", other_id="VN", documents=("border-permit",)),
    )
    beyond = make_place("ha-long", names={"en": "Ha Long"}, abouts={}, country_id="VN")
    make_rule("thai", nationalities=("TH",), scheme="a", destination_id="VN", documents=("invitation",))
    make_rule("own", nationalities=("CN",), scheme="b", destination_id="VN", documents=("group-list",))
    return make_departure(make_tour(stops=(gate, beyond)), seats=40)


def sure(departure: Departure, **party: int) -> Booking:
    held = seats.reserve(departure=departure, party=party or {"adult": 1}, booker=booker("Lan"))
    return seats.confirm(booking=held)


def named(position: int, nationality: str, booking: Booking) -> TravellerLine:
    who = Identity("Lan", date(1990, 1, 1), nationality, f"B{position}", date(2030, 1, 1))
    return TravellerLine(position, booking.pk, position, "adult", who, False)


@pytest.mark.parametrize(
    ("nationalities", "papers"),
    [
        ((), {"passport", "border-permit"}),
        (("TH",), {"passport", "border-permit", "invitation"}),
        (("CN",), {"passport", "border-permit", "group-list"}),
        (("TH", "CN"), {"passport", "border-permit", "invitation", "group-list"}),
        (("BR",), {"passport", "border-permit"}),
        (("BR", "BR", "TH"), {"passport", "border-permit", "invitation"}),
    ],
    ids=["nobody named", "from Thailand", "from China", "both", "no rule known", "two alike"],
)
def test_papers_are_those_of_the_crossing_and_of_everybodys_rule(
    departure: Departure, nationalities: tuple[str, ...], papers: set[str]
) -> None:
    booking = sure(departure)
    points = way_points([departure.tour_id])[departure.tour_id]
    lines = [named(at, code, booking) for at, code in enumerate(nationalities, start=1)]
    found = documents_to_carry(booking, points, lines)
    assert (found[0], set(found), len(found)) == ("passport", papers, len(papers))


def test_who_stays_at_home_carries_nothing_and_who_comes_from_elsewhere_a_passport(
    clock: Clock, make_departure: MakeDeparture
) -> None:
    departure = make_departure()
    booking = sure(departure)
    points = way_points([departure.tour_id])[departure.tour_id]
    assert documents_to_carry(booking, points, []) == []
    assert documents_to_carry(booking, points, [named(1, "CN", booking)]) == []
    assert documents_to_carry(booking, points, [named(1, "TH", booking)]) == ["passport"]


def test_travellers_of_a_coach_are_checked_by_as_many_queries_as_one(departure: Departure) -> None:
    booking = sure(departure, adult=20)
    points = way_points([departure.tour_id])[departure.tour_id]
    codes, counts = ("TH", "CN", "BR", "MY", "VN"), []
    for many in (1, 20):
        lines = [named(at, codes[at % len(codes)], booking) for at in range(1, many + 1)]
        with CaptureQueriesContext(connection) as asked:
            faults_of(booking=booking, lines=lines, language="en")
            documents_to_carry(booking, points, lines)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def points(*countries: str) -> list[WayPoint]:
    return [WayPoint(1, at, "attraction", country) for at, country in enumerate(countries)]


@pytest.mark.parametrize(
    ("countries", "reader", "spoken"),
    [
        (("CN", "VN"), "th", "vi"),
        (("CN", "VN"), "zh-hans", "vi"),
        (("CN", "VN"), "vi", "zh-hans"),
        (("CN", "CN"), "zh-hans", ""),
        (("CN", "CN"), "th", "zh-hans"),
        (("TH", "MY", "SG"), "th", "ms"),
        (("CN", "SG"), "en", "zh-hans"),
        (("SG", "JP"), "en", ""),
    ],
)
def test_the_other_language_is_that_of_where_they_go(
    countries: tuple[str, ...], reader: str, spoken: str
) -> None:
    assert spoken_there(points(*countries), reader) == spoken


READERS = [
    ("th", "Asia/Bangkok", "7:30", "เอกสารที่ต้องพก", "ผู้ใหญ่: 1"),
    ("zh-hans", "Asia/Kuala_Lumpur", "8:30", "需携带的证件", "成人"),
    ("zh-hans", "Asia/Yangon", "7:00", "需携带的证件", "成人"),
]


@pytest.mark.parametrize(("language", "zone", "own", "papers", "party"), READERS)
def test_a_booking_is_told_in_both_languages_by_both_clocks(
    departure: Departure, language: str, zone: str, own: str, papers: str, party: str
) -> None:
    booking = sure(departure)
    with translation.override(language):
        told = booking_values(booking, travellers_of(booking), Preferences(language=language, time_zone=zone))
        (mine, theirs) = told["cards"]
        assert translation.get_language() == language
    assert (mine["lang"], theirs["lang"]) == ("zh-Hans" if language == "zh-hans" else language, "vi")
    own_facts, their_facts = str(mine["facts"]), str(theirs["facts"])
    assert papers in own_facts
    assert party in own_facts
    assert "Giấy tờ cần mang" in their_facts
    assert papers not in their_facts
    for facts in (own_facts, their_facts):
        # The guide reads the same two clocks, and 08:30 is that of Nanning.
        assert re.search(rf"(?<!\d)0?{own}", facts)
        assert re.search(r"(?<!\d)0?8:30", facts)
        assert booking.code in facts
        assert "+86 771 0000000" in facts


def test_who_says_no_clock_reads_that_of_the_meeting_point(departure: Departure) -> None:
    told = booking_values(sure(departure), [], Preferences(language="en", time_zone="UTC"))
    assert "8:30" in told["meets"]
    assert "12:30" not in told["meets"]


@pytest.mark.parametrize(
    ("language", "tag", "total"), [("th", "th", "240.00"), ("zh-hans", "zh-Hans", "240.00")]
)
def test_the_page_is_whole_in_the_bookers_language(
    client: Client, departure: Departure, language: str, tag: str, total: str
) -> None:
    booking = sure(departure, adult=2)
    shown = client.get(f"/{language}/booking/by-link/{token(booking.pk)}/")
    text = shown.content.decode()
    assert shown.status_code == 200
    assert f'<html lang="{tag}"' in text
    assert text.count('<section class="panel stack" lang="') == 2
    assert total in text
    for english in ("Documents to carry", "Meeting time", "Give the booking back", "Emergency phone"):
        assert english not in text
    assert shown["Referrer-Policy"] == "same-origin"


def test_nothing_to_show_at_the_meeting_point_before_it_is_sure(departure: Departure, clock: Any) -> None:
    held = seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    for booking in (held, seats.request(booking=held)):
        told = booking_values(booking, [], Preferences(language="en"))
        assert (told["cards"], told["names_due"], told["missing"]) == ([], "", 0)
    told = booking_values(seats.confirm(booking=held), travellers_of(held), Preferences(language="en"))
    assert (len(told["cards"]), told["missing"]) == (2, 1)
    assert "Feb 22, 2027" in told["names_due"]
