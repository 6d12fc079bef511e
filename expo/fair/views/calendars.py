"""A person's calendar: its private address, and what is read there without signing in."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.reference.cldr import zone_place
from catalog.seams import preferences
from expo.fair.calendar_files import calendar_file, calendar_response
from expo.fair.feeds import entries_of
from expo.fair.models import CalendarKey
from expo.fair.programme_slots import when
from expo.fair.services.calendar_keys import key_of, renew_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show what stands in a person's calendar and where programs read it; a post makes a new address."""
    person, reader = cast(AbstractBaseUser, request.user), preferences.of(request)
    if request.method == "POST":
        renew_key(person=person)
        messages.success(request, _("The address is a new one. The old one leads nowhere any more."))
        return HttpResponseRedirect(reverse("calendar"))
    here = zone_place(reader.time_zone, reader.language)
    path = reverse("calendar-feed", args=[key_of(person=person).token])
    entries = [
        {
            "title": entry.summary,
            "url": entry.path,
            "when": when(entry.begins, reader.time_zone, here, reader),
            "at": entry.begins,
            "cancelled": entry.cancelled,
        }
        for entry in entries_of(person, reader.language)
    ]
    context = {"address": settings.SITE_ADDRESS + path, "path": path, "entries": entries}
    return render(request, "fair/calendar.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the calendar that a private address stands for, in the language of the address."""
    # PostgreSQL takes no NUL character, with which an address may come.
    key = CalendarKey.objects.filter(token=token).first() if token.isprintable() else None
    person = get_user_model().objects.filter(pk=key.person_id, is_active=True).first() if key else None
    if person is None:
        raise Http404("No such calendar.")
    language = preferences.of(request).language
    content = calendar_file(entries_of(person, language), name=_("China–ASEAN Expo Online"))
    return calendar_response(content, "calendar")
