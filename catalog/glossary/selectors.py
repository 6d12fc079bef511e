"""Reads of the glossary."""

from collections import defaultdict
from functools import lru_cache

from django.db.models import QuerySet

from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon
from catalog.glossary.models import Apart, Concept, Label
from catalog.glossary.services import AREA
from catalog.seams.freshness import own_generation


def lexicon() -> Lexicon:
    """Return the labels as they are now; kept in memory until the glossary changes in any process."""
    return _lexicon(own_generation(AREA))


@lru_cache(maxsize=1)
def _lexicon(generation: str) -> Lexicon:
    names = in_use().order_by("concept_id", "language", "position")
    labels = names.values_list("concept__slug", "language", "key", "folded", "scoped")
    return Lexicon(labels, _kinship())


def in_use() -> QuerySet[Label]:
    """Return the names that count: all but those an editor rejected."""
    return Label.objects.exclude(state=Label.State.REJECTED)


def _kinship() -> Kinship:
    rows = list(Concept.objects.values_list("pk", "slug", "parent_id", "kind"))
    slugs = {pk: slug for pk, slug, _, _ in rows}
    parents = {pk: parent for pk, _, parent, _ in rows}
    names = _names()
    meanings = {}
    for _, slug, above, kind in rows:
        wider: list[int] = []
        while above and above not in wider:
            wider.append(above)
            above = parents[above]  # noqa: PLW2901 climbing
        meanings[slug] = Meaning(slug, kind, tuple(slugs[pk] for pk in wider), names[slug])
    decided = Apart.objects.values_list("inner__slug", "outer__slug", "apart")
    return Kinship(meanings, {(inner, outer): apart for inner, outer, apart in decided})


def _names() -> dict[str, dict[str, str]]:
    shown = in_use().filter(romanised=False, search_only=False).order_by("-position")
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for slug, language, text in shown.values_list("concept__slug", "language", "text"):
        names[slug][language] = text
    return names
