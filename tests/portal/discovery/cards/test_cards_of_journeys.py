"""Places, tours, the way into journeys and the entry rules have share cards of their own."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization, suspending
from catalog.reference.models import Source
from catalog.tourism.models import Place, Tour
from catalog.tourism.services.places import PlaceFacts, save_place
from portal.accounts.models import User
from portal.discovery.cards.selectors import subject_of
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.subjects.journeys import PLACES, TOURS
from portal.discovery.models import Card, CardChange

pytestmark = pytest.mark.django_db


def make(slug: str = "detian", **facts: Any) -> Place:
    Source.objects.get_or_create(pk="gazette", defaults={"title": "Gazette", "checked_on": "2026-11-20"})
    told: dict[str, Any] = {
        "kind": "attraction",
        "country_id": "CN",
        "lat": Decimal(22),
        "lon": Decimal(106),
        "source_id": "gazette",
        "confirmed": True,
    }
    return save_place(
        slug=slug,
        names={"en": "Detian waterfall", "zh-hans": "德天瀑布"},
        abouts={"en": "A waterfall."},
        facts=PlaceFacts(**(told | facts)),
    )


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [("en", "Detian waterfall", "China"), ("zh-hans", "德天瀑布", "中国"), ("th", "Detian waterfall", "จีน")],
)
def test_a_card_names_the_place_and_its_country(language: str, title: str, line: str) -> None:
    place = make()
    words = PLACES.words([place.pk], language)[place.pk]
    assert (words.subject, words.title.value, words.line) == ("detian", title, line)


def test_every_place_that_is_shown_is_asked_for() -> None:
    first, second = make(), make("huashan", kind="destination")
    assert list(PLACES.all_ids()) == [first.pk, second.pk]


@pytest.mark.parametrize("count", [1, 24])
def test_words_take_the_same_queries_however_many_places(count: int) -> None:
    places = [make(f"place-{number}").pk for number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        assert len(PLACES.words(places, "th")) == count
    assert len(asked) <= 4


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/en/place/detian/", ("place", "detian")),
        ("/en/tour/falls/", ("tour", "falls")),
        ("/en/journeys/", ("entrance", "journeys")),
        ("/en/entry-rules/", ("entrance", "entry-rules")),
    ],
)
def test_an_address_leads_to_its_card(path: str, subject: tuple[str, str]) -> None:
    assert subject_of(resolve(path)) == subject


def test_the_ways_in_say_what_they_lead_to() -> None:
    said = {words.subject: words.title.value for words in KINDS["entrance"].words(range(1, 9), "en").values()}
    assert (said["journeys"], said["entry-rules"]) == ("Journeys", "Entry rules")


def test_a_new_place_wants_its_card() -> None:
    place = make()
    assert CardChange.objects.filter(kind="place", record=place.pk).exists()


@pytest.fixture
def operator() -> Organization:
    return create_organization(
        kind="tour-operator", country="CN", source_language="en", name={"en": "Slow Roads"}
    )


def make_tour(operator: Organization, slug: str = "falls", **changes: Any) -> Tour:
    place = Place.objects.filter(slug="detian").first() or make()
    told = {
        "title_en": "Two days at the falls",
        "title_zh_hans": "瀑布二日",
        "source_language": "en",
        "mode": "coach",
        "days": 2,
        "group_max": 20,
        "currency": "CNY",
        "price_low": 10000,
        "price_high": 12000,
        "time_zone": "Asia/Shanghai",
        "meeting_time": time(8),
    }
    return Tour.objects.create(
        slug=slug, organization=operator, begins=place, ends=place, **{**told, **changes}
    )


def test_a_card_says_how_long_a_tour_takes_and_what_it_costs(operator: Organization) -> None:
    tour, fixed = make_tour(operator), make_tour(operator, "fixed", price_low=12000)
    english = TOURS.words([tour.pk, fixed.pk], "en")
    words = english[tour.pk]
    assert (words.subject, words.title.value) == ("falls", "Two days at the falls")
    assert (words.kind, words.line) == ("Tours", "2 days · Coach")
    assert words.price == ("from CNY ", "100.00", " / traveller")
    assert english[fixed.pk].price == ("CNY ", "120.00", " / traveller")
    assert TOURS.words([tour.pk], "zh-hans")[tour.pk].title.value == "瀑布二日"
    Organization.objects.filter(pk=operator.pk).update(is_demo=True)
    assert TOURS.words([tour.pk], "en")[tour.pk].kind == "Tours · fictional"


@pytest.mark.parametrize("status", ["paused", "suspended", "archived"])
def test_a_tour_that_is_not_shown_has_no_card(operator: Organization, status: str) -> None:
    shown, other = make_tour(operator), make_tour(operator, "other", status=status)
    assert list(TOURS.all_ids()) == [shown.pk]
    assert set(TOURS.words([shown.pk, other.pk], "en")) == {shown.pk}


def test_cards_of_tours_go_with_their_operator(operator: Organization, editor: User) -> None:
    tour = make_tour(operator)
    Card.objects.create(kind="tour", record=tour.pk, language="en", subject="falls", path="falls.jpg")
    CardChange.objects.all().delete()
    suspending.suspend_organization(organization=operator, by=editor)
    assert not Card.objects.filter(kind="tour", current=True).exists()
    assert CardChange.objects.filter(kind="tour", record=tour.pk).exists()
    assert TOURS.words([tour.pk], "en") == {}


@pytest.mark.parametrize("count", [1, 24])
def test_words_take_the_same_queries_however_many_tours(operator: Organization, count: int) -> None:
    tours = [make_tour(operator, f"tour-{number}").pk for number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        assert len(TOURS.words(tours, "th")) == count
    assert len(asked) == 2
