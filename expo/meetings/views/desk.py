"""The exhibitor's desk: who wants to meet, one meeting, and the hours in which the organization receives."""

from uuid import UUID

from babel.dates import format_skeleton, format_time, get_timezone
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.conversations.attachments import ANSWERING
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.reference.cldr import locale_of, zone_place
from catalog.seams import preferences
from expo.meetings import showing
from expo.meetings.acting import decide
from expo.meetings.forms import HoursForm, TermsForm
from expo.meetings.models import Appointment, MeetingTerms, Side
from expo.meetings.selectors import meetings
from expo.meetings.selectors.hours import OpenDay, clock_of, open_days
from expo.meetings.services.hours import open_hours, save_terms, shut_hours
from expo.meetings.views.own import meeting_file


@require_safe
@for_members(*ANSWERING)
def given(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the meetings that the organization was asked for."""
    reader, slug = preferences.of(request), desk.organization.slug
    lines = [
        showing.values(found, Side.EXHIBITOR, reader)
        | {"url": reverse("desk-meetings-one", args=[slug, found.pk])}
        for found in meetings.given_by(desk.organization.pk)
    ]
    return desk_page(request, desk, "meetings/desk/given.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*ANSWERING)
def one(request: HttpRequest, desk: Desk, appointment_id: UUID) -> HttpResponse:
    """Show a meeting to its exhibitor, and do what the exhibitor decides."""
    appointment = _of_desk(desk, appointment_id)
    address = [desk.organization.slug, appointment.pk]
    form = decide(request, appointment, Side.EXHIBITOR)
    if form is None:
        return HttpResponseRedirect(reverse("desk-meetings-one", args=address))
    reader = preferences.of(request)
    context = {
        "meeting": showing.values(appointment, Side.EXHIBITOR, reader),
        "moves": showing.moves(appointment, Side.EXHIBITOR),
        "form": form,
        "places": form.fields["place_kind"].choices,  # type: ignore[attr-defined]
        "clock": zone_place(appointment.exhibitor_zone, reader.language),
        "calendar": reverse("desk-meetings-calendar", args=address) if appointment.sequence else "",
    }
    return desk_page(request, desk, "meetings/desk/one.html", context, status=400 if form.is_bound else 200)


@require_safe
@for_members(*ANSWERING)
def calendar(request: HttpRequest, desk: Desk, appointment_id: UUID) -> HttpResponse:
    """Send a meeting as a calendar file."""
    return meeting_file(request, _of_desk(desk, appointment_id), Side.EXHIBITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*ANSWERING)
def hours(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open hours, shut them, and say by which clock and where the organization receives."""
    language = preferences.of(request).language
    zone = clock_of(desk.organization)
    known = MeetingTerms.objects.filter(organization=desk.organization).first()
    do = request.POST.get("do", "")
    terms = TermsForm(
        request.POST if do == "terms" else None,
        language=language,
        zone=zone,
        initial={"phone": known.phone, "join_link": known.join_link} if known else {},
    )
    grid = HoursForm(request.POST if do in {"open", "shut"} else None)
    if _terms_kept(request, desk, terms) or _hours_kept(request, desk, grid, zone):
        return HttpResponseRedirect(reverse("desk-meetings-hours", args=[desk.organization.slug]))
    context = {
        "terms": terms,
        "form": grid,
        "clock": zone_place(zone, language),
        "days": [
            _day(found, zone, language)
            for found in open_days(organization_id=desk.organization.pk, zone=zone)
        ],
    }
    return desk_page(
        request, desk, "meetings/desk/hours.html", context, status=400 if request.method == "POST" else 200
    )


def _terms_kept(request: HttpRequest, desk: Desk, form: TermsForm) -> bool:
    if not form.is_valid():
        return False
    try:
        save_terms(organization=desk.organization, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved."))
    return True


def _hours_kept(request: HttpRequest, desk: Desk, form: HoursForm, zone: str) -> bool:
    if not form.is_valid():
        return False
    shut = request.POST.get("do") == "shut"
    service = shut_hours if shut else open_hours
    try:
        count = service(organization=desk.organization, hours=form.hours(), zone=zone)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    said = ngettext(
        "Changed: %(count)d quarter of an hour.", "Changed: %(count)d quarters of an hour.", count
    )
    messages.success(request, said % {"count": count})
    return True


def _day(day: OpenDay, zone: str, language: str) -> dict[str, object]:
    locale = locale_of(language)
    clock = get_timezone(zone)
    return {
        "day": format_skeleton("yMMMEd", day.day, locale=locale),
        "stretches": [
            {
                "text": f"{format_time(begins, 'short', tzinfo=clock, locale=locale)}–"
                f"{format_time(ends, 'short', tzinfo=clock, locale=locale)}",
                "taken": taken,
            }
            for begins, ends, taken in day.stretches
        ],
    }


def _of_desk(desk: Desk, appointment_id: UUID) -> Appointment:
    found = meetings.for_exhibitor(appointment_id=appointment_id, organization_id=desk.organization.pk)
    if found is None:
        raise Http404("No such meeting.")
    return found
