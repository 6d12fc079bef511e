"""Writes: a person says what they look for at the fair, or takes it back."""

from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.products.models import Category
from catalog.reference.languages import codes
from catalog.reference.models import Country
from catalog.reference.units import UNITS
from expo.meetings.models import BuyerInterest
from expo.meetings.selectors.interests import Interest

SMALLEST = Decimal("0.001")
LARGEST = Decimal(10) ** 11
"""Below this, three decimals included, a quantity has room in its column."""


@transaction.atomic
def save_interest(*, person: AbstractBaseUser, interest: Interest) -> None:
    """Keep what a person looks for in place of what they said before.

    Raises ValidationError, by field, for what is not known here, for a quantity without its unit or
    beyond what is counted, and where nothing is said at all.
    """
    if not interest:
        raise ValidationError(_("Say at least one thing you look for."), code="empty")
    _check(interest)
    row, _new = BuyerInterest.objects.update_or_create(
        person_id=person.pk,
        defaults={
            "countries": list(interest.countries),
            "languages": list(interest.languages),
            "quantity": interest.quantity,
            "unit": interest.unit if interest.quantity else "",
        },
    )
    row.categories.set(interest.categories)


@transaction.atomic
def forget_interest(*, person: AbstractBaseUser) -> None:
    """Forget what a person looked for; saying so twice changes nothing."""
    BuyerInterest.objects.filter(person=person.pk).delete()


def _check(interest: Interest) -> None:
    known = {
        "categories": (interest.categories, Category.objects.filter(pk__in=interest.categories).count()),
        "countries": (interest.countries, Country.objects.filter(pk__in=interest.countries).count()),
        "languages": (interest.languages, len(set(interest.languages) & set(codes()))),
    }
    wrong = [field for field, (said, count) in known.items() if count != len(said)]
    if wrong:
        raise ValidationError({field: [_("Choose from the list.")] for field in wrong})
    if interest.quantity is None:
        return
    if not (interest.quantity.is_finite() and SMALLEST <= interest.quantity < LARGEST):
        raise ValidationError({"quantity": [_("This quantity is not one that is bought or sold.")]})
    if interest.unit not in UNITS:
        raise ValidationError({"unit": [_("Say in which unit you count.")]})
