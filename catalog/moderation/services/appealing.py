"""Writes: an owner appeals against a suspension, once; a moderator lifts it or upholds it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.models import DecisionReason
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.suspending import MODERATOR
from catalog.moderation.kinds import KINDS
from catalog.moderation.models import Suspension
from catalog.moderation.services.meanwhile import DecidedMeanwhile
from catalog.moderation.telling import tell_answered
from catalog.translation.texts import clean

Stage = Suspension.Stage
# From which stages a moderator may go where.
MOVES = {
    Stage.LIFTED: (Stage.NEW, Stage.APPEALED, Stage.UPHELD),
    Stage.UPHELD: (Stage.APPEALED,),
}


@transaction.atomic
def appeal(*, suspension: Suspension, plea: str, by: AbstractBaseUser) -> Suspension:
    """Put a suspension before the moderators again, with what its owner says.

    Raises ValidationError where they say nothing, DecidedMeanwhile where it was appealed or lifted already.
    """
    said = clean(plea)
    if not said:
        raise ValidationError({"plea": [_("Say what the reviewer should look at again.")]})
    _move(suspension, Stage.NEW, Stage.APPEALED, plea=said, appealed_at=timezone.now(), appealed_by_id=by.pk)
    role = acted_as(suspension.organization, by)
    _record(suspension, by, role, "suspension.appealed", Stage.NEW, {"note": said})
    return suspension


@transaction.atomic
def answer(
    *,
    suspension: Suspension,
    lift: bool,
    seen: str,
    by: AbstractBaseUser,
    reason: DecisionReason | None = None,
    note: str = "",
) -> Suspension:
    """Lift a suspension or uphold it against its appeal, with a reason or own words, and tell its owner.

    `seen` is the stage the moderator saw. Raises ValidationError without any words, DecidedMeanwhile
    where it is in another stage by now or cannot go there from it.
    """
    said = clean(note)
    if not (said or reason):
        raise ValidationError(_("Choose a reason or write why."))
    wanted = Stage.LIFTED if lift else Stage.UPHELD
    if seen not in MOVES[wanted]:
        raise DecidedMeanwhile
    now = timezone.now()
    _move(
        suspension,
        Stage(seen),
        wanted,
        answer_reason=reason,
        answer=said,
        answered_at=now,
        answered_by_id=by.pk,
    )
    if lift:
        _restore(suspension, by)
    after = {"reason": reason.key if reason else "", "note": said}
    _record(suspension, by, MODERATOR, "suspension.answered", Stage(seen), after)
    tell_answered(suspension)
    return suspension


def _move(suspension: Suspension, seen: Suspension.Stage, wanted: Suspension.Stage, **fields: object) -> None:
    """Move a suspension by one conditional update, and give the row in memory what the database has."""
    moved = Suspension.objects.filter(pk=suspension.pk, stage=seen).update(stage=wanted, **fields)
    suspension.refresh_from_db()
    if not moved:
        raise DecidedMeanwhile


def _restore(suspension: Suspension, by: AbstractBaseUser) -> None:
    kind = KINDS.get(suspension.kind)
    if kind.restore is None or kind.find(suspension.key, "en") is None:
        return  # The thing is gone; the suspension is history.
    try:
        kind.restore(suspension.key, suspension.was, by)
    except MoveRefused:
        raise DecidedMeanwhile from None


def _record(
    suspension: Suspension,
    by: AbstractBaseUser,
    role: str,
    action: str,
    before: Suspension.Stage,
    after: dict[str, str],
) -> None:
    thing = KINDS.get(suspension.kind).find(suspension.key, "en")
    audit.record(
        actor=by,
        role=role,
        action=action,
        target=thing.record if thing else suspension.organization,
        before={"stage": before.value},
        after={"stage": suspension.stage, **after},
    )
