"""Beside each choice stands what it would find: the other groups' choices applied, its own left out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict

from catalog.products.presenting import Reader
from catalog.seams.preferences import Preferences
from catalog.tourism.finding.listing import tours_found
from catalog.tourism.models import Place, Tour
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeRule, MakeTour

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
Found = dict[str, Any]
READER = Reader(Preferences("en"), None)


def found(query: str) -> Found:
    return dict(tours_found(QueryDict(query), READER, NOW).values)


def counts(values: Found, group: str) -> dict[str, int]:
    choices: list[Found] = next((one["choices"] for one in values["groups"] if one["name"] == group), [])
    return {choice["value"]: choice["count"] for choice in choices}


@pytest.fixture
def offered(
    make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture, make_rule: MakeRule
) -> dict[str, Tour]:
    """Falls and caves in China, where Thais need no visa; a bay beyond a bridge, of which nobody knows."""
    bridge = make_place("bridge", names={"en": "Bridge"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "Bay"}, country_id="VN")
    falls, caves = make_place(), make_place("caves", names={"en": "Caves"})
    make_rule(nationalities=("TH",), entries="several")
    made = {
        "falls": make_tour("falls", stops=(falls,), days=1, guide_languages=["zh-hans"], price_low=5000),
        "caves": make_tour(
            "caves", stops=(caves,), days=2, guide_languages=["th"], price_low=7000, begins=caves, ends=caves
        ),
        "both": make_tour("both", stops=(falls, caves), days=3, guide_languages=["th", "vi"]),
        "bay": make_tour("bay", stops=(falls, bridge, bay), days=5, guide_languages=["vi"]),
    }
    for number, tour in enumerate(made.values()):
        make_departure(tour, on=date(2027, 3, 1 + number), seats=5, taken=number)
    return made


@pytest.mark.parametrize(
    ("query", "group", "counted"),
    [
        ("", "place", {"detian": 3, "caves": 2, "bay": 1}),
        ("", "days", {"1": 1, "2-3": 2, "4-7": 1}),
        ("guide=th", "place", {"caves": 2, "detian": 1}),
        # Its own group's choice is left out: either of two places is a wider choice, not a narrower one.
        ("place=caves", "place", {"caves": 2, "detian": 3, "bay": 1}),
        ("place=caves", "guide", {"th": 2, "vi": 1}),
        ("place=caves&guide=vi", "guide", {"th": 2, "vi": 1}),
        ("place=caves&guide=vi", "place", {"caves": 1, "detian": 2, "bay": 1}),
        ("seats=3", "days", {"1": 1, "2-3": 2}),
        ("until=2027-03-02", "guide", {"zh-hans": 1, "th": 1}),
        ("price=70", "days", {"1": 1, "2-3": 1}),
        ("passport=TH", "place", {"detian": 2, "caves": 2}),
        ("passport=TH&place=detian", "place", {"detian": 2, "caves": 2}),
        ("passport=TH&guide=zh-hans", "guide", {"zh-hans": 1, "th": 2, "vi": 1}),
        ("passport=TH&days=1&days=2-3", "days", {"1": 1, "2-3": 2}),
        ("passport=VN&place=bay", "crossing", {}),
    ],
)
def test_a_group_is_counted_with_the_choices_of_the_others(
    offered: dict[str, Tour], query: str, group: str, counted: dict[str, int]
) -> None:
    assert counts(found(query), group) == counted


@pytest.mark.parametrize("query", ["guide=vi&days=4-7", "passport=TH&seats=2", "crossing=bridge&sort=price"])
def test_what_is_counted_is_what_is_found_when_it_is_chosen(offered: dict[str, Tour], query: str) -> None:
    for group in found(query)["groups"]:
        for choice in group["choices"]:
            address = QueryDict(query, mutable=True)
            address.setlist(group["name"], [choice["value"]])
            values = found(address.urlencode())
            assert values["tours_total"] == choice["count"], (group["name"], choice["value"])


def test_a_choice_that_finds_nothing_stays_to_be_taken_back(offered: dict[str, Tour]) -> None:
    values = found("place=caves&days=4-7&crossing=bridge&guide=zh-hans")
    assert values["tours_total"] == 0
    for group, value in (("place", "caves"), ("days", "4-7"), ("crossing", "bridge"), ("guide", "zh-hans")):
        assert counts(values, group)[value] == 0, group
    assert values["query"] == "place=caves&crossing=bridge&guide=zh-hans&days=4-7&"
    assert found("place=nowhere")["narrowed"]


def test_of_many_places_twelve_are_offered_those_chosen_first(
    make_place: MakePlace, make_tour: MakeTour
) -> None:
    places = [make_place(f"place-{number:02}", names={"en": f"P {number}"}) for number in range(15)]
    ends = {"begins": places[13], "ends": places[14]}
    make_tour("all", stops=tuple(places), **ends)
    make_tour("two", **ends)
    Place.objects.filter(slug="detian").update(shown=False)
    assert list(counts(found(""), "place"))[:3] == ["place-13", "place-14", "place-00"]
    chosen = list(counts(found("place=place-12&place=place-11"), "place"))
    assert chosen[:4] == ["place-11", "place-12", "place-13", "place-14"]
    assert len(chosen) == 12


def test_what_nobody_sees_is_counted_nowhere(offered: dict[str, Tour]) -> None:
    Tour.objects.filter(slug="both").update(status=Tour.Status.PAUSED)
    values = found("")
    assert (values["tours_total"], counts(values, "place")["caves"]) == (3, 1)
    Tour.objects.update(status=Tour.Status.SUSPENDED)
    values = found("place=caves")
    assert (values["tours_total"], values["tours_any"], values["groups"]) == (0, False, [])


@pytest.mark.parametrize(
    ("days", "named"), [(1, "1"), (2, "2-3"), (3, "2-3"), (4, "4-7"), (7, "4-7"), (8, "8"), (90, "8")]
)
def test_every_length_is_one_choice_and_no_other(make_tour: MakeTour, days: int, named: str) -> None:
    make_tour(days=days)
    assert counts(found(""), "days") == {named: 1}
    assert found(f"days={named}")["tours_total"] == 1


@pytest.mark.parametrize(
    ("query", "cheapest"),
    [("sort=price", ["falls", "caves", "both", "bay"]), ("sort=days", ["falls", "caves", "both", "bay"])],
)
def test_equals_stand_by_the_newest(offered: dict[str, Tour], query: str, cheapest: list[str]) -> None:
    Tour.objects.filter(slug="both").update(published_at=datetime(2026, 12, 1, tzinfo=UTC))
    Tour.objects.filter(slug__in=["both", "bay"]).update(days=4)
    assert [card["slug"] for card in found(query)["tours"]] == cheapest
