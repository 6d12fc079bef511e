"""The history of a listing in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.audit.models import Entry
from catalog.audit.services import SYSTEM
from catalog.products.selectors.listings import STATES

ACTIONS = {
    "listing.drafted": gettext_lazy("Draft begun"),
    "listing.submitted": gettext_lazy("Sent in"),
    "listing.withdrawn": gettext_lazy("Taken back"),
    "listing.returned": gettext_lazy("Given back by a reviewer"),
    "listing.approved": gettext_lazy("Approved and published"),
    "listing.discarded": gettext_lazy("Draft thrown away"),
    "product.moved": gettext_lazy("State"),
}


def told(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what a page shows of entries, in their order."""
    return [
        {
            "at": entry.at,
            "actor": _("this site") if entry.actor_name == SYSTEM else entry.actor_name,
            "action": ACTIONS.get(entry.action, entry.action),
            "details": _details(entry),
        }
        for entry in entries
    ]


def _details(entry: Entry) -> str:
    if entry.action == "product.moved":
        was, now = (STATES.get(side.get("status", ""), "–") for side in (entry.before, entry.after))
        return f"{was} → {now}"
    return str(entry.after.get("note", ""))
