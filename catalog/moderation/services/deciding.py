"""Writes: a moderator decides about what was reported, or suspends a thing nobody reported.

Every decision is in the audit trail of the thing. Of two moderators who decide at once the second is
refused: reports are closed only where one of those they saw is open still, and a thing is suspended once.
"""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.suspending import MODERATOR
from catalog.moderation.kinds import KINDS, Thing
from catalog.moderation.limits import STRANGER
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services.meanwhile import DecidedMeanwhile
from catalog.moderation.telling import tell_reporters, tell_suspended
from catalog.translation.texts import LocalText, clean

Outcome = Report.Outcome


@transaction.atomic
def close(
    *,
    kind: str,
    thing: Thing,
    seen: Collection[int],
    by: AbstractBaseUser,
    reason: DecisionReason | None = None,
    note: str = "",
    end: bool = False,
) -> int:
    """Close the reports a moderator saw, leaving the thing as it is or ending it; return how many.

    A report that came in meanwhile stays open. Raises DecidedMeanwhile where none of them was open.
    """
    outcome = Outcome.ENDED if end else Outcome.LEFT
    closed = _close(kind, thing, seen, outcome, by)
    if not closed:
        raise DecidedMeanwhile
    finish = KINDS.get(kind).end
    if end and finish is not None:
        finish(thing.key, by)
    why = {"reason": reason.key if reason else "", "note": clean(note)}
    _record(thing, by, "report.decided", {"outcome": outcome.value, "reports": closed, **why})
    return closed


@transaction.atomic
def suspend(
    *,
    kind: str,
    thing: Thing,
    reason: DecisionReason,
    by: AbstractBaseUser,
    note: str = "",
    seen: Collection[int] = (),
) -> Suspension:
    """Take a thing off the site at once, close all its reports and tell its owner, with a reason.

    Raises DecidedMeanwhile where it is suspended already, or the reports that a moderator saw were
    decided about; ValueError for a kind that is not suspended.
    """
    take_off = KINDS.get(kind).suspend
    if take_off is None:
        raise ValueError(f"A {kind} is not suspended.")
    if seen and not _close(kind, thing, seen, Outcome.SUSPENDED, by):
        raise DecidedMeanwhile
    open_still = Report.objects.filter(kind=kind, key=thing.key, decided_at__isnull=True)
    _close(kind, thing, list(open_still.values_list("pk", flat=True)), Outcome.SUSPENDED, by)
    try:
        was = take_off(thing.key, by)
        title = _own_title(kind, thing)
        with transaction.atomic():
            suspension = Suspension.objects.create(
                kind=kind,
                key=thing.key,
                organization_id=thing.organization_id,
                title=title.value[:300],
                title_language=title.language,
                was=was,
                reason=reason,
                note=clean(note),
                began_by_id=by.pk,
            )
    except (MoveRefused, IntegrityError):
        raise DecidedMeanwhile from None
    _record(thing, by, "suspension.began", {"reason": reason.key, "note": suspension.note})
    tell_suspended(suspension)
    return suspension


@transaction.atomic
def suspend_owner(
    *,
    kind: str,
    thing: Thing,
    owner: Thing,
    reason: DecisionReason,
    note: str,
    by: AbstractBaseUser,
    seen: Collection[int] = (),
) -> Suspension:
    """Take everything of a thing's organization off the site, and close the reports about the thing.

    Raises DecidedMeanwhile like `suspend`.
    """
    Organization.objects.select_for_update().only("pk").get(pk=thing.organization_id)
    if seen and not _close(kind, thing, seen, Outcome.SUSPENDED, by):
        raise DecidedMeanwhile
    return suspend(kind="organization", thing=owner, reason=reason, note=note, by=by)


def _own_title(kind: str, thing: Thing) -> LocalText:
    """Return what a thing is called in the language its owner writes."""
    own = Organization.objects.values_list("source_language", flat=True).get(pk=thing.organization_id)
    found = KINDS.get(kind).find(thing.key, own)
    return found.title if found else thing.title


def _close(
    kind: str, thing: Thing, seen: Collection[int], outcome: Report.Outcome, by: AbstractBaseUser
) -> int:
    """Close those of the reports that are open, and tell who reported.

    What told strangers apart, and where they are written to, is not needed any more.
    """
    found = Report.objects.filter(pk__in=list(seen), kind=kind, key=thing.key, decided_at__isnull=True)
    held = list(found.select_for_update(of=("self",)).select_related("reporter").order_by("pk"))
    forgotten = Case(When(voice__startswith=STRANGER, then=Value("")), default=F("voice"))
    closed = Report.objects.filter(pk__in=[one.pk for one in held]).update(
        decided_at=timezone.now(), decided_by_id=by.pk, outcome=outcome, voice=forgotten, address=""
    )
    tell_reporters(held, outcome)
    return closed


def _record(thing: Thing, by: AbstractBaseUser, action: str, after: dict[str, object]) -> None:
    audit.record(actor=by, role=MODERATOR, action=action, target=thing.record, after=after)
