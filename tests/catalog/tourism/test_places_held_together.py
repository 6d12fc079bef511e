"""Places, routes and rules hold together: what is part of what, what a crossing is, what numbers may be."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route
from catalog.tourism.selectors.places import place_lines, shown_places
from catalog.tourism.selectors.routes import route_lines, shown_routes
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from tests.catalog.tourism.conftest import MakePlace, MakeRule

pytestmark = pytest.mark.django_db
ROAD = CrossingFacts(kind="road", other_id="VN", opens=time(8), closes=time(17))


def refused(call: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        call()
    return sorted(caught.value.message_dict)


def test_a_place_is_part_of_another_and_never_of_itself(make_place: MakePlace) -> None:
    county = make_place("county")
    valley = make_place("valley", part_of_id=county.pk)
    village = make_place("village", part_of_id=valley.pk)
    for above in (county, valley, village):
        assert refused(lambda above=above: make_place("county", part_of_id=above.pk)) == ["part_of"]
    assert refused(lambda: make_place("county", part_of_id=9_999)) == ["part_of"]
    moved = make_place("village", part_of_id=county.pk)
    assert (moved.part_of_id, Place.objects.get(slug="county").part_of_id) == (county.pk, None)


def test_places_that_are_part_of_each_other_already_can_be_corrected(make_place: MakePlace) -> None:
    one, other = make_place("one"), make_place("other")
    Place.objects.filter(pk=one.pk).update(part_of=other)
    Place.objects.filter(pk=other.pk).update(part_of=one)
    third = make_place("third", part_of_id=one.pk)
    assert third.part_of_id == one.pk
    assert make_place("one").part_of_id is None


def test_a_crossing_that_becomes_a_sight_loses_what_only_crossings_have(make_place: MakePlace) -> None:
    make_place("bridge", crossing=ROAD)
    make_place("bridge", kind="attraction")
    assert not BorderCrossing.objects.exists()
    (line,) = place_lines(shown_places(), language="en")
    assert (line.kind, line.crossing) == ("attraction", None)


def test_a_crossing_at_which_rules_hold_stays_one(make_place: MakePlace, make_rule: MakeRule) -> None:
    bridge = make_place("bridge", crossing=ROAD)
    make_rule(crossing_id=bridge.pk)
    assert refused(lambda: make_place("bridge", kind="attraction")) == ["kind"]
    kept = make_place("bridge", crossing=CrossingFacts(kind="rail", other_id="VN"))
    assert (kept.pk, BorderCrossing.objects.get().kind) == (bridge.pk, "rail")
    assert EntryRule.objects.get().crossing_id == bridge.pk


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": "lake"}, ["kind"]),
        ({"country_id": "XX"}, ["country"]),
        ({"source_language": "fr"}, ["name", "source_language"]),
        ({"picture_id": 9_999}, ["picture"]),
        ({"lat": Decimal("22.1234567")}, ["lat"]),
        ({"crossing": CrossingFacts(kind="bridge", other_id="VN")}, ["way"]),
        ({"crossing": CrossingFacts(kind="road", other_id="XX")}, ["other"]),
        ({"crossing": CrossingFacts(kind="road", group_max=0)}, ["group_max"]),
        ({"seasons": [{"kind": "best", "months": [True], "source": "gazette"}]}, ["seasons"]),
        ({"seasons": [{"kind": "best", "months": ["6"], "source": "gazette"}]}, ["seasons"]),
        ({"seasons": [{"kind": "best", "months": 6, "source": "gazette"}]}, ["seasons"]),
        ({"heritage": [{"kind": "world-heritage", "year": True, "source": "gazette"}]}, ["heritage"]),
    ],
)
def test_what_a_place_cannot_be_is_refused_by_its_field(
    make_place: MakePlace, changes: dict[str, Any], fields: list[str]
) -> None:
    assert refused(lambda: make_place(**changes)) == fields
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"requirement": "perhaps"}, ["requirement"]),
        ({"purpose": "smuggling"}, ["purpose"]),
        ({"entries": "twice"}, ["entries"]),
        ({"destination_id": "XX"}, ["destination"]),
        ({"days": 0}, ["days"]),
        ({"only_in_id": 9_999}, ["only_in"]),
        ({"group_min": 0, "group_max": 0}, []),
        ({"valid_from": date(2026, 12, 1), "valid_until": date(2026, 12, 1)}, []),
    ],
)
def test_what_a_rule_cannot_ask_is_refused_by_its_field(
    make_rule: MakeRule, changes: dict[str, Any], fields: list[str]
) -> None:
    if fields:
        assert refused(lambda: make_rule(**changes)) == fields
    else:
        make_rule(**changes)
    assert EntryRule.objects.exists() is not bool(fields)


def enter(slug: str = "way", stops: tuple[str, ...] = ("a", "b"), **facts: Any) -> Route:
    told: dict[str, Any] = {"mode": "walk", "source_id": "gazette", "confirmed": True}
    return save_route(
        slug=slug,
        names={"en": "Way"},
        abouts={},
        facts=RouteFacts(**{**told, **facts}),
        stops=stops,
    )


@pytest.mark.parametrize(
    ("facts", "stops", "fields"),
    [
        ({"mode": "camel"}, ("a", "b"), ["mode"]),
        ({"days": 0}, ("a", "b"), ["days"]),
        ({"group_max": 0}, ("a", "b"), ["group_max"]),
        ({}, ("a",), ["stops"]),
        ({}, ("a", "c"), ["stops"]),
        ({"source_id": "hearsay"}, ("a", "b"), ["confirmed"]),
        (
            {"valid_from": date(2026, 12, 2), "valid_until": date(2026, 12, 1)},
            ("a", "b"),
            ["valid_until"],
        ),
    ],
)
def test_what_a_route_cannot_be_is_refused_by_its_field(
    make_place: MakePlace, facts: dict[str, Any], stops: tuple[str, ...], fields: list[str]
) -> None:
    make_place("a")
    make_place("b")
    assert refused(lambda: enter(stops=stops, **facts)) == fields
    assert not Route.objects.exists()


def test_a_route_may_come_back_to_where_it_was_and_hides_places_not_shown(make_place: MakePlace) -> None:
    for slug in ("a", "b", "c"):
        make_place(slug, shown=slug != "b")
    enter(stops=("a", "b", "c", "a"))
    (line,) = route_lines(shown_routes(), language="th")
    assert [one.slug for one in line.stops] == ["a", "c", "a"]
    enter(stops=("c", "a"))
    (line,) = route_lines(shown_routes(), language="th")
    assert [one.slug for one in line.stops] == ["c", "a"]


ASKED = {"nationality": "TH", "start": "CN", "route": "way", "purpose": "tourism"}
DAYS = {"leaving": "2999-12-01", "back": "2999-12-03"}


@pytest.mark.parametrize("shown", [True, False])
def test_a_route_that_crosses_no_border_is_answered_in_words(
    client: Client, make_place: MakePlace, shown: bool
) -> None:
    for slug in ("a", "b"):
        make_place(slug, shown=shown)
    enter()
    answer = client.get("/en/entry-rules/", {**ASKED, **DAYS})
    assert answer.status_code == 422
    assert "Choose a route, or a country to travel to." in answer.text


def test_the_last_day_of_the_calendar_is_a_day(client: Client, make_rule: MakeRule) -> None:
    make_rule(passport_months=6)
    asked = {**ASKED, "route": "", "first": "CN", "start": "TH", "leaving": "9999-12-01"}
    answer = client.get("/en/entry-rules/", {**asked, "back": "9999-12-31", "passport": "9999-12-31"})
    assert answer.status_code == 200
