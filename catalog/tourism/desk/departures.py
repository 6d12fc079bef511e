"""The operator's desk: departures on a calendar and in a list, and planning them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import WRITERS
from catalog.reference.cldr import locale_of
from catalog.seams import preferences
from catalog.seams.preferences import Preferences
from catalog.tourism.departure_dates import today_at
from catalog.tourism.departure_letters import DESK
from catalog.tourism.desk import month
from catalog.tourism.desk.departure_forms import PatternForm, PlanForm, day_names, title_of
from catalog.tourism.desk.departure_words import named, state_values
from catalog.tourism.models import Departure, DeparturePattern
from catalog.tourism.selectors import desk_departures
from catalog.tourism.selectors.desk_departures import Line
from catalog.tourism.services.departures import open_departure, plan_departure, plan_pattern
from catalog.tourism.services.patterns import stop_pattern

ON_A_PAGE = 50


@require_safe
@for_members(*DESK)
def departures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a month of the operator's departures, of all tours or of one."""
    reader = preferences.of(request)
    today = today_at(reader.time_zone, timezone.now())
    first = month.month_of(request.GET.get("month", ""), today)
    tours = desk_departures.tours_of(desk.organization.pk)
    chosen = next((tour for tour in tours if str(tour.pk) == request.GET.get("tour")), None)
    lines = desk_departures.lines_between(
        desk.organization.pk, first, month.last_of(first), tour_id=chosen.pk if chosen else None
    )
    rows = [_row(line, desk, reader) for line in lines]
    days = [(line.departure.on, row) for line, row in zip(lines, rows, strict=True)]
    before, after = month.neighbours(first)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    address = {"month": f"{first:%Y-%m}", **({"tour": str(chosen.pk)} if chosen else {})}
    context = {
        "calendar": month.calendar_of(first, days, today, reader.language),
        "before": "?" + urlencode({**address, "month": f"{before:%Y-%m}"}),
        "after": "?" + urlencode({**address, "month": f"{after:%Y-%m}"}),
        "month": address["month"],
        "tours": [
            {"value": tour.pk, "text": title_of(tour, reader.language), "chosen": tour == chosen}
            for tour in tours
        ],
        "page": page,
        "query": urlencode(address) + "&",
        "undecided": [_undecided(one, desk, reader) for one in _undecided_of(desk)],
    }
    return desk_page(request, desk, "tourism/desk/departures.html", context)


def _undecided_of(desk: Desk) -> list[Departure]:
    return desk_departures.undecided_of(desk.organization.pk)


def _row(line: Line, desk: Desk, reader: Preferences) -> dict[str, Any]:
    departure = line.departure
    return {
        "url": _url(desk, departure),
        "day": format_date(departure.on, "medium", locale=locale_of(reader.language)),
        **named(departure.tour, reader.language),
        "free": departure.free,
        "seats": departure.seats,
        "booked": departure.booked,
        "minimum": departure.minimum,
        "asked": line.asked,
        "waiting": line.waiting,
        **state_values(departure),
    }


def _undecided(departure: Departure, desk: Desk, reader: Preferences) -> dict[str, Any]:
    locale = locale_of(reader.language)
    return {
        "url": _url(desk, departure),
        **named(departure.tour, reader.language),
        "day": format_date(departure.on, "medium", locale=locale),
        "decides": format_date(departure.decides_on, "medium", locale=locale),
        "late": today_at(departure.tour.time_zone, timezone.now()) > departure.decides_on,
        "booked": departure.booked,
        "minimum": departure.minimum,
    }


def _to_tours(desk: Desk) -> list[dict[str, str]]:
    """Return the way to what is published before it departs, for those who may write it."""
    may = WRITERS & desk.roles
    return [{"url": reverse("desk-tours", args=[desk.organization.slug]), "text": _("Tours")}] if may else []


def _url(desk: Desk, departure: Departure) -> str:
    return reverse("desk-departures-one", args=[desk.organization.slug, departure.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@for_members(*DESK)
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Plan one departure or a weekly pattern, and stop patterns."""
    language = preferences.of(request).language
    tours = desk_departures.tours_of(desk.organization.pk)
    patterns = desk_departures.patterns_of(desk.organization.pk)
    do = request.POST.get("do", "")
    given: dict[str, Any] = {"tours": tours, "language": language}
    single = PlanForm(request.POST if do == "one" else None, initial={"opened": True}, prefix="one", **given)
    weekly = PatternForm(request.POST if do == "pattern" else None, prefix="pattern", **given)
    if do == "stop":
        return _stopped(request, desk, patterns)
    back = _planned(request, desk, single) or _pattern_planned(request, desk, weekly)
    if back is not None:
        return back
    context = {
        "single": single,
        "weekly": weekly,
        "has_tours": bool(tours),
        "first": _to_tours(desk),
        "patterns": [pattern_values(pattern, language) for pattern in patterns],
    }
    status = 422 if single.errors or weekly.errors else 200
    return desk_page(request, desk, "tourism/desk/plan.html", context, status=status)


def _planned(request: HttpRequest, desk: Desk, form: PlanForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            departure = plan_departure(
                tour=form.chosen(),
                on=form.cleaned_data["on"],
                seats=form.cleaned_data["seats"],
                by=desk.person,
            )
            if form.cleaned_data["opened"]:
                open_departure(departure=departure, by=desk.person)
    except ValidationError as error:
        say(form, error)
        return None
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(_url(desk, departure))


def _pattern_planned(request: HttpRequest, desk: Desk, form: PatternForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    said = {name: value for name, value in form.cleaned_data.items() if name != "tour"}
    try:
        pattern = plan_pattern(tour=form.chosen(), **said, by=desk.person)
    except ValidationError as error:
        say(form, error)
        return None
    count = pattern.departures.count()
    words = ngettext(
        "This pattern has made %(count)d departure so far.",
        "This pattern has made %(count)d departures so far.",
        count,
    )
    messages.success(request, words % {"count": count})
    address = reverse("desk-departures", args=[desk.organization.slug])
    return HttpResponseRedirect(f"{address}?month={pattern.from_day:%Y-%m}")


def say(form: Form, error: ValidationError) -> None:
    """Put what a service refused beside the fields it is about."""
    if hasattr(error, "error_dict"):
        for field, messages_ in error.message_dict.items():
            form.add_error(field if field in form.fields else None, messages_)
    else:
        form.add_error(None, error)


def _stopped(request: HttpRequest, desk: Desk, patterns: list[DeparturePattern]) -> HttpResponse:
    wanted = next((one for one in patterns if str(one.pk) == request.POST.get("pattern")), None)
    if wanted is not None:
        stop_pattern(pattern=wanted, by=desk.person)
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("desk-departures-plan", args=[desk.organization.slug]))


def pattern_values(pattern: DeparturePattern, language: str) -> dict[str, Any]:
    """Return what pages say of a weekly pattern."""
    locale = locale_of(language)
    names = dict(day_names(locale))
    return {
        "id": pattern.pk,
        **named(pattern.tour, language),
        "weekdays": ", ".join(names[number] for number in pattern.weekdays),
        "from_day": format_date(pattern.from_day, "medium", locale=locale),
        "until_day": format_date(pattern.until_day, "medium", locale=locale),
        "except_on": [
            format_date(date.fromisoformat(day), "medium", locale=locale) for day in pattern.except_on
        ],
        "seats": pattern.seats,
    }
