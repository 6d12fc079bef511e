"""Writes: the category tree with its declared attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.products.events import CategoryChanged
from catalog.products.models import Attribute, Category, Product
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation


@dataclass(frozen=True, kw_only=True)
class AttributeDeclaration:
    """A property that goods of a category state.

    ``choices`` are ``{"key", "concept", "names": {language: text}}``, ``names`` the attribute's own
    name by language, ``unit`` a unit's symbol for numbers.
    """

    key: str
    kind: str
    names: Mapping[str, str]
    unit: str = ""
    choices: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@transaction.atomic
def save_category(
    *,
    slug: str,
    names: Mapping[str, str],
    parent: Category | None = None,
    concept: str = "",
    position: int = 0,
    attributes: Sequence[AttributeDeclaration] = (),
    states: Mapping[str, str] | None = None,
) -> Category:
    """Create a category or bring it to what is said here; attributes no longer named are removed.

    Whatever stands below it moves with it. The source language of its name is English. Raises
    ValidationError for a category below itself.
    """
    if parent is not None and f"/{slug}/" in f"/{parent.path}":
        raise ValidationError(_("A category cannot stand below itself."))
    path = f"{parent.path if parent else ''}{slug}/"
    before = Category.objects.select_for_update().filter(slug=slug).values_list("path", "concept").first()
    category, _created = Category.objects.update_or_create(
        slug=slug,
        defaults={"parent": parent, "path": path, "concept": concept, "position": position},
    )
    if before:
        _move_below(category, before[0])
    stated = set(category.attributes.values_list("key", flat=True))
    renamed = translation.project_texts(
        target=category, texts={"name": dict(names)}, states={"name": dict(states or {})}
    )
    _save_attributes(category, attributes)
    changed = before != (path, concept) or stated != {attribute.key for attribute in attributes}
    if before and (renamed or changed):
        # Goods are found by the names and concepts of their category and of those above it, and
        # narrowed down by what these have them state.
        below = Product.objects.filter(category__path__startswith=path)
        search.mark_dirty(kind="product", ids=below.values_list("pk", flat=True))
    freshness.changed("goods")
    events.publish(CategoryChanged(category.pk))
    return category


def _move_below(category: Category, former: str) -> None:
    """Give the categories below one that moved the paths they have now."""
    if former == category.path:
        return
    below = list(Category.objects.filter(path__startswith=former).exclude(pk=category.pk))
    for one in below:
        one.path = category.path + one.path.removeprefix(former)
    Category.objects.bulk_update(below, ["path"])


def _save_attributes(category: Category, declarations: Sequence[AttributeDeclaration]) -> None:
    gone = category.attributes.exclude(key__in=[declaration.key for declaration in declarations])
    translation.forget(model=Attribute, ids=gone.values_list("pk", flat=True))
    gone.delete()
    for position, declaration in enumerate(declarations):
        attribute, _created = Attribute.objects.update_or_create(
            category=category,
            key=declaration.key,
            defaults={
                "kind": Attribute.Kind(declaration.kind),
                "unit": declaration.unit,
                "choices": [dict(choice) for choice in declaration.choices],
                "position": position,
            },
        )
        translation.project_texts(target=attribute, texts={"name": dict(declaration.names)})
