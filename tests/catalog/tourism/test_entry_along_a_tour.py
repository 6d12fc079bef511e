"""Entry rules along a tour: several travellers, every border on its day, nothing guessed, no advice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.tourism.entry import Border, Traveller, Verdict
from catalog.tourism.entry_party import MOST_TRAVELLERS, rows_asked
from catalog.tourism.models import Tour
from catalog.tourism.selectors.tour_entry import check_party
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeRule, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def cruise(make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture) -> Tour:
    """Three days: on the second over a gate to a bay, on the third back."""
    town = make_place("town", names={"en": "Nanning"}, kind="destination")
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    tour = make_tour("cruise", title_en="To the bay", stops=(gate, bay, gate), days=3, begins=town, ends=town)
    tour.stops.filter(position__lt=2).update(day=2)
    tour.stops.filter(position=2).update(day=3)
    make_departure(tour, on=ON)
    return tour


@pytest.fixture
def rules(make_rule: MakeRule) -> MakeRule:
    """China asks neither for a visa, Viet Nam no Thais who stay two days; of Malaysians nothing is known."""
    make_rule(nationalities=("TH", "MY"), checked_on=date(2027, 1, 20))
    make_rule(
        "into-vn",
        scheme="into-vn",
        nationalities=("TH",),
        destination_id="VN",
        days=2,
        passport_months=6,
        checked_on=date(2027, 1, 20),
    )
    return make_rule


def ask(client: Client, status: int = 200, **changes: Any) -> BeautifulSoup:
    told = {"tour": "cruise", "on": ON.isoformat(), "start": "CN", "passport_1": "TH", **changes}
    response = client.get("/en/entry-rules/", told)
    assert response.status_code == status
    return page_of(response)


def borders(page: BeautifulSoup, party: int = 1) -> list[str]:
    found = the(page, f"section[aria-labelledby=party-{party}]")
    return [words(the(line, "div")) for line in found.select("ol.form-row > li")]


def test_each_traveller_is_told_every_border_on_its_day(
    client: Client, cruise: Tour, rules: MakeRule
) -> None:
    page = ask(client, passport_2="MY", until_1="2030-01-01", until_2="2030-01-01")
    headings = [words(one) for one in page.select("h2[id^=party-]")]
    assert headings == ["Traveller 1: Thailand", "Traveller 2: Malaysia"]
    first, second = borders(page, 1)
    assert first.startswith("1. Into Vietnam Mar 2, 2027 · The gate No visa needed")
    assert second.startswith("2. Into China Mar 3, 2027 · The gate No visa needed")
    assert "Unknown: ask before you book" in borders(page, 2)[0]
    whole = words(the(page, "#result > p.l"))
    assert whole == "Unknown: ask before you book for all of you: the strictest answer"
    said = words(the(page, "#main"))
    assert "No legal advice" in said
    assert "That does not mean that you may enter." in said
    assert "Gazette of ways" in said


def test_who_comes_from_home_is_told_the_way_there_and_back(
    client: Client, cruise: Tour, rules: MakeRule
) -> None:
    lines = borders(ask(client, start="TH"))
    assert [line.split(" Mar")[0] for line in lines] == [
        "1. Into China",
        "2. Into Vietnam",
        "3. Into China",
        "4. Into Thailand",
    ]
    assert ["Mar 1" in lines[0], "Mar 3" in lines[3]] == [True, True]


def test_a_passport_that_ends_too_soon_is_told_for_whom_it_does(
    client: Client, cruise: Tour, rules: MakeRule
) -> None:
    page = ask(client, passport_2="TH", until_1="2027-09-02", until_2="2027-09-03")
    short, long = (the(page, f"section[aria-labelledby=party-{party}]") for party in (1, 2))
    assert "Your passport ends on Sep 2, 2027; it has to be valid until Sep 3, 2027." in words(short)
    assert words(the(short, "p.l")) == "Not possible as asked"
    assert words(the(long, "p.l")) == "No visa needed, as far as the sources say"


def test_stale_checks_and_sources_that_differ_are_said(client: Client, cruise: Tour, rules: MakeRule) -> None:
    rules(
        "into-vn-other",
        scheme="into-vn",
        nationalities=("TH",),
        destination_id="VN",
        requirement="visa",
        checked_on=date(2026, 11, 2),
    )
    page = ask(client)
    line = words(the(page, "section[aria-labelledby=party-1] ol.form-row > li"))
    assert "The sources contradict each other. Both are shown; the stricter decides." in line
    assert "Visa needed before travelling" in borders(page)[0]
    assert "Last checked on Nov 2, 2026, more than 90 days ago." in line
    rules(
        "into-vn-other",
        scheme="into-vn",
        nationalities=("TH",),
        destination_id="VN",
        requirement="visa",
        checked_on=date(2026, 11, 3),
    )
    assert "more than 90 days ago" not in words(the(ask(client), "#result"))


def test_a_rule_that_begins_between_two_borders_counts_from_its_day(
    client: Client, cruise: Tour, rules: MakeRule
) -> None:
    rules(nationalities=("TH", "MY"), valid_from=date(2027, 3, 3))
    assert "No visa needed" in borders(ask(client))[1]
    rules(nationalities=("TH", "MY"), valid_from=date(2027, 3, 4))
    assert "Unknown" in borders(ask(client))[1]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"on": "2027-03-02"}, "valid choice", id="no departure of this tour"),
        pytest.param({"on": "soon"}, "valid choice", id="no day"),
        pytest.param({"passport_1": ""}, "required", id="nobody's passport"),
        pytest.param({"passport_1": "XX"}, "valid choice", id="no such country"),
        pytest.param({"until_1": "2027-02-30"}, "valid date", id="no such day"),
        pytest.param({"until_2": "2030-01-01"}, "Whose passport is it?", id="a passport of no country"),
        pytest.param({"start": "FR"}, "valid choice", id="from outside the region"),
    ],
)
def test_what_cannot_be_answered_is_named_and_kept(
    client: Client, cruise: Tour, changes: dict[str, str], told: str
) -> None:
    page = ask(client, 422, **changes)
    assert told in words(the(page, "#main"))
    assert not page.select("#result")
    for name, value in changes.items():
        box = the(page, f"[name={name}]")
        if box.name == "input":
            assert box["value"] == value


def test_without_departures_a_day_may_be_named_that_has_not_passed(
    client: Client, cruise: Tour, rules: MakeRule
) -> None:
    cruise.departures.all().delete()
    assert borders(ask(client, on="2027-05-01"))[0].startswith("1. Into Vietnam May 2, 2027")
    assert "This day has passed." in words(the(ask(client, 422, on="2027-01-31"), "#main"))


def test_a_departure_is_offered_however_far_ahead(
    client: Client, cruise: Tour, rules: MakeRule, make_departure: MakeDeparture
) -> None:
    far = date(2028, 12, 30)
    make_departure(cruise, on=far)
    make_departure(cruise, on=date(2027, 1, 31))  # yesterday
    page = page_of(client.get("/en/entry-rules/", {"tour": "cruise", "on": far.isoformat()}))
    days = {option["value"]: option.has_attr("selected") for option in page.select("#id_on option")}
    assert days == {"2027-03-01": False, "2028-12-30": True}
    assert "Dec 31, 2028" in borders(ask(client, on=far.isoformat()))[0]


def test_the_question_is_asked_before_anything_is_answered(client: Client, cruise: Tour) -> None:
    page = page_of(client.get("/en/entry-rules/?tour=cruise&on=2027-03-01"))
    assert not page.select("#result")
    assert the(page, "select[name=on] option[selected]")["value"] == "2027-03-01"
    assert the(page, "select[name=start] option[selected]")["value"] == "CN"
    assert the(page, "input[name=tour]")["value"] == "cruise"
    assert words(the(page, "nav.crumbs")) == "Home Journeys To the bay Entry rules"
    assert the(page, "meta[name=robots]")["content"] == "noindex"


def test_a_tour_nobody_sees_is_not_found(client: Client, cruise: Tour) -> None:
    Tour.objects.update(status=Tour.Status.PAUSED)
    ask(client, 404)
    ask(client, 404, tour="nowhere")


def test_a_tour_within_ones_own_country_crosses_nothing(client: Client, cruise: Tour) -> None:
    cruise.stops.all().delete()
    assert "On this tour you cross no border." in words(the(ask(client), "#result"))


def test_one_more_traveller_can_be_named_up_to_six() -> None:
    assert rows_asked(QueryDict("")) == 1
    assert rows_asked(QueryDict("passport_1=TH&passport_2=MY")) == 3
    assert rows_asked(QueryDict("passport_4=TH&passport_5=")) == 5
    assert rows_asked(QueryDict("passport_6=TH&passport_7=MY")) == MOST_TRAVELLERS == 6


@pytest.mark.parametrize(
    ("rule", "sizes", "verdict"),
    [
        ({"group_max": 20}, {2, 20}, Verdict.FREE),
        ({"group_max": 20}, {2, 21}, Verdict.REFUSED),
        ({"group_min": 3}, {2, 20}, Verdict.REFUSED),
        ({"group_min": 2, "group_only": True}, {2, 20}, Verdict.FREE),
    ],
)
def test_of_the_smallest_and_the_largest_group_the_stricter_answer_counts(
    make_rule: MakeRule, rule: dict[str, Any], sizes: set[int], verdict: Verdict
) -> None:
    make_rule(nationalities=("TH",), **rule)
    border = Border("CN", ON, ON + timedelta(days=1))
    (answer,) = check_party(travellers=[Traveller("TH")], borders=[border], sizes=sizes, today=NOW.date())
    assert answer.verdict == verdict


def test_six_travellers_take_the_queries_of_one(client: Client, cruise: Tour, rules: MakeRule) -> None:
    counted = []
    for many in (1, 6):
        party: dict[str, Any] = {f"passport_{number}": "TH" for number in range(1, many + 1)}
        ask(client, **party)
        with CaptureQueriesContext(connection) as queries:
            ask(client, **party)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
