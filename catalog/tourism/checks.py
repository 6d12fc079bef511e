"""Whether a tour's document may be published: every rule an operator can break, with its field."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.reference.cldr import country_name
from catalog.reference.models import Country
from catalog.tourism.models import BorderCrossing, Place, Route
from catalog.tourism.price_checks import price_problems
from catalog.tourism.tour_document import TRANSLATED, TourDocument
from catalog.tourism.way import Step, gaps
from catalog.tourism.words import GUIDE_LANGUAGES
from catalog.translation.selectors import local_text

MOST_DAYS = 60
MOST_IN_GROUP = 500
EDITORS = 0
LONGEST_BEFORE = {"cutoff_hours": 24 * 90, "decision_days": 180, "names_days": 180}
# As the ITU writes international numbers (E.123): a plus, the country, at most fifteen digits in groups.
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,38}")

Problems = dict[str, list[Any]]
Said = Iterator[tuple[str, Any]]


@dataclass(frozen=True)
class Resolved:
    """The places a document names, by their slugs, and its way from where it begins to where it ends."""

    places: Mapping[str, Place]
    way: tuple[Step, ...]


def check_tour(*, organization: Organization, document: TourDocument) -> Resolved:
    """Return the places the document of an operator's tour names.

    Raises ValidationError with a list of messages per field of the document, in the active language.
    What is wrong with the second day or season stands by ``days.2`` and ``seasons.2``.
    """
    resolved = _resolved(document)
    problems: Problems = defaultdict(list)
    for field, message in _problems(organization, document, resolved):
        problems[field].append(message)
    if problems:
        raise ValidationError(dict(problems))
    return resolved


def _problems(organization: Organization, document: TourDocument, resolved: Resolved) -> Said:
    yield from _text_problems(document)
    yield from _way_problems(document, resolved)
    yield from price_problems(document)
    yield from _people_problems(document)
    yield from _meeting_problems(document, resolved.places)
    if not _may_show(organization, document.pictures):
        yield "pictures", _("A picture is no longer there. Add it again.")


def _resolved(document: TourDocument) -> Resolved:
    named = {document.begins, document.ends, document.meeting_place}
    named |= {slug for day in document.days for slug in day.places}
    rows = Place.objects.rewrite(False).filter(shown=True, slug__in=named - {""})
    places = {place.slug: place for place in rows.select_related("crossing", "country")}
    way = [(document.begins, 1)]
    way += [(slug, number) for number, day in enumerate(document.days, 1) for slug in day.places]
    way += [(document.ends, max(len(document.days), 1))]
    return Resolved(places, tuple(_step(places[slug], day) for slug, day in way if slug in places))


def _step(place: Place, day: int) -> Step:
    crossing: BorderCrossing | None = getattr(place, "crossing", None)
    if crossing is None:
        return Step(place.slug, place.country_id, day)
    is_zone = crossing.kind == BorderCrossing.Kind.ZONE
    return Step(place.slug, place.country_id, day, crossing=True, other=crossing.other_id or "", zone=is_zone)


def _text_problems(document: TourDocument) -> Said:
    languages = dict(settings.LANGUAGES)
    own = document.source_language
    if own not in languages:
        yield "source_language", _("Choose one of the portal's languages.")
    if not document.title.get(own, "").strip():
        yield "title", _("Give the tour a title in the language you write in.")
    if len(document.title.get(own, "")) > 200:
        yield "title", _("At most %(most)d letters.") % {"most": 200}
    named: list[tuple[str, Iterable[str]]] = [(field, getattr(document, field)) for field in TRANSLATED]
    named += [("held", document.held)]
    named += [("days", {*day.title, *day.text}) for day in document.days]
    for field, found in named:
        for language in sorted(set(found) - set(languages)):
            yield field, _("Unknown language: %(language)s.") % {"language": language}
    for number, day in enumerate(document.days, 1):
        if not (day.title.get(own, "").strip() or day.text.get(own, "").strip()):
            yield f"days.{number}", _("Say what happens on day %(number)d.") % {"number": number}


def _way_problems(document: TourDocument, resolved: Resolved) -> Said:
    places = resolved.places
    if document.mode not in Route.Mode.values:
        yield "mode", _("Choose how travellers are carried.")
    if not 1 <= len(document.days) <= MOST_DAYS:
        yield "days", _("A tour has 1 to %(most)d days.") % {"most": MOST_DAYS}
    yield from _unknown_places(document, places)
    if document.days and not any(day.places for day in document.days):
        yield "days", _("Name the places the tour leads to.")
    if all(step.slug in places for step in resolved.way):
        yield from _gap_problems(document, resolved)


def _unknown_places(document: TourDocument, places: Mapping[str, Place]) -> Said:
    for field, slug in (("begins", document.begins), ("ends", document.ends)):
        if not slug:
            yield field, _("Choose a place.")
        elif slug not in places:
            yield field, _("This place is not known here: %(place)s.") % {"place": slug}
    for number, day in enumerate(document.days, 1):
        for slug in day.places:
            if slug not in places:
                yield f"days.{number}", _("This place is not known here: %(place)s.") % {"place": slug}


def _gap_problems(document: TourDocument, resolved: Resolved) -> Said:
    language = get_language() or "en"
    for gap in gaps(resolved.way):
        listed = [country_name(code, language) for code in sorted(gap.before)]
        last = gap.step is resolved.way[-1]
        yield (
            "ends" if last and document.ends == gap.step.slug else f"days.{gap.step.day}",
            _("No border crossing leads from %(before)s to %(place)s (%(country)s). Name the one taken.")
            % {
                "before": " / ".join(listed),
                "place": _called(resolved.places[gap.step.slug], document.source_language),
                "country": country_name(gap.step.country, language),
            },
        )


def _called(place: Place, language: str) -> str:
    return str(local_text(place, "name", language).value or place.slug)


def _people_problems(document: TourDocument) -> Said:
    if not 1 <= document.group_min <= document.group_max <= MOST_IN_GROUP:
        yield (
            "group_max",
            _("The smallest group is at least 1, the largest not smaller, at most %(most)d.")
            % {"most": MOST_IN_GROUP},
        )
    if not document.guide_languages or set(document.guide_languages) - set(GUIDE_LANGUAGES):
        yield "guide_languages", _("Choose the languages of the guides from the list.")
    if document.only_nationals and document.not_nationals:
        yield "not_nationals", _("Say either who may come or who may not, not both.")
    for field in ("only_nationals", "not_nationals"):
        stated: Collection[str] = set(getattr(document, field))
        if stated and Country.objects.filter(pk__in=stated).count() != len(stated):
            yield field, _("Name countries by their two-letter codes.")
    for field, most in LONGEST_BEFORE.items():
        if not 0 <= getattr(document, field) <= most:
            yield field, _("0 to %(most)d.") % {"most": most}


def _meeting_problems(document: TourDocument, places: Mapping[str, Place]) -> Said:
    place = places.get(document.meeting_place)
    if place is None:
        yield "meeting_place", _("Choose the place where travellers meet.")
    if not document.meeting.get(document.source_language, "").strip():
        yield "meeting", _("Say how travellers find the meeting point.")
    if document.meeting_time is None:
        yield "meeting_time", _("Say when travellers meet, by the clock of that place.")
    if document.time_zone not in available_timezones():
        yield "time_zone", _("There is no such time zone.")
    elif place and place.country.time_zones and document.time_zone not in place.country.time_zones:
        country = country_name(place.country_id, get_language() or "en")
        yield (
            "time_zone",
            _("This is not a clock of the meeting place's country, %(country)s.") % {"country": country},
        )
    if not PHONE.fullmatch(document.emergency_phone.strip()):
        yield "emergency_phone", _("Give a telephone that is answered while the tour is under way.")


def _may_show(organization: Organization, ids: Collection[int]) -> bool:
    """Tell whether all of these pictures are there and none is another organization's."""
    if not ids:
        return True
    owners = dict(Picture.objects.filter(pk__in=ids).values_list("pk", "owner"))
    return set(owners) == set(ids) and set(owners.values()) <= {EDITORS, organization.pk}
