"""A hall in the words of a reader: what its page prints."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair.front_page import edition_url, edition_values
from expo.fair.models import Stand
from expo.fair.selectors.editions import EditionCard
from expo.fair.selectors.halls import HallLine
from expo.fair.selectors.stands import StandLine, stands_of

TONES = {Stand.State.FREE.value: "info", Stand.State.HELD.value: "wait", Stand.State.TAKEN.value: "good"}


def size(stand: StandLine, language: str) -> str:
    """Return the floor of a stand in square metres; plans are in decimetres."""
    area = stand.place.width * stand.place.depth
    metres = area // 100 if area % 100 == 0 else round(area / 100)
    return f"{show_number(metres, language)} m²"


def stand_values(stand: StandLine, edition: EditionCard, language: str) -> dict[str, Any]:
    """Return what the list of a hall prints of a stand."""
    booth = stand.booth
    return {
        "code": stand.place.code,
        "kind": Stand.Kind(stand.kind).label,
        "size": size(stand, language),
        "state": Stand.State(stand.state).label,
        "tone": TONES.get(stand.state, ""),
        "booth": booth.organization.value if booth else "",
        "lang": tag_unless(booth.organization, language) if booth else "",
        "country": country_name(booth.country, language) if booth else "",
    }


def hall_values(hall: HallLine, edition: EditionCard, chosen: Preferences) -> dict[str, Any]:
    """Return everything the page of a hall prints."""
    language = chosen.language
    stands = stands_of(hall.id, language=language)
    name = {"text": hall.name.value, "url": "", "lang": tag_unless(hall.name, language)}
    return {
        "edition": edition_values(edition, language),
        "hall": hall,
        "stands": [stand_values(stand, edition, language) for stand in stands],
        "crumbs": [
            {"text": _("Home"), "url": f"/{language}/"},
            {"text": _("The fair"), "url": reverse("fair")},
            {
                "text": edition.name.value,
                "url": edition_url(edition),
                "lang": tag_unless(edition.name, language),
            },
            name,
        ],
    }
