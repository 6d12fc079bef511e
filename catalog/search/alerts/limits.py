"""How often one network address may ask that somebody be written to."""

from django.http import HttpRequest

from catalog.seams import network

MOST = 20
WITHIN = 60 * 60  # seconds


def too_often(request: HttpRequest) -> bool:
    """Count a request of this visitor's network address; say whether there were too many within the hour."""
    return network.too_often(request, purpose="search-alert", most=MOST, within=WITHIN)
