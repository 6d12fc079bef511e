"""Writes: somebody reports a thing."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction

from catalog.moderation.kinds import KINDS, Thing
from catalog.moderation.models import Report
from catalog.translation.texts import clean


@transaction.atomic
def report(
    *,
    kind: str,
    thing: Thing,
    reason: str,
    text: str,
    language: str,
    voice: str,
    by: AbstractBaseUser | None = None,
    address: str = "",
) -> Report:
    """Put a thing before the moderators; while a report of the same voice waits, that one is returned.

    `by`, or else whoever reads at `address`, is told what was decided. Raises LookupError for an unknown
    kind, ValueError for a reason that is not one of its.
    """
    if reason not in dict(KINDS.get(kind).reasons):
        raise ValueError(f"A {kind} is not reported for {reason!r}.")
    waiting = Report.objects.filter(kind=kind, key=thing.key, voice=voice, decided_at__isnull=True)
    try:
        with transaction.atomic():
            return Report.objects.create(
                kind=kind,
                key=thing.key,
                organization_id=thing.organization_id,
                title=thing.title.value[:300],
                title_language=thing.title.language,
                reason=reason,
                text=clean(text),
                language=language,
                voice=voice,
                reporter_id=by.pk if by else None,
                address="" if by else address,
            )
    except IntegrityError:
        return waiting.get()
