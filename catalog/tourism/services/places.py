"""Writes: places and border crossings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import time
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from catalog.reference.models import City, Country, Source
from catalog.reference.slugs import SlugRefused, check_slug
from catalog.seams import freshness
from catalog.search import services as search
from catalog.tourism.models import BorderCrossing, Place
from catalog.tourism.words import DOCUMENTS, HERITAGE, SEASONS
from catalog.translation import services as translation

AREA = "journeys"
YEARS = range(1900, 2100)
Texts = Mapping[str, str]
Problems = dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What is entered of a place beside its words; the fields are those of ``Place``."""

    kind: str
    country_id: str
    lat: Decimal
    lon: Decimal
    source_id: str
    source_language: str = "en"
    city_id: str | None = None
    part_of_id: int | None = None
    coordinates_confirmed: bool = False
    confirmed: bool = False
    seasons: Sequence[Mapping[str, Any]] = ()
    heritage: Sequence[Mapping[str, Any]] = ()
    picture_id: int | None = None
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class CrossingFacts:
    """What is entered of a crossing beyond its place; the fields are those of ``BorderCrossing``."""

    kind: str
    other_id: str | None = None
    time_zone: str = "Asia/Shanghai"
    opens: time | None = None
    closes: time | None = None
    nationals: Sequence[str] = ()
    documents: Sequence[str] = ()
    group_max: int | None = None


@transaction.atomic
def save_place(
    *,
    slug: str,
    names: Texts,
    abouts: Texts,
    facts: PlaceFacts,
    crossing: CrossingFacts | None = None,
    terms: Texts | None = None,
    states: Mapping[str, Mapping[str, str]] | None = None,
) -> Place:
    """Enter a place with the source of what is said, or correct it; a crossing brings its own facts.

    Raises ValidationError, one message list per field, for what ``check_place`` does not take.
    """
    check_place(slug=slug, name=names.get(facts.source_language, ""), facts=facts, crossing=crossing)
    told = asdict(facts) | {"seasons": list(facts.seasons), "heritage": list(facts.heritage)}
    place, _created = Place.objects.update_or_create(slug=slug, defaults=told)
    known = dict(states or {})
    translation.project_texts(
        target=place,
        texts={"name": dict(names), "about": dict(abouts)},
        states={name: known[name] for name in ("name", "about") if name in known},
    )
    if crossing:
        _save_crossing(place, crossing, terms or {}, known.get("terms", {}))
    else:
        BorderCrossing.objects.filter(place=place).delete()
    search.mark_dirty(kind="place", ids=[place.pk])
    freshness.changed(AREA)
    return place


def _save_crossing(place: Place, facts: CrossingFacts, terms: Texts, states: Mapping[str, str]) -> None:
    told = asdict(facts) | {"nationals": list(facts.nationals), "documents": list(facts.documents)}
    crossing, _created = BorderCrossing.objects.update_or_create(place=place, defaults=told)
    translation.project_texts(target=crossing, texts={"terms": dict(terms)}, states={"terms": dict(states)})


def check_place(*, slug: str, name: str, facts: PlaceFacts, crossing: CrossingFacts | None) -> None:
    """Raise ValidationError, one message list per field, for a place that is not one.

    A place needs a name in its own language, a source, coordinates on Earth, a city of its country;
    what calls itself confirmed needs a source that somebody looked at on a stated day.
    """
    problems = field_problems(Place(**asdict(facts)), besides=("slug", "source", "seasons", "heritage"))
    try:
        check_slug(slug)
    except SlugRefused as refused:
        problems["slug"] = [str(refused)]
    if not name.strip():
        problems["name"] = [_("A place needs its name in its own language.")]
    if abs(facts.lat) > 90:
        problems["lat"] = [_("Latitude is between -90 and 90 degrees.")]
    if abs(facts.lon) > 180:
        problems["lon"] = [_("Longitude is between -180 and 180 degrees.")]
    if facts.city_id and not City.objects.filter(pk=facts.city_id, country_id=facts.country_id).exists():
        problems["city"] = [_("This city is not in that country.")]
    problems |= source_problems(facts.source_id, facts.confirmed) | _above_problems(facts.part_of_id, slug)
    _add(problems, "seasons", [one for row in facts.seasons for one in _season_problems(row)])
    _add(problems, "heritage", [one for row in facts.heritage for one in _heritage_problems(row)])
    problems |= _way_problems(slug, facts, crossing)
    if problems:
        raise ValidationError(problems)


def _way_problems(slug: str, facts: PlaceFacts, crossing: CrossingFacts | None) -> Problems:
    problems: Problems = {}
    if crossing:
        problems = _crossing_problems(crossing, facts.country_id)
    elif BorderCrossing.objects.filter(place__slug=slug, rules__isnull=False).exists():
        problems["kind"] = [_("Rules of entry hold at this crossing: it stays one.")]
    if (facts.kind == Place.Kind.CROSSING) is not (crossing is not None):
        problems["kind"] = [_("A border crossing says how it is crossed, and nothing else does.")]
    return problems


def field_problems(record: Model, *, besides: Sequence[str]) -> Problems:
    """Return what a record's fields do not take (a choice, a bound, a row that is not there), by field."""
    try:
        record.clean_fields(exclude=besides)
    except ValidationError as refused:
        return dict(refused.message_dict)
    return {}


def _above_problems(place_id: int | None, slug: str) -> Problems:
    """Return what is wrong with the place another is part of: it is that one, or part of it itself."""
    seen: set[str] = set()
    above = Place.objects.filter(pk=place_id).first() if place_id is not None else None
    while above is not None and above.slug not in seen:
        if above.slug == slug:
            return {"part_of": [_("A place is not part of itself.")]}
        seen.add(above.slug)
        above = above.part_of
    return {}


def _add(problems: Problems, field: str, found: list[Any]) -> None:
    if found:
        problems[field] = found


def source_problems(source_id: str, confirmed: bool) -> Problems:
    """Return what is wrong with a source: none, or one nobody looked at that is to confirm something."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return {"source": [_("Name the source of what is said.")]}
    if confirmed and source.checked_on is None:
        return {"confirmed": [_("Only a source that was looked at on a stated day confirms something.")]}
    return {}


def _season_problems(row: Mapping[str, Any]) -> list[Any]:
    months = row.get("months")
    if row.get("kind") not in SEASONS or not isinstance(months, list) or not months:
        return [_("A season has a kind and months.")]
    if not all(type(month) is int and 1 <= month <= 12 for month in months):
        return [_("Months are numbers from 1 to 12.")]
    return _source_of(row)


def _heritage_problems(row: Mapping[str, Any]) -> list[Any]:
    year = row.get("year")
    if row.get("kind") not in HERITAGE:
        return [_("Unknown kind of heritage.")]
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or year not in YEARS):
        return [_("The year of a step is four digits.")]
    return _source_of(row)


def _source_of(row: Mapping[str, Any]) -> list[Any]:
    known = Source.objects.filter(pk=str(row.get("source", "")), checked_on__isnull=False).exists()
    return [] if known else [_("Name a source, and the day on which it was checked there.")]


def _crossing_problems(facts: CrossingFacts, country: str) -> Problems:
    problems = field_problems(BorderCrossing(**asdict(facts)), besides=("place", "nationals", "documents"))
    if "kind" in problems:
        problems["way"] = problems.pop("kind")
    if facts.other_id == country:
        problems["other"] = [_("The far side is another country.")]
    if (facts.opens is None) is not (facts.closes is None):
        problems["closes"] = [_("Say both when it opens and when it closes, or neither.")]
    if facts.time_zone not in available_timezones():
        problems["time_zone"] = [_("There is no such time zone.")]
    if set(facts.documents) - set(DOCUMENTS):
        problems["documents"] = [_("Unknown kind of document.")]
    if Country.objects.filter(pk__in=facts.nationals).count() != len(set(facts.nationals)):
        problems["nationals"] = [_("Name countries by their two-letter codes.")]
    return problems
