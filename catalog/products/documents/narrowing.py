"""What goods can be narrowed down by beside their own properties, and what its values are called."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.products.certificates import CERTIFICATES, certificate_name
from catalog.products.selectors.tree import category_tree
from catalog.reference.units import unit_name
from catalog.search.comparing import leading_units
from catalog.search.contributors import Facet, Step
from catalog.search.documents import PRICED, UNIT, UNPRICED

GI = "gi"


def _categories(values: Sequence[str], language: str) -> Mapping[str, str]:
    if not values:
        return {}
    wanted = set(values)
    tree = category_tree(language=language)
    return {node.slug: node.name.value for node in tree.nodes if node.slug in wanted}


def _steps(chosen: str, language: str) -> list[Step]:
    """Return the way down to a category and what lies right below it: one query."""
    tree = category_tree(language=language)
    node = tree.by_slug(chosen) if chosen else None
    way = [Step(above.slug, above.name, above=True) for above in tree.line(node)] if node else []
    return way + [Step(below.slug, below.name, above=False) for below in tree.children(node)]


def _marks(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: gettext("GI product") for value in values if value == GI}


def _certificates(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: certificate_name(value) for value in values if value in CERTIFICATES}


def _units(values: Sequence[str], language: str) -> Mapping[str, str]:
    known = leading_units()
    return {value: unit_name(value, language) for value in values if value in known}


def _priced(values: Sequence[str], language: str) -> Mapping[str, str]:
    named = {UNPRICED: gettext("No price to compare")} if UNPRICED in values else {}
    for unit, name in _units(values, language).items():
        named[unit] = gettext("Price per %(unit)s") % {"unit": name}
    return named


CATEGORY = Facet("category", _("Category"), _categories, steps=_steps)
GOODS_ONLY = (
    Facet("mark", _("Name of a place"), _marks),
    Facet("certificate", _("Certificates"), _certificates),
    Facet(UNIT, _("Sold by"), _units),
    Facet(PRICED, _("Price"), _priced, quiet=True),
)
