"""What an operator does on the page of one departure: a table of acts, each one service."""

import re
from collections.abc import Callable, Mapping
from datetime import time

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.services.moves import MoveRefused
from catalog.reference.local_time import moment_of
from catalog.tourism.desk.departure_forms import DAY, MOST_SEATS, AwayForm, SeatsForm
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import groups, seats
from catalog.tourism.services.departures import (
    change_seats,
    close_departure,
    confirm_departure,
    open_departure,
)
from catalog.translation.texts import clean


class DeclineForm(forms.Form):
    """Why a booking is declined or called off."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class AllotForm(forms.Form):
    """How many seats are set apart for a group, and until the end of which day."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=MOST_SEATS)
    until = forms.DateField(label=gettext_lazy("Until the end of"), widget=DAY)


KEY = re.compile(r"\d{1,18}")  # what a column of ids holds
Act = Callable[[Departure, QueryDict, AbstractBaseUser], None]


def act(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> str:
    """Do what was posted; return why it could not be done, in the active language, or nothing."""
    wanted = ACTS.get(posted.get("do", ""))
    if wanted is None:
        return _("Nothing was chosen.")
    try:
        wanted(departure, posted, by)
    except ValidationError as error:
        return " ".join(error.messages)
    except MoveRefused as error:
        return _in_words(error)
    except Refused as error:
        return str(error)
    return ""


def _in_words(error: MoveRefused) -> str:
    """Say both states of a refused move as pages call them."""
    labels = dict([*Departure.State.choices, *Booking.State.choices])
    words = {
        "now": str(labels.get(error.current, error.current)),
        "wanted": str(labels.get(error.wanted, error.wanted)),
    }
    return _("“%(now)s” does not become “%(wanted)s”.") % words


def _checked(form: forms.Form) -> Mapping[str, object]:
    if not form.is_valid():
        said = [f"{form.fields[name].label}: {text}" for name, texts in form.errors.items() for text in texts]
        raise ValidationError(said)
    return form.cleaned_data


def _booking(departure: Departure, posted: QueryDict) -> Booking:
    rows = departure.bookings.select_related("departure__tour__organization", "person")
    try:
        return rows.get(pk=posted.get("booking", ""))
    except (Booking.DoesNotExist, ValidationError):
        raise Refused(_("This booking is not on this departure.")) from None


def _open(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    open_departure(departure=departure, by=by)


def _close(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    close_departure(departure=departure, by=by)


def _promise(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    confirm_departure(departure=departure, by=by)


def _seats(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    form = SeatsForm(posted)
    _checked(form)
    change_seats(departure=departure, seats=form.cleaned_data["seats"], by=by)


def _away(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    form = AwayForm(posted)
    _checked(form)
    said = form.cleaned_data
    seats.set_away(
        departure=departure, kind=said["kind"], seats=said["seats"], note=clean(said["note"]), by=by
    )


def _take_back(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    key = posted.get("away", "")
    away = departure.away.filter(pk=key).first() if KEY.fullmatch(key) else None
    if away is not None:
        seats.take_back(away=away, by=by)


def _confirm(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    seats.confirm(booking=_booking(departure, posted), by=by)


def _decline(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    form = DeclineForm(posted)
    _checked(form)
    seats.release(booking=_booking(departure, posted), by=by, reason=clean(form.cleaned_data["reason"]))


def _allot(departure: Departure, posted: QueryDict, by: AbstractBaseUser) -> None:
    form = AllotForm(posted)
    _checked(form)
    until = moment_of(form.cleaned_data["until"], time(23, 59), departure.tour.time_zone)
    groups.allot(
        booking=_booking(departure, posted),
        seats=form.cleaned_data["seats"],
        until=min(until, departure.meets_at),
        by=by,
    )


ACTS: dict[str, Act] = {
    "open": _open,
    "close": _close,
    "promise": _promise,
    "seats": _seats,
    "away": _away,
    "take-back": _take_back,
    "confirm": _confirm,
    "decline": _decline,
    "allot": _allot,
}
