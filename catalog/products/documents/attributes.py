"""The properties that goods of a category state, as something to narrow down by.

A property is named by the category that declares it and its own key, with a dot between: two
categories may grade their goods differently. Which ones are offered follows from the chosen category.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from catalog.products.models import Attribute
from catalog.products.selectors.tree import category_tree
from catalog.products.terms import months
from catalog.reference.languages import pick
from catalog.search.comparing import THOUSANDTHS
from catalog.search.contributors import Chosen, Facet
from catalog.translation.selectors import localized

YES, NO = "yes", "no"
_LONGEST = 60  # characters; what is longer is a remark and nothing to choose
_MOST_DIGITS = 15  # before the point; no number of a product is longer


@dataclass(frozen=True)
class Declared:
    """A property as its category declares it."""

    category: str
    key: str
    kind: str
    unit: str
    choices: Sequence[Mapping[str, Any]]
    name: str = ""

    @property
    def facet(self) -> str:
        """Return what it is called in an index and in an address."""
        return f"{self.category}.{self.key}"


def declared_by_category() -> dict[str, list[Declared]]:
    """Return what each category declares itself, by its slug: one query."""
    found: dict[str, list[Declared]] = {}
    rows = Attribute.objects.order_by().values_list("category__slug", "key", "kind", "unit", "choices")
    for row in rows:
        found.setdefault(row[0], []).append(Declared(*row))
    return found


def stated(
    said: Iterable[Mapping[str, Any]], line: Sequence[str], declared: Mapping[str, Sequence[Declared]]
) -> dict[str, list[str]]:
    """Return the values of a product by facet: what it and its variants state of what its line declares.

    Numbers are not among them: `numbers_stated` has those.
    """
    attributes = [one for slug in line for one in declared.get(slug, ())]
    found: dict[str, list[str]] = {}
    for stating in said:
        for one in attributes:
            if one.key in stating and one.kind != Attribute.Kind.NUMBER:
                found.setdefault(one.facet, []).extend(_values(stating[one.key]))
    return {name: list(dict.fromkeys(values)) for name, values in found.items() if values}


def numbers_stated(
    said: Iterable[Mapping[str, Any]], line: Sequence[str], declared: Mapping[str, Sequence[Declared]]
) -> dict[str, list[int]]:
    """Return the numbers that a product and its variants state, in thousandths, by facet."""
    found: dict[str, list[int]] = {}
    stating = list(said)
    for one in (one for slug in line for one in declared.get(slug, ()) if one.kind == Attribute.Kind.NUMBER):
        numbers = [number for each in stating for number in _thousandths(each.get(one.key))]
        if numbers:
            found[one.facet] = list(dict.fromkeys(numbers))
    return found


def _thousandths(value: Any) -> list[int]:
    """Return a stated number in thousandths; nothing for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return []
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return []
    return [round(number * THOUSANDTHS)] if number.is_finite() and number.adjusted() < _MOST_DIGITS else []


def concepts_stated(
    said: Iterable[Mapping[str, Any]], line: Sequence[str], declared: Mapping[str, Sequence[Declared]]
) -> list[str]:
    """Return what the glossary calls the choices a product states, so that they are found in any language."""
    choices = [
        (one.key, choice["key"], choice["concept"])
        for slug in line
        for one in declared.get(slug, ())
        for choice in one.choices
        if choice.get("concept")
    ]
    stating = list(said)
    found = [
        concept
        for key, choice, concept in choices
        if any(choice in _values(one.get(key, "")) for one in stating)
    ]
    return list(dict.fromkeys(found))


def _values(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [YES if value else NO]
    texts = [str(one).strip() for one in (value if isinstance(value, list) else [value])]
    return [text for text in texts if 0 < len(text) <= _LONGEST]


def attributes_of_chosen(chosen: Chosen, language: str) -> list[Facet]:
    """Return what goods of the chosen categories state, as facets: two queries, none without a choice."""
    slugs = chosen.get("category", ())
    if not slugs:
        return []
    tree = category_tree(language=language)
    line = {above.slug for node in tree.nodes if node.slug in slugs for above in tree.line(node)}
    rows = (
        Attribute.objects.rewrite(False)
        .filter(category__slug__in=line)
        .annotate(**localized(Attribute, "name", language))
        .order_by("category__path", "position", "pk")
        .values_list("category__slug", "key", "kind", "unit", "choices", "name_text")
    )
    return [_facet(Declared(*row)) for row in rows]


def _facet(declared: Declared) -> Facet:
    def labels(values: Sequence[str], language: str) -> Mapping[str, str]:
        named = {value: _label(declared, value, language) for value in values}
        return {value: name for value, name in named.items() if name}

    unit = declared.unit if declared.kind == Attribute.Kind.NUMBER else None
    return Facet(declared.facet, declared.name, labels, unit=unit)


def _label(declared: Declared, value: str, language: str) -> str:
    """Return what a value is called; nothing for what is no value of the property."""
    match declared.kind:
        case Attribute.Kind.CHOICE:
            named = [one for one in declared.choices if one["key"] == value]
            return pick(named[0]["names"], language)[0] if named else ""
        case Attribute.Kind.YES_NO:
            return {YES: _("yes"), NO: _("no")}.get(value, "")
        case Attribute.Kind.MONTHS:
            return months([int(value)], language) if value in _MONTHS else ""
    return value


_MONTHS = {str(month) for month in range(1, 13)}
