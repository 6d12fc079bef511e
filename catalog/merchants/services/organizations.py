"""Writes: organizations, and what their storefronts say."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.files.services.pictures import describe_pictures
from catalog.merchants.document import StorefrontDocument, to_json
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Organization, Storefront, StorefrontVersion
from catalog.merchants.selectors.drafts import address_taken
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import move_shown
from catalog.reference.slugs import make_slug
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation

SUSPENDED = Storefront.Status.SUSPENDED
# Which states its members may move a storefront to; a suspended one is a moderator's, and one that was
# never shown is shown by its first publication only, which a reviewer may have to see.
STOREFRONT_MOVES = {
    Storefront.Status.DRAFT: set(),
    Storefront.Status.PUBLISHED: {Storefront.Status.PAUSED},
    Storefront.Status.PAUSED: {Storefront.Status.PUBLISHED},
    Storefront.Status.SUSPENDED: set(),
}


@transaction.atomic
def create_organization(
    *,
    kind: str,
    country: str,
    source_language: str,
    name: Mapping[str, str],
    city_id: str | None = None,
    states: Mapping[str, str] | None = None,
    slug_from: str = "",
    is_demo: bool = False,
    by: AbstractBaseUser | None = None,
) -> Organization:
    """Create an organization named in one or more languages; its own language must be among them.

    ``country`` is an ISO 3166-1 alpha-2 code, ``states`` the state per language of the names it did
    not write itself. The slug is made from ``slug_from``, or from the English name, or from its own.
    Raises ValueError without a name in its own language.
    """
    own = name.get(source_language, "").strip()
    if not own:
        raise ValueError(f"The organization needs a name in its own language ({source_language}).")
    organization = Organization.objects.create(
        slug=make_slug(slug_from or name.get("en") or own, taken=_slug_is_taken),
        kind=kind,
        country_id=country,
        city_id=city_id,
        source_language=source_language,
        is_demo=is_demo,
    )
    translation.project_texts(
        target=organization,
        texts={"name": dict(name)},
        states={"name": dict(states or {})},
        by=by.pk if by else None,
    )
    Storefront.objects.create(organization=organization, slug=organization.slug)
    audit.record(
        actor=by, role="", action="organization.created", target=organization, before={}, after=dict(name)
    )
    freshness.changed("storefronts")
    return organization


def _slug_is_taken(slug: str) -> bool:
    """Tell whether an organization or its storefront is found at a slug, or once was."""
    return Organization.objects.filter(slug=slug).exists() or address_taken(slug)


@transaction.atomic
def publish_storefront(
    *, storefront: Storefront, document: StorefrontDocument, by: AbstractBaseUser | None = None
) -> Storefront:
    """Make the storefront say what the document says, as its next version, and show it.

    A suspended one stays suspended: its owners put right what it says, a moderator lifts it.
    """
    fields = {
        "logo_id": document.logo,
        "banner_id": document.banner,
        "answering_languages": list(document.answering_languages),
        "markets": list(document.markets),
        "private_label": document.private_label,
        "payment_terms": document.payment_terms,
        "founded": document.founded,
        "gallery": list(document.gallery),
        "video": document.video,
        "contacts": dict(document.contacts),
        "sections": list(document.sections),
    }
    locked = Storefront.objects.select_for_update().get(pk=storefront.pk)
    number = locked.version + 1
    now = timezone.now()
    Storefront.objects.filter(pk=storefront.pk).update(
        **fields,
        version=number,
        status=locked.status if locked.status == SUSPENDED else Storefront.Status.PUBLISHED,
        published_at=locked.published_at or now,
        updated_at=now,
    )
    StorefrontVersion.objects.create(
        storefront=locked, number=number, document=to_json(document), author_id=by.pk if by else None
    )
    storefront.refresh_from_db()
    translation.project_texts(
        target=storefront,
        texts={
            "tagline": document.tagline,
            "about": document.about,
            "highlights": document.highlights,
        },
        states=document.states,
        made_from=document.made_from,
        by=by.pk if by else None,
    )
    if document.alt:
        describe_pictures(owner_id=storefront.organization_id, ids=document.gallery, alt=document.alt)
    tell(storefront)
    return storefront


@transaction.atomic
def move_storefront(*, storefront: Storefront, to: str, by: AbstractBaseUser | None = None) -> Storefront:
    """Pause a storefront or show it again. Raises MoveRefused naming both states."""
    role = acted_as(storefront.organization, by)
    wanted = Storefront.Status(to)
    move_shown(row=storefront, to=wanted, moves=STOREFRONT_MOVES, by=by, role=role)
    tell(storefront)
    return storefront


def tell(storefront: Storefront) -> None:
    """Let readers' pages, the search index and the rooms above know."""
    search.mark_dirty(kind="storefront", ids=[storefront.pk])
    freshness.changed("storefronts")
    events.publish(StorefrontChanged(storefront_id=storefront.pk, organization_id=storefront.organization_id))
