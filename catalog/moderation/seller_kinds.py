"""Storefronts and whole organizations: their room stands below this one and cannot bring them itself."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Organization, Storefront
from catalog.merchants.selectors import shown
from catalog.merchants.services import suspending
from catalog.moderation.kinds import OF_OFFERS, Thing, ThingKind, key_at, number
from catalog.translation.selectors import local_text


def _storefront(key: str, language: str) -> Thing | None:
    row = Storefront.objects.select_related("organization").filter(pk=number(key)).first()
    if row is None:
        return None
    visible = shown().filter(pk=row.pk).exists()
    return Thing(
        key=str(row.pk),
        title=local_text(row.organization, "name", language),
        organization_id=row.organization_id,
        record=row,
        path=reverse("storefront", args=[row.slug]) if visible else "",
        state=row.get_status_display(),
    )


def _storefront_at(slug: str) -> str:
    return key_at(shown(), slug)


def _suspend_storefront(key: str, by: AbstractBaseUser) -> str:
    return suspending.suspend_storefront(storefront=Storefront.objects.get(pk=number(key)), by=by)


def _restore_storefront(key: str, state: str, by: AbstractBaseUser) -> None:
    suspending.restore_storefront(storefront=Storefront.objects.get(pk=number(key)), to=state, by=by)


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


STOREFRONT = ThingKind(
    name="storefront",
    label=_("storefront"),
    reasons=OF_OFFERS,
    find=_storefront,
    at=_storefront_at,
    suspend=_suspend_storefront,
    restore=_restore_storefront,
)
ORGANIZATION = ThingKind(
    name="organization",
    label=_("organization"),
    reasons=OF_OFFERS,
    find=_organization,
    suspend=_suspend_organization,
    restore=_restore_organization,
)
