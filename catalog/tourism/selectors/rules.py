"""Reads: rules of entry and terms of crossings as plain values for ``catalog.tourism.entry``."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from catalog.reference.models import Country
from catalog.tourism.entry import Border, CrossingTerms, RouteAnswer, Rule, Traveller, check_route
from catalog.tourism.models import BorderCrossing, EntryRule


def rules_into(countries: Iterable[str], *, nationality: str = "") -> list[Rule]:
    """Return the rules shown for entering these countries (ISO 3166-1): two queries, however many.

    With ``nationality`` only those about holders of that country's passports.
    """
    found = EntryRule.objects.rewrite(False).filter(destination__in=set(countries), shown=True)
    if nationality:
        found = found.filter(nationalities=nationality)
    codes = Prefetch("nationalities", Country.objects.only("code").order_by("code"))
    rows = found.order_by("destination", "scheme", "slug").prefetch_related(codes)
    return [rule_of(row) for row in rows]


def rule_of(row: EntryRule) -> Rule:
    """Return a record as a plain value; its nationalities should have been fetched before."""
    return Rule(
        id=row.pk,
        slug=row.slug,
        scheme=row.scheme,
        nationalities=frozenset(country.code for country in row.nationalities.all()),
        destination=row.destination_id,
        requirement=row.requirement,
        checked_on=row.checked_on,
        crossing=row.crossing_id,
        only_in=row.only_in_id,
        purpose=row.purpose,
        days=row.days,
        entries=row.entries,
        group_only=row.group_only,
        group_min=row.group_min,
        group_max=row.group_max,
        documents=tuple(row.documents),
        passport_months=row.passport_months,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        confirmed=row.confirmed,
    )


def crossing_terms(ids: Iterable[int | None]) -> dict[int, CrossingTerms]:
    """Return what these crossings ask of everyone, by the id of their place: one query."""
    rows: Any = BorderCrossing.objects.rewrite(False).filter(place__in={one for one in ids if one})
    told = rows.values_list("place_id", "nationals", "documents", "group_max", "place__confirmed")
    return {
        place: CrossingTerms(place, frozenset(nationals), tuple(documents), group_max, confirmed)
        for place, nationals, documents, group_max, confirmed in told
    }


def check_travellers(
    *,
    travellers: Sequence[Traveller],
    borders: Sequence[Border],
    purpose: str,
    group_size: int | None = None,
    today: date | None = None,
) -> list[RouteAnswer]:
    """Check a route for each traveller by the rules entered here: three queries, however many travel.

    ``today`` is the day from which a rule's check counts as old; by default the present day in UTC.
    Raises ValueError as ``catalog.tourism.entry.check_route`` does.
    """
    ways = [(traveller, borders) for traveller in travellers]
    return check_ways(ways, purpose=purpose, group_size=group_size, today=today)


def check_ways(
    ways: Sequence[tuple[Traveller, Sequence[Border]]],
    *,
    purpose: str,
    group_size: int | None = None,
    today: date | None = None,
) -> list[RouteAnswer]:
    """Check each traveller at borders of their own, as ``check_travellers`` does: three queries."""
    met = [border for _traveller, borders in ways for border in borders]
    rules = rules_into(border.into for border in met)
    crossings = crossing_terms(border.crossing for border in met)
    return [
        check_route(
            traveller=traveller,
            borders=borders,
            purpose=purpose,
            rules=rules,
            today=today or timezone.now().date(),
            group_size=group_size,
            crossings=crossings,
        )
        for traveller, borders in ways
    ]
