"""Where the two sides of a conversation live, for their two clocks."""

from catalog.conversations.models import Conversation
from catalog.merchants.models import Organization
from catalog.reference.cldr import country_name, zone_place
from catalog.reference.selectors import city_name


def seller_place(organization_id: int, language: str) -> tuple[str, str]:
    """Return an organization's IANA time zone and what its place is called in the language."""
    found = Organization.objects.select_related("country", "city").get(pk=organization_id)
    zones = found.country.time_zones
    place = city_name(found.city, language) if found.city else country_name(found.country_id, language)
    return (zones[0] if zones else "UTC"), place


def visitor_place(conversation: Conversation, language: str) -> tuple[str, str]:
    """Return a visitor's IANA time zone and the city it is named after, in the language."""
    return conversation.time_zone, zone_place(conversation.time_zone, language)
