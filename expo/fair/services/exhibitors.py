"""Writes: the organizer's list of exhibitors, their invitations, and whoever claims a booth."""

from collections import Counter
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import WRITERS, Organization
from catalog.merchants.services.members import acted_as
from catalog.notices import services as notices
from catalog.seams import freshness
from catalog.translation.selectors import localized
from expo.fair.models import Booth, Edition, Exhibitor, ExhibitorFile, Stand, StandWish
from expo.fair.organizing.table import Judged, Outcome, has_stand, judge, read
from expo.fair.refusals import Refused
from expo.fair.selectors.living import LIVING
from expo.fair.services.editions import ROLE
from expo.fair.services.holding import set_free
from expo.fair.services.placing import open_booth, place_booth

INVITED = "fair.exhibitor-invited"
HOLDS_FOR = timedelta(days=30)
SALT = "expo.fair.exhibitor"
State = Exhibitor.State


def check_coming(edition: Edition) -> None:
    """Raise Refused for an edition that is over: it stays as it was."""
    if Edition.objects.values_list("state", flat=True).get(pk=edition.pk) not in LIVING:
        raise Refused(_("This edition is over. Choose the coming one."))


@transaction.atomic
def look_through(*, edition: Edition, name: str, file: BinaryIO, by: AbstractBaseUser) -> ExhibitorFile:
    """Keep a table of exhibitors for its dry run.

    Raises ValidationError for a file that cannot be read, Refused for an edition that is over.
    """
    check_coming(edition)
    header, rows = read(file)
    if not rows:
        raise ValidationError(_("This table has no rows below its headings."))
    return ExhibitorFile.objects.create(
        edition=edition, name=name[:200], header=header, rows=rows, created_by_id=by.pk
    )


@transaction.atomic
def take_file(*, kept: ExhibitorFile, by: AbstractBaseUser) -> dict[str, int]:
    """Take the rows of a kept table that are free of faults by now; return how many had which outcome.

    A stand is kept for its exhibitor from then on. The same table again changes nothing. Raises Refused
    for an edition that is over.
    """
    edition = Edition.objects.select_for_update().get(pk=kept.edition_id)
    check_coming(edition)
    judged = judge(edition, kept.header, kept.rows)
    outcomes: Counter[str] = Counter()
    for row in judged:
        outcome = row.outcome
        if outcome in {Outcome.NEW, Outcome.CHANGED} and not _take(edition, row):
            outcome = Outcome.FAULT
        outcomes[outcome] += 1
    audit.record(actor=by, role=ROLE, action="exhibitors.imported", target=edition, after=dict(outcomes))
    ExhibitorFile.objects.filter(pk=kept.pk).delete()
    freshness.changed("fair")
    return dict(outcomes)


def _take(edition: Edition, row: Judged) -> bool:
    """Write one row; say False, with nothing written, where its stand was taken by somebody meanwhile.

    So it is where somebody claimed the booth meanwhile, which has a stand of its own from then on.
    """
    moves = row.stand is not None and not has_stand(row.known, row.stand)
    if moves and row.known is not None and not _is_as_judged(row.known):
        return False
    if moves and not _keep(row.stand):
        return False
    fields: dict[str, Any] = {key: row.values[key] for key in ("name", "language")}
    fields["country_id"] = row.values["country"]
    if moves:
        if row.known is not None and row.known.stand_id:
            set_free(row.known.stand_id)
        fields["stand"] = row.stand
    Exhibitor.objects.update_or_create(edition=edition, email=row.values["email"], defaults=fields)
    return True


def _keep(stand: Stand | None) -> bool:
    assert stand is not None
    free = Stand.objects.filter(pk=stand.pk, state=Stand.State.FREE)
    return bool(free.update(state=Stand.State.HELD))


def _is_as_judged(known: Exhibitor) -> bool:
    rows = Exhibitor.objects.select_for_update().filter(pk=known.pk, state=known.state)
    return rows.filter(stand=known.stand_id).exists()


@transaction.atomic
def strike_off(*, exhibitor: Exhibitor, by: AbstractBaseUser) -> None:
    """Take an exhibitor off the list: its link ends, its stand is free. Raises Refused if it has a booth."""
    now = Exhibitor.objects.select_for_update().filter(pk=exhibitor.pk).first()
    if now is None:
        return
    if now.state == State.CLAIMED:
        raise Refused(_("This exhibitor has claimed its booth: withdraw the booth instead."))
    now.delete()
    if now.stand_id:
        set_free(now.stand_id)
    audit.record(
        actor=by,
        role=ROLE,
        action="exhibitor.struck-off",
        target=exhibitor.edition,
        before={"name": exhibitor.name},
    )
    freshness.changed("fair")


@transaction.atomic
def invite(*, edition: Edition, keys: list[UUID], by: AbstractBaseUser) -> int:
    """Ask exhibitors that have no booth yet, each in its language, to claim it; return how many are asked.

    The link of an earlier invitation ends. Raises Refused for an edition that is over.
    """
    check_coming(edition)
    now = timezone.now()
    asked = list(
        Exhibitor.objects.select_for_update()
        .filter(edition=edition, pk__in=keys)
        .exclude(state=State.CLAIMED)
        .order_by("pk")
    )
    for one in asked:
        one.serial, one.state = one.serial + 1, State.INVITED
        one.sent_at, one.expires_at = now, now + HOLDS_FOR
        _write(one, edition)
    Exhibitor.objects.bulk_update(asked, ["serial", "state", "sent_at", "expires_at"])
    if asked:
        audit.record(
            actor=by, role=ROLE, action="exhibitors.invited", target=edition, after={"invited": len(asked)}
        )
    return len(asked)


def _write(one: Exhibitor, edition: Edition) -> None:
    notices.write_to(
        kind=INVITED,
        address=one.email,
        language=one.language,
        key=f"{one.pk}:{one.serial}",
        values={
            "name": one.name,
            "edition": edition_name(edition.pk, one.language),
            "stand": one.stand.code if one.stand else "",
        },
        link=claim_path(one),
    )


def edition_name(edition: int, language: str) -> str:
    """Return what an edition is called in a language or the nearest."""
    rows = Edition.objects.rewrite(False).annotate(**localized(Edition, "name", language))
    return str(rows.values_list("name_text", flat=True).get(pk=edition) or "")


def claim_path(one: Exhibitor) -> str:
    """Return the path of the page on which an exhibitor claims its booth."""
    token = signing.Signer(salt=SALT).sign_object([str(one.pk), one.serial])
    with translation.override(one.language):
        return reverse("fair-claim", args=[token])


def read_claim(token: str) -> Exhibitor | None:
    """Return the exhibitor a link is for, or None where it was not made here, is too old or was replaced."""
    try:
        key, serial = signing.Signer(salt=SALT).unsign_object(token)
        found = Exhibitor.objects.select_related("edition", "stand__hall", "booth__organization").filter(
            pk=UUID(key), serial=int(serial)
        )
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return found.first()


@transaction.atomic
def claim(*, exhibitor: Exhibitor, organization: Organization, by: AbstractBaseUser) -> Booth:
    """Give the organization the booth that was kept for an exhibitor, on its stand; return the booth.

    Who claims holds the link that was mailed, and writes for the organization. Raises Refused where the
    link or the edition is over, the booth was claimed, the person may not, or the organization has a stand
    already.
    """
    over = _("This invitation is over. Ask the organizer for another one.")
    if Edition.objects.values_list("state", flat=True).get(pk=exhibitor.edition_id) not in LIVING:
        raise Refused(over)
    if not organization.memberships.filter(user_id=by.pk, role__in=WRITERS).exists():
        raise Refused(_("Only an owner or editor of the organization can claim a booth for it."))
    claimed = Exhibitor.objects.filter(
        pk=exhibitor.pk, serial=exhibitor.serial, state=State.INVITED, expires_at__gt=timezone.now()
    ).update(state=State.CLAIMED)
    if not claimed:
        raise Refused(over)
    booth = open_booth(edition=exhibitor.edition, organization=organization)
    if Exhibitor.objects.filter(booth=booth).exists():
        raise Refused(_("This organization has claimed a booth at this edition already."))
    stand = Stand.objects.filter(kept_for=exhibitor.pk).first()
    if stand is not None:
        if booth.stand_id:
            raise Refused(_("This organization has a stand at this edition already."))
        place_booth(booth=booth, stand=stand, taken_from=Stand.State.HELD, by=by)
        waits = StandWish.objects.filter(application__edition=exhibitor.edition_id)
        waits.filter(application__organization=organization).delete()
    Exhibitor.objects.filter(pk=exhibitor.pk).update(booth=booth, stand=None)
    role = acted_as(organization, by)
    audit.record(actor=by, role=role, action="booth.claimed", target=booth, after={"name": exhibitor.name})
    freshness.changed("fair")
    return booth
