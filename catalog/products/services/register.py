"""Writes: the register of geographical indications."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.products.models import GeographicalIndication, Product
from catalog.products.protection import STEPS
from catalog.reference.models import City, HSHeading, Source
from catalog.reference.slugs import SlugRefused, check_slug
from catalog.seams import freshness
from catalog.search import services as search
from catalog.translation import services as translation

YEARS = range(1900, 2100)


@transaction.atomic
def save_geographical_indication(
    *,
    slug: str,
    names: Mapping[str, str],
    stories: Mapping[str, str],
    source_language: str,
    country: str,
    source_id: str,
    city_id: str | None = None,
    hs6: str = "",
    status: Sequence[Mapping[str, Any]] = (),
    states: Mapping[str, Mapping[str, str]] | None = None,
) -> GeographicalIndication:
    """Enter a geographical indication with the source of the entry, or correct it.

    ``status`` is the steps of its protection, ``{"kind", "year", "source"}``: a kind of ``STEPS``, the
    year where it is known, the slug of the source that says so. Raises ValidationError, one message
    list per field, without a name in the source language (an entry nobody can read is not an entry),
    without a source that somebody read on a stated day, for the entry and for every step, and for a
    city that is not in the country or digits that are no heading.
    """
    steps = [dict(step) for step in status]
    check_entry(
        slug=slug,
        name=names.get(source_language, ""),
        source_id=source_id,
        steps=steps,
        place=(country, city_id),
        hs6=hs6,
    )
    indication, _created = GeographicalIndication.objects.update_or_create(
        slug=slug,
        defaults={
            "source_language": source_language,
            "country_id": country,
            "city_id": city_id,
            "hs6": hs6,
            "status": steps,
            "source_id": source_id,
        },
    )
    translation.project_texts(
        target=indication, texts={"name": dict(names), "story": dict(stories)}, states=dict(states or {})
    )
    search.mark_dirty(kind="gi", ids=[indication.pk])
    # Goods are found by the name of their indication too.
    search.mark_dirty(kind="product", ids=Product.objects.filter(gi=indication).values_list("pk", flat=True))
    freshness.changed("goods")
    return indication


def check_entry(
    *,
    slug: str,
    name: str,
    source_id: str,
    steps: list[dict[str, Any]],
    place: tuple[str, str | None],
    hs6: str,
) -> None:
    """Raise ValidationError, one message list per field, for what the register does not take.

    ``place`` is a country and the slug of a city in it, if one is named.
    """
    messages = _place_problems(*place, hs6)
    try:
        check_slug(slug)
    except SlugRefused as refused:
        messages["slug"] = [str(refused)]
    if not name.strip():
        messages["name"] = [_("A geographical indication needs its name in its own language.")]
    wanted = {source_id, *(str(step.get("source", "")) for step in steps)}
    read = set(Source.objects.filter(pk__in=wanted, checked_on__isnull=False).values_list("pk", flat=True))
    if source_id not in read:
        messages["source"] = [_("An entry needs a source, and the day on which it was checked there.")]
    wrong = [problem for step in steps for problem in _step_problems(step, read)]
    if wrong:
        messages["status"] = wrong
    if messages:
        raise ValidationError(messages)


def _place_problems(country: str, city_id: str | None, hs6: str) -> dict[str, list[Any]]:
    messages: dict[str, list[Any]] = {}
    if city_id and not City.objects.filter(pk=city_id, country_id=country).exists():
        messages["city"] = [_("This city is not in that country.")]
    if hs6 and not HSHeading.objects.filter(pk=hs6, level=6).exists():
        messages["hs6"] = [_("This is not a six-digit heading of the Harmonized System 2022.")]
    return messages


def _step_problems(step: Mapping[str, Any], read: set[str]) -> list[Any]:
    problems: list[Any] = []
    if step.get("kind") not in STEPS:
        problems.append(_("Unknown step of protection: %(kind)s.") % {"kind": step.get("kind", "")})
    if step.get("source") not in read:
        problems.append(_("A step of protection needs a source, and the day on which it was checked there."))
    year = step.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or year not in YEARS):
        problems.append(_("The year of a step is four digits."))
    return problems
