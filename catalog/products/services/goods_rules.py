"""Writes: what the operator does not let be listed, and what only of who has shown a licence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.products.models import Category, GoodsRule


def lacking(*, kind: str, evidence: str, marks: Sequence[object]) -> dict[str, str]:
    """Return what a rule does not say yet, by field: by what goods are known, and what has to be shown."""
    found = {}
    if not any(marks):
        found["words"] = _("Say by what these goods are known: words, concept, code or category.")
    if kind == GoodsRule.Kind.LICENCE and not evidence:
        found["evidence"] = _("Say which evidence has to be accepted first.")
    return found


@transaction.atomic
def save_goods_rule(
    *,
    key: str,
    kind: str,
    names: Mapping[str, str],
    words: Sequence[str] = (),
    concept: str = "",
    hs: str = "",
    category: Category | None = None,
    evidence: str = "",
    rule: GoodsRule | None = None,
) -> GoodsRule:
    """Write a rule, a new one or in place of ``rule``, and return it; it is in force from now on.

    Raises ValidationError, by field, for what no editor could write either.
    """
    kept = rule or GoodsRule()
    said: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "names": dict(names),
        "words": "\n".join(words),
        "concept": concept,
        "hs": hs,
        "category": category,
        "evidence": evidence,
        "in_force": True,
    }
    for field, value in said.items():
        setattr(kept, field, value)
    kept.full_clean()
    if missing := lacking(kind=kind, evidence=evidence, marks=(words, concept, hs, category)):
        raise ValidationError(dict(missing))
    kept.save()
    return kept


@transaction.atomic
def remove_goods_rule(*, rule: GoodsRule) -> None:
    """Take a rule away. What it kept out may be sent in from now on."""
    rule.delete()
