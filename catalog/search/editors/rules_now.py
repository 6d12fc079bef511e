"""What editors said of searches, as it holds today."""

from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.seams.freshness import own_generation
from catalog.search.models import Pin, Rule, Synonym
from catalog.search.rules import Pinned, Rules, Same, rules_of

AREA = "search-rules"
Kind = TypeVar("Kind", bound=Rule)


def rules_now() -> Rules:
    """Return the rules as they are now; kept in memory until an editor changes one, or the day ends.

    Whoever changes one says so of this area, which every process sees (`catalog.seams.freshness`).
    """
    return _rules(own_generation(AREA), timezone.now().date())


@lru_cache(maxsize=1)
def _rules(generation: str, day: date) -> Rules:
    return rules_of(said_on(day), pins_on(day))


def said_on(day: date) -> list[Same]:
    """Return the synonyms that hold on a day."""
    return [
        Same(rule.language, lines(rule.typed), lines(rule.means), rule.both_ways)
        for rule in _holding(Synonym.objects.order_by("pk"), day)
    ]


def pins_on(day: date) -> list[Pinned]:
    """Return what comes first on a day."""
    return [
        Pinned(rule.language, rule.text, (rule.kind, rule.record), rule.position)
        for rule in _holding(Pin.objects.order_by("pk"), day)
    ]


def lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _holding(rules: QuerySet[Kind], day: date) -> QuerySet[Kind]:
    return rules.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), active=True
    )
