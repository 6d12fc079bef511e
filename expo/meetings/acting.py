"""One side decides about a meeting: the form that came, the service it means, and the errors it raises."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.desk.guard import posted
from catalog.reference.local_time import moment_of
from expo.meetings.forms import DecisionForm, SlotField
from expo.meetings.models import Appointment, Side
from expo.meetings.services import deciding
from expo.meetings.services.deciding import Seen

DONE = {
    "accept": gettext_lazy("The meeting is agreed. It is in your calendar file now."),
    "decline": gettext_lazy("You have declined the meeting."),
    "propose": gettext_lazy("The other side is asked about the new time."),
    "withdraw": gettext_lazy("Your request is withdrawn."),
    "move": gettext_lazy("The meeting is moved. The other side is told."),
    "cancel": gettext_lazy("The meeting is called off. The other side is told."),
    "absent": gettext_lazy("Noted: the other side did not come."),
}


def decide(request: HttpRequest, appointment: Appointment, side: Side) -> DecisionForm | None:
    """Do what the posted form says; return the form as long as it is not done, with what is wrong in it."""
    places = deciding.places_of(appointment.exhibitor) if side == Side.EXHIBITOR else {}
    form = DecisionForm(posted(request), places=places)
    if not form.is_valid():
        return form
    seen = Seen(appointment, side, form.cleaned_data["sequence"])
    wanted: str = form.cleaned_data["do"]
    try:
        _services(form, seen)[wanted]()
    except ValidationError as error:
        form.add_error(None, error)
        return form
    messages.success(request, DONE[wanted])
    return None


def _services(form: DecisionForm, seen: Seen) -> dict[str, Callable[[], Appointment]]:
    said = form.cleaned_data
    place, reason = said["place_kind"], said["reason"]
    return {
        "accept": lambda: deciding.accept(seen=seen, place_kind=place),
        "decline": lambda: deciding.decline(seen=seen, reason=reason),
        "propose": lambda: deciding.propose(seen=seen, begins_at=_moment(form, seen), place_kind=place),
        "withdraw": lambda: deciding.withdraw(seen=seen),
        "move": lambda: deciding.move(seen=seen, begins_at=_moment(form, seen)),
        "cancel": lambda: deciding.cancel(seen=seen, reason=reason),
        "absent": lambda: deciding.mark_absent(seen=seen),
    }


def _moment(form: DecisionForm, seen: Seen) -> datetime:
    """Return the time that was chosen: a buyer's from a list, an exhibitor's typed by its own clock."""
    said = form.cleaned_data
    if seen.side == Side.BUYER:
        return SlotField().clean(said["slot"])
    if not said["day"] or not said["hour"]:
        raise ValidationError(_("Choose a time."), code="required")
    return moment_of(said["day"], said["hour"], seen.appointment.exhibitor_zone)
