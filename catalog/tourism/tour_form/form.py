"""The form of a tour, whole."""

from typing import Any

from catalog.products.listing_form.papers import Pictures
from catalog.products.listing_form.parts import Asked, Part
from catalog.products.listing_form.whole import WholeForm
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_form.charging import Cancellation, Seasons
from catalog.tourism.tour_form.meeting import Deadlines, Meeting
from catalog.tourism.tour_form.people import Bands, People
from catalog.tourism.tour_form.way import Way, Words

PARTS: tuple[type[Part[Any]], ...] = (
    Words,
    Pictures,
    Way,
    People,
    Bands,
    Seasons,
    Cancellation,
    Meeting,
    Deadlines,
)
# Which stretch of the page a field of the document stands in, where that is not called after it.
PLACES = {
    "begins": "mode",
    "ends": "mode",
    "group_min": "group_max",
    "guide_languages": "group_max",
    "only_nationals": "nationals",
    "not_nationals": "nationals",
    "currency": "seasons",
    "meeting": "meeting_place",
    "meeting_time": "meeting_place",
    "time_zone": "meeting_place",
    "emergency_phone": "meeting_place",
    "decision_days": "cutoff_hours",
    "names_days": "cutoff_hours",
}


class TourForm(WholeForm[TourDocument]):
    """Everything an operator says of a tour, in the language it is written in."""

    places = PLACES

    def __init__(self, asked: Asked[TourDocument]) -> None:
        super().__init__(asked, PARTS)
