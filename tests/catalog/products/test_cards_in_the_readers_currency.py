"""A visitor who chose a currency reads it on every card and hit: about how much, by which rate and day."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from catalog.products import presenting
from catalog.products.documents.goods import CONTRIBUTOR
from catalog.products.models import Product
from catalog.products.selectors.cards import cards, shown
from catalog.reference.services import QuotedRate, import_rates
from catalog.seams.preferences import Preferences
from catalog.search import services as search
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
LIST = "/en/goods/"
SEARCH = "/en/search/?q=090240&kind=product"
TOLD = "about THB 625.50, rate of Nov 24, 2026 (1 CNY = 4.5 THB)"


def quote(rate: str, day: int = 24) -> None:
    import_rates(
        rates=[QuotedRate("CNY", "THB", Decimal(rate)), QuotedRate("USD", "CNY", Decimal("7.1"))],
        as_of=datetime(2026, 11, day, 1, tzinfo=UTC),
        source_title="Bank of Nanning",
        source_address="https://bank.example/rates",
    )


@pytest.fixture
def rates(db: None) -> None:
    """Rates of the morning of 24 November 2026, in Nanning."""
    quote("4.5")


def visitor(currency: str = "") -> Client:
    client = Client()
    if currency:
        client.cookies["currency"] = currency
    return client


def card_on(path: str, currency: str = "") -> str:
    return words(the(page_of(visitor(currency).get(path)), ".card:has(.price)"))


def test_the_list_tells_the_sellers_price_first_and_then_the_readers(liubao: Product, rates: None) -> None:
    told = card_on(LIST, "THB")
    assert TOLD in told
    assert told.index("CNY 139.00") < told.index("about THB")
    # Kept for strangers: each currency has its own page, and who chose none sees no rate.
    assert "about" not in card_on(LIST)
    assert "about USD 19.58, rate of Nov 24, 2026 (1 CNY = 0.14085 USD)" in card_on(LIST, "USD")
    assert TOLD in card_on(LIST, "THB")
    assert "about" not in card_on(LIST, "CNY")


def test_a_new_rate_is_on_the_kept_page_with_the_next_request(liubao: Product, rates: None) -> None:
    assert TOLD in card_on(LIST, "THB")
    quote("4.6", day=25)
    assert "about THB 639.40, rate of Nov 25, 2026 (1 CNY = 4.6 THB)" in card_on(LIST, "THB")


def test_a_hit_of_search_tells_it_as_the_list_does(
    liubao: Product, rates: None, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_ROOT = tmp_path
    search.rebuild()
    hit = f"[data-hit='product:{liubao.pk}']"
    assert TOLD in words(the(page_of(visitor("THB").get(SEARCH)), hit))
    plain = words(the(page_of(visitor().get(SEARCH)), hit))
    assert "CNY 139.00" in plain
    assert "rate of" not in plain


def test_without_any_rates_the_sellers_price_stands_alone(liubao: Product) -> None:
    told = card_on(LIST, "THB")
    assert "CNY 139.00" in told
    assert "THB" not in told


@pytest.mark.parametrize("language", ["zh-hans", "vi", "th", "my"])
def test_the_rate_is_written_as_the_reader_writes_numbers(
    language: str, liubao: Product, rates: None
) -> None:
    preferences = Preferences(language=language, currency="THB")
    (told,) = presenting.card_list(list(cards(shown(), language=language)), presenting.reader_of(preferences))
    rate = "4,5" if language == "vi" else "4.5"
    assert told["price"]["about"].endswith(f"(1\u00a0CNY = {rate}\u00a0THB)")


@pytest.mark.parametrize("count", [1, 24, 200])
def test_the_rates_are_read_once_however_many_cards(
    count: int, liubao: Product, much_tea: Callable[[int], list[Product]], rates: None
) -> None:
    much_tea(count - 1)
    baht, plain = Preferences(language="en", currency="THB"), Preferences(language="en")

    def asked(preferences: Preferences) -> int:
        with CaptureQueriesContext(connection) as queries:
            found = list(cards(shown(), language="en"))
            told = presenting.card_list(found, presenting.reader_of(preferences))
        assert len(told) == count
        assert all(bool(one["price"]["about"]) == bool(preferences.currency) for one in told)
        return len(queries)

    assert asked(baht) == asked(plain) + 1


@pytest.mark.parametrize("count", [1, 24])
def test_hits_of_search_read_the_rates_once_too(
    count: int, liubao: Product, much_tea: Callable[[int], list[Product]], rates: None
) -> None:
    ids = [liubao.pk, *(tea.pk for tea in much_tea(count - 1))]
    with CaptureQueriesContext(connection) as plain:
        CONTRIBUTOR.present(ids, Preferences(language="en"))
    with CaptureQueriesContext(connection) as baht:
        rows = CONTRIBUTOR.present(ids, Preferences(language="en", currency="THB"))
    assert len(baht) == len(plain) + 1
    assert all(row.price["about"] for row in rows.values())
    assert len(rows) == count
