"""A price on a page: the seller's own, and about what it is worth to the reader."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalog.reference.services import QuotedRate, import_rates, load_demonstration_rates
from tests.catalog.reference.conftest import MORNING

PRICE = Template("{% load money %}{% money minor code %}")
ABOUT = Template("{% load money %}{% about_money minor code %}")


def request_of(currency: str | None) -> HttpRequest:
    request = RequestFactory().get("/")
    if currency is not None:
        request.preferences = SimpleNamespace(currency=currency)  # type: ignore[attr-defined]
    return request


def about(currency: str | None, minor: int = 16800) -> str:
    context = RequestContext(request_of(currency), {"minor": minor, "code": "CNY"})
    return " ".join(
        BeautifulSoup(ABOUT.render(context), "html.parser").get_text().replace("\u00a0", " ").split()
    )


def test_a_price_has_its_code_apart() -> None:
    context = Context({"minor": 16800, "code": "CNY"})
    assert PRICE.render(context) == '<span class="iso">CNY</span>&nbsp;168.00'
    with override("vi"):
        assert PRICE.render(Context({"minor": 123450, "code": "USD"})).endswith("1.234,50")


def test_the_worth_names_rate_day_and_source(morning_rates: None) -> None:
    assert about("THB") == "about THB 756.00 1 CNY = 4.5 THB, Nov 24, 2026, Bank of Nanning"
    assert about("VND") == "about VND 614,880 1 CNY = 3,660 VND, Nov 24, 2026, Bank of Nanning"


def test_a_derived_rate_is_shown_with_five_digits(morning_rates: None) -> None:
    assert about("USD") == "about USD 23.66 1 CNY = 0.14085 USD, Nov 24, 2026, Bank of Nanning"


def test_a_demonstration_rate_says_so(currencies: None) -> None:
    load_demonstration_rates()
    assert about("THB").endswith("Nov 1, 2026, demonstration rate, not for settlement")


@pytest.mark.parametrize("wanted", [None, "", "CNY", "LAK", "XXX"])
def test_the_price_stands_alone_without_wish_or_rate(morning_rates: None, wanted: str | None) -> None:
    assert about(wanted) == ""


@pytest.mark.django_db
def test_the_price_stands_alone_without_any_rates() -> None:
    assert about("THB") == ""


def test_a_page_without_request_shows_no_worth() -> None:
    assert ABOUT.render(Context({"minor": 1, "code": "CNY"})).strip() == ""


def test_a_list_of_prices_reads_the_rates_once(
    morning_rates: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = Template("{% load money %}{% for minor in minors %}{% about_money minor 'CNY' %}{% endfor %}")
    context = RequestContext(request_of("THB"), {"minors": range(100, 2500, 100)})
    with django_assert_num_queries(1):
        assert page.render(context).count("4.5\u00a0THB") == 24


def test_cards_included_on_their_own_still_know_the_reader(
    morning_rates: None, tmp_path: Any, settings: Any
) -> None:
    card = Template("{% load money %}{% about_money minor 'CNY' %}")
    page = Template("{% for minor in minors %}{% include card with minor=minor only %}{% endfor %}")
    context = RequestContext(request_of("THB"), {"minors": [100, 200], "card": card})
    assert page.render(context).count("THB") == 4


def test_a_source_s_title_cannot_carry_markup(currencies: None) -> None:
    import_rates(
        rates=[QuotedRate("CNY", "THB", Decimal("4.5"))],
        as_of=MORNING,
        source_title="<script>alert(1)</script>",
    )
    context = RequestContext(request_of("THB"), {"minor": 100, "code": "CNY"})
    assert "<script>" not in ABOUT.render(context)
