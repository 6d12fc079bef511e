"""Brings the project's places, routes and entry rules into the database; what is there stays as it is.

Editors correct these records, so nothing is written over: a record whose slug exists is left alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction

from catalog.reference.languages import codes
from catalog.reference.models import City
from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route
from catalog.tourism.services.places import CrossingFacts, PlaceFacts, save_place
from catalog.tourism.services.routes import RouteFacts, save_route
from catalog.tourism.services.rules import RuleFacts, save_rule

WRONG = (ValidationError, ObjectDoesNotExist, ArithmeticError, LookupError, TypeError, ValueError)
DATA = Path(__file__).parent / "data"
ROUTE_FACTS = ("days", "group_max", "valid_from", "valid_until")
RULE_FACTS = (
    *("purpose", "days", "entries", "group_only", "group_min", "group_max", "documents", "passport_months"),
    *("valid_from", "valid_until"),
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """What loading did to one kind of record: how many came, how many were there."""

    kind: str
    added: int
    there: int


class BadRecord(ValueError):
    """Raised for a record of the data that cannot be brought in; the message names it, and what is wrong."""


@transaction.atomic
def load_journeys() -> list[Brought]:
    """Add what is missing of the project's places, routes and entry rules; needs the reference data.

    Raises BadRecord, with nothing brought in, for the first record that does not do.
    """
    told = _read("places.yaml")
    return [
        _bring(Place, _cities(told["cities"]), _city),
        _bring(Place, told["places"], _place),
        _bring(Route, _read("routes.yaml"), _route),
        _bring(EntryRule, list(_rules()), _rule),
    ]


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _bring(model: type[models.Model], rows: list[Row], make: Callable[[Row], object]) -> Brought:
    known = set(model._default_manager.values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in known]
    twice = [slug for slug, times in Counter(row["slug"] for row in rows).items() if times > 1]
    if twice:
        raise BadRecord(f"{', '.join(twice)}: stands in the data more than once.")
    for row in missing:
        try:
            make(row)
        except WRONG as wrong:
            told = wrong.message_dict if isinstance(wrong, ValidationError) else wrong
            raise BadRecord(f"{row['slug']}: {type(wrong).__name__}: {told}") from wrong
    return Brought(str(model._meta.verbose_name_plural), len(missing), len(rows) - len(missing))


def _cities(slugs: list[str]) -> list[Row]:
    return [{"slug": slug} for slug in slugs]


def _city(row: Row) -> None:
    city = City.objects.get(pk=row["slug"])
    save_place(
        slug=city.slug,
        names={code: city.names[code] for code in codes() if city.names.get(code)},
        abouts={},
        facts=PlaceFacts(
            kind=Place.Kind.DESTINATION,
            country_id=city.country_id,
            city_id=city.pk,
            lat=city.lat,
            lon=city.lon,
            coordinates_confirmed=city.coordinates_confirmed,
            source_id=city.source_id,
        ),
    )


def _place(row: Row) -> None:
    lat, lon = (Decimal(str(one)) for one in row["at"])
    above = Place.objects.get(slug=row["part_of"]) if "part_of" in row else None
    save_place(
        slug=row["slug"],
        names=row["names"],
        abouts=row.get("about", {}),
        facts=PlaceFacts(
            kind=row["kind"],
            country_id=row["country"],
            city_id=row.get("city"),
            part_of_id=above.pk if above else None,
            lat=lat,
            lon=lon,
            heritage=row.get("heritage", ()),
            confirmed=row.get("confirmed", False),
            source_id=row["source"],
        ),
        crossing=_crossing(row["crossing"]) if "crossing" in row else None,
        terms=row.get("terms"),
    )


def _crossing(told: Row) -> CrossingFacts:
    opens, closes = (time.fromisoformat(one) for one in told["hours"]) if "hours" in told else (None, None)
    return CrossingFacts(
        kind=told["kind"],
        other_id=told.get("other"),
        time_zone=told.get("zone", "Asia/Shanghai"),
        opens=opens,
        closes=closes,
        nationals=told.get("nationals", ()),
        documents=told.get("documents", ()),
        group_max=told.get("group_max"),
    )


def _route(row: Row) -> None:
    save_route(
        slug=row["slug"],
        names=row["names"],
        abouts=row.get("about", {}),
        facts=RouteFacts(
            mode=row["mode"],
            source_id=row["source"],
            confirmed=row.get("confirmed", True),
            **{name: row[name] for name in ROUTE_FACTS if name in row},
        ),
        stops=row["stops"],
    )


def _rules() -> Iterator[Row]:
    """Yield one record for each country a rule lets into."""
    for row in _read("entry_rules.yaml"):
        for country, nationalities in row["into"].items():
            slug = row["slug"] if len(row["into"]) == 1 else f"{row['slug']}-into-{country.lower()}"
            yield {**row, "slug": slug, "destination": country, "nationalities": nationalities}


def _rule(row: Row) -> None:
    crossing = BorderCrossing.objects.get(place__slug=row["crossing"]) if "crossing" in row else None
    only_in = Place.objects.get(slug=row["only_in"]) if "only_in" in row else None
    save_rule(
        slug=row["slug"],
        names=row["names"],
        notes=row.get("notes", {}),
        facts=RuleFacts(
            scheme=row["scheme"],
            destination_id=row["destination"],
            requirement=row["requirement"],
            source_id=row["source"],
            checked_on=row["checked_on"],
            crossing_id=crossing.pk if crossing else None,
            only_in_id=only_in.pk if only_in else None,
            confirmed=row.get("confirmed", True),
            **{name: row[name] for name in RULE_FACTS if name in row},
        ),
        nationalities=row["nationalities"],
    )
