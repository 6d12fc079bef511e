"""Kinds of certificate a buyer asks for, and how the site names them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CERTIFICATES: dict[str, str | Promise] = {
    "food-production": _("Food production licence"),
    "organic": _("Organic product"),
    "residue-report": _("Pesticide residue report"),
    "halal": _("Halal"),
    "haccp": "HACCP",
    "iso-22000": "ISO 22000",
    "iso-9001": "ISO 9001",
    "gap": _("Good agricultural practice"),
    "phytosanitary": _("Phytosanitary certificate"),
    "origin": _("Certificate of origin"),
    "fair-trade": _("Fair trade"),
    "food-contact": _("Food-contact report"),
    "forest": _("Responsible forestry"),
    "emission": _("Emission test report"),
    "appraisal": _("Appraisal certificate"),
}


def certificate_name(kind: str) -> str:
    """Return the name of a kind of certificate in the active language; an unknown kind names itself."""
    return str(CERTIFICATES.get(kind, kind))
