"""An exhibitor's free hours by the reader's clock, and the request for one of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import person_of, posted
from catalog.merchants.models import Organization
from catalog.merchants.selectors.members import belongings
from catalog.merchants.selectors.storefronts import shown
from catalog.reference.cldr import zone_place
from catalog.reference.selectors import country_choices
from catalog.seams import preferences
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless
from expo.meetings.forms import AskForm
from expo.meetings.free_times import days_of
from expo.meetings.selectors.hours import clock_of, first_open, free_starts
from expo.meetings.services import asking
from expo.meetings.services.asking import LENGTHS, Wish

SPAN_DAYS = 7
USUAL = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show when an exhibitor is free, and take a request; only a person with an account can ask."""
    exhibitor = _exhibitor(slug)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    form = _form(request, exhibitor)
    if form is not None and form.is_valid():
        try:
            made = _asked(request, exhibitor, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(reverse("meeting", args=[made]))
    return _page(request, exhibitor, form)


def _exhibitor(slug: str) -> Organization:
    found = shown().filter(organization__slug=slug).select_related("organization").first()
    if found is None:
        raise Http404(_("There is no such exhibitor."))
    return found.organization


def _form(request: HttpRequest, exhibitor: Organization) -> AskForm | None:
    """Return the form of a signed-in reader, bound to what was sent; None for anybody else."""
    if not request.user.is_authenticated:
        return None
    language = preferences.of(request).language
    buyers = [
        (one.organization.slug, one.name.value)
        for one in belongings(person_of(request), language)
        if one.organization.pk != exhibitor.pk
    ]
    countries = [(one.code, one.name) for one in country_choices(language)]
    return AskForm(
        posted(request), buyers=buyers, countries=countries, initial={"language": language, "minutes": USUAL}
    )


def _asked(request: HttpRequest, exhibitor: Organization, form: AskForm) -> Any:
    """Ask, and return the meeting's id. Raises ValidationError."""
    person, said, reader = person_of(request), form.cleaned_data, preferences.of(request)
    if "buyer" in said:
        buyer = Organization.objects.get(slug=said["buyer"], memberships__user=person.pk)
    else:
        buyer = asking.buyer_for(person=person, country=said["country"], language=reader.language)
    wish = Wish(
        begins_at=said["slot"],
        minutes=said["minutes"],
        purpose=said["purpose"],
        language=said["language"],
        buyer_zone=reader.time_zone,
    )
    return asking.ask(exhibitor=exhibitor, buyer=buyer, wish=wish, by=person).pk


def _page(request: HttpRequest, exhibitor: Organization, form: AskForm | None) -> HttpResponse:
    reader, minutes = preferences.of(request), _minutes(request)
    first, zone = _first_day(request, reader.time_zone, exhibitor), clock_of(exhibitor)
    name = local_text(exhibitor, "name", reader.language, states={})
    since = datetime.combine(first, time(0), tzinfo=ZoneInfo(reader.time_zone))
    starts = free_starts(
        organization_id=exhibitor.pk,
        minutes=minutes,
        since=since.astimezone(UTC),
        until=(since + timedelta(days=SPAN_DAYS)).astimezone(UTC),
    )
    here = reverse("meeting-ask", args=[exhibitor.slug])
    days = days_of(starts, reader, zone)
    context = {
        "name": name.value,
        "name_lang": tag_unless(name, reader.language),
        "storefront": reverse("storefront", args=[exhibitor.storefront.slug]),
        "here": here,
        "days": days,
        "two_clocks": any(slot["theirs"] for day in days for slot in day["slots"]),
        "chosen": request.POST.get("slot", ""),
        "mine": zone_place(reader.time_zone, reader.language),
        "theirs": zone_place(zone, reader.language),
        "lengths": _lengths(here, first, minutes),
        "minutes": minutes,
        "form": form,
        **_weeks(first, reader.time_zone),
    }
    bad = form is not None and form.is_bound
    return render(request, "meetings/ask.html", context, status=400 if bad else 200)


def _lengths(here: str, first: date, chosen: int) -> list[dict[str, Any]]:
    return [
        {
            "text": _("%(count)s minutes") % {"count": one},
            "url": f"{here}?minutes={one}&from={first}",
            "current": one == chosen,
        }
        for one in LENGTHS
    ]


def _weeks(first: date, zone: str) -> dict[str, str]:
    """Return the first day shown, and those to go on to."""
    week = timedelta(days=SPAN_DAYS)
    return {
        "first": first.isoformat(),
        "earlier": (first - week).isoformat() if first > _today(zone) else "",
        "later": (first + week).isoformat(),
    }


def _minutes(request: HttpRequest) -> int:
    typed = request.POST.get("minutes") or request.GET.get("minutes", "")
    return int(typed) if typed in {str(one) for one in LENGTHS} else USUAL


def _today(zone: str) -> date:
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def _first_day(request: HttpRequest, zone: str, exhibitor: Organization) -> date:
    """Return the first day to show by the reader's clock: what the address names, else the first with hours.

    Hours are opened for the days of the fair, weeks ahead; who comes earlier would see none of them.
    """
    today = _today(zone)
    try:
        wanted = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        opened = first_open(organization_id=exhibitor.pk)
        wanted = opened.astimezone(ZoneInfo(zone)).date() if opened else today
    return min(max(wanted, today), today + timedelta(days=365))
