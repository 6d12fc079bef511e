"""Writes: an organization leaves the portal."""

from django.db import transaction

from catalog.files.models import PrivateFile
from catalog.files.services import delete_private
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.evidence import FILE_KIND
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation


@transaction.atomic
def remove_organization(*, organization: Organization) -> None:
    """Delete an organization with its storefront, brands, evidence and its members' roles, never the people.

    Upper rooms remove what they keep of it first.
    """
    storefront = organization.storefront
    brands = list(organization.brands.values_list("pk", flat=True))
    translation.forget(model=Brand, ids=brands)
    translation.forget(model=Storefront, ids=[storefront.pk])
    translation.forget(model=Organization, ids=[organization.pk])
    search.mark_dirty(kind="storefront", ids=[storefront.pk])
    search.mark_dirty(kind="brand", ids=brands)
    freshness.changed("storefronts")
    events.publish(StorefrontChanged(storefront_id=storefront.pk, organization_id=organization.pk))
    for file in PrivateFile.objects.filter(kind=FILE_KIND, subject=organization.pk):
        delete_private(file=file)
    organization.delete()
