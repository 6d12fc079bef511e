"""Reminders: rows written when a meeting is agreed, due a day and an hour before it, told once."""

from datetime import timedelta

from django.utils import timezone

from catalog.jobs.claims import Claim
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from expo.meetings import telling
from expo.meetings.models import Appointment, MeetingReminder, Side

BEFORE = (timedelta(days=1), timedelta(hours=1))


def plan(appointment: Appointment) -> None:
    """Plan the reminders of an agreed meeting anew, in the caller's transaction; late ones are left out."""
    forget(appointment)
    now, begins = timezone.now(), appointment.begins_at
    MeetingReminder.objects.bulk_create(
        (
            MeetingReminder(appointment=appointment, begins_at=begins, due_at=begins - span)
            for span in BEFORE
            if begins - span > now
        ),
        # A meeting moved away and back again was reminded of already where that was due.
        ignore_conflicts=True,
    )


def forget(appointment: Appointment) -> None:
    """Take back the reminders that have not left."""
    MeetingReminder.objects.filter(appointment=appointment, state=State.WAITING).delete()


def remind(claim: Claim[MeetingReminder]) -> None:
    """Remind both sides of each meeting that still begins when it was said to; telling twice tells once."""
    meetings = Appointment.objects.select_related("exhibitor", "buyer", "requested_by").in_bulk(
        [row.appointment_id for row in claim.rows]
    )
    for row in claim.rows:
        appointment = meetings.get(row.appointment_id)
        if (
            appointment is not None
            and appointment.state == Appointment.State.ACCEPTED
            and appointment.begins_at == row.begins_at > timezone.now()
        ):
            for side in Side:
                telling.remind(appointment, Side(side), occasion=row.due_at.isoformat())


REMINDERS = Drain(name="meetings.reminders", model=MeetingReminder, work=remind)
