"""What departures put into the seams while the site starts: schedules, a kind of notice, the desk's menu."""

from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Organization
from catalog.notices import registry as notices
from catalog.products.told import name_acts
from catalog.seams import desk, events, schedules
from catalog.tourism import departure_letters
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.services import departure_clock
from catalog.tourism.services.messages import MESSAGE
from catalog.tourism.tour_search import follow_departures

ACTS = {
    "departures.pattern": _("Departures were planned by days of the week"),
    "departures.pattern-stopped": _("Departures by days of the week were ended"),
    "departures.exceptions": _("Days without a departure were changed"),
}


def register() -> None:
    """Fill the seams."""
    events.subscribe(DeparturesChanged, follow_departures)
    name_acts(ACTS)
    notices.register(departure_letters.DECISION)
    notices.register(MESSAGE)
    for schedule in departure_clock.SCHEDULES:
        schedules.register(schedule)
    desk.register(
        desk.DeskEntry(
            name="departures",
            label=_("Departures"),
            url_name="desk-departures",
            roles=frozenset(departure_letters.DESK),
            order=16,
            kinds=frozenset({Organization.Kind.TOUR_OPERATOR}),
        )
    )
