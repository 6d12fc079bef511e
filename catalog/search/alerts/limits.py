"""How often one network address may ask that somebody be written to."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST = 20
WITHIN = 60 * 60  # seconds


def too_often(request: HttpRequest) -> bool:
    """Count a request of this visitor's network address; say whether there were too many within the hour.

    Only a hash of the address is kept, and no longer than that.
    """
    network = str(get_adapter(request).get_client_ip(request))
    key = f"search-alert:{hashlib.blake2s(network.encode(), digest_size=12).hexdigest()}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > MOST
