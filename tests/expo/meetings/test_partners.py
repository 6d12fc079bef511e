"""Booths are suggested by what they show, where it is from, how little they sell, and who speaks what."""

from decimal import Decimal
from typing import Any

import pytest

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.models import Category, Product
from catalog.products.selectors.tree import category_tree
from catalog.products.services.listings import move_product
from catalog.seams.preferences import Preferences
from expo.fair.models import Booth, Edition, Exhibit
from expo.meetings.partner_words import partner_values
from expo.meetings.selectors.interests import Interest
from expo.meetings.selectors.partners import MOST, Match, in_unit, partners
from portal.accounts.models import User
from tests.expo.meetings.conftest import NOW
from tests.expo.meetings.stalls import Stalls, staff
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db

READER = Preferences(language="en")


def suited(person: User, **said: Any) -> list[Match]:
    return partners(interest=Interest(**said), person=person, tree=category_tree(language="en"))


def booths(found: list[Match]) -> list[int]:
    return [match.booth for match in found]


def test_who_looks_for_nothing_is_suggested_nobody(stalls: Stalls, nok: User) -> None:
    assert suited(nok) == []


def test_a_category_finds_who_shows_something_of_it(
    stalls: Stalls, nok: User, tea: Category, pepper: Category
) -> None:
    assert booths(suited(nok, categories=frozenset({tea.pk}))) == [stalls.tea.pk]
    assert booths(suited(nok, categories=frozenset({pepper.pk}))) == [stalls.pepper.pk]


def test_a_category_counts_for_all_below_it(stalls: Stalls, nok: User, food: Category) -> None:
    found = suited(nok, categories=frozenset({food.pk}))
    assert booths(found) == [stalls.tea.pk, stalls.pepper.pk]
    assert [match.categories for match in found] == [{food.pk}, {food.pk}]


def test_of_two_named_categories_the_nearest_is_the_reason(
    stalls: Stalls, nok: User, food: Category, tea: Category
) -> None:
    found = suited(nok, categories=frozenset({food.pk, tea.pk}))
    assert {match.booth: match.categories for match in found} == {
        stalls.tea.pk: {tea.pk},
        stalls.pepper.pk: {food.pk},
    }


def test_who_shows_nothing_of_a_named_category_is_no_partner_for_other_reasons(
    stalls: Stalls, nok: User, sophea: User, tea: Category
) -> None:
    staff(stalls.pepper, sophea, ["th"])
    found = suited(
        nok,
        categories=frozenset({tea.pk}),
        countries=("KH",),
        languages=("th",),
        quantity=Decimal(1000),
        unit="kg",
    )
    assert booths(found) == [stalls.tea.pk]


def test_without_a_category_any_part_is_enough(stalls: Stalls, nok: User, sophea: User) -> None:
    staff(stalls.pepper, sophea, ["km", "th"])
    assert booths(suited(nok, countries=("KH",))) == [stalls.pepper.pk]
    assert booths(suited(nok, languages=("th", "vi"))) == [stalls.pepper.pk]
    assert booths(suited(nok, quantity=Decimal(20), unit="kg")) == [stalls.tea.pk]
    assert suited(nok, countries=("LA",)) == []
    assert suited(nok, languages=("lo",)) == []


@pytest.mark.parametrize(
    ("quantity", "unit", "found"),
    [
        ("19.999", "kg", 0),
        ("20", "kg", 1),
        ("49.999", "kg", 1),
        ("50", "kg", 2),
        ("19999", "g", 0),
        ("20000", "g", 1),
        ("0.02", "t", 1),
        ("0.05", "t", 2),
        ("1000", "piece", 0),
        ("1000", "litre", 0),
    ],
)
def test_a_quantity_suits_from_the_least_that_is_sold(
    stalls: Stalls, nok: User, quantity: str, unit: str, found: int
) -> None:
    assert len(suited(nok, quantity=Decimal(quantity), unit=unit)) == found


def test_the_least_of_several_exhibits_is_named_in_its_own_unit(
    stalls: Stalls, nok: User, more_tea: MakeProduct
) -> None:
    rows = (Exhibit(booth=stalls.tea, product=more_tea(n), order=n, version=1) for n in (1, 2))
    for row, (least, unit) in zip(rows, ((3, "t"), (900, "g")), strict=True):
        row.document = {"category": "tea", "country": "CN", "unit": unit, "moq": least}
        row.shown_at = NOW
        row.save()
    (match,) = suited(nok, quantity=Decimal(25), unit="kg")
    assert match.smallest is not None
    assert match.smallest[1:] == (900, "g")
    assert len(match.exhibits) == 2


def test_an_exhibit_that_says_no_least_is_sold_singly(stalls: Stalls, nok: User) -> None:
    document = Exhibit.objects.get(booth=stalls.tea).document
    for least in (None, 0):
        Exhibit.objects.filter(booth=stalls.tea).update(document=document | {"moq": least})
        (match,) = suited(nok, quantity=Decimal(1), unit="kg")
        assert match.smallest == (Decimal(1), 1, "kg")


@pytest.mark.parametrize(
    ("unit", "target", "each"),
    [
        ("kg", "kg", 1),
        ("t", "kg", 1000),
        ("g", "kg", Decimal("0.001")),
        ("bag", "set", None),
        ("x", "kg", None),
    ],
)
def test_measures_turn_into_each_other_and_counts_do_not(unit: str, target: str, each: object) -> None:
    assert in_unit(unit, target) == each


def test_who_has_more_of_it_comes_first(
    stalls: Stalls, nok: User, sophea: User, wei: User, food: Category
) -> None:
    everything = {"categories": frozenset({food.pk}), "languages": ("th",)}
    assert booths(suited(nok, **everything)) == [stalls.tea.pk, stalls.pepper.pk]
    staff(stalls.pepper, sophea, ["th"])
    assert booths(suited(nok, **everything)) == [stalls.pepper.pk, stalls.tea.pk]
    staff(stalls.tea, wei, ["th", "zh-hans"])
    assert booths(suited(nok, **everything)) == [stalls.tea.pk, stalls.pepper.pk]


def test_what_several_staff_speak_counts_together_in_the_buyers_order(
    stalls: Stalls, nok: User, sophea: User, wei: User
) -> None:
    staff(stalls.tea, wei, ["zh-hans", "en"])
    staff(stalls.tea, sophea, ["km", "th"])
    (match,) = suited(nok, languages=("th", "vi", "en"))
    assert match.languages == ("th", "en")


def test_nobody_is_suggested_their_own_booth(
    stalls: Stalls, nok: User, tea_house: Organization, food: Category
) -> None:
    add_member(organization=tea_house, user_id=nok.pk, role="finance")
    assert booths(suited(nok, categories=frozenset({food.pk}))) == [stalls.pepper.pk]


def test_goods_that_buyers_do_not_see_are_no_reason(stalls: Stalls, nok: User, liubao: Product) -> None:
    move_product(product=liubao, to="paused")
    assert suited(nok, countries=("CN",)) == []


@pytest.mark.parametrize("status", [Booth.Status.DRAFT, Booth.Status.WITHDRAWN])
def test_a_booth_that_visitors_do_not_see_is_not_suggested(stalls: Stalls, nok: User, status: str) -> None:
    Booth.objects.filter(pk=stalls.tea.pk).update(status=status)
    assert suited(nok, countries=("CN",)) == []


def test_a_suspended_organization_is_not_suggested(
    stalls: Stalls, nok: User, wei: User, tea_house: Organization
) -> None:
    staff(stalls.tea, wei, ["th"])
    assert suited(nok, languages=("th",))
    Organization.objects.filter(pk=tea_house.pk).update(status=Organization.Status.SUSPENDED)
    assert suited(nok, languages=("th",)) == []


def test_past_editions_are_not_looked_at(stalls: Stalls, nok: User, wei: User) -> None:
    staff(stalls.tea, wei, ["th"])
    Edition.objects.update(is_current=False)
    assert suited(nok, countries=("CN",), languages=("th",)) == []


def test_of_very_many_only_the_best_are_suggested(stalls: Stalls, nok: User) -> None:
    many(stalls, MOST + 5)
    assert len(suited(nok, countries=("CN",))) == MOST


def many(stalls: Stalls, count: int) -> None:
    """Open so many further booths, each with a copy of Wei's exhibit."""
    known = Exhibit.objects.get(booth=stalls.tea)
    houses = Organization.objects.bulk_create(
        Organization(slug=f"h-{n}", kind="merchant", country_id="CN", source_language="en", name=f"House {n}")
        for n in range(count)
    )
    rows = Booth.objects.bulk_create(
        Booth(edition=stalls.edition, organization=house, slug=house.slug, status="published")
        for house in houses
    )
    Exhibit.objects.bulk_create(
        Exhibit(
            booth=row,
            product=known.product,
            document=known.document,
            version=1,
            shown_at=known.shown_at,
        )
        for row in rows
    )


@pytest.mark.parametrize("count", [0, 23, 199])
def test_suggestions_cost_the_same_however_many_booths(
    stalls: Stalls, nok: User, wei: User, tea: Category, count: int, django_assert_num_queries: Any
) -> None:
    many(stalls, count)
    staff(stalls.tea, wei, ["th"])
    tree = category_tree(language="en")
    wanted = Interest(categories=frozenset({tea.pk}), countries=("CN",), languages=("th",))
    with django_assert_num_queries(5):
        found = partners(interest=wanted, person=nok, tree=tree)
        shown = partner_values(found, tree, READER)
    assert len(shown) == min(count + 1, MOST)
    assert shown[0]["id"] == stalls.tea.pk
