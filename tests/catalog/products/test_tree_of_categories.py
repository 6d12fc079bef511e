"""The tree of categories: saved whole, walked up and down, and never left with a hole."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from catalog.products.models import Attribute, Category, Product
from catalog.products.selectors.goods import GoodsFilters, goods_counts
from catalog.products.selectors.tree import CategoryTree, category_tree
from catalog.products.services import AttributeDeclaration, save_category
from catalog.products.services.removal import InUseError, remove_category
from catalog.seams import freshness
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from tests.catalog.products.made_up import DARK_TEA, FOOD, SPICES, TEA, TOYS, TREE


def slugs(nodes: list[Any]) -> list[str]:
    return [node.slug for node in nodes]


def test_a_category_is_found_by_address_and_by_number() -> None:
    assert TREE.by_slug("tea") is TEA
    assert TREE.by_id(3) is DARK_TEA
    assert TREE.by_slug("food/tea") is None
    assert TREE.by_id(99) is None


def test_the_way_up_and_the_ways_down() -> None:
    assert slugs(TREE.line(DARK_TEA)) == ["food", "tea", "dark-tea"]
    assert slugs(TREE.line(TOYS)) == ["toys"]
    assert slugs(TREE.below(FOOD)) == ["food", "tea", "spices", "dark-tea"]
    assert slugs(TREE.below(SPICES)) == ["spices"]


def test_children_are_only_the_next_step() -> None:
    assert slugs(TREE.children(None)) == ["food", "toys"]
    assert slugs(TREE.children(FOOD)) == ["tea", "spices"]
    assert TREE.children(DARK_TEA) == []


def test_depth_counts_from_the_root() -> None:
    assert [node.depth for node in (FOOD, TEA, DARK_TEA)] == [0, 1, 2]


def test_an_empty_tree_has_no_roots() -> None:
    assert CategoryTree(()).children(None) == []


@pytest.mark.django_db
def test_parents_come_before_children_in_the_editors_order(food: Category) -> None:
    save_category(slug="spices", parent=food, names={"en": "Spices"}, position=2)
    tea = save_category(slug="tea", parent=food, names={"en": "Tea"}, position=1)
    save_category(slug="dark-tea", parent=tea, names={"en": "Dark tea"})
    assert slugs(list(category_tree(language="en").nodes)) == ["food", "tea", "spices", "dark-tea"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name", "tag"),
    [("th", "อาหาร", "th"), ("zh-hans", "食品", "zh-Hans"), ("my", "Food", "en"), ("en", "Food", "en")],
)
def test_a_category_is_named_as_near_to_the_reader_as_there_is(
    food: Category, language: str, name: str, tag: str
) -> None:
    (node,) = category_tree(language=language).nodes
    assert (node.name.value, node.name.tag) == (name, tag)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 40])
def test_the_whole_tree_is_one_query(
    food: Category, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    Category.objects.bulk_create(
        Category(slug=f"c{number}", path=f"food/c{number}/", parent=food) for number in range(count)
    )
    with django_assert_num_queries(1):
        assert len(category_tree(language="lo").nodes) == count + 1


@pytest.mark.django_db
def test_a_category_knows_its_place(tea: Category) -> None:
    assert (tea.path, str(tea)) == ("food/tea/", "food/tea/")


@pytest.mark.django_db
@pytest.mark.parametrize("below", ["tea", "food"])
def test_a_category_cannot_stand_below_itself(tea: Category, below: str) -> None:
    parent = Category.objects.get(slug=below)
    if below == "tea":
        with pytest.raises(ValidationError, match="cannot stand below itself"):
            save_category(slug="food", names={"en": "Food"}, parent=parent)
    with pytest.raises(ValidationError, match="cannot stand below itself"):
        save_category(slug=below, names={"en": "x"}, parent=parent)
    assert Category.objects.get(slug="food").parent is None


@pytest.mark.django_db
def test_names_alike_at_the_end_are_not_the_same_place(food: Category) -> None:
    seafood = save_category(slug="seafood", names={"en": "Seafood"})
    assert save_category(slug="food", names={"en": "Food"}, parent=seafood).path == "seafood/food/"


@pytest.mark.django_db
def test_what_is_saved_again_is_corrected_in_place(tea: Category) -> None:
    again = save_category(slug="tea", parent=tea.parent, names={"en": "Teas"}, concept="tea", position=3)
    assert (again.pk, again.concept, again.position) == (tea.pk, "tea", 3)
    assert category_tree(language="en").nodes[-1].name.value == "Teas"


@pytest.mark.django_db
def test_what_stands_below_moves_along(tea: Category, liubao: Product) -> None:
    save_category(slug="dark-tea", parent=tea, names={"en": "Dark tea"})
    drinks = save_category(slug="drinks", names={"en": "Drinks"})
    save_category(slug="tea", parent=drinks, names={"en": "Tea"})
    tree = category_tree(language="en")
    dark = tree.by_slug("dark-tea")
    assert dark is not None
    assert slugs(tree.line(dark)) == ["drinks", "tea", "dark-tea"]
    assert goods_counts(GoodsFilters(category="drinks/")).total == 1
    assert goods_counts(GoodsFilters(category="food/")).total == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "follows"),
    [
        ({}, False),
        ({"position": 9}, False),
        ({"names": {"en": "Leaves"}}, True),
        ({"concept": "tea"}, True),
        ({"parent": None}, True),
    ],
)
def test_goods_are_found_by_what_their_category_is_called_now(
    tea: Category, liubao: Product, changes: dict[str, Any], follows: bool
) -> None:
    IndexChange.objects.all().delete()
    names = {"en": "Tea", "zh-hans": "茶叶", "th": "ชา"}
    stated = [
        AttributeDeclaration(key=attribute.key, kind=attribute.kind, names={"en": attribute.name})
        for attribute in tea.attributes.all()
    ]
    save_category(**{"slug": "tea", "parent": tea.parent, "names": names, "attributes": stated, **changes})
    dirty = IndexChange.objects.filter(kind="product").values_list("record", flat=True)
    assert list(dirty) == ([liubao.pk] if follows else [])


@pytest.mark.django_db
def test_properties_no_longer_declared_go_with_their_words(tea: Category) -> None:
    year = Attribute.objects.get(key="year")
    kept = Attribute.objects.get(key="grade")
    save_category(
        slug="tea",
        parent=tea.parent,
        names={"en": "Tea"},
        attributes=[AttributeDeclaration(key="grade", kind="text", names={"en": "Quality"})],
    )
    assert list(tea.attributes.values_list("pk", "kind", "choices")) == [(kept.pk, "text", [])]
    assert not TextState.objects.filter(content_type__model="attribute", object_id=year.pk).exists()


@pytest.mark.django_db
def test_properties_stand_in_the_order_they_were_declared(food: Category) -> None:
    keys = ["b", "c", "a"]
    save_category(
        slug="food",
        names={"en": "Food"},
        attributes=[AttributeDeclaration(key=key, kind="text", names={"en": key}) for key in keys],
    )
    assert list(food.attributes.values_list("key", flat=True)) == keys


@pytest.mark.django_db
def test_a_kind_of_property_nobody_knows_is_refused_and_nothing_changes(tea: Category) -> None:
    with pytest.raises(ValueError, match="colour"):
        save_category(
            slug="tea",
            names={"en": "Moved"},
            attributes=[AttributeDeclaration(key="shade", kind="colour", names={"en": "Shade"})],
        )
    assert list(tea.attributes.values_list("key", flat=True)) == ["grade", "year"]
    assert Category.objects.get(slug="tea").path == "food/tea/"


@pytest.mark.django_db
def test_a_property_is_declared_once_in_a_category(tea: Category) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Attribute.objects.create(category=tea, key="grade", kind="text")


@pytest.mark.django_db
def test_saving_makes_kept_pages_old(food: Category) -> None:
    before = freshness.generation("goods")
    save_category(slug="food", names={"en": "Food"})
    assert freshness.generation("goods") != before


@pytest.mark.django_db
def test_a_category_of_goods_or_of_categories_stays(liubao: Product, food: Category) -> None:
    with pytest.raises(InUseError, match="food is named by 1 others") as refused:
        remove_category(category=food)
    assert refused.value.count == 1
    with pytest.raises(InUseError, match="tea is named by 1"):
        remove_category(category=liubao.category)
    assert Category.objects.count() == 2


@pytest.mark.django_db
def test_an_empty_category_goes_with_its_properties_and_words(tea: Category) -> None:
    before = freshness.generation("goods")
    remove_category(category=tea)
    assert list(Category.objects.values_list("slug", flat=True)) == ["food"]
    assert not Attribute.objects.exists()
    assert not TextState.objects.filter(content_type__model="attribute").exists()
    assert TextState.objects.filter(content_type__model="category").count() == 3  # those of food
    assert freshness.generation("goods") != before
