"""The trust panel: what was checked about a seller, by whom, when, and until when it holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from catalog.merchants.evidence import kind_name
from catalog.merchants.models import Storefront
from catalog.merchants.selectors.evidence import TrustLine, trust_of, trust_of_storefronts
from catalog.reference.cldr import country_name, locale_of
from catalog.seams.preferences import Preferences
from catalog.seams.slots import Slot

Values = Mapping[int, Mapping[str, Any]]
TEMPLATE = "merchants/trust.html"


def line_values(line: TrustLine, language: str) -> dict[str, str]:
    """Return what the component of certificates prints of one thing that was checked."""
    locale = locale_of(language)
    until = format_date(line.expires_on, "medium", locale=locale) if line.expires_on else ""
    day = format_date(line.checked_at.date(), "medium", locale=locale)
    checked = (
        _("checked by %(name)s on %(day)s") % {"name": line.checked_by, "day": day}
        if line.checked_by
        else _("checked by an editor of this site on %(day)s") % {"day": day}
    )
    return {
        "name": f"{kind_name(line.kind)} · {country_name(line.country, language)}",
        "state": _("valid to %(day)s") % {"day": until} if until else _("no expiry stated"),
        "tone": "good",
        "note": checked,
    }


def of_organizations(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return the panels of organizations with something that holds today: one query."""
    return {one: _panel(lines, preferences) for one, lines in trust_of(ids).items()}


def of_storefronts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return the panels of storefronts: one query, and one more where there is something to show."""
    found = trust_of_storefronts(ids)
    owners = Storefront.objects.filter(organization__in=found).values_list("organization_id", "pk")
    return {storefront: _panel(found[one], preferences) for one, storefront in (owners if found else ())}


def _panel(lines: Sequence[TrustLine], preferences: Preferences) -> dict[str, Any]:
    return {"lines": [line_values(line, preferences.language) for line in lines]}


SLOTS = (
    Slot("merchants.trust", "storefront.aside", of_storefronts, TEMPLATE, order=10),
    Slot("merchants.seller-trust", "seller.aside", of_organizations, TEMPLATE, order=10),
)
