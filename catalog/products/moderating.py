"""A product as something visitors report and moderators suspend."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.moderation.kinds import OF_OFFERS, Thing, ThingKind, key_at, number
from catalog.products.models import Product
from catalog.products.selectors.cards import shown
from catalog.products.services.suspending import restore_product, suspend_product
from catalog.translation.selectors import local_text


def _find(key: str, language: str) -> Thing | None:
    row = Product.objects.filter(pk=number(key)).first()
    if row is None:
        return None
    visible = shown().filter(pk=row.pk).exists()
    return Thing(
        key=str(row.pk),
        title=local_text(row, "title", language),
        organization_id=row.organization_id,
        record=row,
        path=reverse("product", args=[row.slug]) if visible else "",
        state=row.get_status_display(),
    )


def _at(slug: str) -> str:
    return key_at(shown(), slug)


def _suspend(key: str, by: AbstractBaseUser) -> str:
    return suspend_product(product=Product.objects.get(pk=number(key)), by=by)


def _restore(key: str, state: str, by: AbstractBaseUser) -> None:
    restore_product(product=Product.objects.get(pk=number(key)), to=state, by=by)


KIND = ThingKind(
    name="product",
    label=_("product"),
    reasons=OF_OFFERS,
    find=_find,
    at=_at,
    suspend=_suspend,
    restore=_restore,
)
