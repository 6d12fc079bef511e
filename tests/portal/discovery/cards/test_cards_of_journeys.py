"""Places, the way into journeys and the entry rules have share cards of their own."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from catalog.reference.models import Source
from catalog.tourism.models import Place
from catalog.tourism.services.places import PlaceFacts, save_place
from portal.discovery.cards.selectors import subject_of
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.subjects.journeys import PLACES
from portal.discovery.models import CardChange

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
