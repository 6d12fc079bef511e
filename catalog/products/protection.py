"""Steps by which a geographical indication is protected, as the register names them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: dict[str, str | Promise] = {
    "gi": _("Protected as a geographical indication"),
    "gi-mark": _("Certification mark for a geographical indication"),
    "agricultural-gi": _("Registered as an agricultural geographical indication"),
    "eu-china-list": _("On the list of the agreement between the EU and China"),
    "named-in-eu": _("Named as protected in the European Union"),
    "demonstration-zone": _("Demonstration zone for geographical indications"),
    "value-chain": _("Supported by a project for its growers"),
}


def step_name(kind: str) -> str:
    """Return the name of a step in the active language; an unknown kind names itself."""
    return str(STEPS.get(kind, kind))
