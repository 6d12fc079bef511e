"""The operator's desk: one departure with everything booked on it, and cancelling it."""

from typing import Any

from babel.dates import format_date
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.services.moves import MoveRefused
from catalog.reference.cldr import locale_of
from catalog.seams import preferences
from catalog.tourism.departure_dates import today_at
from catalog.tourism.departure_letters import DESK
from catalog.tourism.desk import departure_words as words
from catalog.tourism.desk.departure_acts import AllotForm, act
from catalog.tourism.desk.departure_forms import AwayForm, CancelForm, SeatsForm
from catalog.tourism.models import Departure
from catalog.tourism.selectors import desk_departures
from catalog.tourism.selectors.travellers import MAY_READ
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.departures import COMING, MOVES

State = Departure.State


def found(desk: Desk, departure_id: int) -> Departure:
    """Return a departure of the desk's organization. Raises Http404 for another's."""
    departure = desk_departures.departure_of(desk.organization.pk, departure_id)
    if departure is None:
        raise Http404("No such departure.")
    return departure


def head_of(departure: Departure, language: str) -> dict[str, Any]:
    """Return what every page about a departure calls it by."""
    return {
        **words.named(departure.tour, language),
        "day": format_date(departure.on, "full", locale=locale_of(language)),
        **words.state_values(departure),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*DESK)
def one(request: HttpRequest, desk: Desk, departure_id: int) -> HttpResponse:
    """Show a departure, and do what its operator decides about it; what is refused stays as it was typed."""
    departure = found(desk, departure_id)
    if request.method == "POST":
        why_not = act(departure, request.POST, desk.person)
        if not why_not:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(_url(desk, departure))
        messages.error(request, why_not)
        departure = found(desk, departure_id)
    language, zone = preferences.of(request).language, departure.tour.time_zone
    bookings = desk_departures.bookings_of(departure)
    away = desk_departures.away_of(departure)
    shown = [words.booking_values(booking, language, zone) for booking in bookings]
    context = {
        "departure": head_of(departure, language),
        "facts": words.facts_of(departure, language),
        "share": words.share_values(desk_departures.share_of(departure, bookings, away), departure.seats),
        "seats": departure.seats,
        "bookings": [one for one in shown if not one["waits"] and not one["over"]],
        "waiting": [one for one in shown if one["waits"]],
        "over": [one for one in shown if one["over"]],
        "away": words.away_values(away, language, zone),
        "away_form": AwayForm(_typed(request, "away"), auto_id="away_%s"),
        "seats_form": SeatsForm(_typed(request, "seats"), initial={"seats": departure.seats}),
        "allot_form": AllotForm(),
        "typed": request.POST,
        "coming": departure.state in COMING,
        "undecided": _undecided(departure),
        "moves": _moves(departure),
        "cancel_url": reverse("desk-departures-cancel", args=[desk.organization.slug, departure.pk]),
        "message_url": reverse("desk-departures-message", args=[desk.organization.slug, departure.pk]),
        "manifest_url": reverse("desk-departures-manifest", args=[desk.organization.slug, departure.pk]),
        "list_url": _month_url(desk, departure),
        "may_export": bool(desk.roles & MAY_READ),
    }
    status = 422 if request.method == "POST" else 200
    return desk_page(request, desk, "tourism/desk/departure.html", context, status=status)


def _typed(request: HttpRequest, do: str) -> QueryDict | None:
    """Return what was typed into the form of one act, if it is that one which was refused."""
    return request.POST if request.POST.get("do") == do else None


def _moves(departure: Departure) -> set[str]:
    """Return which of the page's buttons would do something."""
    targets, state = MOVES[departure.state], departure.state
    in_time = departure.closes_at > timezone.now()
    moves = set()
    if state in {State.PLANNED, State.CLOSED} and in_time:
        moves.add("open")
    if State.CLOSED in targets:
        moves.add("close")
    if State.CANCELLED in targets:
        moves.add("cancel")
    if departure.decided_at is None and state in {State.OPEN, State.CLOSED}:
        moves.add("promise")
    return moves


def _undecided(departure: Departure) -> str:
    """Return how a departure stands that has to be decided: "", "soon" or "late"."""
    near = {one.pk for one in desk_departures.undecided_of(departure.tour.organization_id)}
    if departure.pk not in near:
        return ""
    return "late" if today_at(departure.tour.time_zone, timezone.now()) > departure.decides_on else "soon"


def _url(desk: Desk, departure: Departure) -> str:
    return reverse("desk-departures-one", args=[desk.organization.slug, departure.pk])


def _month_url(desk: Desk, departure: Departure) -> str:
    return f"{reverse('desk-departures', args=[desk.organization.slug])}?month={departure.on:%Y-%m}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*DESK)
def cancel(request: HttpRequest, desk: Desk, departure_id: int) -> HttpResponse:
    """Say what cancelling means for how many, and cancel a departure with a reason."""
    departure = found(desk, departure_id)
    language = preferences.of(request).language
    others = desk_departures.others_to_offer(departure)
    form = CancelForm(posted(request), others=others, language=language)
    if form.is_valid() and _cancelled(request, desk, departure, form):
        return HttpResponseRedirect(_url(desk, departure))
    bookings, travellers = desk_departures.travellers_counted(departure)
    context = {
        "departure": head_of(departure, language),
        "form": form,
        "bookings": bookings,
        "travellers": travellers,
        "coming": departure.state in COMING,
        "url": _url(desk, departure),
    }
    status = 422 if form.errors else 200
    return desk_page(request, desk, "tourism/desk/cancel.html", context, status=status)


def _cancelled(request: HttpRequest, desk: Desk, departure: Departure, form: CancelForm) -> bool:
    try:
        cancel_departure(
            departure=departure,
            reason=form.cleaned_data["reason"],
            offered=form.other(),
            by=desk.person,
        )
    except ValidationError as error:
        for field, said in error.message_dict.items():
            form.add_error(field, said)
        return False
    except MoveRefused:
        form.add_error(None, _("This departure is cancelled or has left."))
        return False
    messages.success(request, _("The departure is cancelled. Everybody on it is told."))
    return True
