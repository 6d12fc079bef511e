"""A saved search with a band of prices goes on comparing in the unit and the currency it was saved with."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.reference.services import QuotedRate, import_rates
from catalog.search import comparing
from catalog.search.understanding import PriceBand
from tests.catalog.search.alerts.conftest import Change, Save, found
from tests.catalog.search.shelf import Shelf
from tests.catalog.search.test_measured import put

pytestmark = pytest.mark.django_db
WANTED = PriceBand(Decimal(10), Decimal(20), "CNY")


@pytest.fixture
def measure(shelf: Shelf) -> comparing.Yardstick:
    """What prices are compared by, with two sorts of rice by weight on the shelf."""
    import_rates(
        rates=[QuotedRate("USD", "CNY", Decimal(7))],
        as_of=timezone.now() - timedelta(days=1),
        source_title="Bank",
    )
    comparing.settle(anew=True)
    by = comparing.yardstick()
    put(shelf, 1, by, 5000, "CNY", 1, "kg", 10)
    put(shelf, 2, by, 9000, "CNY", 1, "kg", 10)
    return by


def test_what_comes_into_the_band_is_new_and_another_unit_is_not(
    shelf: Shelf, save: Save, change: Change, measure: comparing.Yardstick
) -> None:
    saved = save("rice", band=WANTED)
    assert "per=kg" in saved.question
    assert "currency=CNY" in saved.question
    put(shelf, 2, measure, 1900, "CNY", 1, "kg", 10)
    put(shelf, 3, measure, 200, "USD", 1, "kg", 10)
    put(shelf, 4, measure, 5100, "CNY", 1, "kg", 10)
    # More goods by the bag than by weight: without its unit the search would now compare bags.
    for record in (5, 6, 7, 8):
        put(shelf, record, measure, 1500, "CNY", 1, "bag", 10)
    change(2, 3, 4, 5, 6, 7, 8)
    assert found(saved) == [2, 3]


def test_a_search_that_compares_nothing_names_no_unit(save: Save, measure: comparing.Yardstick) -> None:
    assert save("rice").question == "q=rice"
    assert save("rice", grid=True, page=2).question == "q=rice"


def test_a_largest_quantity_is_compared_in_one_unit_too(
    shelf: Shelf, save: Save, change: Change, measure: comparing.Yardstick
) -> None:
    saved = save("rice", ranges={"moq": (None, comparing.quantity(5, "kg"))})
    assert "per=kg" in saved.question
    put(shelf, 3, measure, 5000, "CNY", 1, "kg", 4)
    put(shelf, 4, measure, 5000, "CNY", 1, "bag", 1)
    change(3, 4)
    assert found(saved) == [3]
