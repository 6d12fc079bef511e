"""How often somebody may report, and how strangers are told apart."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from catalog.seams import network

STRANGER = "net:"
MOST = 20  # reports an hour from one network address
WITHIN = 60 * 60  # seconds


def voice_of(request: HttpRequest) -> str:
    """Return what tells this visitor from others who report: the account, or a keyed hash of the network."""
    person = request.user
    if person.is_authenticated:
        return f"user:{person.pk}"
    digest = salted_hmac("catalog.moderation.voice", network.of(request), algorithm="sha256").hexdigest()
    return f"{STRANGER}{digest[:40]}"


def too_often(request: HttpRequest) -> bool:
    """Count a report of this visitor's network address; say whether there were too many within the hour."""
    return network.too_often(request, purpose="report", most=MOST, within=WITHIN)
