"""What a reader prefers, as every room sees it. `portal.accounts` works it out for each request."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone, translation


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one reader wants to be served.

    `language` is one of the site's language codes; `currency` an ISO 4217 code or empty for "as the
    seller says it"; `low_data` asks for pages without pictures; `time_zone` is an IANA name.
    """

    language: str
    currency: str = ""
    low_data: bool = False
    time_zone: str = "UTC"


def of(request: HttpRequest) -> Preferences:
    """Return the preferences of a request; those of a stranger where no middleware has set any."""
    found = getattr(request, "preferences", None)
    if isinstance(found, Preferences):
        return found
    return Preferences(
        language=translation.get_language() or "en", time_zone=timezone.get_current_timezone_name()
    )
