"""Reads: what the operator does not let be listed, and whether a document is of that kind."""

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog.glossary.analyzer import UNSPACED, script_of
from catalog.glossary.selectors import lexicon
from catalog.merchants.models import Organization
from catalog.merchants.selectors.evidence import trust_of
from catalog.products.document import ProductDocument
from catalog.products.models import Category, GoodsRule

READ = ("title", "summary", "description")


def broken_rules(*, organization: Organization, document: ProductDocument) -> list[tuple[str, GoodsRule]]:
    """Return the rules in force that keep a document out, each with the field it is met in.

    A licence-bound kind is no obstacle to who has shown that evidence, as long as it holds.
    """
    rules = list(GoodsRule.objects.filter(in_force=True).select_related("category"))
    met = [(field, rule) for rule in rules if (field := _met(rule, document))]
    if any(rule.kind == GoodsRule.Kind.LICENCE for _field, rule in met):
        shown = {line.kind for line in trust_of([organization.pk]).get(organization.pk, ())}
        met = [
            (field, rule)
            for field, rule in met
            if rule.kind == GoodsRule.Kind.FORBIDDEN or rule.evidence not in shown
        ]
    return met


def _met(rule: GoodsRule, document: ProductDocument) -> str:
    """Return the field of the document that makes it goods of the rule's kind; empty for none."""
    if rule.hs and document.hs6.startswith(rule.hs):
        return "hs6"
    if rule.category and document.category:
        path = Category.objects.filter(slug=document.category).values_list("path", flat=True).first() or ""
        if path.startswith(rule.category.path):
            return "category"
    words = [word for line in rule.words.splitlines() if (word := line.strip())]
    for field, language, text in _texts(document):
        if any(_pattern(word).search(text) for word in words):
            return field
        if rule.concept and _names(text, language, rule.concept):
            return field
    return ""


def _texts(document: ProductDocument) -> Iterator[tuple[str, str, str]]:
    for field in READ:
        for language, text in getattr(document, field).items():
            if text:
                yield field, language, text


@lru_cache(maxsize=500)
def _pattern(word: str) -> re.Pattern[str]:
    """Find a word as a whole; within words only in scripts that put no spaces between them."""
    plain = re.escape(word)
    if script_of(word[0]) not in UNSPACED:
        plain = rf"(?<!\w){plain}(?!\w)"
    return re.compile(plain, re.IGNORECASE)


def _names(text: str, language: str, concept: str) -> bool:
    """Tell whether a text names a concept of the glossary, or a kind of it."""
    held = lexicon()
    for _analysis, reading in held.read_all(text, language):
        for found in reading.concepts:
            meaning = held.kinship.meanings.get(found)
            if found == concept or (meaning and concept in meaning.wider):
                return True
    return False
