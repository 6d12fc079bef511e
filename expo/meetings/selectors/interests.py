"""Reads: what a person looks for at the fair, as they said it themselves."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser

from expo.meetings.models import BuyerInterest


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What somebody looks for; an empty part means that it does not matter.

    ``categories`` are ids, ``countries`` ISO 3166-1 alpha-2 codes, ``languages`` those of the site;
    ``quantity`` is about how much is bought at a time, in ``unit``, a code of the table of units.
    """

    categories: frozenset[int] = frozenset()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    quantity: Decimal | None = None
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.categories or self.countries or self.languages or self.quantity)


def interest_of(person: AbstractBaseUser) -> Interest:
    """Return what this person has said, an empty interest where that is nothing: at most two queries."""
    row = BuyerInterest.objects.filter(person=person.pk).first()
    if row is None:
        return Interest()
    return Interest(
        categories=frozenset(row.categories.order_by().values_list("pk", flat=True)),
        countries=tuple(row.countries),
        languages=tuple(row.languages),
        quantity=row.quantity,
        unit=row.unit,
    )
