"""The project's own data: a record that does not do is named, and nothing of it is brought in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog.tourism import loading
from catalog.tourism.loading import BadRecord, load_journeys
from catalog.tourism.models import EntryRule, Place, Route

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], None]


def data() -> dict[str, Any]:
    """Return a small set of records: two places, a route between them, a rule."""
    sight = {"kind": "attraction", "country": "CN", "at": [22.8, 107.0], "source": "gazette"}
    return {
        "places.yaml": {
            "cities": ["nanning"],
            "places": [
                {**sight, "slug": "mingshi", "part_of": "nanning", "names": {"en": "Mingshi"}},
                {
                    **sight,
                    "slug": "zone",
                    "kind": "crossing",
                    "names": {"en": "Zone"},
                    "crossing": {"kind": "zone", "other": "VN", "hours": ["09:00", "15:00"]},
                },
            ],
        },
        "routes.yaml": [
            {
                "slug": "way",
                "mode": "walk",
                "source": "gazette",
                "names": {"en": "Way"},
                "stops": ["nanning", "zone"],
            }
        ],
        "entry_rules.yaml": [
            {
                "slug": "rule",
                "scheme": "rule",
                "into": {"CN": ["VN"], "VN": ["CN"]},
                "requirement": "free",
                "source": "gazette",
                "checked_on": date(2026, 11, 20),
                "crossing": "zone",
                "names": {"en": "Rule"},
            }
        ],
    }


@pytest.fixture
def bring(sources: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Return what loads the small set, changed first."""

    def load(change: Change) -> None:
        told = data()
        change(told)
        monkeypatch.setattr(loading, "_read", told.__getitem__)
        load_journeys()

    return load


def nothing(told: dict[str, Any]) -> None:
    """Change nothing."""


def test_a_rule_into_two_countries_is_two_records_and_comes_once(bring: Callable[[Change], None]) -> None:
    for _time in range(2):
        bring(nothing)
    assert sorted(EntryRule.objects.values_list("slug", "destination")) == [
        ("rule-into-cn", "CN"),
        ("rule-into-vn", "VN"),
    ]
    place = Place.objects.select_related("part_of", "crossing").get(slug="mingshi")
    assert place.part_of is not None
    assert (place.part_of.slug, Place.objects.count(), Route.objects.count()) == ("nanning", 3, 1)


def put(file: str, field: str, value: Any, at: int = 0) -> Change:
    def change(told: dict[str, Any]) -> None:
        rows = told[file]["places"] if file == "places.yaml" else told[file]
        rows[at][field] = value

    return change


def drop(file: str, field: str) -> Change:
    def change(told: dict[str, Any]) -> None:
        rows = told[file]["places"] if file == "places.yaml" else told[file]
        del rows[0][field]

    return change


def unknown_city(told: dict[str, Any]) -> None:
    told["places.yaml"]["cities"].append("atlantis")


def twice(told: dict[str, Any]) -> None:
    told["places.yaml"]["places"].append(told["places.yaml"]["places"][0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (unknown_city, "atlantis"),
        (twice, "mingshi: stands in the data more than once"),
        (put("places.yaml", "part_of", "nowhere"), "mingshi"),
        (put("places.yaml", "kind", "lake"), "mingshi.*kind"),
        (put("places.yaml", "country", "XX"), "mingshi.*country"),
        (put("places.yaml", "source", "unheard"), "mingshi.*source"),
        (put("places.yaml", "at", [122.8, 7]), "mingshi.*lat"),
        (put("places.yaml", "at", [22.8]), "mingshi"),
        (put("places.yaml", "at", ["north", 7]), "mingshi"),
        (put("places.yaml", "names", {"th": "หมิงซื่อ"}), "mingshi.*name"),
        (drop("places.yaml", "names"), "mingshi.*names"),
        (put("places.yaml", "crossing", {"kind": "zone", "hours": ["nine", "15:00"]}, 1), "zone"),
        (put("routes.yaml", "stops", ["nanning", "hanoi"]), "way.*stops"),
        (put("routes.yaml", "mode", "camel"), "way.*mode"),
        (put("routes.yaml", "days", 0), "way.*days"),
        (put("entry_rules.yaml", "requirement", "perhaps"), "rule-into-cn.*requirement"),
        (put("entry_rules.yaml", "crossing", "bridge"), "rule-into-cn"),
        (put("entry_rules.yaml", "only_in", "nowhere"), "rule-into-cn"),
        (put("entry_rules.yaml", "into", {"LA": ["CN"]}), "rule.*crossing"),
        (put("entry_rules.yaml", "purpose", "smuggling"), "rule-into-cn.*purpose"),
        (drop("entry_rules.yaml", "checked_on"), "rule-into-cn.*checked_on"),
    ],
)
def test_a_record_that_does_not_do_is_named_and_nothing_is_brought_in(
    bring: Callable[[Change], None], change: Change, said: str
) -> None:
    with pytest.raises(BadRecord, match=said):
        bring(change)
    assert not Place.objects.exists()
    assert not EntryRule.objects.exists()


def test_the_command_says_which_without_a_trace(sources: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = data()
    unknown_city(told)
    monkeypatch.setattr(loading, "_read", told.__getitem__)
    with pytest.raises(CommandError, match="atlantis"):
        call_command("load_journeys")
    assert not Place.objects.exists()
