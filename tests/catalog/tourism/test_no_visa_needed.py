"""Tours on which a passport needs no visa: judged on the day of a departure, unknown never counts as free."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.tourism.models import Departure, Place, Tour
from catalog.tourism.models.tours import TourStop, TourVersion
from catalog.tourism.selectors.departures import with_room
from catalog.tourism.selectors.tour_list import tour_rows, without_visa
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeRule, MakeTour

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)
Free = Callable[[str], bool]


@pytest.fixture
def over(make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture) -> Tour:
    """Two days from a waterfall in China over a gate into Viet Nam, and back."""
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    tour = make_tour("over", stops=(gate, bay), group_min=2)
    make_departure(tour, on=ON)
    return tour


@pytest.fixture
def free(over: Tour) -> Free:
    def ask(nationality: str) -> bool:
        rooms = with_room(from_day=NOW.date(), until_day=date(2027, 12, 31), now=NOW)
        return over.pk in without_visa(tour_rows(), rooms, nationality, NOW)

    return ask


@pytest.fixture
def both(make_rule: MakeRule) -> MakeRule:
    """Neither country asks Thais for a visa."""
    make_rule(nationalities=("TH",), entries="several")
    make_rule("into-vn", scheme="into-vn", nationalities=("TH",), destination_id="VN")
    return make_rule


def test_free_at_every_border_is_free(free: Free, both: MakeRule) -> None:
    assert free("TH")


def test_where_no_rule_is_known_nobody_is_free(free: Free, both: MakeRule) -> None:
    assert not free("MY")


def test_one_border_unknown_is_enough(free: Free, make_rule: MakeRule) -> None:
    make_rule(nationalities=("TH",))
    assert not free("TH")


def test_who_lives_where_it_begins_need_not_enter_there(free: Free, make_rule: MakeRule) -> None:
    make_rule("into-vn", scheme="into-vn", nationalities=("CN",), destination_id="VN")
    assert free("CN")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"requirement": "visa"}, id="a visa"),
        pytest.param({"requirement": "on-arrival"}, id="a visa on arrival"),
        pytest.param({"requirement": "refused"}, id="no entry"),
        pytest.param({"requirement": "not-covered"}, id="does not cover them"),
        pytest.param({"valid_until": date(2027, 2, 28)}, id="ended the day before"),
        pytest.param({"valid_from": date(2027, 3, 2)}, id="begins the day after"),
        pytest.param({"days": 1}, id="too short a stay"),
        pytest.param({"group_max": 10}, id="smaller groups than the tour's largest"),
        pytest.param({"group_min": 3}, id="larger groups than the tour's smallest"),
        pytest.param({"purpose": "business"}, id="for business"),
        pytest.param({"confirmed": False}, id="not confirmed"),
    ],
)
def test_one_condition_that_is_not_met_is_enough(
    free: Free, both: MakeRule, changes: dict[str, object]
) -> None:
    both("into-vn", scheme="into-vn", nationalities=("TH",), destination_id="VN", **changes)
    assert not free("TH")


def test_a_rule_is_held_against_the_day_of_the_departure(
    free: Free, both: MakeRule, make_departure: MakeDeparture, over: Tour
) -> None:
    both("into-vn", scheme="into-vn", nationalities=("TH",), destination_id="VN", valid_until=ON)
    assert free("TH")
    # With that departure full the next one is looked at, after the rule has ended.
    make_departure(over, on=date(2027, 4, 1))
    Departure.objects.filter(on=ON).update(taken=5)
    assert not free("TH")


def test_a_crossing_for_others_is_not_free(free: Free, both: MakeRule, make_place: MakePlace) -> None:
    make_place(
        "gate",
        names={"en": "The gate"},
        crossing=CrossingFacts(kind="road", other_id="VN", nationals=("CN", "VN")),
    )
    assert not free("TH")


def test_a_border_counts_though_its_place_is_not_shown(free: Free, both: MakeRule) -> None:
    Place.objects.filter(slug="bay").update(shown=False)
    assert free("TH")
    assert not free("MY")


def test_without_a_departure_with_room_nothing_is_promised(free: Free, both: MakeRule) -> None:
    Departure.objects.update(taken=5)
    assert not free("TH")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"only_nationals": ["TH"]}, True),
        ({"only_nationals": ["CN", "VN"]}, False),
        ({"not_nationals": ["TH"]}, False),
        ({"not_nationals": ["MY"]}, True),
    ],
)
def test_whom_the_operator_does_not_take_it_is_not_for(
    free: Free, both: MakeRule, over: Tour, said: dict[str, list[str]], found: bool
) -> None:
    version = TourVersion.objects.get(tour=over)
    version.document |= said
    version.save()
    assert free("TH") is found


def test_an_earlier_version_says_nothing(free: Free, both: MakeRule, over: Tour) -> None:
    version = TourVersion.objects.get(tour=over)
    TourVersion.objects.create(tour=over, number=0, document=version.document | {"not_nationals": ["TH"]})
    assert free("TH")


def test_the_page_asks_as_often_for_two_hundred_tours_as_for_one(
    client: Client, both: MakeRule, over: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    counted = []
    stops, version = list(over.stops.all()), TourVersion.objects.get(tour=over)
    like = Departure.objects.get()
    for size in (1, 24, 200):
        for number in range(Tour.objects.count(), size):
            tour = Tour.objects.get(pk=over.pk)
            tour.pk, tour.slug = None, f"over-{number}"
            tour.save(force_insert=True)
            TourVersion.objects.create(tour=tour, number=1, document=version.document)
            TourStop.objects.bulk_create(
                TourStop(tour=tour, place_id=one.place_id, day=one.day, position=one.position)
                for one in stops
            )
            like.pk, like.tour = None, tour
            like.save(force_insert=True)
        for query in ("", "?passport=TH&from=2027-02-20&seats=2&sort=price&place=bay"):
            address = f"/en/journeys/{query}"
            client.get(address)
            for name in ("pages", "default"):
                caches[name].clear()
            with CaptureQueriesContext(connection) as queries:
                page = client.get(address).content.decode()
            counted.append(len(queries))
        assert f'<small class="quiet">{size}</small>' in page, size
    assert counted == [*counted[:2]] * 3
    assert counted[1] <= 20, counted
