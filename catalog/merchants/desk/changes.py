"""The audit trail of an organization in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.audit.models import Entry
from catalog.audit.selectors import changes
from catalog.audit.services import SYSTEM
from catalog.merchants.models import Brand, DecisionReason, Evidence, Membership, Organization, Storefront
from catalog.reference.languages import pick

ACTIONS: dict[str, str | Promise] = {
    "organization.created": gettext_lazy("The organization was added"),
    "organization.profile": gettext_lazy("Name or place was changed"),
    "member.added": gettext_lazy("A role was given"),
    "member.joined": gettext_lazy("An invitation was accepted"),
    "member.roles": gettext_lazy("Roles were changed"),
    "member.removed": gettext_lazy("A member was removed"),
    "member.left": gettext_lazy("A member left"),
    "invitation.sent": gettext_lazy("An invitation was sent"),
    "invitation.revoked": gettext_lazy("An invitation was withdrawn"),
    "storefront.published": gettext_lazy("The storefront was published"),
    "storefront.submitted": gettext_lazy("The storefront was put before the reviewers"),
    "storefront.reviewed": gettext_lazy("A reviewer decided about the storefront"),
    "storefront.address": gettext_lazy("The storefront was moved to another address"),
    "evidence.submitted": gettext_lazy("Evidence was sent in"),
    "evidence.decided": gettext_lazy("Evidence was decided about"),
    "evidence.withdrawn": gettext_lazy("Evidence was withdrawn"),
    "organization.moved": gettext_lazy("The organization was suspended or shown again"),
    "storefront.moved": gettext_lazy("The storefront was paused, suspended or shown again"),
}
# Of products too: they share these states and have some of their own, told by their names.
STATES = dict([*Organization.Status.choices, *Storefront.Status.choices, *Brand.Status.choices])


def name_actions(words: Mapping[str, Promise]) -> None:
    """Say, while the site starts, what the actions of a room above are called."""
    ACTIONS.update(words)


def change_lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what a page shows of entries. An action that nobody named is told by its own name."""
    listed = list(entries)
    reasons = _reasons(listed)
    return [
        {
            "at": entry.at,
            "actor": _("this site") if entry.actor_name == SYSTEM else entry.actor_name,
            "roles": _role_words(entry.role.split(", ")),
            "action": ACTIONS.get(entry.action, entry.action),
            "details": [*_details(entry), *_why(entry, reasons)],
        }
        for entry in listed
    ]


def _reasons(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the words of the reasons that entries name: one query, none where none does."""
    keys = {entry.after["reason"] for entry in entries if entry.after.get("reason")}
    rows = DecisionReason.objects.filter(key__in=keys) if keys else ()
    return {row.key: pick(row.words, get_language() or "en")[0] for row in rows}


def _why(entry: Entry, reasons: Mapping[str, str]) -> list[str]:
    said = (reasons.get(entry.after.get("reason", ""), ""), entry.after.get("note", ""))
    return [words for words in said if words]


def _details(entry: Entry) -> list[str]:
    if "state" in entry.after:
        states = dict(Evidence.State.choices)
        was, now = (str(states.get(side.get("state", ""), "–")) for side in (entry.before, entry.after))
        return [f"{was} → {now}"]
    if "status" in entry.after:
        was, now = (str(STATES.get(side.get("status"), "–")) for side in (entry.before, entry.after))
        return [f"{was} → {now}"]
    if "member" not in entry.after:
        return [
            f"{label}: {change.before or '–'} → {change.after or '–'}"
            for change in changes(entry)
            if (label := _field(change.field))
        ]
    before, after = (_role_words(side.get("roles", [])) for side in (entry.before, entry.after))
    roles = f"{before} → {after or '–'}" if before else after
    return [": ".join(part for part in (str(entry.after["member"]), roles) if part)]


def _field(name: str) -> str:
    """Return what a field is called; empty for one that says nothing to its owner."""
    words = {"country": _("Country or region"), "city": _("City"), "address": _("Address")}
    return words.get(name) or dict(settings.LANGUAGES).get(name, "")


def _role_words(roles: Iterable[str]) -> str:
    named = {str(value): str(label) for value, label in Membership.Role.choices}
    return ", ".join(named[role] for role in roles if role in named)
