"""What can be wrong with a cell, in words. A fault is kept by its code and told in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as in_active_language
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

FAULTS: dict[str, Promise] = {
    "formula": _("This cell holds a formula. Put its result there as text or as a number."),
    "merged": _("This cell is merged with others. Separate them."),
    "number-for-text": _(
        "The spreadsheet made a number of this (%(value)s); zeros in front of it may be lost."
        " Format the column as text and write it again."
    ),
    "date-for-text": _("The spreadsheet made a date of this. Format the column as text and write it again."),
    "shortened": _(
        "The spreadsheet shortened this to “%(value)s”, and digits are lost."
        " Format the column as text and write it again."
    ),
    "ambiguous-number": _(
        "“%(value)s” can be read as %(one)s or as %(other)s. Write it without a separator of thousands."
    ),
    "ambiguous-date": _(
        "“%(value)s” can be read as %(one)s or as %(other)s. Write the year first, then the month."
    ),
    "not-number": _("“%(value)s” is not a number."),
    "not-whole": _("“%(value)s” is not a whole number."),
    "too-large": _("“%(value)s” is too large."),
    "not-date": _("“%(value)s” is not a date. Write the year first: 2026-04-30."),
    "not-year": _("Write the year of “%(value)s” in the common era, with four digits."),
    "too-precise": _("“%(value)s” has more decimals than %(currency)s has."),
    "no-currency": _("Give the currency of this amount."),
    "not-gtin": _("“%(value)s” is not a GTIN: its length or its check digit does not fit."),
    "not-digits": _("“%(value)s” has to be %(count)s digits. Zeros in front of it may be lost."),
    "not-choice": _("“%(value)s” is not one of these: %(choices)s."),
    "not-yes-no": _("Write yes or no, not “%(value)s”."),
    "not-months": _("“%(value)s” are not months. Write their numbers: 6, 7, 8."),
    "missing": _("Fill this in."),
    "too-long": _("This text has %(length)s characters; at most %(most)s fit."),
    "twice": _("This article number stands in %(cell)s as well."),
    "no-number": _("Give your article number, so that the row is known when the file comes again."),
    "no-listing": _("You have no such listing. Leave this empty for a new one."),
    "no-picture": _("There is no picture “%(value)s”, neither in the ZIP file nor among yours."),
    "two-pictures": _("Several pictures are called “%(value)s”. Give each its own name."),
    "bad-picture": _("The picture “%(value)s” cannot be taken: %(why)s"),
    "two-listings": _("Two of your listings have this article number. Change one of them."),
    "in-review": _("This listing is in review. Take it back first, or wait for the decision."),
    "changed": _("Somebody changed this listing meanwhile. Send the file again."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell. ``code`` is one of FAULTS, or empty where ``values`` brings a text."""

    cell: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the fault as it is kept."""
        return {"cell": self.cell, "code": self.code, "values": dict(self.values)}


def words(fault: Mapping[str, Any]) -> str:
    """Return a kept fault in the active language."""
    values = fault["values"]
    if fault["code"]:
        return f"{FAULTS[fault['code']] % values}"
    return in_active_language(values["text"])


def told(cell: str, message: object) -> Fault:
    """Return a fault that says what a rule of documents says; its text is kept in English."""
    with override("en"):
        return Fault(cell, "", {"text": str(message)})
