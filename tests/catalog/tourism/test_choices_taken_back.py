"""The choices made in the list of tours stand above what was found, each with the way to take it back."""

from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.test import Client

from catalog.tourism.finding.chosen import chips
from tests.catalog.tourism.conftest import MakeDeparture, MakeTour
from tests.reading import page_of, the, words

GROUPS = [
    {
        "name": "place",
        "choices": [{"value": "ha-long", "label": "Ha Long"}, {"value": "beihai", "label": "Beihai"}],
    },
    {"name": "days", "choices": [{"value": "4-7", "label": "4–7"}]},
]


def taken(*made: tuple[str, str], language: str = "en") -> dict[str, str]:
    found = chips(made, GROUPS, action="/en/journeys/", currency="CNY", language=language)
    return {chip["text"].replace("\xa0", " "): chip["url"] for chip in found}


def test_each_choice_is_named_and_leads_to_the_list_without_it() -> None:
    assert taken(("place", "ha-long"), ("place", "beihai"), ("days", "4-7"), ("sort", "price")) == {
        "Ha Long": "/en/journeys/?place=beihai&days=4-7&sort=price",
        "Beihai": "/en/journeys/?place=ha-long&days=4-7&sort=price",
        "4–7": "/en/journeys/?place=ha-long&place=beihai&sort=price",
    }


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (("from", "2027-03-01"), "Departs from: Mar 1, 2027"),
        (("until", "2027-03-09"), "Departs until: Mar 9, 2027"),
        (("seats", "4"), "Seats: 4"),
        (("price", "2000"), "Price at most (CNY): 2000"),
        (("passport", "MY"), "No visa needed for me: passport of: Malaysia"),
        (("route", "beihai-ha-long"), "Along a route"),
        (("place", "gone"), "gone"),
    ],
)
def test_what_was_typed_is_told_in_words(made: tuple[str, str], text: str) -> None:
    assert taken(made) == {text: "/en/journeys/"}


def test_an_order_alone_is_no_choice() -> None:
    assert taken(("sort", "price")) == {}


def test_days_and_countries_are_the_readers() -> None:
    told = taken(("from", "2027-03-01"), ("passport", "MY"), language="zh-hans")
    assert any("2027年3月1日" in text for text in told)
    assert any("马来西亚" in text for text in told)


@pytest.mark.django_db
def test_the_list_shows_them_and_stays_folded(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2027, 2, 1, 4, 0, tzinfo=UTC))
    tour = make_tour()
    make_departure(tour)
    caches["pages"].clear()
    page = page_of(client.get("/en/journeys/?guide=en&seats=2&page=1"))
    shown = {words(chip): chip["href"] for chip in page.select("#main a.chip.on")}
    assert shown == {"English remove": "/en/journeys/?seats=2", "Seats: 2 remove": "/en/journeys/?guide=en"}
    assert not the(page, "details.fold").has_attr("open")
    caches["pages"].clear()
    assert not page_of(client.get("/en/journeys/")).select("#main a.chip.on")
