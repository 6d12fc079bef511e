"""The operator's desk: what agents ask for their groups, over all departures."""

from datetime import datetime
from typing import Any

from babel.dates import format_date
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.reference.cldr import locale_of
from catalog.seams import preferences
from catalog.tourism.departure_letters import DESK
from catalog.tourism.desk.departure_words import booking_values, named
from catalog.tourism.models import Booking
from catalog.tourism.selectors.desk_groups import (
    ANSWERED,
    APART,
    OPEN,
    STATES,
    count_groups,
    group_requests,
    is_near,
)
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless

ON_A_PAGE = 50
TABS: dict[str, Promise] = {
    OPEN: gettext_lazy("Waiting for your answer"),
    APART: gettext_lazy("Seats set apart"),
    ANSWERED: gettext_lazy("Answered"),
}


@require_safe
@for_members(*DESK)
def groups(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the requests of a tab: as many queries however many there are."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in STATES else OPEN
    language, now = preferences.of(request).language, timezone.now()
    counts = count_groups(desk.organization.pk)
    page = Paginator(group_requests(desk.organization.pk, tab), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [
            {"text": str(text), "url": f"?tab={code}", "count": counts[code], "current": code == tab}
            for code, text in TABS.items()
        ],
        "page": page,
        "rows": [_row(desk, booking, language, now) for booking in page.object_list],
        "query": f"tab={tab}&",
    }
    return desk_page(request, desk, "tourism/desk/groups.html", context)


def _row(desk: Desk, booking: Booking, language: str, now: datetime) -> dict[str, Any]:
    departure, agent = booking.departure, booking.organization
    name = local_text(agent, "name", language, states={}) if agent else None
    return {
        **booking_values(booking, language, departure.tour.time_zone),
        **named(departure.tour, language),
        "agent": name.value if name else "",
        "agent_lang": tag_unless(name, language) if name else "",
        "day": format_date(departure.on, "medium", locale=locale_of(language)),
        "free": departure.free,
        "near": is_near(booking, now),
        "url": reverse("desk-departures-one", args=[desk.organization.slug, departure.pk]),
    }
