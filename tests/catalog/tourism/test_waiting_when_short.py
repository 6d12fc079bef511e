"""The booking form: counts are no option, and one is asked to wait only for seats that are not to be had."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client

from catalog.tourism.booking_forms import BookForm, PartyForm, StrangerBookForm
from catalog.tourism.models import Booking, Departure
from tests.catalog.tourism.booking_cast import Check
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, MakeDeparture
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
BOOK = "/en/tour/detian-days/book/2027-03-01/"
COUNTS = ["band_adult", "band_child", "band_infant"]


@pytest.fixture(autouse=True)
def passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr("catalog.seams.person_check._makers", [lambda request, purpose, least: Check()])


@pytest.fixture
def departure(make_departure: MakeDeparture) -> Departure:
    """Five seats, three of them free."""
    return make_departure(on=date(2027, 3, 1), seats=5, taken=2)


def buttons(page: BeautifulSoup) -> list[str]:
    return [str(button["value"]) for button in page.select("#main form button[name=do]")]


@pytest.mark.parametrize(
    ("taken", "party", "offered", "short"),
    [
        pytest.param(2, {}, ["hold"], False, id="one fits"),
        pytest.param(2, {"adult": 3}, ["hold"], False, id="as many as are free"),
        pytest.param(2, {"adult": 3, "infant": 2}, ["hold"], False, id="infants take no seat"),
        pytest.param(2, {"adult": 2, "child": 2}, ["hold", "wait"], True, id="one more than is free"),
        pytest.param(2, {"adult": 5}, ["hold", "wait"], True, id="as many as there are"),
        pytest.param(2, {"adult": 6}, ["hold"], True, id="more than there ever are"),
        pytest.param(5, {}, ["wait"], False, id="full"),
        pytest.param(5, {"adult": 6}, ["wait"], False, id="full, and more than there ever are"),
        pytest.param(0, {"infant": 1}, ["hold"], False, id="nobody who takes a seat"),
    ],
)
def test_waiting_is_offered_where_the_party_does_not_fit(
    client: Client, departure: Departure, taken: int, party: dict[str, int], offered: list[str], short: bool
) -> None:
    Departure.objects.filter(pk=departure.pk).update(taken=taken)
    asked = {f"band_{key}": str(count) for key, count in party.items()}
    page = page_of(client.get(BOOK, asked))
    assert buttons(page) == offered
    notices = [words(notice) for notice in page.select("#main .notice")]
    assert notices == (["Not so many seats are free. Free: 3."] if short else [])


def test_who_asks_for_too_many_is_led_to_the_waiting_list_and_waits(
    client: Client, departure: Departure
) -> None:
    asked = {"band_adult": "4", "name": "Somchai", "address": "somchai@example.com"}
    refused = client.post(BOOK, asked | {"do": "hold"})
    page = page_of(refused)
    assert refused.status_code == 400
    assert "Free: 3." in words(the(page, ".error-summary"))
    assert buttons(page) == ["hold", "wait"]
    assert client.post(BOOK, asked | {"do": "wait"}).status_code == 302
    assert Booking.objects.get().state == "waiting"
    # What is free may still be booked by who is fewer, and a wait without need is refused as before.
    assert client.post(BOOK, asked | {"band_adult": "3", "do": "wait"}).status_code == 400
    assert client.post(BOOK, asked | {"band_adult": "3", "do": "hold"}).status_code == 302


def test_what_was_typed_wrong_counts_one(client: Client, departure: Departure) -> None:
    page = page_of(client.post(BOOK, {"band_adult": "x", "do": "hold"}))
    assert buttons(page) == ["hold"]
    Departure.objects.update(taken=5)
    assert buttons(page_of(client.post(BOOK, {"band_adult": "x", "do": "wait"}))) == ["wait"]


def test_counts_are_not_called_optional_and_what_is_optional_is(client: Client, departure: Departure) -> None:
    for address in (BOOK, "/en/tour/detian-days/"):
        caches["pages"].clear()
        page = page_of(client.get(address))
        labels = {str(label["for"]): words(label) for label in page.select("#main form label[for]")}
        for name in COUNTS:
            assert "optional" not in labels[f"id_{name}"], address
        if address == BOOK:
            marked = [box for box, text in labels.items() if "optional" in text]
            assert marked == ["id_phone", "id_note"]


@pytest.mark.parametrize("form", [PartyForm, BookForm, StrangerBookForm])
def test_every_box_stands_once_counts_by_themselves(form: Any) -> None:
    made = form(bands=TOUR_DOCUMENT.bands, most=20)
    asked, others = ([box.name for box in boxes] for boxes in (made.asked(), made.others()))
    assert asked == COUNTS
    assert not set(asked) & set(others)
    assert sorted([*asked, *others]) == sorted(made.fields)


def test_a_tour_without_age_bands_asks_nobody() -> None:
    form = PartyForm(bands=(), most=20)
    assert (form.asked(), form.others(), form.counts) == ([], [], {})
