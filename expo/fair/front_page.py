"""An edition in the words of a reader: what its front page prints."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_interval
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.products.register_page import source_values
from catalog.products.selectors.register import source_lines
from catalog.reference import drum
from catalog.reference.cldr import country_name, locale_of
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag, pick
from catalog.reference.selectors import portal_countries
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair.models import Edition
from expo.fair.selectors.editions import EditionCard
from expo.fair.selectors.halls import HallLine, halls_of
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.staffing import OpenBooths, open_booths

# What each state means to a visitor, and in which tone it is shown.
TONES = {
    Edition.State.BOOKING.value: "info",
    Edition.State.OPEN.value: "good",
    Edition.State.AFTER.value: "wait",
}


def days(begins_on: date, ends_on: date, language: str) -> str:
    """Return the days of an edition as a reader writes them."""
    return str(format_interval(begins_on, ends_on, "yMMMd", locale=locale_of(language)))


def edition_url(edition: EditionCard) -> str:
    """Return the address at which an edition stays."""
    return reverse("fair-edition", args=[edition.slug])


def edition_values(edition: EditionCard, language: str) -> dict[str, Any]:
    """Return what every page of an edition prints of it."""
    honour = edition.country_of_honour
    return {
        "slug": edition.slug,
        "url": edition_url(edition),
        "name": edition.name,
        "theme": edition.theme,
        "state": Edition.State(edition.state).label,
        "tone": TONES.get(edition.state, ""),
        "days": days(edition.begins_on, edition.ends_on, language),
        "place": edition.place,
        "honour": country_name(honour, language) if honour else "",
        "is_demo": edition.is_demo,
        "takes_booking": edition.takes_booking,
    }


def hall_values(hall: HallLine, edition: EditionCard, language: str) -> dict[str, Any]:
    """Return what a list of halls prints of one of them."""
    return {
        "url": reverse("fair-hall", args=[edition.slug, hall.slug]) if hall.has_plan else "",
        "name": hall.name.value,
        "lang": tag_unless(hall.name, language),
        "booths": hall.booths,
        "free": hall.free,
        "count": show_number(hall.booths, language),
        "children": [],
    }


def hall_tree(halls: Sequence[HallLine], edition: EditionCard, language: str) -> list[dict[str, Any]]:
    """Return the halls as their tree: each with those right below it."""
    lines = {hall.id: hall_values(hall, edition, language) for hall in halls}
    roots: list[dict[str, Any]] = []
    for hall in halls:
        above = lines.get(hall.parent_id) if hall.parent_id is not None else None
        (above["children"] if above else roots).append(lines[hall.id])
    return roots


def nations(halls: Sequence[HallLine], edition: EditionCard, language: str) -> list[dict[str, Any]]:
    """Return the rays of the drum: China and the members of ASEAN, each with its hall if it has one."""
    codes = list(portal_countries().values_list("code", flat=True)) or ["CN"]
    by_country: dict[str, HallLine] = {}
    for hall in halls:
        if hall.country and hall.has_plan:
            by_country.setdefault(hall.country, hall)
    rays = []
    for code, field in zip(codes, drum.ring(len(codes)), strict=True):
        home = by_country.get(code)
        rays.append(
            {
                "code": code,
                "url": reverse("fair-hall", args=[edition.slug, home.slug]) if home else "",
                "booths": home.booths if home else 0,
                "field": field,
            }
        )
    return rays


def figure_values(edition: EditionCard, language: str) -> list[dict[str, Any]]:
    """Return the figures of an edition, each with the source it is taken from: at most one query."""
    sources = source_lines({str(figure.get("source", "")) for figure in edition.figures} - {""})
    found = []
    for figure in edition.figures:
        label, label_language = pick(figure["label"], language, edition.source_language)
        slug = str(figure.get("source", ""))
        found.append(
            {
                "label": label,
                "lang": "" if label_language == language else html_tag(label_language),
                "value": figure["value"],
                "source": source_values(sources[slug], language) if slug in sources else None,
            }
        )
    return found


def partner_values(edition: EditionCard, language: str) -> list[dict[str, str]]:
    """Return the partners of an edition by the names a reader knows them by."""
    found = [pick(partner["name"], language, edition.source_language) for partner in edition.partners]
    return [
        {"name": name, "lang": "" if spoken == language else html_tag(spoken)}
        for name, spoken in found
        if name
    ]


def front_values(
    edition: EditionCard, known: Sequence[EditionCard], chosen: Preferences, *, is_front: bool
) -> dict[str, Any]:
    """Return everything an edition's page prints; ``is_front``: it stands at the fair's own address."""
    language = chosen.language
    halls = halls_of(edition.id, language=language)
    filled = {
        place: slots.fill(place=f"fair.{place}", ids=[edition.id], preferences=chosen)[edition.id]
        for place in ("now", "sections")
    }
    laid_out = sum(1 for hall in halls if hall.has_plan)
    return {
        "edition": edition_values(edition, language),
        "is_front": is_front,
        "halls": hall_tree(halls, edition, language),
        "nations": nations(halls, edition, language) if laid_out else [],
        "star": drum.star(),
        "lines": count_lines(halls, language) if laid_out else None,
        "open": open_line(open_booths(edition.id), language) if laid_out and edition.state in LIVING else "",
        **filled,
        "figures": figure_values(edition, language),
        "partners": partner_values(edition, language),
        "others": [edition_values(other, language) for other in known if other.id != edition.id],
        "crumbs": crumbs(edition, language, is_front=is_front),
    }


def count_lines(halls: Sequence[HallLine], language: str) -> dict[str, str]:
    """Return how many booths, halls and free stands there are, in words."""
    booths, free = sum(hall.booths for hall in halls), sum(hall.free for hall in halls)
    plans = sum(1 for hall in halls if hall.has_plan)
    return {
        "booths": ngettext("%(count)s booth", "%(count)s booths", booths)
        % {"count": show_number(booths, language)},
        "halls": ngettext("%(count)s hall", "%(count)s halls", plans)
        % {"count": show_number(plans, language)},
        "free": ngettext("%(count)s free stand", "%(count)s free stands", free)
        % {"count": show_number(free, language)},
    }


def open_line(now: OpenBooths, language: str) -> str:
    """Return how many booths are in their opening hours, and at how many somebody is."""
    by_hours = ngettext(
        "%(count)s booth in its opening hours", "%(count)s booths in their opening hours", now.by_hours
    )
    staffed = _("staffed: %(count)s") % {"count": show_number(now.staffed, language)}
    return f"{by_hours % {'count': show_number(now.by_hours, language)}} · {staffed}"


def crumbs(edition: EditionCard, language: str, *, is_front: bool = False) -> list[dict[str, str]]:
    """Return the way from the home page to an edition."""
    home = {"text": _("Home"), "url": f"/{language}/"}
    if is_front:
        return [home, {"text": _("The fair"), "url": ""}]
    name = {"text": edition.name.value, "url": "", "lang": tag_unless(edition.name, language)}
    return [home, {"text": _("The fair"), "url": reverse("fair")}, name]
