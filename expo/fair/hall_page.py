"""A hall in the words of a reader: what its page prints."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair import plan
from expo.fair.front_page import edition_url, edition_values
from expo.fair.models import Stand
from expo.fair.selectors.hall_plan import HallPlan, StandNow
from expo.fair.selectors.stands import StandLine

LIVE = "live"
WORDS = {
    Stand.State.FREE.value: Stand.State.FREE.label,
    Stand.State.HELD.value: Stand.State.HELD.label,
    Stand.State.TAKEN.value: Stand.State.TAKEN.label,
    LIVE: gettext_lazy("Staffed now"),
    Stand.State.CLOSED.value: Stand.State.CLOSED.label,
}
WAITED_FOR = frozenset({Stand.State.HELD, Stand.State.TAKEN})
TONES = {Stand.State.FREE.value: "info", Stand.State.HELD.value: "wait", LIVE: "warm", "taken": "good"}


@dataclass(frozen=True)
class Narrowing:
    """Which stands a reader asked for; empty fields ask for all."""

    country: str = ""
    zone: str = ""
    show: str = ""

    @classmethod
    def of(cls, query: QueryDict, hall: HallPlan) -> "Narrowing":
        """Return what an address asks for; what this hall does not have is not asked for."""
        country, zone, show = (query.get(name, "") for name in ("country", "zone", "show"))
        return cls(
            country=country if country in countries_of(hall) else "",
            zone=zone if zone in hall.zones else "",
            show=show if show in WORDS else "",
        )

    def fits(self, stand: StandLine, state: str) -> bool:
        """Say whether a stand is one of those asked for."""
        home = stand.booth.country if stand.booth else ""
        return (
            self.country in {"", home}
            and self.zone in {"", stand.zone}
            # A booth with somebody there is an open booth all the same.
            and self.show in {"", state, "taken" if state == LIVE else state}
        )

    @property
    def is_any(self) -> bool:
        return bool(self.country or self.zone or self.show)


def countries_of(hall: HallPlan) -> set[str]:
    """Return the countries whose booths stand in a hall."""
    return {stand.booth.country for stand in hall.stands if stand.booth}


def states_of(hall: HallPlan, live: Collection[int]) -> dict[str, str]:
    """Return how each stand is drawn, by its number; ``live`` are the ids of booths with somebody there."""
    now = ((one.place.code, one.state, one.booth.id if one.booth else None) for one in hall.stands)
    return states_now(now, live)


def states_now(stands: Iterable[StandNow], live: Collection[int]) -> dict[str, str]:
    """Return the same of what is kept for open plans."""
    return {code: LIVE if booth in live else state for code, state, booth in stands}


def digest(states: Mapping[str, str]) -> str:
    """Return the tag of the states of a hall: the same until something is booked, or somebody comes."""
    said = "\n".join(f"{code}={state}" for code, state in sorted(states.items()))
    return f'"{hashlib.blake2s(said.encode(), digest_size=9).hexdigest()}"'


def size(stand: StandLine, language: str) -> str:
    """Return the floor of a stand in square metres; plans are in decimetres."""
    return f"{show_number(round(stand.place.width * stand.place.depth / 100), language)} m²"


def stand_url(hall: HallPlan, stand: StandLine) -> str:
    """Return where a stand leads: to its booth, or to the page on which it is held or waited for."""
    if stand.booth:
        return reverse("fair-booth", args=[hall.edition.slug, stand.booth.slug])
    if stand.state == Stand.State.CLOSED:
        return ""
    return reverse("fair-stand", args=[hall.edition.slug, hall.hall.slug, stand.place.code])


def wait_url(hall: HallPlan, stand: StandLine) -> str:
    """Return where a stand is waited for that leads to its booth, or nothing where nobody can wait."""
    if stand.booth is None or not hall.edition.takes_booking or stand.state not in WAITED_FOR:
        return ""
    return reverse("fair-stand", args=[hall.edition.slug, hall.hall.slug, stand.place.code])


def stand_values(hall: HallPlan, stand: StandLine, state: str, language: str) -> dict[str, Any]:
    """Return what the list of a hall prints of a stand."""
    booth = stand.booth
    zone = hall.zones.get(stand.zone)
    return {
        "code": stand.place.code,
        "url": stand_url(hall, stand),
        "wait_url": wait_url(hall, stand),
        "kind": Stand.Kind(stand.kind).label,
        "size": size(stand, language),
        "price_class": stand.price_class,
        "state": WORDS[state],
        "key": state,
        "tone": TONES.get(state, ""),
        "booth": booth.organization.value if booth else "",
        "lang": tag_unless(booth.organization, language) if booth else "",
        "country": country_name(booth.country, language) if booth else "",
        "zone": zone.value if zone else "",
        "zone_lang": tag_unless(zone, language) if zone else "",
    }


def marks(hall: HallPlan, states: Mapping[str, str], narrowing: Narrowing, language: str) -> list[plan.Mark]:
    """Return the stands as they are drawn."""
    found = []
    for stand in hall.stands:
        code, booth = stand.place.code, stand.booth
        state = states[code]
        name = booth.organization.value if booth else ""
        label = " ".join(part for part in (code, name) if part)
        found.append(
            plan.Mark(
                place=stand.place,
                state=state,
                name=name,
                label=f"{label}, {WORDS[state]}",
                url=stand_url(hall, stand),
                lang=tag_unless(booth.organization, language) if booth else "",
                zone=stand.zone,
                dim=not narrowing.fits(stand, state),
            )
        )
    return found


def drawn(hall: HallPlan, states: Mapping[str, str], narrowing: Narrowing, language: str) -> SafeString:
    """Return the plan of a hall as an SVG element that its script can bring up to date."""
    title = _("Plan of %(hall)s") % {"hall": hall.hall.name.value}
    words = {f"word-{key}": str(word) for key, word in WORDS.items()}
    return plan.draw(
        marks(hall, states, narrowing, language),
        width=hall.hall.width,
        depth=hall.hall.depth,
        title=title,
        zones=list(hall.zones),
        data={"now": reverse("fair-hall-now", args=[hall.edition.slug, hall.hall.slug]), **words},
    )


def counts(states: Mapping[str, str], language: str) -> list[dict[str, str]]:
    """Return the legend: each state that stands can be in here, with how many are."""
    order = ("live", "taken", "held", "free", "closed")
    found = {key: sum(1 for state in states.values() if state == key) for key in order}
    return [
        {"key": key, "text": str(WORDS[key]), "count": show_number(found[key], language)}
        for key in order
        if found[key]
    ]


def choices(hall: HallPlan, narrowing: Narrowing, language: str) -> dict[str, list[dict[str, Any]]]:
    """Return what the list may be narrowed by."""
    countries = sorted((country_name(code, language), code) for code in countries_of(hall))
    return {
        "countries": [
            {"value": code, "text": name, "on": code == narrowing.country} for name, code in countries
        ],
        "zones": [
            {
                "value": slug,
                "text": name.value,
                "lang": tag_unless(name, language),
                "on": slug == narrowing.zone,
            }
            for slug, name in hall.zones.items()
        ],
        "states": [
            {"value": key, "text": WORDS[key], "on": key == narrowing.show} for key in ("free", "taken", LIVE)
        ],
    }


def zone_legend(hall: HallPlan, language: str) -> list[dict[str, Any]]:
    """Return the zones with the numbers of their patterns."""
    numbers = plan.patterns(list(hall.zones))
    return [
        {"number": numbers[slug], "text": name.value, "lang": tag_unless(name, language)}
        for slug, name in hall.zones.items()
    ]


def other_halls(hall: HallPlan, language: str) -> list[dict[str, Any]]:
    """Return the halls of the edition that have a plan, as ways from one to the next."""
    return [
        {
            "text": one.name.value,
            "lang": tag_unless(one.name, language),
            "url": "" if one.id == hall.hall.id else reverse("fair-hall", args=[hall.edition.slug, one.slug]),
        }
        for one in hall.halls
        if one.has_plan
    ]


def hall_values(
    hall: HallPlan, live: Collection[int], query: QueryDict, chosen: Preferences
) -> dict[str, Any]:
    """Return everything the page of a hall prints; ``live`` are the ids of booths with somebody there."""
    language = chosen.language
    narrowing = Narrowing.of(query, hall)
    states = states_of(hall, live)
    listed = [stand for stand in hall.stands if narrowing.fits(stand, states[stand.place.code])]
    total = len(hall.stands)
    return {
        "edition": edition_values(hall.edition, language),
        "hall": hall.hall,
        "plan": drawn(hall, states, narrowing, language),
        "least": round(plan.size_of(hall.hall.width, hall.hall.depth)[0] / 32),
        "total": ngettext("%(count)s stand", "%(count)s stands", total)
        % {"count": show_number(total, language)},
        "counts": counts(states, language),
        "zones": zone_legend(hall, language),
        "stands": [stand_values(hall, stand, states[stand.place.code], language) for stand in listed],
        "choices": choices(hall, narrowing, language),
        "narrowed": narrowing.is_any,
        "query": urlencode({name: value for name, value in vars(narrowing).items() if value}),
        "halls": other_halls(hall, language),
        "here": reverse("fair-hall", args=[hall.edition.slug, hall.hall.slug]),
        "crumbs": crumbs(hall, language),
    }


def crumbs(hall: HallPlan, language: str, last: Sequence[dict[str, str]] = ()) -> list[dict[str, str]]:
    """Return the way from the home page to a hall, or on to what is ``last``."""
    edition = hall.edition
    here = reverse("fair-hall", args=[edition.slug, hall.hall.slug]) if last else ""
    return [
        {"text": _("Home"), "url": f"/{language}/"},
        {"text": _("The fair"), "url": reverse("fair")},
        {"text": edition.name.value, "url": edition_url(edition), "lang": tag_unless(edition.name, language)},
        {"text": hall.hall.name.value, "url": here, "lang": tag_unless(hall.hall.name, language)},
        *last,
    ]
