"""Writes: the category tree with its declared attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.products.models import Attribute, Category
from catalog.seams import freshness
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

    The source language of its name is English. Raises ValidationError for a category below itself.
    """
    if parent is not None and f"/{slug}/" in f"/{parent.path}":
        raise ValidationError(_("A category cannot stand below itself."))
    path = f"{parent.path if parent else ''}{slug}/"
    category, _created = Category.objects.update_or_create(
        slug=slug,
        defaults={"parent": parent, "path": path, "concept": concept, "position": position},
    )
    translation.project_texts(
        target=category, texts={"name": dict(names)}, states={"name": dict(states or {})}
    )
    _save_attributes(category, attributes)
    freshness.changed("goods")
    return category


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
