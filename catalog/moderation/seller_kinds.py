"""Storefronts, brands and whole organizations: their room stands below this one, and cannot bring them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.selectors import shown, shown_brands
from catalog.merchants.services import suspending
from catalog.moderation.kinds import OF_OFFERS, Thing, ThingKind, number, offer
from catalog.translation.selectors import local_text


def _organization(key: str, language: str) -> Thing | None:
    row = Organization.objects.filter(pk=number(key)).first()
    if row is None:
        return None
    return Thing(
        key=str(row.pk),
        title=local_text(row, "name", language),
        organization_id=row.pk,
        record=row,
        state=row.get_status_display(),
    )


def _suspend_organization(key: str, by: AbstractBaseUser) -> str:
    return suspending.suspend_organization(organization=Organization.objects.get(pk=number(key)), by=by)


def _restore_organization(key: str, state: str, by: AbstractBaseUser) -> None:
    suspending.restore_organization(organization=Organization.objects.get(pk=number(key)), by=by)


STOREFRONT = offer(
    Storefront,
    label=_("storefront"),
    shown=shown,
    title=lambda store, language: local_text(store.organization, "name", language),
    suspend=lambda store, by: suspending.suspend_storefront(storefront=store, by=by),
    restore=lambda store, state, by: suspending.restore_storefront(storefront=store, to=state, by=by),
)
BRAND = offer(
    Brand,
    label=_("brand"),
    shown=shown_brands,
    title=lambda brand, language: local_text(brand, "name", language),
    suspend=lambda brand, by: suspending.suspend_brand(brand=brand, by=by),
    restore=lambda brand, state, by: suspending.restore_brand(brand=brand, to=state, by=by),
)
ORGANIZATION = ThingKind(
    name="organization",
    label=_("organization"),
    reasons=OF_OFFERS,
    find=_organization,
    suspend=_suspend_organization,
    restore=_restore_organization,
)
KINDS = (STOREFRONT, BRAND, ORGANIZATION)
