"""A booth in the words of a reader: what its page prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.products import presenting
from catalog.reference.cldr import country_name, language_name, zone_place
from catalog.reference.display import show_clocks, show_day, show_moment, show_number, show_time
from catalog.reference.selectors import city_name, portal_countries
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless
from expo.fair.models import Booth
from expo.fair.selectors.booths import BoothPage, DocumentLine, StaffLine
from expo.fair.selectors.editions import BOOKABLE
from expo.fair.selectors.exhibits import ExhibitLine
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.staffing import Attendance, Stretch, zone_of

UNKNOWN = "UTC"  # of a reader who has not said where they are
MOST_HOURS = 14


@dataclass(frozen=True)
class Clocks:
    """By which clocks a reader sees a booth's hours: their own (empty where unknown) and the booth's.

    ``reader`` and ``booth`` are IANA time zones, ``place`` says where the booth's holds.
    """

    reader: str
    booth: str
    place: str
    language: str

    def moment(self, moment: datetime) -> str:
        """Return a moment by the reader's clock first, then by the booth's."""
        if not self.reader:
            return f"{show_moment(moment, self.booth, self.language)} {self.place}"
        return show_clocks(
            moment, reader=self.reader, other=self.booth, place=self.place, language=self.language
        )

    def stretch(self, stretch: Stretch) -> dict[str, str]:
        """Return opening hours by both clocks; the reader's is empty where it is the same or unknown."""
        booth = _stretch(stretch, self.booth, self.language)
        reader = _stretch(stretch, self.reader, self.language) if self.reader else ""
        return {"reader": reader if reader != booth else "", "booth": booth}


def _stretch(stretch: Stretch, zone: str, language: str) -> str:
    starts, ends = (moment.astimezone(ZoneInfo(zone)) for moment in stretch)
    last = show_time if starts.date() == ends.date() else show_moment
    return f"{show_moment(starts, zone, language)}–{last(ends, zone, language)}"


def clocks_of(booth: Booth, chosen: Preferences, asked: str = "") -> Clocks:
    """Return the clocks of a booth and a reader; ``asked`` is a zone they chose on the page."""
    known = asked if asked and asked in zones() else ""
    own = chosen.time_zone if chosen.time_zone != UNKNOWN else ""
    zone, language = zone_of(booth), chosen.language
    return Clocks(known or own, zone, _clock_place(booth, zone, language), language)


def _clock_place(booth: Booth, zone: str, language: str) -> str:
    """Return what the place is called whose clock a booth keeps: its city's, or one it chose."""
    organization = booth.organization
    if booth.time_zone:
        return zone_place(zone, language)
    if organization.city:
        return city_name(organization.city, language)
    return country_name(organization.country_id, language)


def zones() -> list[str]:
    """Return the time zones of the portal's countries: one query."""
    return sorted({zone for country in portal_countries() for zone in country.time_zones})


def presence_values(attended: Attendance, clocks: Clocks) -> dict[str, Any]:
    """Return what is said of whether somebody is there; "next" is empty where no hours are known."""
    return {
        "is_staffed": attended.is_staffed,
        "open_until": clocks.moment(attended.open_until) if attended.open_until else "",
        "next": clocks.moment(attended.next[0]) if attended.next else "",
    }


def exhibit_values(line: ExhibitLine, page: Booth, reader: presenting.Reader) -> dict[str, Any]:
    """Return what the card of an exhibit prints; in a living edition it leads to the product."""
    kept = reverse("fair-exhibit", args=[page.edition.slug, page.slug, line.id])
    lives = page.edition.state in LIVING
    url = reverse("product", args=[line.product]) if line.product and lives else kept
    return card_values(line, reader) | {"url": url}


def card_values(line: ExhibitLine, reader: presenting.Reader) -> dict[str, Any]:
    """Return what the card of an exhibit prints wherever it leads."""
    card, language = line.card, reader.language
    return {
        "title": card.title.value,
        "title_lang": tag_unless(card.title, language),
        "original": card.original.value if card.original else "",
        "original_lang": card.original.tag if card.original else "",
        "picture": card.picture,
        "badge": {"text": _("GI product"), "tone": "wait", "icon": "star"} if card.is_gi else None,
        "price": presenting.price(card, reader),
        "note": line.note,
        "price_note": line.price_note,
    }


def booth_values(page: BoothPage, chosen: Preferences, clocks: Clocks) -> dict[str, Any]:
    """Return everything the page of a booth prints."""
    booth, language = page.booth, chosen.language
    reader = presenting.reader_of(chosen)
    over = booth.edition.state not in LIVING
    filled = {
        place: slots.fill(place=f"booth.{place}", ids=[booth.pk], preferences=chosen)[booth.pk]
        for place in ("sections", "aside")
    }
    return {
        "booth": {
            "name": page.name.value,
            "name_lang": tag_unless(page.name, language),
            "original": page.original.value if page.original else "",
            "original_lang": page.original.tag if page.original else "",
            "initial": initial(page),
            "place": place_of(page, language),
            "is_demo": booth.organization.is_demo,
        },
        "over": over,
        "headline": page.texts["headline"],
        "about": page.texts["about"],
        "banner": page.banner,
        "exhibits": [exhibit_values(line, booth, reader) for line in page.exhibits],
        "documents": [document_values(one, language) for one in page.documents],
        "video": page.video,
        "staff": [] if over else [staff_values(one, language) for one in page.staff],
        "hours": [] if over else [clocks.stretch(one) for one in page.hours[:MOST_HOURS]],
        "clock_place": clocks.place,
        "reader_place": zone_place(clocks.reader, language) if clocks.reader else "",
        "zones": [] if over else _zone_choices(clocks, language),
        "presence": presence_values(page.attendance, clocks),
        "presence_url": _address("fair-booth-presence", booth, clocks, chosen),
        "stand_url": stand_url(booth),
        "storefront_url": reverse("storefront", args=[page.storefront]) if page.storefront else "",
        "noindex": booth.organization.is_demo and not settings.INDEX_DEMO,
        "share_picture": page.banner,
        "crumbs": crumbs(page, language),
        **filled,
    }


def initial(page: BoothPage) -> str:
    """Return the letter of a booth's seal, of its own name; demonstration names begin with the word Demo."""
    own = page.original.value if page.original else page.name.value
    return next((letter for letter in own.removeprefix("Demo ") if letter.isalnum()), "·")


def place_of(page: BoothPage, language: str) -> str:
    """Return where a booth stands and where its organization is."""
    booth = page.booth
    stand = _("Stand %(code)s") % {"code": booth.stand.code} if booth.stand else ""
    return " · ".join(part for part in (stand, country_name(booth.organization.country_id, language)) if part)


def stand_url(booth: Booth) -> str:
    """Return where the stand of a booth is waited for, or nothing while its edition takes no bookings."""
    if booth.stand is None or booth.edition.state not in BOOKABLE:
        return ""
    return reverse("fair-stand", args=[booth.edition.slug, booth.stand.hall.slug, booth.stand.code])


def document_values(one: DocumentLine, language: str) -> dict[str, Any]:
    """Return what is said of a document before somebody fetches it."""
    kind = one.content_type.rpartition("/")[2].upper()
    return {
        "url": reverse("files:private", args=[one.file_id]),
        "name": one.name,
        "weight": f"{kind} {show_number(max(1, round(one.size / 1000)), language)} kB",
        "day": show_day(one.added_at, language),
    }


def staff_values(one: StaffLine, language: str) -> dict[str, Any]:
    """Return what is said of somebody who receives visitors."""
    named = ", ".join(language_name(code, language) for code in one.languages)
    return {"name": one.name, "languages": named, "is_here": one.is_here}


def _zone_choices(clocks: Clocks, language: str) -> list[dict[str, Any]]:
    named = sorted(((zone_place(zone, language), zone) for zone in zones()), key=lambda pair: pair[0])
    return [{"value": zone, "text": name, "chosen": zone == clocks.reader} for name, zone in named]


def _address(name: str, booth: Booth, clocks: Clocks, chosen: Preferences) -> str:
    path = reverse(name, args=[booth.edition.slug, booth.slug])
    asked = clocks.reader if clocks.reader and clocks.reader != chosen.time_zone else ""
    return f"{path}?clock={asked}" if asked else path


def crumbs(page: BoothPage, language: str) -> Sequence[dict[str, str]]:
    """Return the way to a booth: the fair, its edition, the hall where it has a stand."""
    booth = page.booth
    edition = local_text(booth.edition, "name", language, states={})
    way = [
        {"text": _("Home"), "url": f"/{language}/"},
        {"text": _("The fair"), "url": reverse("fair")},
        {
            "text": edition.value,
            "lang": tag_unless(edition, language),
            "url": reverse("fair-edition", args=[booth.edition.slug]),
        },
    ]
    if booth.stand and page.hall:
        way.append(
            {
                "text": page.hall.value,
                "lang": tag_unless(page.hall, language),
                "url": reverse("fair-hall", args=[booth.edition.slug, booth.stand.hall.slug]),
            }
        )
    return [*way, {"text": page.name.value, "lang": tag_unless(page.name, language), "url": ""}]
