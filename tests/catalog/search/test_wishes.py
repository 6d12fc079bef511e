"""What is said beside a thing becomes a wish where only chance holds it; the way down from there is named."""

import pytest
from django.test import Client

from catalog.search import services
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

RAW_COFFEE = "kopi mentah belakangan dipetik"
STORY, COFFEE = 1, 2


@pytest.fixture(autouse=True)
def _story(shelf: Shelf) -> None:
    """A page about fruit that holds every word said beside the coffee, and no coffee anywhere."""
    shelf.put(
        STORY,
        {"id": "Enam buah"},
        bodies={"id": "Buah yang mentah dipetik belakangan."},
        facets={"country": ["ID"]},
    )


def test_without_the_thing_itself_the_way_goes_on_to_fewer_words(ask: Ask) -> None:
    result = ask(RAW_COFFEE, "id")
    assert (list(result.hits), result.total, result.step) == ([], 0, "fewer-words")
    assert all("kopi mentah" in offer.dropped for offer in result.proposals)
    assert (result.proposals[0].kept, result.proposals[0].total) == ("belakangan dipetik", 1)
    for offer in result.proposals:
        assert ask(offer.query.text, "id").total == offer.total


def test_the_thing_in_another_country_is_offered_without_the_country(ask: Ask, shelf: Shelf) -> None:
    shelf.put(COFFEE, {"id": "Biji kopi mentah"}, facets={"country": ["VN"]})
    result = ask(RAW_COFFEE, "id", filters={"country": ["ID"]})
    assert (list(result.hits), result.step) == ([], "filters")
    [offer] = result.proposals
    assert (offer.query.narrowed, offer.query.text) == (False, RAW_COFFEE)
    assert COFFEE in [hit.id for hit in ask(RAW_COFFEE, "id").hits]
    assert result.facets["country"] == {"VN": 1}, "where the thing is can be chosen instead"


def test_the_page_names_the_step_and_has_no_hit(client: Client) -> None:
    services.rebuild()
    page = page_of(client.get("/id/search/", {"q": RAW_COFFEE}))
    assert page.select("[data-hit]") == []
    assert RAW_COFFEE in words(the(page, "h1"))
    offers = the(page, "[data-recovery=fewer-words]")
    assert "belakangan dipetik" in words(offers)


def test_without_the_thing_a_page_beyond_the_first_goes_the_same_way(ask: Ask) -> None:
    first, third = ask(RAW_COFFEE, "id"), ask(RAW_COFFEE, "id", page=3)
    assert (third.step, third.page, third.pages) == ("fewer-words", 1, 1)
    assert [offer.kept for offer in third.proposals] == [offer.kept for offer in first.proposals]


@pytest.mark.parametrize(("texts", "coffee_shown"), [(1, True), (5, True), (6, False)])
def test_more_than_a_handful_that_hold_every_word_are_no_chance(
    ask: Ask, shelf: Shelf, texts: int, coffee_shown: bool
) -> None:
    del shelf.records[STORY]
    shelf.put(COFFEE, {"id": "Biji kopi arabika"})
    for number in range(10, 10 + texts):
        shelf.put(number, {"id": f"Cerita {number} kopi"}, bodies={"id": "Dipetik belakangan."})
    found = ask("kopi belakangan", "id")
    assert (COFFEE in [hit.id for hit in found.hits], found.total) == (coffee_shown, texts + coffee_shown)
