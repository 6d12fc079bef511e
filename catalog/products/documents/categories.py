"""What search knows of categories: their names, suggested while somebody types."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.glossary.analyzer import analyze, fold, normalize
from catalog.products.models import Category
from catalog.reference.languages import codes
from catalog.seams import freshness
from catalog.search.contributors import Named, Naming
from catalog.search.plan import Plan

Name = tuple[str, str, str, str]  # text, language, normalised text, slug


def starting(typed: str, languages: Sequence[str]) -> list[Named]:
    """Return categories by their name in the first of these languages in which a word begins so."""
    rank = {code: place for place, code in enumerate(languages)}
    text = normalize(typed).text.strip()
    prefix = fold(text)
    best: dict[str, Name] = {}
    for start, name in _names(freshness.generation("goods")):
        _, language, normal, slug = name
        if start.startswith(prefix) and (prefix == text or text in normal):
            known = best.get(slug)
            if known is None or rank[language] < rank[known[1]]:
                best[slug] = name
    ordered = sorted(best.values(), key=lambda name: (rank[name[1]], name[0]))
    return [_named(name) for name in ordered]


@lru_cache(maxsize=1)
def _names(generation: str) -> list[tuple[str, Name]]:
    """Return every name of every category from each of its words on, without accents."""
    columns = {code: build_localized_fieldname("name", code) for code in codes()}
    names = []
    for row in Category.objects.rewrite(False).order_by("pk").values("slug", *columns.values()):
        for code, column in columns.items():
            if row[column]:
                analysis = analyze(row[column])
                name = (row[column], code, analysis.normal.text, row["slug"])
                names += [(fold(analysis.normal.text[token.at :]), name) for token in analysis.tokens]
    return names


def _named(name: Name) -> Named:
    text, language, _normal, slug = name
    url = f"/{get_language()}/goods/{slug}/"
    return Named(text, language, url, Plan(filters={"category": (slug,)}))


NAMING = Naming("category", _("Category"), starting)
