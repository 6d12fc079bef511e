"""Entry there and back: the day that counts at each border, how often a visa is used, and never a guess."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from catalog.tourism.entry import Border, CrossingTerms, RouteAnswer, Rule, Traveller, Verdict, check_route
from catalog.tourism.entry_tour import WayPoint, borders_of
from catalog.tourism.models import Departure, EntryRule, Tour
from catalog.tourism.selectors.departures import with_room
from catalog.tourism.selectors.tour_entry import check_party
from catalog.tourism.selectors.tour_list import tour_rows, without_visa
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakePlace, MakeRule, MakeTour
from tests.reading import page_of, the, words

ON = date(2027, 3, 1)
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
GATE = 10
# Over the gate on the second day of five, and back over the same gate on the fourth.
WAY = (
    WayPoint(1, 1, "destination", "CN"),
    WayPoint(2, GATE, "crossing", "CN", "VN"),
    WayPoint(2, 2, "destination", "VN"),
    WayPoint(4, GATE, "crossing", "CN", "VN"),
    WayPoint(5, 1, "destination", "CN"),
)
INTO_CHINA = Rule(
    id=1,
    slug="into-cn",
    scheme="into-cn",
    nationalities=frozenset({"TH"}),
    destination="CN",
    requirement="free",
    checked_on=NOW.date(),
)
INTO_VIET_NAM = replace(INTO_CHINA, id=2, slug="into-vn", scheme="into-vn", destination="VN")


def asked(*rules: Rule, start: str = "TH", nationality: str = "TH", **changes: Any) -> RouteAnswer:
    borders = borders_of(points=WAY, on=ON, days=5, start=start)
    told: dict[str, Any] = {"today": NOW.date(), "group_size": 9, "purpose": "tourism"}
    return check_route(**{**told, **changes}, traveller=Traveller(nationality), borders=borders, rules=rules)


def verdicts(answer: RouteAnswer) -> list[tuple[str, Verdict]]:
    return [(one.border.into, one.verdict) for one in answer.borders]


def said(answer: RouteAnswer, code: str) -> list[str]:
    """Return into which countries a reason is given, in order."""
    return [
        one.border.into
        for one in answer.borders
        if code in {reason.code for judged in one.judged for reason in judged.reasons}
    ]


@pytest.mark.parametrize(
    ("entries", "start", "warned"),
    [
        pytest.param("one", "TH", ["CN", "CN"], id="a visa for one entry, entered twice"),
        pytest.param("", "TH", ["CN", "CN"], id="nobody says for how many entries"),
        pytest.param("several", "TH", [], id="a visa for several entries"),
        pytest.param("one", "CN", [], id="who sets out from there enters once"),
    ],
)
def test_coming_back_over_the_same_border_is_a_second_entry(
    entries: str, start: str, warned: list[str]
) -> None:
    visa = replace(INTO_CHINA, requirement="visa", entries=entries)
    answer = asked(visa, INTO_VIET_NAM, start=start)
    assert said(answer, "several-entries") == warned
    assert [one.border.crossing for one in answer.borders if one.border.into != "TH"][-2:] == [GATE, GATE]
    assert answer.verdict == Verdict.VISA


def test_the_country_beyond_is_entered_once_however_it_is_left() -> None:
    visa = replace(INTO_VIET_NAM, requirement="visa", entries="one")
    answer = asked(INTO_CHINA, visa)
    assert said(answer, "several-entries") == []
    assert not answer.without_visa


@pytest.mark.parametrize(
    ("until", "known"),
    [
        (ON - timedelta(days=1), [False, False]),
        (ON, [True, False]),
        (ON + timedelta(days=2), [True, False]),
        (ON + timedelta(days=3), [True, True]),
        (None, [True, True]),
    ],
)
def test_a_rule_holds_to_the_very_day_of_crossing_and_not_a_day_less(
    until: date | None, known: list[bool]
) -> None:
    answer = asked(replace(INTO_CHINA, valid_until=until), INTO_VIET_NAM)
    assert [verdict < Verdict.UNKNOWN for into, verdict in verdicts(answer) if into == "CN"] == known
    assert answer.without_visa is all(known)


@pytest.mark.parametrize(("begins", "known"), [(3, True), (4, False)])
def test_a_rule_that_begins_on_the_day_of_the_way_back_counts_there(begins: int, known: bool) -> None:
    rule = replace(INTO_CHINA, valid_from=ON + timedelta(days=begins))
    answer = asked(rule, INTO_VIET_NAM)
    assert verdicts(answer) == [
        ("CN", Verdict.UNKNOWN),
        ("VN", Verdict.FREE),
        ("CN", Verdict.FREE if known else Verdict.UNKNOWN),
        ("TH", Verdict.FREE),
    ]


@pytest.mark.parametrize(
    ("days", "free"), [(2, False), (3, True)]
)  # The second, third and fourth day are spent beyond.
def test_the_stay_beyond_ends_on_the_day_of_the_way_back(days: int, free: bool) -> None:
    answer = asked(INTO_CHINA, replace(INTO_VIET_NAM, days=days))
    assert (verdicts(answer)[1] == ("VN", Verdict.FREE)) is free


def test_a_gate_for_others_is_closed_on_the_way_back_too_and_to_no_one_elsewhere() -> None:
    gate = {GATE: CrossingTerms(GATE, nationals=frozenset({"CN", "VN"}))}
    answer = asked(INTO_CHINA, INTO_VIET_NAM, crossings=gate)
    assert [verdict for _into, verdict in verdicts(answer)] == [
        Verdict.FREE,
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.FREE,
    ]


@pytest.mark.parametrize(("on", "days"), [(date.max, 5), (date.max - timedelta(days=2), 5), (date.max, 1)])
def test_a_tour_at_the_end_of_the_calendar_ends_with_it(on: date, days: int) -> None:
    borders = borders_of(points=WAY, on=on, days=days, start="TH")
    assert [border.into for border in borders] == ["CN", "VN", "CN", "TH"]
    assert all(on <= border.on <= border.until <= date.max for border in borders)


@pytest.fixture
def cruise(make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture, clock: Clock) -> Tour:
    """Three days over a gate and back, for two to twenty; five seats depart on the first of March."""
    clock(NOW)
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    tour = make_tour("cruise", title_en="To the bay", stops=(gate, bay, gate), days=3, group_min=2)
    make_departure(tour, on=ON)
    return tour


def rule(make: MakeRule, slug: str, **changes: Any) -> EntryRule:
    return make(
        slug, **{"scheme": slug, "nationalities": ("TH",), "checked_on": date(2027, 1, 20), **changes}
    )


def told(client: Client) -> str:
    party = {"tour": "cruise", "on": ON.isoformat(), "start": "CN", "passport_1": "TH"}
    return words(the(page_of(client.get("/en/entry-rules/", party)), "#result section p.l"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        pytest.param({"group_max": 5}, "No visa needed", id="as large as the departure"),
        pytest.param({"group_max": 4}, "Not possible", id="smaller than the departure can become"),
        pytest.param({"group_min": 2}, "No visa needed", id="as small as the tour may be"),
        pytest.param({"group_min": 3}, "Not possible", id="larger than the tour may become"),
        pytest.param({"group_only": True}, "No visa needed", id="for groups, which a tour is"),
    ],
)
def test_a_group_is_as_small_and_as_large_as_the_departure_may_become(
    client: Client, cruise: Tour, make_rule: MakeRule, limits: dict[str, Any], verdict: str
) -> None:
    rule(make_rule, "into-cn")
    rule(make_rule, "into-vn", destination_id="VN", **limits)
    assert told(client).startswith(verdict)


@pytest.mark.django_db
def test_at_each_size_another_border_may_be_the_strictest(make_rule: MakeRule, clock: Clock) -> None:
    clock(NOW)
    rule(make_rule, "into-cn", group_min=5)
    rule(make_rule, "into-vn", destination_id="VN", requirement="visa")
    borders = [Border("VN", ON, ON), Border("CN", ON, ON)]

    def ask(sizes: set[int]) -> list[Verdict]:
        (answer,) = check_party(travellers=[Traveller("TH")], borders=borders, sizes=sizes, today=NOW.date())
        return [one.verdict for one in answer.borders]

    assert ask({5, 20}) == [Verdict.VISA, Verdict.FREE]
    assert ask({4, 20}) == ask({4}) == [Verdict.VISA, Verdict.REFUSED]
    with pytest.raises(ValueError, match="border"):
        check_party(travellers=[Traveller("TH")], borders=[], sizes={2}, today=NOW.date())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("into_china", "free"),
    [
        pytest.param({}, True, id="free both times"),
        pytest.param({"valid_until": ON + timedelta(days=2)}, True, id="to the day of the way back"),
        pytest.param({"valid_until": ON + timedelta(days=1)}, False, id="ended a day before the way back"),
        pytest.param({"group_max": 19}, False, id="fewer than the tour may take"),
        pytest.param({"only_in": "elsewhere"}, False, id="for another place"),
    ],
)
def test_the_way_back_is_asked_for_before_a_tour_counts_as_free(
    cruise: Tour, make_rule: MakeRule, make_place: MakePlace, into_china: dict[str, Any], free: bool
) -> None:
    cruise.stops.filter(position=2).update(day=3)
    if into_china.get("only_in"):
        into_china = {"only_in_id": make_place(into_china["only_in"]).pk}
    rule(make_rule, "into-cn", **into_china)
    rule(make_rule, "into-vn", destination_id="VN")
    rooms = with_room(from_day=NOW.date(), until_day=ON, now=NOW)
    assert (cruise.pk in without_visa(tour_rows(), rooms, "TH", NOW)) is free
    # What departs without room promises nothing, whatever the rules.
    Departure.objects.update(taken=5)
    rooms = with_room(from_day=NOW.date(), until_day=ON, now=NOW)
    assert without_visa(tour_rows(), rooms, "TH", NOW) == set()


@pytest.mark.django_db
def test_a_day_at_the_end_of_the_calendar_is_answered(
    client: Client, cruise: Tour, make_rule: MakeRule
) -> None:
    cruise.departures.all().delete()
    party = {"tour": "cruise", "on": "9999-12-31", "start": "CN", "passport_1": "TH"}
    page = client.get("/en/entry-rules/", {**party, "until_1": "9999-12-31"})
    assert page.status_code == 200
    assert "Unknown" in words(the(page_of(page), "#result"))
