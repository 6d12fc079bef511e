"""The organization's page of numbers, and the same as a file."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.numbers import selectors, showing
from catalog.numbers.selectors import Numbers, Thing
from catalog.reference.csv_files import written
from catalog.seams import preferences
from catalog.translation.texts import tag_unless

PERIODS = (30, 90)
IN_FILE = 400  # days, all that is kept


@require_safe
@for_members()
def numbers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an organization's numbers, or those of one of its things, over the past days."""
    language = preferences.of(request).language
    days = _period(request)
    first, last = _span(days)
    house = desk.organization.pk
    one = _chosen(request, house, language)
    by_day = selectors.by_day(organization_id=house, first=first, last=last, counted=one.id if one else None)
    things = (
        [] if one else selectors.by_thing(organization_id=house, first=first, last=last, language=language)
    )
    context = {
        "one": one,
        "one_lang": tag_unless(one.title, language) if one else "",
        "tabs": _tabs(desk, days, one),
        "figures": showing.figures(sum((found for _day, found in by_day), Numbers()), language),
        "chart": showing.chart(by_day, language),
        "days": showing.day_table(by_day, language),
        "things": showing.thing_table(things, language, slug=desk.organization.slug, days=days),
    }
    return desk_page(request, desk, "numbers/desk/numbers.html", context)


@require_safe
@for_members()
def numbers_file(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Send all that is kept as a CSV file, a line for each day and thing."""
    first, last = _span(IN_FILE)
    found = selectors.lines(
        organization_id=desk.organization.pk,
        first=first,
        last=last,
        language=preferences.of(request).language,
    )
    response = StreamingHttpResponse(written(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="numbers-{desk.organization.slug}-{last}.csv"'
    return response


def _period(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == asked), PERIODS[0])


def _span(days: int) -> tuple[date, date]:
    today = timezone.now().date()
    return today - timedelta(days=days - 1), today


def _chosen(request: HttpRequest, house: int, language: str) -> Thing | None:
    """Return the thing the address names, None where it names none. Raises Http404 for another's."""
    asked = request.GET.get("of", "")
    if not asked:
        return None
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    found = known and selectors.one_thing(organization_id=house, counted=int(asked), language=language)
    if not found:
        raise Http404("No such thing.")
    return found


def _tabs(desk: Desk, days: int, one: Thing | None) -> list[dict[str, object]]:
    here = reverse("desk-numbers", args=[desk.organization.slug])
    of = f"&of={one.id}" if one else ""
    return [
        {
            "url": f"{here}?days={period}{of}",
            "text": ngettext("%(count)s day", "%(count)s days", period) % {"count": period},
            "current": period == days,
        }
        for period in PERIODS
    ]
