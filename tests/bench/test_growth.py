"""The bench of growth: goods come in through the services, pages are asked for, missed goals are named."""

from pathlib import Path

import pytest
from pytest_django import Settings

from catalog.products.models import Product, ProductVersion
from catalog.search import services
from catalog.search.models import IndexChange
from tests.bench import growth
from tests.bench.growth import ASKED, Ask, milliseconds, report
from tests.bench.market import BATCH, Market


@pytest.mark.django_db
def test_goods_come_in_through_the_services_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.market.BATCH", 8)
    monkeypatch.setattr("tests.bench.market.SELLERS", 3)
    market = Market()
    market.grow(20)
    assert Product.objects.filter(status="published").count() == market.offered == 20
    assert ProductVersion.objects.count() == 20
    assert IndexChange.objects.filter(kind="product").count() == 20
    sellers = list(Product.objects.order_by("pk").values_list("organization__slug", flat=True))
    assert [sellers.count(slug) for slug in dict.fromkeys(sellers)] == [8, 8, 4]
    assert len(set(Product.objects.values_list("category", flat=True))) > 3
    market.grow(10)
    assert market.offered == 20, "a market does not shrink"


@pytest.mark.django_db
@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.name)
def test_every_way_to_look_is_a_page(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_ROOT = tmp_path
    monkeypatch.setattr("tests.bench.market.SELLERS", 2)
    market = Market()
    market.grow(30)
    if "cheapest" in ask.address or "price_to" in ask.address:
        services.rebuild()  # the index answers, so it has to be that of this market
    assert milliseconds(ask, 30 if ask.page == growth.FAR else 1, rounds=1) > 0


def test_page_100_is_the_last_one_where_there_are_fewer() -> None:
    far = Ask("far", "/en/goods/?sort=moq", page=growth.FAR)
    assert far.at(1_000) == "/en/goods/?sort=moq&page=42"
    assert far.at(100_000) == "/en/goods/?sort=moq&page=100"
    assert BATCH < 1_000


def test_a_page_that_takes_too_long_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    found = {ask.name: [10.0, 10.0] for ask in ASKED}
    assert report([1, 2], found) == []
    found["first page, kept"] = [10.0, 14.0]
    found["page 100, changed"] = [1.0, 19.0]
    found["first page, counted"] = [10.0, 900.0]
    assert report([1, 2], found) == ["first page, kept"]
    found["page 100, changed"] = [1.0, 21.0]
    assert report([1, 2], found) == ["first page, kept", "page 100, changed"]
    assert "1.40  above 1.3" in capsys.readouterr().out
