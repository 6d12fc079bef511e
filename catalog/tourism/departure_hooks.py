"""What departures put into the seams while the site starts: schedules, a kind of notice, the desk's menu."""

from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Organization
from catalog.notices import registry as notices
from catalog.seams import desk, events, schedules
from catalog.tourism import departure_letters
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.services import departure_clock
from catalog.tourism.services.messages import MESSAGE
from catalog.tourism.tour_search import follow_departures


def register() -> None:
    """Fill the seams."""
    events.subscribe(DeparturesChanged, follow_departures)
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
