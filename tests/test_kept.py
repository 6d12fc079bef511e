"""Stock written again from remembered rows is the stock that the services make."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.products.models import Category, Product
from catalog.products.services import publish_product, save_category
from catalog.seams import freshness
from tests import kept
from tests.kept import Larder, Rows, at_first, opened, rows_of
from tests.stock import LIUBAO, open_tea_house, plant_food, plant_tea

TOUCHED = ("products_category", "products_product", "merchants_storefront", "translation_textstate")


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_steps", {})


@contextmanager
def taken_back() -> Iterator[None]:
    """Run a piece of a test and take back what it wrote, as the end of a test does."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def stock(larder: Larder, publish: Callable[[Organization], Product]) -> Product:
    food = larder.take("food", plant_food)
    larder.take("tea", lambda: plant_tea(food))
    house = larder.take("house", open_tea_house)
    return larder.take("liubao", lambda: publish(house))


def through_services(house: Organization) -> Product:
    return publish_product(organization=house, document=LIUBAO)


def not_again(house: Organization) -> Product:
    raise AssertionError("the services were asked again")


def all_rows() -> dict[str, Rows]:
    return {table: rows_of(table, opened()) for table in TOUCHED}


def test_rows_written_again_are_those_the_services_wrote(db: None) -> None:
    if connection.vendor != "sqlite":
        with taken_back():
            made = stock(Larder(), through_services)
        assert stock(Larder(), through_services).pk != made.pk, "made again, with a number of its own"
        return
    with taken_back():
        made = stock(Larder(), through_services)
        rows = all_rows()
    assert all_rows() == {table: at_first(table) for table in TOUCHED} != rows
    again = stock(Larder(), not_again)
    assert (again.pk, again.title, again is made) == (made.pk, made.title, False)
    assert all_rows() == rows
    assert Product.objects.get() == again


def test_each_test_has_objects_of_its_own(db: None) -> None:
    with taken_back():
        first = Larder().take("food", plant_food)
        first.slug = "changed"
    assert Larder().take("food", plant_food).slug == "food"


def test_what_a_test_wrote_before_stays_and_the_services_go_on_from_it(db: None) -> None:
    with taken_back():
        Larder().take("food", plant_food)
    own = save_category(slug="silk", names={"en": "Silk"})
    larder = Larder()
    food = larder.take("food", plant_food)
    assert {category.slug for category in Category.objects.all()} == {"silk", "food"}
    assert food.pk != own.pk
    assert not larder.known


def test_what_came_of_a_tests_own_rows_is_not_remembered(db: None) -> None:
    with taken_back():
        save_category(slug="silk", names={"en": "Silk"})
        Larder().take("food", plant_food)
    Larder().take("food", plant_food)
    assert [category.slug for category in Category.objects.all()] == ["food"]


def test_rows_between_two_pieces_are_noticed(db: None) -> None:
    """The second piece would else be remembered with a row of the test between them."""
    with taken_back():
        larder = Larder()
        food = larder.take("food", plant_food)
        save_category(slug="silk", names={"en": "Silk"})
        larder.take("tea", lambda: plant_tea(food))
        assert not larder.known
    larder = Larder()
    food = larder.take("food", plant_food)
    larder.take("tea", lambda: plant_tea(food))
    assert sorted(category.slug for category in Category.objects.all()) == ["food", "tea"]


def test_at_another_time_the_services_write(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with taken_back():
        stock(Larder(), through_services)
    moment = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    product = stock(Larder(), through_services)
    assert product.published_at == moment


def test_what_is_committed_the_services_write(transactional_db: None) -> None:
    larder = Larder()
    assert larder.take("food", plant_food).pk
    assert not larder.known
    assert not kept._steps


def test_rows_changed_and_removed_by_a_piece_are_so_again(db: None) -> None:
    def rename() -> Category:
        Category.objects.filter(slug="tea").delete()
        Category.objects.filter(slug="food").update(slug="drinks")
        return Category.objects.get()

    def shown() -> Category:
        larder = Larder()
        food = larder.take("food", plant_food)
        larder.take("tea", lambda: plant_tea(food))
        return larder.take("renamed", rename)

    with taken_back():
        shown()
    assert shown() == Category.objects.get()
    assert Category.objects.get().slug == "drinks"


def test_caches_hear_of_stock_written_again(db: None) -> None:
    with taken_back():
        Larder().take("food", plant_food)
    before = freshness.generation("goods")
    Larder().take("food", plant_food)
    assert freshness.generation("goods") != before
