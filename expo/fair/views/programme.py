"""The programme of an edition, each session, its seats and its calendar file."""

from itertools import groupby
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.reference.cldr import locale_of, zone_place
from catalog.seams import preferences
from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText, tag_unless
from expo.fair.calendar_files import calendar_file, calendar_response
from expo.fair.front_page import edition_values
from expo.fair.models import Session, SessionSeat
from expo.fair.programme_slots import UNKNOWN, entry_of
from expo.fair.refusals import Refused
from expo.fair.selectors.editions import EditionCard, edition_at
from expo.fair.selectors.programme import SessionCard, at_the_same_time, now_and_next, seat_of, sessions_of
from expo.fair.services import seats
from expo.fair.session_page import session_values


@require_safe
def listed(request: HttpRequest, edition: str) -> HttpResponse:
    """All sessions by day of the fair's place, what is on now and what is next, by both clocks."""
    reader = preferences.of(request)
    found = _edition(edition, reader)
    sessions = sessions_of(found.id, language=reader.language)
    on, coming = now_and_next(sessions)
    locale, clock = locale_of(reader.language), ZoneInfo(found.time_zone)
    days = [
        {
            "day": format_date(day, "full", locale=locale),
            "sessions": [session_values(one, found, reader) for one in group],
        }
        for day, group in groupby(sessions, key=lambda one: one.begins_at.astimezone(clock).date())
    ]
    context = {
        "edition": edition_values(found, reader.language),
        "crumbs": _crumbs(found, reader),
        "on": [session_values(one, found, reader) for one in on],
        "coming": [session_values(one, found, reader) for one in coming],
        "days": days,
        "place": found.place,
        "mine": "" if reader.time_zone == UNKNOWN else zone_place(reader.time_zone, reader.language),
    }
    return render(request, "fair/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, edition: str, slug: str) -> HttpResponseBase:
    """One session; a person with an account takes a seat or gives it back."""
    reader = preferences.of(request)
    found = _edition(edition, reader)
    card = next(iter(sessions_of(found.id, language=reader.language, slug=slug)), None)
    if card is None:
        raise Http404("No such session.")
    if request.method == "POST":
        return _seat(request, found, card)
    context = {
        "edition": edition_values(found, reader.language),
        "crumbs": _crumbs(found, reader, card.title),
        "session": session_values(card, found, reader),
    }
    if request.user.is_authenticated:
        person = cast(AbstractBaseUser, request.user)
        context |= {
            "seat": seat_of(card.id, person),
            "meanwhile": at_the_same_time(
                person,
                begins=card.begins_at,
                ends=card.ends_at,
                language=reader.language,
                own_key=f"session-{card.id}",
            ),
        }
    return render(request, "fair/session.html", context)


def _seat(request: HttpRequest, edition: EditionCard, card: SessionCard) -> HttpResponseBase:
    """Take a seat or give it back, and say what came of it."""
    here = reverse("fair-session", args=[edition.slug, card.slug])
    if not request.user.is_authenticated:
        return redirect_to_login(here)
    person, found = cast(AbstractBaseUser, request.user), Session.objects.get(pk=card.id)
    try:
        if request.POST.get("do") == "leave":
            seats.leave(session=found, person=person)
            messages.success(request, _("You have given your seat back."))
        elif seats.register(session=found, person=person) == SessionSeat.State.SEATED:
            messages.success(request, _("You have a seat."))
        else:
            messages.info(request, _("All seats are taken. You are on the waiting list, and we tell you."))
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(here)


@require_safe
def calendar(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Send a session as a calendar file; a cancelled one takes the entry out."""
    reader = preferences.of(request)
    card = _edition(edition, reader)
    found = get_object_or_404(Session.objects.select_related("edition"), edition=card.id, slug=slug)
    return calendar_response(calendar_file([entry_of(found, reader.language)], single=True), found.slug)


def _edition(slug: str, reader: Preferences) -> EditionCard:
    found = edition_at(slug, language=reader.language)
    if found is None:
        raise Http404("No such edition.")
    return found


def _crumbs(
    edition: EditionCard, reader: Preferences, title: LocalText | None = None
) -> list[dict[str, str]]:
    """Return the way to the programme, or to the session of it that is called so."""
    way = [
        {
            "text": edition.name.value,
            "lang": tag_unless(edition.name, reader.language),
            "url": reverse("fair-edition", args=[edition.slug]),
        },
        {"text": _("Programme"), "url": reverse("fair-programme", args=[edition.slug]) if title else ""},
    ]
    if title:
        way.append({"text": title.value, "lang": tag_unless(title, reader.language), "url": ""})
    return way
