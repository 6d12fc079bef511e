"""Each reason for a partner is a sentence in the reader's language, and each partner leads on."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.products.models import Category
from catalog.products.selectors.tree import category_tree
from catalog.seams.preferences import Preferences
from expo.fair.services.exhibits import exhibit_product
from expo.meetings.partner_words import partner_values, reasons
from expo.meetings.selectors.interests import Interest
from expo.meetings.selectors.partners import partners
from portal.accounts.models import User
from tests.expo.meetings.stalls import Stalls, staff
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db

READER = Preferences(language="en")


def why(person: User, language: str = "en", **said: Any) -> list[list[str]]:
    tree = category_tree(language=language)
    found = partners(interest=Interest(**said), person=person, tree=tree)
    return [[one.replace("\xa0", " ") for one in reasons(match, tree, language)] for match in found]


def test_each_reason_is_a_sentence(
    stalls: Stalls, nok: User, wei: User, food: Category, tea: Category
) -> None:
    staff(stalls.tea, wei, ["zh-hans", "th"])
    said = why(
        nok,
        categories=frozenset({tea.pk}),
        countries=("CN", "KH"),
        languages=("th",),
        quantity=Decimal(500),
        unit="kg",
    )
    assert said == [
        [
            "Shows what you look for: Tea",
            "Goods from a country you named: China",
            "Sells from 20 kg: no more than you buy at a time",
            "Speaks your language at the booth: Thai",
        ]
    ]


def test_reasons_name_only_what_is_so(stalls: Stalls, nok: User, tea: Category) -> None:
    assert why(nok, categories=frozenset({tea.pk}), countries=("KH",), languages=("my",)) == [
        ["Shows what you look for: Tea"]
    ]


def test_reasons_are_in_the_readers_language(stalls: Stalls, nok: User, tea: Category) -> None:
    with translation.override("th"):
        ((category, country),) = why(nok, "th", categories=frozenset({tea.pk}), countries=("CN",))
    assert category.endswith(": ชา")
    assert country.endswith(": จีน")


def test_a_partner_leads_to_its_booth_its_exhibits_and_its_hours(
    stalls: Stalls, nok: User, house: Organization, more_tea: MakeProduct
) -> None:
    for number in range(4):
        exhibit_product(booth=stalls.tea, product=more_tea(number))
    tree = category_tree(language="en")
    found = partners(interest=Interest(countries=("CN", "KH")), person=nok, tree=tree)
    first, second = partner_values(found, tree, READER)
    assert (first["url"], first["ask"]) == (
        f"/en/fair/2026/booth/{stalls.tea.slug}/",
        f"/en/meetings/with/{house.slug}/",
    )
    assert (len(first["exhibits"]), first["more"]) == (3, 2)
    assert first["exhibits"][0]["url"].startswith(f"{first['url']}exhibit/")
    assert (second["name"], second["country"], second["ask"]) == ("Mekong Pepper Garden", "Cambodia", "")
    assert second["more"] < 0


def test_a_booth_withdrawn_meanwhile_is_left_out(stalls: Stalls, nok: User) -> None:
    tree = category_tree(language="en")
    (match,) = partners(interest=Interest(countries=("KH",)), person=nok, tree=tree)
    gone = replace(match, booth=10**9)
    assert [one["id"] for one in partner_values([gone, match], tree, READER)] == [stalls.pepper.pk]
