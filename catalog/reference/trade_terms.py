"""Incoterms 2020: the eleven terms, how goods travel under each, and what its named place means.

A term is complete only with its place: "FOB" says nothing, "FOB Qinzhou (Incoterms 2020)" does.
Source: data/sources.yaml, `incoterms-2020`; the meanings are a summary, not the rules.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EDITION = 2020
ANY_MODE = _("any mode of transport")
BY_WATER = _("sea and inland waterway")
PICK_UP = _("place where the buyer collects the goods")
TO_CARRIER = _("place where the carrier takes the goods over")
DESTINATION = _("place of destination")
UNLOADED = _("place of destination, where the seller unloads")
PORT_OF_SHIPMENT = _("port of shipment")
PORT_OF_DESTINATION = _("port of destination")


@dataclass(frozen=True, slots=True)
class TradeTerm:
    """A term; ``name``, ``mode`` and ``place`` are lazily translated."""

    code: str
    name: "_StrOrPromise"
    mode: "_StrOrPromise"
    place: "_StrOrPromise"

    @property
    def by_water_only(self) -> bool:
        """Whether the term fits only goods handed over at a port."""
        return self.mode is BY_WATER


TRADE_TERMS = {
    term.code: term
    for term in (
        TradeTerm("EXW", _("Ex Works"), ANY_MODE, PICK_UP),
        TradeTerm("FCA", _("Free Carrier"), ANY_MODE, TO_CARRIER),
        TradeTerm("CPT", _("Carriage Paid To"), ANY_MODE, DESTINATION),
        TradeTerm("CIP", _("Carriage and Insurance Paid To"), ANY_MODE, DESTINATION),
        TradeTerm("DAP", _("Delivered at Place"), ANY_MODE, DESTINATION),
        TradeTerm("DPU", _("Delivered at Place Unloaded"), ANY_MODE, UNLOADED),
        TradeTerm("DDP", _("Delivered Duty Paid"), ANY_MODE, DESTINATION),
        TradeTerm("FAS", _("Free Alongside Ship"), BY_WATER, PORT_OF_SHIPMENT),
        TradeTerm("FOB", _("Free On Board"), BY_WATER, PORT_OF_SHIPMENT),
        TradeTerm("CFR", _("Cost and Freight"), BY_WATER, PORT_OF_DESTINATION),
        TradeTerm("CIF", _("Cost, Insurance and Freight"), BY_WATER, PORT_OF_DESTINATION),
    )
}


def show_term(code: str, place: str) -> str:
    """Return the term as a contract writes it, ``FOB Qinzhou, Incoterms 2020``. Raises KeyError."""
    return f"{TRADE_TERMS[code].code} {place}, Incoterms {EDITION}"
