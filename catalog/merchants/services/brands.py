"""Writes: brands."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.events import BrandChanged
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import move_shown
from catalog.reference.slugs import make_slug
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation

MOVES = {
    Brand.Status.SHOWN: {Brand.Status.WITHDRAWN},
    Brand.Status.WITHDRAWN: {Brand.Status.SHOWN},
    Brand.Status.SUSPENDED: set(),
}


@transaction.atomic
def save_brand(
    *,
    organization: Organization,
    names: Mapping[str, str],
    stories: Mapping[str, str],
    states: Mapping[str, Mapping[str, str]] | None = None,
    logo_id: int | None = None,
    slug_from: str = "",
    brand: Brand | None = None,
    by: AbstractBaseUser | None = None,
) -> Brand:
    """Add a brand of an organization, or bring ``brand`` to what is said here.

    ``names`` and ``stories`` are by language, ``states`` says per field and language which texts that
    are not in the organization's language were reviewed. The slug of a new brand is made from
    ``slug_from``, or its English name, or its own. Raises ValidationError without a name in the
    organization's language.
    """
    own = names.get(organization.source_language, "").strip()
    if not own:
        raise ValidationError({"name": [_("Give the brand a name in the language you write in.")]})
    if brand is None:
        slug = make_slug(slug_from or names.get("en") or own, taken=_slug_is_taken)
        brand = Brand.objects.create(organization=organization, slug=slug, logo_id=logo_id)
    else:
        brand = Brand.objects.select_for_update().get(pk=brand.pk, organization=organization)
        Brand.objects.filter(pk=brand.pk).update(logo_id=logo_id, updated_at=timezone.now())
        brand.refresh_from_db()
    translation.project_texts(
        target=brand,
        texts={"name": dict(names), "story": dict(stories)},
        states=states,
        by=by.pk if by else None,
    )
    role = acted_as(organization, by)
    audit.record(actor=by, role=role, action="brand.saved", target=brand, before={}, after=dict(names))
    tell_brand(brand)
    return brand


def _slug_is_taken(slug: str) -> bool:
    return Brand.objects.filter(slug=slug).exists()


@transaction.atomic
def move_brand(*, brand: Brand, to: str, by: AbstractBaseUser | None = None) -> Brand:
    """Withdraw a brand or show it again. Raises MoveRefused naming both states.

    Only a moderator suspends one and gives it back.
    """
    role = acted_as(brand.organization, by)
    move_shown(row=brand, to=Brand.Status(to), moves=MOVES, by=by, role=role)
    tell_brand(brand)
    return brand


def tell_brand(brand: Brand) -> None:
    """Let readers' pages, the search index and the rooms above know."""
    search.mark_dirty(kind="brand", ids=[brand.pk])
    freshness.changed("storefronts")
    events.publish(BrandChanged(brand_id=brand.pk, organization_id=brand.organization_id))
