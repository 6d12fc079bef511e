"""Writes: evidence is sent in, decided about, and announced before it ends. Nobody can buy a decision."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.files.imaging import prepare
from catalog.files.models import PrivateFile
from catalog.files.services import delete_private, store_private
from catalog.files.sniffing import PICTURES, content_type
from catalog.merchants.evidence import FILE_KIND, KINDS, MOST_BYTES, checked_number
from catalog.merchants.models import WRITERS, DecisionReason, Evidence, Organization
from catalog.merchants.selectors.evidence import unused_files
from catalog.merchants.selectors.members import own_name, people_in
from catalog.merchants.services.following import tell_trust
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.notices import services as notices
from catalog.reference.days import today_in

State = Evidence.State
MOVES = {
    State.SUBMITTED: {State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
    State.ACCEPTED: {State.REFUSED, State.WITHDRAWN, State.REPLACED},
    State.REFUSED: {State.SUBMITTED, State.WITHDRAWN},
}
DECIDED, ENDS = "merchants.evidence-decided", "merchants.evidence-ends"
# Days before its last day on which the end is announced.
ANNOUNCED = (60, 14, 1)
MOST_UNUSED = 20
MOST_WAITING = 30
KEEP_UNUSED = timedelta(days=7)


def keep_upload(*, organization: Organization, data: bytes, name: str, by: AbstractBaseUser) -> PrivateFile:
    """Keep an uploaded document privately, before it belongs to any evidence; one unused for a week goes.

    Pictures are made anew, upright and without what the camera noted. May take a second; so call it
    outside a transaction. Raises ValidationError for a file that is no document we take, is damaged or
    too large, and for too many that were not used.
    """
    if len(unused_files(organization)) >= MOST_UNUSED:
        raise ValidationError(_("Too many files wait unused. Send in one of them first."))
    if len(data) <= MOST_BYTES and content_type(data, name) in PICTURES:
        data = prepare(data).whole.data
    return store_private(kind=FILE_KIND, subject=organization.pk, data=data, name=name, by=by.pk)


@transaction.atomic
def submit_evidence(
    *,
    organization: Organization,
    kind: str,
    country: str,
    file: UUID,
    by: AbstractBaseUser,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    plea: str = "",
) -> Evidence:
    """Send in evidence with a file kept before, and put it before the reviewers.

    Raises ValidationError, by field, for a missing or wrong number, days that do not fit, and a file
    that is not the organization's or is used already.
    """
    checked = check_entry(
        organization=organization,
        kind=kind,
        country=country,
        number=number,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    Organization.objects.select_for_update().only("pk").get(pk=organization.pk)
    waiting = Evidence.objects.filter(organization=organization, state=State.SUBMITTED)
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(_("Much of yours waits for a reviewer already. Send more after that."))
    document = next((one for one in unused_files(organization) if one.pk == file), None)
    if document is None:
        raise ValidationError({"file": [_("Choose the file again.")]})
    evidence = Evidence.objects.create(
        organization=organization,
        kind=kind,
        country_id=country,
        number=checked[0],
        number_checked=checked[1],
        issuer=issuer.strip(),
        issued_on=issued_on,
        expires_on=expires_on,
        file=document,
        plea=plea.strip(),
        submitted_at=timezone.now(),
    )
    _record(evidence, by, acted_as(organization, by), "evidence.submitted", "", State.SUBMITTED)
    return evidence


def check_entry(
    *,
    organization: Organization,
    kind: str,
    country: str,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
) -> tuple[str, bool]:
    """Return the number as it is kept and whether it was checked. Raises ValidationError by field."""
    wrong: dict[str, Any] = {}
    kept = ("", False)
    try:
        kept = checked_number(kind=kind, country=country, text=number)
    except ValidationError as error:
        wrong["number"] = error
    if KINDS[kind].numbered and not number.strip():
        wrong["number"] = [_("Write the number as it stands on the document.")]
    today = today_in(organization.country.time_zones)
    if issued_on and issued_on > today:
        wrong["issued_on"] = [_("This day has not come yet.")]
    if expires_on and expires_on < today:
        wrong["expires_on"] = [_("This document has ended already. Send its renewal.")]
    if wrong:
        raise ValidationError(wrong)
    return kept


@transaction.atomic
def appeal(*, evidence: Evidence, plea: str, by: AbstractBaseUser) -> Evidence:
    """Put refused evidence before the reviewers again, with what its owner says. Raises MoveRefused."""
    if not plea.strip():
        raise ValidationError({"plea": [_("Say what the reviewer should look at again.")]})
    _move(evidence, State.SUBMITTED, plea=plea.strip(), submitted_at=timezone.now())
    role = acted_as(evidence.organization, by)
    _record(evidence, by, role, "evidence.submitted", State.REFUSED, State.SUBMITTED)
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: AbstractBaseUser) -> None:
    """Take evidence back; its file is deleted. Raises MoveRefused."""
    before = evidence.state
    _move(evidence, State.WITHDRAWN)
    if evidence.file:
        delete_private(file=evidence.file)
    _record(evidence, by, acted_as(evidence.organization, by), "evidence.withdrawn", before, State.WITHDRAWN)
    tell_trust(evidence.organization)


@transaction.atomic
def decide(
    *,
    evidence: Evidence,
    accept: bool,
    by: AbstractBaseUser,
    reason: DecisionReason | None = None,
    note: str = "",
    seen: str = "",
) -> Evidence:
    """Accept evidence, or refuse it with a reason, also when it had been accepted; tell its owner.

    An accepted one takes the place of the organization's earlier one of its kind. ``seen`` is the state
    the reviewer saw, where it is known. Raises MoveRefused where it is in another by now or no longer in
    one to be decided, ValidationError for a refusal without a reason.
    """
    if not accept and reason is None:
        raise ValidationError({"reason": [_("A refusal needs a reason.")]})
    Evidence.objects.select_for_update().only("pk").get(pk=evidence.pk)
    evidence.refresh_from_db(fields=["state"])
    before, wanted = evidence.state, State.ACCEPTED if accept else State.REFUSED
    if seen and seen != before:
        raise MoveRefused(current=before, wanted=wanted.value)
    now = timezone.now()
    _move(evidence, wanted, decided_at=now, decided_by_id=by.pk, reason=reason, note=note.strip())
    if accept:
        earlier = Evidence.objects.filter(
            organization=evidence.organization, kind=evidence.kind, state=State.ACCEPTED
        ).exclude(pk=evidence.pk)
        earlier.update(state=State.REPLACED)
    _record(evidence, by, "reviewer", "evidence.decided", before, wanted)
    notices.notify(
        kind=DECIDED,
        recipients=people_in(evidence.organization, WRITERS),
        key=f"{evidence.pk}:{now.isoformat()}",
        values={
            "kind": evidence.kind,
            "accepted": accept,
            "reason": reason.words if reason else {},
            "note": note.strip(),
            "organization": own_name(evidence.organization),
        },
        link=f"/en/desk/{evidence.organization.slug}/evidence/{evidence.pk}/",
    )
    tell_trust(evidence.organization)
    return evidence


def announce_ends(*, now: datetime | None = None) -> int:
    """Tell owners and editors 60, 14 and 1 days before accepted evidence ends; return how many are told.

    Each is told once. A clock that stood still tells late what it missed, the nearest announcement only.
    """
    moment = now or timezone.now()
    soon = Evidence.objects.filter(
        state=State.ACCEPTED,
        expires_on__gte=moment.date() - timedelta(days=1),
        expires_on__lte=moment.date() + timedelta(days=ANNOUNCED[0] + 1),
    ).select_related("organization__country")
    return sum(_announce(evidence, moment) for evidence in soon.iterator(chunk_size=500))


def _announce(evidence: Evidence, moment: datetime) -> int:
    assert evidence.expires_on is not None
    left = (evidence.expires_on - today_in(evidence.organization.country.time_zones, moment)).days
    due = [days for days in ANNOUNCED if left <= days]
    if left < 0 or not due:
        return 0
    return notices.notify(
        kind=ENDS,
        recipients=people_in(evidence.organization, WRITERS),
        key=f"{evidence.pk}:{evidence.expires_on.isoformat()}:{due[-1]}",
        values={
            "kind": evidence.kind,
            "day": evidence.expires_on.isoformat(),
            "organization": own_name(evidence.organization),
        },
        link=f"/en/desk/{evidence.organization.slug}/evidence/",
    )


def forget_unused(*, now: datetime | None = None) -> int:
    """Delete files that were uploaded a week ago and belong to no evidence; return how many."""
    old = (now or timezone.now()) - KEEP_UNUSED
    return _delete(file for file in unused_files() if file.created_at < old)


def _delete(files: Iterable[PrivateFile]) -> int:
    count = 0
    for file in files:
        delete_private(file=file)
        count += 1
    return count


def _move(evidence: Evidence, wanted: Evidence.State, **fields: Any) -> None:
    """Move evidence by one conditional update, and give the row in memory what the database has."""
    allowed = [state for state, targets in MOVES.items() if wanted in targets]
    moved = Evidence.objects.filter(pk=evidence.pk, state__in=allowed).update(state=wanted, **fields)
    evidence.refresh_from_db()
    if not moved:
        raise MoveRefused(current=evidence.state, wanted=wanted.value)


def _record(
    evidence: Evidence, by: AbstractBaseUser, role: str, action: str, before: str, after: str
) -> None:
    audit.record(
        actor=by,
        role=role,
        action=action,
        target=evidence.organization,
        before={"evidence": evidence.kind, "state": before},
        after={"evidence": evidence.kind, "state": str(after)},
    )
