"""Booths to look for partners at: Wei shows tea in Nanning, Sophea pepper beside him."""

from collections.abc import Sequence
from typing import NamedTuple

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.models import Product
from expo.fair.models import Booth, BoothStaff, Edition
from expo.fair.services.exhibits import exhibit_product
from expo.fair.services.placing import open_booth
from portal.accounts.models import User


class Stalls(NamedTuple):
    """The two booths, both open to visitors."""

    edition: Edition
    tea: Booth
    pepper: Booth


def show(edition: Edition, organization: Organization, *products: Product) -> Booth:
    """Open an organization's booth to visitors, with these goods on it."""
    booth = open_booth(edition=edition, organization=organization)
    for product in products:
        exhibit_product(booth=booth, product=product)
    Booth.objects.filter(pk=booth.pk).update(status="published")
    return booth


def staff(booth: Booth, person: User, languages: Sequence[str]) -> BoothStaff:
    """Put somebody behind the table who speaks these languages."""
    add_member(organization=booth.organization, user_id=person.pk, role="sales")
    return BoothStaff.objects.create(booth=booth, person=person, name=person.name, languages=list(languages))
