"""The history of a listing in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.audit.models import Entry
from catalog.audit.services import SYSTEM
from catalog.products.selectors.listings import STATES

# What is done to a listing of any kind, as the part of the action after its kind; what only one kind
# knows, by its whole name.
ACTIONS: dict[str, str | Promise] = {
    "drafted": gettext_lazy("Draft begun"),
    "submitted": gettext_lazy("Sent in"),
    "withdrawn": gettext_lazy("Taken back"),
    "returned": gettext_lazy("Given back by a reviewer"),
    "approved": gettext_lazy("Approved and published"),
    "discarded": gettext_lazy("Draft thrown away"),
    "moved": gettext_lazy("State"),
}


def name_acts(words: Mapping[str, Promise]) -> None:
    """Say, while the site starts, what else is done to the listings of a room above, by whole actions."""
    ACTIONS.update(words)


def told(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what a page shows of entries, in their order."""
    return [
        {
            "at": entry.at,
            "actor": _("this site") if entry.actor_name == SYSTEM else entry.actor_name,
            "action": ACTIONS.get(entry.action) or ACTIONS.get(entry.action.rpartition(".")[2], entry.action),
            "details": _details(entry),
        }
        for entry in entries
    ]


def _details(entry: Entry) -> str:
    if entry.action.endswith(".moved"):
        was, now = (STATES.get(side.get("status", ""), "–") for side in (entry.before, entry.after))
        return f"{was} → {now}"
    return str(entry.after.get("note", ""))
