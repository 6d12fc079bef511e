"""What a person looks for is kept whole or not at all, is theirs alone, and goes with their account."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.products.models import Category
from expo.meetings.models import BuyerInterest
from expo.meetings.selectors.interests import Interest, interest_of
from expo.meetings.services.interests import LARGEST, forget_interest, save_interest
from portal.accounts.closing import close_account
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def test_what_was_said_is_read_back(nok: User, tea: Category, pepper: Category) -> None:
    said = Interest(
        categories=frozenset({tea.pk, pepper.pk}),
        countries=("CN", "KH"),
        languages=("th", "en"),
        quantity=Decimal("500.5"),
        unit="kg",
    )
    save_interest(person=nok, interest=said)
    assert interest_of(nok) == said


def test_saying_it_anew_replaces_all_of_it(nok: User, tea: Category, pepper: Category) -> None:
    first = Interest(categories=frozenset({tea.pk}), countries=("CN",), quantity=Decimal(5), unit="kg")
    second = Interest(categories=frozenset({pepper.pk}), languages=("th",))
    for said in (first, second):
        save_interest(person=nok, interest=said)
    assert interest_of(nok) == second
    assert BuyerInterest.objects.count() == 1


def test_who_said_nothing_looks_for_nothing(nok: User) -> None:
    assert interest_of(nok) == Interest()
    assert not interest_of(nok)
    forget_interest(person=nok)


@pytest.mark.parametrize(
    "said",
    [
        Interest(countries=("CN",)),
        Interest(languages=("th",)),
        Interest(categories=frozenset({1})),
        Interest(quantity=Decimal("0.001"), unit="t"),
    ],
)
def test_one_part_is_enough_to_look_for_something(said: Interest) -> None:
    assert said


@pytest.mark.parametrize("said", [Interest(), Interest(unit="kg"), Interest(quantity=Decimal(0), unit="kg")])
def test_nothing_at_all_is_refused_with_words(nok: User, said: Interest) -> None:
    with pytest.raises(ValidationError, match="at least one thing"):
        save_interest(person=nok, interest=said)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Interest(categories=frozenset({10**9})), "categories"),
        (Interest(countries=("CN", "ZZ")), "countries"),
        (Interest(countries=("cn",)), "countries"),
        (Interest(languages=("tlh",)), "languages"),
        (Interest(languages=("th", "th")), "languages"),
        (Interest(quantity=Decimal(-1), unit="kg"), "quantity"),
        (Interest(quantity=Decimal("0.0009"), unit="kg"), "quantity"),
        (Interest(quantity=LARGEST, unit="kg"), "quantity"),
        (Interest(quantity=Decimal("NaN"), unit="kg"), "quantity"),
        (Interest(quantity=Decimal("Infinity"), unit="kg"), "quantity"),
        (Interest(quantity=Decimal(5)), "unit"),
        (Interest(quantity=Decimal(5), unit="bushel"), "unit"),
    ],
)
def test_what_is_not_known_here_is_named_and_nothing_is_kept(nok: User, said: Interest, field: str) -> None:
    kept = Interest(countries=("TH",))
    save_interest(person=nok, interest=kept)
    with pytest.raises(ValidationError) as refused:
        save_interest(person=nok, interest=said)
    assert list(refused.value.message_dict) == [field]
    assert interest_of(nok) == kept


def test_several_wrong_parts_are_named_together(nok: User) -> None:
    with pytest.raises(ValidationError) as refused:
        save_interest(person=nok, interest=Interest(countries=("ZZ",), languages=("xx",)))
    assert set(refused.value.message_dict) == {"countries", "languages"}


@pytest.mark.parametrize("largest", [LARGEST - Decimal("0.001"), Decimal("0.001")])
def test_the_largest_and_the_smallest_quantity_have_room(nok: User, largest: Decimal) -> None:
    save_interest(person=nok, interest=Interest(quantity=largest, unit="g"))
    assert interest_of(nok).quantity == largest


def test_a_unit_without_a_quantity_is_not_kept(nok: User) -> None:
    save_interest(person=nok, interest=Interest(countries=("CN",), unit="kg"))
    assert interest_of(nok).unit == ""


def test_everybody_has_their_own(nok: User, lan: User) -> None:
    save_interest(person=nok, interest=Interest(countries=("CN",)))
    save_interest(person=lan, interest=Interest(countries=("KH",)))
    forget_interest(person=nok)
    assert not interest_of(nok)
    assert interest_of(lan).countries == ("KH",)


def test_a_category_that_is_taken_away_is_looked_for_no_more(nok: User, tea: Category) -> None:
    save_interest(person=nok, interest=Interest(categories=frozenset({tea.pk}), countries=("CN",)))
    tea.delete()
    assert interest_of(nok) == Interest(countries=("CN",))


def test_it_goes_with_the_account(nok: User, lan: User, tea: Category) -> None:
    for person in (nok, lan):
        save_interest(person=person, interest=Interest(categories=frozenset({tea.pk})))
    told: dict[str, str | datetime] = {"timestamp": timezone.now(), "ip": "203.0.113.9", "user_agent": "B"}
    close_account(user=nok, language="en", told=told)
    assert list(BuyerInterest.objects.values_list("person__email", flat=True)) == ["lan@example.com"]
    assert BuyerInterest.categories.through.objects.count() == 1
