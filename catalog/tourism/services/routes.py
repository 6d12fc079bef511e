"""Writes: routes known across the border."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.reference.slugs import SlugRefused, check_slug
from catalog.seams import freshness
from catalog.tourism.models import Place, Route, RouteStop
from catalog.tourism.services.places import AREA, Texts, field_problems, source_problems
from catalog.translation import services as translation


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """What is entered of a route beside its words and stops; the fields are those of ``Route``."""

    mode: str
    source_id: str
    source_language: str = "en"
    days: int | None = None
    group_max: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed: bool = False
    shown: bool = True


@transaction.atomic
def save_route(
    *,
    slug: str,
    names: Texts,
    abouts: Texts,
    facts: RouteFacts,
    stops: Sequence[str],
    states: Mapping[str, Mapping[str, str]] | None = None,
) -> Route:
    """Enter a route by the slugs of its places in their order, or correct it.

    Raises ValidationError, one message list per field, for what ``check_route_facts`` does not take.
    """
    check_route_facts(slug=slug, name=names.get(facts.source_language, ""), facts=facts, stops=stops)
    route, _created = Route.objects.update_or_create(slug=slug, defaults=asdict(facts))
    translation.project_texts(
        target=route, texts={"name": dict(names), "about": dict(abouts)}, states=dict(states or {})
    )
    places = dict(Place.objects.filter(slug__in=stops).values_list("slug", "pk"))
    route.stops.all().delete()
    RouteStop.objects.bulk_create(
        RouteStop(route=route, place_id=places[stop], position=position)
        for position, stop in enumerate(stops, start=1)
    )
    freshness.changed(AREA)
    return route


def check_route_facts(*, slug: str, name: str, facts: RouteFacts, stops: Sequence[str]) -> None:
    """Raise ValidationError, one message list per field, for a route that is none."""
    problems = field_problems(Route(**asdict(facts)), besides=("slug", "source"))
    try:
        check_slug(slug)
    except SlugRefused as refused:
        problems["slug"] = [str(refused)]
    if not name.strip():
        problems["name"] = [_("A route needs its name in its own language.")]
    unknown = set(stops) - set(Place.objects.filter(slug__in=stops).values_list("slug", flat=True))
    if len(stops) < 2 or unknown:
        problems["stops"] = [_("A route leads by at least two places that are entered here.")]
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        problems["valid_until"] = [_("It ends before it begins.")]
    problems |= source_problems(facts.source_id, facts.confirmed)
    if problems:
        raise ValidationError(problems)
