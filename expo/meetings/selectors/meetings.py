"""Reads: the meetings of a person or an organization."""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from expo.meetings.models import Appointment

MOST = 200
WITH = ("exhibitor", "buyer", "requested_by")


def asked_by(person: AbstractBaseUser) -> list[Appointment]:
    """Return the meetings of the organizations a person acts for as buyer: one query."""
    return _in_order(Appointment.objects.filter(buyer__memberships__user=person.pk).distinct())


def given_by(organization_id: int) -> list[Appointment]:
    """Return the meetings that an exhibitor was asked for: one query."""
    return _in_order(Appointment.objects.filter(exhibitor=organization_id))


def _in_order(found: QuerySet[Appointment]) -> list[Appointment]:
    """Those to come first, the soonest first; then the past ones, the latest first."""
    now = timezone.now()
    past = Case(When(begins_at__gt=now, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = list(found.select_related(*WITH).annotate(past=past).order_by("past", "-begins_at", "pk")[:MOST])
    coming = [row for row in rows if row.begins_at > now]
    return [*reversed(coming), *(row for row in rows if row.begins_at <= now)]


def for_buyer(*, appointment_id: UUID, person: AbstractBaseUser) -> Appointment | None:
    """Return a meeting that an organization of this person's asked for, or None."""
    found = Appointment.objects.filter(pk=appointment_id, buyer__memberships__user=person.pk)
    return found.select_related(*WITH).first()


def for_exhibitor(*, appointment_id: UUID, organization_id: int) -> Appointment | None:
    """Return a meeting that this organization was asked for, or None."""
    found = Appointment.objects.filter(pk=appointment_id, exhibitor=organization_id)
    return found.select_related(*WITH).first()
