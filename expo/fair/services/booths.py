"""Writes: what a booth says, and whether visitors see it."""

from collections.abc import Iterable, Mapping
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import Storefront
from catalog.merchants.services.members import acted_as
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation
from catalog.translation.selectors import text_in
from expo.fair.events import BoothChanged, BoothPlaced
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.selectors.living import LIVING

KIND = "booth"
Status = Booth.Status
MOVES: Mapping[str, frozenset[str]] = {
    Status.PUBLISHED: frozenset({Status.DRAFT, Status.WITHDRAWN}),
    Status.WITHDRAWN: frozenset({Status.PUBLISHED}),
}


class EditionOver(Refused):
    """Raised for a change at a booth of an edition that is over."""

    def __init__(self) -> None:
        super().__init__(_("This edition is over: its booths stay as they were shown."))


class BoothConflict(Refused):
    """Raised where somebody else saved meanwhile; ``revision`` is the booth's now."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        super().__init__(
            _("Somebody else saved meanwhile. Compare what the booth says now, then save again.")
        )


@transaction.atomic
def save_booth(
    *,
    booth: Booth,
    texts: Mapping[str, str],
    time_zone: str,
    banner: int | None,
    revision: int,
    by: AbstractBaseUser,
) -> Booth:
    """Write what a booth says in its organization's language; ``revision`` is the one that was edited.

    ``texts`` are ``headline`` and ``about``, ``time_zone`` an IANA name or empty for the country's,
    ``banner`` the id of a picture. Raises EditionOver, BoothConflict, Refused for a time zone that is
    none, ValidationError for a text that is too long.
    """
    check_living(booth)
    if time_zone and time_zone not in available_timezones():
        raise Refused(_("There is no such time zone."))
    saved = Booth.objects.filter(pk=booth.pk, revision=revision).update(
        revision=F("revision") + 1, time_zone=time_zone, banner=banner, updated_at=timezone.now()
    )
    booth.refresh_from_db(fields=["revision", "time_zone", "banner", "status"])
    if not saved:
        raise BoothConflict(booth.revision)
    translation.set_source(target=booth, texts=texts, by=by.pk)
    tell([booth])
    return booth


@transaction.atomic
def publish_booth(*, booth: Booth, by: AbstractBaseUser) -> Booth:
    """Show a booth to visitors.

    Raises EditionOver, Refused where it has no headline yet or its organization's storefront is not
    shown (whoever is not looked at there is not shown here either), MoveRefused where it is shown already.
    """
    check_living(booth)
    organization = booth.organization
    if not text_in(booth, "headline", organization.source_language):
        raise Refused(_("Say in one line what you show."))
    if not Storefront.objects.filter(organization=organization, status=Storefront.Status.PUBLISHED).exists():
        raise Refused(_("Publish your storefront first: a booth is shown beside it."))
    moved = _move(booth, Status.PUBLISHED, by)
    Booth.objects.filter(pk=booth.pk, published_at=None).update(published_at=timezone.now())
    booth.refresh_from_db(fields=["published_at"])
    return moved


@transaction.atomic
def withdraw_booth(*, booth: Booth, by: AbstractBaseUser) -> Booth:
    """Take a booth out of visitors' sight. Raises EditionOver, MoveRefused where it is not shown."""
    check_living(booth)
    return _move(booth, Status.WITHDRAWN, by)


def check_living(booth: Booth) -> None:
    """Raise EditionOver where the booth's edition is over. Call it in the transaction that writes."""
    if (
        Edition.objects.select_for_update().values_list("state", flat=True).get(pk=booth.edition_id)
        not in LIVING
    ):
        raise EditionOver


def _move(booth: Booth, to: Booth.Status, by: AbstractBaseUser) -> Booth:
    before = booth.status
    moved = Booth.objects.filter(pk=booth.pk, status__in=MOVES[to]).update(
        status=to, updated_at=timezone.now()
    )
    booth.refresh_from_db(fields=["status"])
    if not moved:
        raise MoveRefused(now=Status(booth.status).label, wanted=to.label)
    audit.record(
        actor=by,
        role=acted_as(booth.organization, by),
        action=f"booth.{to.value}",
        target=booth,
        before={"status": before},
        after={"status": to.value},
    )
    tell([booth], goods=goods_of([booth.pk]))
    return booth


def tell(booths: Iterable[Booth], *, goods: Iterable[int] = ()) -> None:
    """Let readers' pages, the search index and the rooms above know; call it in the writing transaction.

    ``goods`` are ids of products of which search now says something else.
    """
    listed = list(booths)
    search.mark_dirty(kind=KIND, ids=[booth.pk for booth in listed])
    search.mark_dirty(kind="product", ids=goods)
    freshness.changed("fair")
    for booth in listed:
        events.publish(
            BoothChanged(booth_id=booth.pk, organization_id=booth.organization_id, status=booth.status)
        )


def goods_of(booths: Iterable[int]) -> list[int]:
    """Return the ids of the products that booths exhibit: one query."""
    found = Exhibit.objects.filter(booth__in=list(booths), product__isnull=False)
    return list(found.order_by("pk").values_list("product_id", flat=True))


@transaction.atomic
def follow_place(event: BoothPlaced) -> None:
    """Have search follow a booth to its stand, which is named in what it knows of the booth."""
    search.mark_dirty(kind=KIND, ids=[event.booth_id])
