"""A person's meetings as a buyer: the list, one of them with what may be done, its calendar file."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import person_of
from catalog.seams import preferences
from expo.fair.calendar_files import calendar_file, calendar_response
from expo.meetings import showing
from expo.meetings.acting import decide
from expo.meetings.calendars import entry_of
from expo.meetings.free_times import days_of
from expo.meetings.models import Appointment, Side
from expo.meetings.selectors import meetings
from expo.meetings.selectors.hours import free_starts

OFFERED_DAYS = 14


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List the meetings a person asked for, or another member of the same organization."""
    reader = preferences.of(request)
    lines = [
        showing.values(one, Side.BUYER, reader) | {"url": reverse("meeting", args=[one.pk])}
        for one in meetings.asked_by(person_of(request))
    ]
    actions = [{"url": reverse("partners"), "text": _("Partners for you")}]
    return render(request, "meetings/mine.html", {"lines": lines, "actions": actions})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Show a meeting to its buyer, and do what the buyer decides."""
    appointment = _own(request, appointment_id)
    form = decide(request, appointment, Side.BUYER)
    if form is None:
        return HttpResponseRedirect(reverse("meeting", args=[appointment.pk]))
    reader = preferences.of(request)
    moves = showing.moves(appointment, Side.BUYER)
    offered = moves & {"propose", "move"}
    starts = (
        free_starts(
            organization_id=appointment.exhibitor_id,
            minutes=appointment.minutes,
            since=timezone.now(),
            until=timezone.now() + timedelta(days=OFFERED_DAYS),
        )
        if offered
        else []
    )
    context = {
        "meeting": showing.values(appointment, Side.BUYER, reader),
        "moves": moves,
        "form": form,
        "days": days_of(starts, reader, appointment.exhibitor_zone),
        "calendar": reverse("meeting-calendar", args=[appointment.pk]) if appointment.sequence else "",
    }
    return render(request, "meetings/one.html", context, status=400 if form.is_bound else 200)


@require_safe
@login_required
def calendar(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Send a meeting as a calendar file."""
    appointment = _own(request, appointment_id)
    return meeting_file(request, appointment, Side.BUYER)


def meeting_file(request: HttpRequest, appointment: Appointment, side: Side) -> HttpResponse:
    """Return a meeting that was agreed, or called off afterwards, as a calendar file. Raises Http404 else."""
    if appointment.state not in {Appointment.State.ACCEPTED, Appointment.State.CANCELLED}:
        raise Http404(_("This meeting is not agreed yet."))
    entry = entry_of(appointment, side, preferences.of(request).language)
    return calendar_response(calendar_file([entry], single=True), f"meeting-{appointment.pk}")


def _own(request: HttpRequest, appointment_id: UUID) -> Appointment:
    found = meetings.for_buyer(appointment_id=appointment_id, person=person_of(request))
    if found is None:
        raise Http404("No such meeting.")
    return found
