"""What can be reported or suspended: each room brings the kinds of thing it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.seams.registry import Registry
from catalog.translation.texts import LocalText

Words = str | Promise
# What listings, storefronts and organizations are reported for.
OF_OFFERS: tuple[tuple[str, Words], ...] = (
    ("counterfeit", _("Counterfeit, or another's brand")),
    ("false-claim", _("A protected name or a certificate that is not theirs")),
    ("forbidden", _("Goods that may not be sold")),
    ("other", _("Something else")),
)


@dataclass(frozen=True)
class Thing:
    """One thing as a moderator sees it, whatever its state.

    `path` is its page in the reader's language, empty where visitors see none; `state` is its state in
    words; `record` is the row the audit trail speaks of.
    """

    key: str
    title: LocalText
    organization_id: int
    record: models.Model
    path: str = ""
    state: str = ""


@dataclass(frozen=True)
class ThingKind:
    """One kind of thing.

    `find(key, language)` returns the thing, None where it is gone; `at(slug)` returns the key of what
    visitors see now at a public address, "" for anything else. `suspend(key, by)` takes it off the site
    and returns the state it had; `restore(key, state, by)` gives that back where it is still suspended.
    `end(key, by)` is for what ends rather than being suspended. `seen(key, language)` are the values of
    the template `shown_by`, which shows a moderator what was reported; `voices` names those sides that
    report as such.
    """

    name: str
    label: Words
    reasons: tuple[tuple[str, Words], ...]
    find: Callable[[str, str], Thing | None]
    at: Callable[[str], str] | None = None
    suspend: Callable[[str, AbstractBaseUser], str] | None = None
    restore: Callable[[str, str, AbstractBaseUser], None] | None = None
    end: Callable[[str, AbstractBaseUser], None] | None = None
    seen: Callable[[str, str], Mapping[str, Any]] | None = None
    shown_by: str = ""
    voices: tuple[tuple[str, Words], ...] = ()


KINDS: Registry[ThingKind] = Registry("kind of thing to moderate")


def register(kind: ThingKind) -> None:
    """Add a kind while the site starts."""
    KINDS.register(kind)


def find(kind: str, key: str, language: str) -> Thing | None:
    """Return a thing in whatever state, None for an unknown kind or what is gone."""
    return KINDS.get(kind).find(key, language) if kind in KINDS else None


def shown_at(kind: str, slug: str, language: str) -> Thing | None:
    """Return what visitors see at a public address now, None for anything else."""
    at = KINDS.get(kind).at if kind in KINDS else None
    key = at(slug) if at else ""
    return find(kind, key, language) if key else None


def reason_words(kind: str, reason: str) -> str:
    """Return what a reason is called in the active language; the reason itself where its kind has no such."""
    reasons = dict(KINDS.get(kind).reasons) if kind in KINDS else {}
    return str(reasons.get(reason, reason))


def kind_words(kind: str) -> str:
    """Return what a kind is called in the active language."""
    return str(KINDS.get(kind).label) if kind in KINDS else kind


def number(key: str) -> int:
    """Return a key that is a number; 0, which no row has, for anything else."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0


Row = TypeVar("Row", bound=models.Model)


def offer(
    model: type[Row],
    *,
    label: Words,
    shown: Callable[[], models.QuerySet[Row]],
    title: Callable[[Row, str], LocalText],
    suspend: Callable[[Row, AbstractBaseUser], str],
    restore: Callable[[Row, str, AbstractBaseUser], None],
) -> ThingKind:
    """Return the kind of something an organization shows at `<kind>/<slug>/`, in one of several states.

    `shown()` are the rows that visitors see, `title(row, language)` what one is called.
    """
    name = str(model._meta.model_name)

    def found(key: str) -> Any:
        return model._default_manager.select_related("organization").filter(pk=number(key)).first()

    def find(key: str, language: str) -> Thing | None:
        row = found(key)
        if row is None:
            return None
        visible = shown().filter(pk=row.pk).exists()
        return Thing(
            key=str(row.pk),
            title=title(row, language),
            organization_id=row.organization_id,
            record=row,
            path=reverse(name, args=[row.slug]) if visible else "",
            state=row.get_status_display(),
        )

    def at(slug: str) -> str:
        pk = shown().filter(slug=slug).values_list("pk", flat=True).first()
        return str(pk) if pk else ""

    return ThingKind(
        name=name,
        label=label,
        reasons=OF_OFFERS,
        find=find,
        at=at,
        suspend=lambda key, by: suspend(found(key), by),
        restore=lambda key, state, by: restore(found(key), state, by),
    )
