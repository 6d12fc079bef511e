"""Writes: rules of entry."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.reference.models import Country
from catalog.reference.slugs import SlugRefused, check_slug
from catalog.seams import freshness
from catalog.tourism.models import EntryRule, Place
from catalog.tourism.services.places import AREA, Texts, field_problems, source_problems
from catalog.tourism.words import DOCUMENTS
from catalog.translation import services as translation


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """What is entered of a rule beside its words and nationalities; the fields are those of ``EntryRule``."""

    scheme: str
    destination_id: str
    requirement: str
    source_id: str
    checked_on: date
    source_language: str = "en"
    crossing_id: int | None = None
    only_in_id: int | None = None
    purpose: str = EntryRule.Purpose.ANY
    days: int | None = None
    entries: str = ""
    group_only: bool = False
    group_min: int | None = None
    group_max: int | None = None
    documents: Sequence[str] = ()
    passport_months: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed: bool = False
    shown: bool = True


@transaction.atomic
def save_rule(
    *,
    slug: str,
    names: Texts,
    notes: Texts,
    facts: RuleFacts,
    nationalities: Sequence[str],
    states: Mapping[str, Mapping[str, str]] | None = None,
) -> EntryRule:
    """Enter a rule as its source gives it, or correct it; ``nationalities`` are ISO 3166-1 codes.

    Raises ValidationError, one message list per field, for what ``check_rule`` does not take.
    """
    name = names.get(facts.source_language, "")
    check_rule(slug=slug, name=name, facts=facts, nationalities=nationalities)
    told = asdict(facts) | {"documents": list(facts.documents)}
    rule, _created = EntryRule.objects.update_or_create(slug=slug, defaults=told)
    rule.nationalities.set(Country.objects.filter(pk__in=nationalities))
    translation.project_texts(
        target=rule, texts={"name": dict(names), "note": dict(notes)}, states=dict(states or {})
    )
    freshness.changed(AREA)
    return rule


def check_rule(*, slug: str, name: str, facts: RuleFacts, nationalities: Sequence[str]) -> None:
    """Raise ValidationError, one message list per field, for a rule nobody could rely on."""
    besides = ("slug", "scheme", "source", "crossing", "documents")
    problems = field_problems(EntryRule(**asdict(facts)), besides=besides)
    for field, value in (("slug", slug), ("scheme", facts.scheme)):
        try:
            check_slug(value)
        except SlugRefused as refused:
            problems[field] = [str(refused)]
    if not name.strip():
        problems["name"] = [_("A rule needs its name in its own language.")]
    known = Country.objects.filter(pk__in=nationalities).count()
    if not nationalities or known != len(set(nationalities)):
        problems["nationalities"] = [_("Say whose passports the rule is about.")]
    elif facts.destination_id in nationalities:
        problems["nationalities"] = [_("Nobody needs a rule to enter their own country.")]
    problems |= _date_problems(facts) | _group_problems(facts)
    if set(facts.documents) - set(DOCUMENTS):
        problems["documents"] = [_("Unknown kind of document.")]
    if facts.crossing_id and not _leads_into(facts.crossing_id, facts.destination_id):
        problems["crossing"] = [_("This crossing does not lead into that country.")]
    problems |= source_problems(facts.source_id, facts.confirmed)
    if problems:
        raise ValidationError(problems)


def _leads_into(crossing: int, country: str) -> bool:
    rows = Place.objects.filter(pk=crossing, crossing__isnull=False)
    return any(country in sides for sides in rows.values_list("country_id", "crossing__other_id"))


def _date_problems(facts: RuleFacts) -> dict[str, list[Any]]:
    problems: dict[str, list[Any]] = {}
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        problems["valid_until"] = [_("It ends before it begins.")]
    if facts.checked_on > timezone.localdate():
        problems["checked_on"] = [_("Nobody has checked it on a day to come.")]
    return problems


def _group_problems(facts: RuleFacts) -> dict[str, list[Any]]:
    if facts.group_min and facts.group_max and facts.group_max < facts.group_min:
        return {"group_max": [_("The largest group is smaller than the smallest.")]}
    return {}
