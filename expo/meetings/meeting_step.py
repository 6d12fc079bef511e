"""Meetings as the last step of the fair's funnel."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from expo.fair.funnel import BoothOf, Lead, Step, Window
from expo.meetings.models import Appointment


def _agreed(organizations: Sequence[int], window: Window) -> QuerySet[Appointment]:
    """Return the agreed meetings these exhibitors have in a window, whichever side came to them."""
    return Appointment.objects.filter(
        exhibitor__in=organizations,
        state=Appointment.State.ACCEPTED,
        begins_at__date__gte=window.first,
        begins_at__date__lte=window.last,
    )


def _count(booths: Sequence[BoothOf], window: Window) -> Mapping[int, int]:
    found = _agreed([one.organization for one in booths], window)
    met = dict(found.order_by().values_list("exhibitor").annotate(Count("pk")))
    return {one.booth: met.get(one.organization, 0) for one in booths}


def _leads(one: BoothOf, window: Window) -> Iterator[Lead]:
    for row in _agreed([one.organization], window).select_related("buyer").order_by("begins_at", "pk"):
        yield Lead(row.begins_at, row.language, str(row.buyer.name))


MEETINGS = Step(name="meetings", label=_("Meetings"), count=_count, order=60, leads=_leads)
