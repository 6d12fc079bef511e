"""A booking's own pages: by account, or by a private address that is known to whoever booked.

The signed token in that address is the permission, so no cache keeps these pages. A reader may have a device
keep a confirmed booking for reading without a network; on one that others use too, nobody should, so it is
never kept unasked.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import person_of, posted
from catalog.merchants.services.moves import MoveRefused
from catalog.seams import preferences
from catalog.tourism.booking_forms import IdentityForm, PartyForm
from catalog.tourism.booking_links import read_token, token
from catalog.tourism.booking_page import booking_values, head_values
from catalog.tourism.departure_dates import today_at
from catalog.tourism.models import Booking
from catalog.tourism.refusals import Refused
from catalog.tourism.sealing import Unreadable
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.selectors.travellers import TravellerLine, travellers_of
from catalog.tourism.services import cancelling, groups, seats
from catalog.tourism.services.travellers import check_open, enter
from catalog.tourism.traveller_checks import faults_of

KEEP_OFFLINE = "X-Keep-Offline"
KEPT_COOKIE = "keep-booking"
KEPT_FOR = timedelta(days=365)
MOST_LISTED = 200


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the bookings of whoever is signed in, the newest first."""
    reader = preferences.of(request)
    rows = Booking.objects.filter(person=person_of(request).pk).select_related("departure__tour")
    found = [
        {**head_values(row, reader), "url": reverse("booking", args=[row.pk])}
        for row in rows.order_by("-created_at", "pk")[:MOST_LISTED]
    ]
    return render(request, "tourism/booking/mine.html", {"lines": found})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Show a booking of one's own; anybody else's is a 404."""
    booking = _own(request, booking_id)
    names = reverse("booking-travellers", args=[booking.pk])
    return _one(request, booking, here=reverse("booking", args=[booking.pk]), names=names)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def travellers(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Ask who travels, of a booking of one's own."""
    booking = _own(request, booking_id)
    here = reverse("booking-travellers", args=[booking.pk])
    return _travellers(request, booking, here=here, back=reverse("booking", args=[booking.pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, typed: str) -> HttpResponse:
    """Show a booking to whoever holds its private address."""
    booking = _linked(typed)
    here = reverse("booking-by-link", args=[typed])
    if request.method == "POST" and request.POST.get("do") in {"keep", "forget"}:
        return _on_this_device(here, keep=request.POST["do"] == "keep")
    kept = request.COOKIES.get(KEPT_COOKIE) == "1"
    names = reverse("booking-by-link-travellers", args=[typed])
    response = _one(request, booking, here=here, names=names, device={"kept": kept})
    if kept and booking.state == Booking.State.CONFIRMED and response.status_code == 200:
        response[KEEP_OFFLINE] = "1"
    return response


def _on_this_device(here: str, *, keep: bool) -> HttpResponse:
    """Remember for this address alone, in this browser, whether it may keep the booking."""
    response = HttpResponseRedirect(here)
    if keep:
        response.set_cookie(
            KEPT_COOKIE,
            "1",
            max_age=KEPT_FOR,
            path=here,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(KEPT_COOKIE, path=here, samesite="Lax")
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def travellers_by_link(request: HttpRequest, typed: str) -> HttpResponse:
    """Ask whoever holds a booking's private address who travels."""
    booking = _linked(typed)
    here = reverse("booking-by-link-travellers", args=[typed])
    return _travellers(request, booking, here=here, back=reverse("booking-by-link", args=[typed]))


def _own(request: HttpRequest, booking_id: UUID) -> Booking:
    return _found(Booking.objects.filter(pk=booking_id, person=person_of(request).pk).first())


def _linked(typed: str) -> Booking:
    key = read_token(typed)
    return _found(Booking.objects.filter(pk=key).first() if key else None)


def _found(booking: Booking | None) -> Booking:
    if booking is None:
        raise Http404(_("There is no such booking."))
    return booking


def _one(
    request: HttpRequest, booking: Booking, *, here: str, names: str, device: dict[str, bool] | None = None
) -> HttpResponse:
    form = _call_form(request, booking)
    problem = ""
    if request.method == "POST":
        problem = _do(request, booking, form)
        if not problem:
            return HttpResponseRedirect(here)
        booking.refresh_from_db()
    lines, unread = _lines(booking)
    values = booking_values(booking, lines, preferences.of(request))
    context = {
        "booking": values,
        "here": here,
        "names_url": names,
        "form": form,
        "problem": problem or unread,
        "device": device,
        "mine": booking.person_id is not None and booking.person_id == request.user.pk,
        "private_url": "" if device else reverse("booking-by-link", args=[token(booking.pk)]),
    }
    return render(request, "tourism/booking/one.html", context, status=400 if problem else 200)


def _call_form(request: HttpRequest, booking: Booking) -> PartyForm | None:
    """Return the form in which an agent says how many of its group come, while seats are set apart."""
    if booking.kind != Booking.Kind.GROUP or booking.state != Booking.State.HELD:
        return None
    document = document_of(tour=booking.departure.tour, version=booking.version)
    sent = posted(request) if request.POST.get("do") == "call" else None
    return PartyForm(sent, bands=document.bands, most=booking.seats, party=booking.party)


def _do(request: HttpRequest, booking: Booking, form: PartyForm | None) -> str:
    """Do what was posted; return what is wrong, or nothing."""
    by = person_of(request) if request.user.is_authenticated else None
    wanted = request.POST.get("do")
    try:
        if wanted == "request" and booking.kind == Booking.Kind.PARTY:
            seats.request(booking=booking, by=by)
            messages.success(request, _("Your request is with the operator"))
        elif wanted == "call" and form is not None and form.is_valid():
            groups.call_seats(booking=booking, party=form.party(), by=by)
            messages.success(request, _("Your request is with the operator"))
        elif wanted == "release" and request.POST.get("sure") == "1":
            seats.release(booking=booking, by=by)
            messages.success(request, _("Your booking is given back"))
        elif wanted == "accept":
            cancelling.accept_offered(booking=booking, by=by)
            messages.success(request, _("Your booking is confirmed"))
        elif wanted == "decline":
            cancelling.decline_offered(booking=booking, by=by)
        else:
            return _("Choose what to do.")
    except MoveRefused:
        return _("This booking has changed meanwhile. Look at it as it is now, then decide.")
    except Refused as refusal:
        return str(refusal)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@sensitive_variables()
def _travellers(request: HttpRequest, booking: Booking, *, here: str, back: str) -> HttpResponse:
    reader = preferences.of(request)
    lines, unread = _lines(booking)
    today = today_at(booking.departure.tour.time_zone, timezone.now())
    forms = [
        IdentityForm(posted(request), line=line, language=reader.language, today=today) for line in lines
    ]
    problem = unread or _closed(booking)
    # Every form is looked at: what is wrong in the last one is told together with the first.
    valid = [form.is_valid() for form in forms]
    if request.method == "POST" and not problem and all(valid):
        problem = _keep(request, booking, forms)
        if not problem:
            return HttpResponseRedirect(here)
    context: dict[str, Any] = {
        "booking": head_values(booking, reader),
        "forms": _shown(booking, forms, problem, reader.language, sent=request.method == "POST"),
        "problem": problem,
        "here": here,
        "back": back,
        "wrong": request.method == "POST",
    }
    return render(
        request, "tourism/booking/travellers.html", context, status=400 if request.method == "POST" else 200
    )


def _lines(booking: Booking) -> tuple[list[TravellerLine], str]:
    """Return who travels and nothing, or nobody and what is to be said where no key of ours opens it."""
    try:
        return travellers_of(booking), ""
    except Unreadable:
        return [], _("Some of what is sealed cannot be read with the keys of this site.")


def _keep(request: HttpRequest, booking: Booking, forms: list[IdentityForm]) -> str:
    """Keep who travels; return why that is refused, for a booking may end while its form is filled in."""
    said = {form.line.position: form.identity() for form in forms}
    by = person_of(request) if request.user.is_authenticated else None
    try:
        enter(booking=booking, identities={at: who for at, who in said.items() if who}, by=by)
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("The names are kept."))
    return ""


def _closed(booking: Booking) -> str:
    try:
        check_open(booking)
    except Refused as refusal:
        return str(refusal)
    return ""


def _shown(
    booking: Booking, forms: list[IdentityForm], problem: str, language: str, *, sent: bool
) -> list[dict[str, Any]]:
    """Return the forms to show; where none can be kept, what was sent just now stays to be read off."""
    if problem:
        return [{"form": form, "faults": []} for form in forms if sent]
    return _with_faults(booking, forms, language)


def _with_faults(booking: Booking, forms: list[IdentityForm], language: str) -> list[dict[str, Any]]:
    """Return each form with what is wrong, or not known, about what was entered before."""
    faults = faults_of(booking=booking, lines=[form.line for form in forms], language=language)
    return [
        {"form": form, "faults": [one for one in faults if one.position == form.line.position]}
        for form in forms
    ]
