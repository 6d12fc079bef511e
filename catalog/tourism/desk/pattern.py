"""The operator's desk: the days a weekly pattern leaves out, changed after it was planned."""

from typing import Any

from babel.dates import format_date
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.reference.cldr import locale_of
from catalog.seams import preferences
from catalog.tourism.departure_letters import DESK
from catalog.tourism.desk.departure_forms import ExceptionsForm
from catalog.tourism.desk.departure_words import state_values
from catalog.tourism.desk.departures import pattern_values, say
from catalog.tourism.models import Departure, DeparturePattern
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors import desk_departures
from catalog.tourism.services.exceptions import change_exceptions


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*DESK)
def one(request: HttpRequest, desk: Desk, pattern_id: int) -> HttpResponse:
    """Say which days a pattern leaves out; who booked one of them is not let down by that."""
    pattern = desk_departures.pattern_of(desk.organization.pk, pattern_id)
    if pattern is None:
        raise Http404("No such pattern.")
    form = ExceptionsForm(posted(request), initial={"except_on": "\n".join(pattern.except_on)})
    if form.is_valid() and _changed(request, desk, pattern, form):
        return HttpResponseRedirect(
            reverse("desk-departures-pattern", args=[desk.organization.slug, pattern.pk])
        )
    language = preferences.of(request).language
    left = desk_departures.left_on_exceptions(pattern)
    context = {
        "pattern": pattern_values(pattern, language),
        "form": form,
        "seen": " ".join(pattern.except_on),
        "left": [_left(desk, departure, language) for departure in left],
    }
    return desk_page(request, desk, "tourism/desk/pattern.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, desk: Desk, pattern: DeparturePattern, form: ExceptionsForm) -> bool:
    try:
        changed = change_exceptions(
            pattern=pattern,
            except_on=form.cleaned_data["except_on"],
            seen=request.POST.get("seen", "").split(),
            by=desk.person,
        )
    except ValidationError as error:
        say(form, error)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    words = _("Saved. Departures made: %(made)d. Taken out, as nobody had booked them: %(gone)d.")
    messages.success(request, words % {"made": changed.made, "gone": changed.gone})
    return True


def _left(desk: Desk, departure: Departure, language: str) -> dict[str, Any]:
    args = [desk.organization.slug, departure.pk]
    return {
        "day": format_date(departure.on, "full", locale=locale_of(language)),
        "url": reverse("desk-departures-one", args=args),
        "cancel_url": reverse("desk-departures-cancel", args=args),
        "booked": departure.taken,
        **state_values(departure),
    }
