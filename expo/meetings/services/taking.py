"""The quarters of an hour that an agreed meeting takes from both parties; the database refuses the second."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from expo.meetings.models import Appointment, Side, TakenQuarter
from expo.meetings.refusals import Taken

QUARTER = timedelta(minutes=15)


def quarters(begins_at: datetime, minutes: int) -> list[datetime]:
    """Return the beginnings of the quarters of an hour that a meeting takes."""
    return [begins_at + number * QUARTER for number in range(minutes // 15)]


def take(appointment: Appointment) -> None:
    """Take the appointment's time from both parties, and give back what it took before.

    Runs in the transaction that holds the appointment's row. The unique key decides. Rows are written in
    one order whoever asks, and none is given back before all are written, so that two writers never wait
    for each other in a circle. Raises Taken, naming the side, where a party has another meeting.
    """
    wanted = quarters(appointment.begins_at, appointment.minutes)
    parties = (appointment.buyer_id, appointment.exhibitor_id)
    own = TakenQuarter.objects.filter(appointment=appointment)
    held = set(own.values_list("party_id", "begins_at"))
    missing = sorted({(party, moment) for party in parties for moment in wanted} - held)
    try:
        with transaction.atomic():
            TakenQuarter.objects.bulk_create(
                TakenQuarter(party_id=party, begins_at=moment, appointment=appointment)
                for party, moment in missing
            )
    except IntegrityError:
        raise Taken(_side_taken(appointment)) from None
    own.exclude(begins_at__in=wanted).delete()


def free(appointment: Appointment) -> None:
    """Give both parties the appointment's time back."""
    TakenQuarter.objects.filter(appointment=appointment).delete()


def _side_taken(appointment: Appointment) -> Side:
    """Return whose time it was; only for the words of a refusal that has happened already."""
    exhibitors = TakenQuarter.objects.filter(
        party=appointment.exhibitor_id,
        begins_at__in=quarters(appointment.begins_at, appointment.minutes),
    ).exclude(appointment=appointment)
    return Side.EXHIBITOR if exhibitors.exists() else Side.BUYER
