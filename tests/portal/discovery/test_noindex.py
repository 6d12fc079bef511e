"""Fictional goods and sellers stay out of search engines where the operator wants that."""

import pytest
from pytest_django import Settings

from catalog.merchants.models import Brand, Organization
from catalog.products.models import Product
from portal import environment
from tests.portal.discovery.conftest import Read


@pytest.fixture
def addresses(liubao: Product, banyan: Brand, tea_house: Organization) -> list[str]:
    """Pages of Wei's tea house."""
    return [
        f"/th/product/{liubao.slug}/",
        f"/th/storefront/{tea_house.storefront.slug}/",
        f"/th/brand/{banyan.slug}/",
    ]


@pytest.mark.parametrize(("fictional", "indexed"), [(True, True), (False, False), (False, True)])
def test_others_are_for_everybody(
    read: Read,
    settings: Settings,
    addresses: list[str],
    tea_house: Organization,
    fictional: bool,
    indexed: bool,
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=fictional)
    settings.INDEX_DEMO = indexed
    for address in addresses:
        assert not read(address).select("meta[name=robots]"), address


def test_fictional_pages_say_so_to_search_engines(
    read: Read, settings: Settings, addresses: list[str], tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    settings.INDEX_DEMO = False
    for address in addresses:
        assert [tag["content"] for tag in read(address).select("meta[name=robots]")] == ["noindex"], address


@pytest.mark.parametrize(("mode", "expected"), [("production", False), ("development", True)])
def test_the_operator_decides_and_production_hides_by_default(
    monkeypatch: pytest.MonkeyPatch, mode: str, expected: bool
) -> None:
    monkeypatch.delenv("INDEX_DEMO", raising=False)
    assert environment.boolean("INDEX_DEMO", default=mode != "production") is expected
    monkeypatch.setenv("INDEX_DEMO", "yes")
    assert environment.boolean("INDEX_DEMO", default=mode != "production") is True
