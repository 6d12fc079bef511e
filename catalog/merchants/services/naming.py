"""Writes: what an organization is called."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Organization
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation


@transaction.atomic
def rename_organization(
    *,
    organization: Organization,
    name: Mapping[str, str],
    states: Mapping[str, str] | None = None,
    by: AbstractBaseUser | None = None,
) -> Organization:
    """Name an organization anew, in one or more languages; its address stays.

    ``states`` is the state per language of the names it did not write itself. Raises ValueError
    without a name in its own language.
    """
    own = organization.source_language
    if not name.get(own, "").strip():
        raise ValueError(f"The organization needs a name in its own language ({own}).")
    translation.project_texts(
        target=organization,
        texts={"name": dict(name)},
        states={"name": dict(states or {})},
        by=by.pk if by else None,
    )
    storefront = organization.storefront
    search.mark_dirty(kind="storefront", ids=[storefront.pk])
    # Brands are found by who sells them.
    search.mark_dirty(kind="brand", ids=organization.brands.values_list("pk", flat=True))
    freshness.changed("storefronts", "goods")
    events.publish(StorefrontChanged(storefront_id=storefront.pk, organization_id=organization.pk))
    return organization
