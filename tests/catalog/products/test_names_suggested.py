"""Categories and records of every kind are suggested by name, and nothing that is not shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from catalog.merchants.models import Brand, Organization
from catalog.merchants.services import save_brand
from catalog.products.documents import CONTRIBUTORS
from catalog.products.models import Category, Product
from catalog.products.services import move_product, save_category
from catalog.seams.preferences import Preferences
from catalog.seams.registry import Registry
from catalog.search import contributors, services, suggesting
from catalog.search.contributors import NAMINGS, Named, Naming
from catalog.search.plan import Plan
from catalog.search.suggesting import Offer, offers

pytestmark = pytest.mark.django_db
NOWHERE = Plan(filters={"category": ("nowhere",)})


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, settings: Settings) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    translation.activate("en")


@pytest.fixture
def brand(tea_house: Organization) -> Brand:
    return save_brand(organization=tea_house, names={"zh-hans": "老榕", "en": "Old Banyan"}, stories={})


def offered(typed: str, language: str = "en") -> list[Offer]:
    with translation.override(language):
        return offers(typed, Preferences(language))


def kinds(typed: str, language: str = "en") -> dict[str, str]:
    return {offer.url: offer.kind for offer in offered(typed, language)}


def test_a_category_is_suggested_by_its_name_in_any_language(liubao: Product) -> None:
    services.rebuild()
    assert "/zh-hans/goods/tea/" in kinds("茶叶", "zh-hans")
    assert kinds("te")["/en/goods/tea/"] == "Category"
    assert "/en/goods/tea/" in kinds("ชา")
    assert "/en/goods/food/" in kinds("food")


def test_a_name_that_finds_nothing_keeps_no_other_from_being_suggested(
    liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.rebuild()
    nothing = Naming("thing", "Thing", lambda text, languages: [Named("Food", "en", "/en/x/", NOWHERE)])
    kept = Registry[Naming]("naming")
    for naming in (nothing, *NAMINGS):
        kept.register(naming)
    monkeypatch.setattr(suggesting, "NAMINGS", kept)
    assert kinds("food") == {"/en/goods/food/": "Category"}


def test_a_category_without_goods_is_not_suggested(liubao: Product, pepper: Category) -> None:
    services.rebuild()
    assert "/en/goods/pepper/" not in kinds("pepper")


def test_a_renamed_category_is_suggested_by_its_new_name(liubao: Product) -> None:
    services.rebuild()
    assert kinds("infus") == {}
    save_category(slug="tea", names={"en": "Infusions"}, parent=liubao.category.parent)
    assert kinds("infus") == {"/en/goods/tea/": "Category"}


def test_every_kind_of_record_is_suggested(liubao: Product, brand: Brand) -> None:
    services.rebuild()
    assert kinds("liubao dark")[f"/en/product/{liubao.slug}/"] == "Goods"
    assert kinds("green ban")[f"/en/storefront/{liubao.organization.storefront.slug}/"] == "Storefronts"
    assert kinds("old ban") == {f"/en/brand/{brand.slug}/": "Brands"}
    assert kinds("cambo")["/en/country/kh/"] == "Countries"


@pytest.mark.parametrize("state", ["paused", "archived"])
def test_goods_that_went_are_not_suggested_while_the_index_lags(liubao: Product, state: str) -> None:
    services.rebuild()
    assert f"/en/product/{liubao.slug}/" in kinds("liubao dark")
    move_product(product=liubao, to=state)
    assert f"/en/product/{liubao.slug}/" not in kinds("liubao dark")


def test_nothing_of_a_suspended_organization_is_suggested(liubao: Product, brand: Brand) -> None:
    services.rebuild()
    Organization.objects.update(status=Organization.Status.SUSPENDED)
    for typed in ("liubao dark", "green ban", "old ban"):
        assert not any(kind in {"Goods", "Storefronts", "Brands"} for kind in kinds(typed).values()), typed


@pytest.mark.parametrize("contributor", [*CONTRIBUTORS], ids=lambda one: one.name)
def test_where_a_record_is_says_the_same_as_its_row(
    contributor: contributors.Contributor,
    liubao: Product,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    reader = Preferences("th")
    ids = list(contributor.all_ids())[:50]
    translation.activate("th")
    rows = contributor.present(ids, reader)
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]
        addresses = contributor.addresses_now(ids, reader)
    assert addresses == {record: row.url for record, row in rows.items()}


def test_suggestions_take_the_same_number_of_queries_for_one_and_for_many(
    liubao: Product, more_tea: Callable[..., Product], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        more_tea(number)
    services.rebuild()
    offered("liu")
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        assert offered("liu")
