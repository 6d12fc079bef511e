"""What an organization is called in a reader's language."""

from catalog.merchants.models import Organization
from catalog.translation.selectors import local_text


def seller_name(organization_id: int, language: str) -> str:
    """Return the organization's name as a reader of that language sees it."""
    organization = Organization.objects.get(pk=organization_id)
    return local_text(organization, "name", language).value
