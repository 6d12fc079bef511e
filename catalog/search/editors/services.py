"""Writes of what editors say of searches; each is noted in the audit trail and holds from the next search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import model_to_dict
from django.utils.translation import gettext as _

from catalog.audit.services import record
from catalog.glossary.lexicon import label_keys
from catalog.seams.freshness import changed
from catalog.seams.preferences import Preferences
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.documents import Key
from catalog.search.editors.rules_now import AREA
from catalog.search.models import Pin, Rule, Synonym

RuleKind = TypeVar("RuleKind", bound=Rule)
ROLE = "editor"
MOST_WORDS = 20  # of each side of a synonym
MOST_PINS = 10  # of one query


@dataclass(frozen=True)
class Terms:
    """When a rule holds, both days included (UTC; None: open), whether it does at all, and why."""

    starts_on: date | None = None
    ends_on: date | None = None
    active: bool = True
    note: str = ""


@transaction.atomic
def save_synonym(
    *,
    actor: AbstractBaseUser,
    language: str,
    typed: Sequence[str],
    means: Sequence[str],
    both_ways: bool,
    terms: Terms,
    synonym: Synonym | None = None,
) -> Synonym:
    """Write a synonym, a new one unless `synonym` is given. Raises ValidationError by field."""
    check_words(typed, means)
    rule = synonym or Synonym()
    values = {"typed": "\n".join(typed), "means": "\n".join(means), "both_ways": both_ways}
    return _save(rule, actor, terms, {"language": language, **values})


@transaction.atomic
def save_pin(
    *,
    actor: AbstractBaseUser,
    language: str,
    text: str,
    target: Key,
    position: int,
    terms: Terms,
    pin: Pin | None = None,
) -> Pin:
    """Have a record come first for a query, by position. Raises ValidationError by field."""
    rule = pin or Pin()
    text = " ".join(text.split())
    check_pin(language, text, target, besides=rule.pk or 0)
    values = {"text": text, "kind": target[0], "record": target[1], "position": position}
    return _save(rule, actor, terms, {"language": language, **values})


@transaction.atomic
def remove_rule(*, actor: AbstractBaseUser, rule: Rule) -> None:
    """Take back a synonym or what came first."""
    record(actor=actor, role=ROLE, action=f"{_noun(rule)}.remove", target=rule, before=_kept(rule))
    rule.delete()
    changed(AREA)


def check_words(typed: Sequence[str], means: Sequence[str]) -> None:
    """Raise ValidationError for a synonym that says nothing, or only that a word means itself."""
    sides = {"typed": typed, "means": means}
    for name, words in sides.items():
        keys = [label_keys(word)[0] for word in words]
        if not words or not all(keys):
            raise ValidationError({name: _("Write at least one word.")})
        if len(words) > MOST_WORDS:
            raise ValidationError({name: _("These are more words than one rule can hold.")})
    if {label_keys(word)[0] for word in typed} & {label_keys(word)[0] for word in means}:
        raise ValidationError({"means": _("A word cannot stand on both sides.")})


def check_pin(language: str, text: str, target: Key, *, besides: int = 0) -> None:
    """Raise ValidationError for a query without words, a record nobody may see, or too many for one query."""
    if not label_keys(text)[0]:
        raise ValidationError({"text": _("Write at least one word.")})
    if title_of(target, language) is None:
        raise ValidationError({"target": _("There is no such record that visitors may see.")})
    others = Pin.objects.filter(language=language, text=text).exclude(pk=besides)
    if others.filter(kind=target[0], record=target[1]).exists():
        raise ValidationError({"target": _("It comes first for this query already.")})
    if others.count() >= MOST_PINS:
        raise ValidationError({"text": _("These are more records than one query can begin with.")})


def title_of(target: Key, language: str) -> str | None:
    """Return how a record is called, or None where visitors may not see it now."""
    kind, number = target
    if kind not in CONTRIBUTORS:
        return None
    row = CONTRIBUTORS.get(kind).present([number], Preferences(language)).get(number)
    return row.title.value if row else None


def _save(rule: RuleKind, actor: AbstractBaseUser, terms: Terms, values: dict[str, Any]) -> RuleKind:
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        raise ValidationError({"ends_on": _("The last day cannot be before the first.")})
    before = _kept(rule) if rule.pk else {}
    for name, value in {**vars(terms), **values}.items():
        setattr(rule, name, value)
    rule.save()
    action = f"{_noun(rule)}.{'change' if before else 'add'}"
    record(actor=actor, role=ROLE, action=action, target=rule, before=before, after=_kept(rule))
    changed(AREA)
    return rule


def _noun(rule: Rule) -> str:
    return f"search-{rule._meta.model_name}"


def _kept(rule: Rule) -> dict[str, Any]:
    return model_to_dict(rule, exclude=["id"])
