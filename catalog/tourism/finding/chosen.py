"""The choices made in a list of tours, each with the way to take it back."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.reference.cldr import country_name
from catalog.tourism.finding.choice import day_of
from catalog.tourism.presenting import day_words

Pair = tuple[str, str]


def chips(
    made: Sequence[Pair], groups: Sequence[dict[str, Any]], *, action: str, currency: str, language: str
) -> list[dict[str, str]]:
    """Return the choices made (pairs of an address) in words; the order is none. ``action`` is the list.

    ``groups`` are those the list can be narrowed by: they name what was ticked.
    """
    ticked = {
        (group["name"], choice["value"]): str(choice["label"])
        for group in groups
        for choice in group["choices"]
    }
    found = []
    for one in made:
        text = ticked.get(one) or _words(*one, currency=currency, language=language)
        if text:
            rest = [other for other in made if other != one]
            found.append({"text": text, "url": f"{action}?{urlencode(rest)}" if rest else action})
    return found


def _words(name: str, value: str, *, currency: str, language: str) -> str:
    """Return what a choice without a tick is called; empty for what is none, such as an order."""
    labels = {
        "from": pgettext("day", "Departs from"),
        "until": pgettext("day", "Departs until"),
        "seats": _("Seats"),
        "price": _("Price at most (%(currency)s)") % {"currency": currency},
        "passport": _("No visa needed for me: passport of"),
    }
    if name == "route":
        return _("Along a route")
    if name not in labels:
        return "" if name == "sort" else value
    if name == "passport":
        value = country_name(value, language)
    elif day := day_of(value):
        value = day_words(day, language)
    return f"{labels[name]}: {value}"
