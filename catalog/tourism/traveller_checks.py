"""What is wrong, or not known, about those who travel: named for correction, and nothing is thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalog.reference.cldr import country_name
from catalog.tourism.entry import RouteAnswer, Traveller
from catalog.tourism.entry_tour import borders_of
from catalog.tourism.models import Booking
from catalog.tourism.presenting import day_words
from catalog.tourism.pricing import band_fits
from catalog.tourism.selectors.rules import check_ways
from catalog.tourism.selectors.tour_list import way_points
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.selectors.travellers import Identity, TravellerLine
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.words import BANDS, word


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence about one traveller; ``field`` is one of ``Identity``, ``wrong`` False: only not known."""

    position: int
    field: str
    text: str
    wrong: bool = True


def faults_of(*, booking: Booking, lines: Sequence[TravellerLine], language: str) -> list[Fault]:
    """Return what does not fit: age and band, whom the tour takes, and passports at every border of it.

    Rules are asked on the days the departure crosses each border. Where no rule is known for a
    nationality that is said, and refused to nobody.
    """
    known = [(line, line.identity) for line in lines if line.identity is not None]
    if not known:
        return []
    document = document_of(tour=booking.departure.tour, version=booking.version)
    found: list[Fault] = []
    for line, identity in known:
        found += _band(line, identity, document, booking.departure.on)
        found += _taken_along(line, identity, document, language)
    return found + _borders(booking, known, language)


def _band(line: TravellerLine, who: Identity, document: TourDocument, on: date) -> list[Fault]:
    band = next((one for one in document.bands if one.key == line.band), None)
    if band is None or band_fits(band, born=who.born, on=on):
        return []
    words = {"band": word(BANDS, band.key)}
    return [Fault(line.position, "born", _("Not of the age of “%(band)s” on the day of departure.") % words)]


def _taken_along(line: TravellerLine, who: Identity, document: TourDocument, language: str) -> list[Fault]:
    refused = who.nationality in document.not_nationals or (
        document.only_nationals and who.nationality not in document.only_nationals
    )
    if not refused:
        return []
    words = {"country": country_name(who.nationality, language)}
    return [
        Fault(
            line.position, "nationality", _("This tour takes no holders of passports of %(country)s.") % words
        )
    ]


def _borders(booking: Booking, known: Sequence[tuple[TravellerLine, Identity]], language: str) -> list[Fault]:
    departure = booking.departure
    points = way_points([departure.tour_id])[departure.tour_id]
    ways = []
    for line, who in known:
        # Whoever lives where the tour begins enters nothing there; everybody else does.
        borders = borders_of(points=points, on=departure.on, days=departure.tour.days, start=who.nationality)
        if borders:
            ways.append((line, who, borders))
    answers = check_ways(
        [(Traveller(who.nationality, who.passport_until), borders) for _line, who, borders in ways],
        purpose="tourism",
        group_size=departure.tour.group_max,
    )
    told = zip(ways, answers, strict=True)
    return [
        fault for (line, who, _borders), answer in told for fault in _answers(line, who, answer, language)
    ]


def _answers(line: TravellerLine, who: Identity, answer: RouteAnswer, language: str) -> list[Fault]:
    found: dict[str, Fault] = {}
    holds: dict[str, date] = {}  # a country that is entered twice asks for the later day
    for border in answer.borders:
        into = border.border.into
        words = {
            "country": country_name(into, language),
            "nationality": country_name(who.nationality, language),
        }
        reasons = [*border.reasons, *(reason for one in border.deciding for reason in one.reasons)]
        for reason in reasons:
            if reason.code == "passport-too-short":
                holds[into] = max(reason.values["day"], holds.get(into, date.min))
                words["day"] = day_words(holds[into], language)
                text = _("For %(country)s the passport has to hold until %(day)s.") % words
                found[f"{into} passport"] = Fault(line.position, "passport_until", text)
            elif reason.code == "unknown":
                text = (
                    _("For %(country)s no rule is known for passports of %(nationality)s. Ask its embassy.")
                    % words
                )
                found.setdefault(f"{into} rule", Fault(line.position, "nationality", text, wrong=False))
    return list(found.values())
