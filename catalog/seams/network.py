"""Network addresses of visitors: as they are counted, and how often one of them did something."""

import hashlib
import ipaddress
from functools import lru_cache

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def of(request: HttpRequest) -> str:
    """Return the visitor's address as we count it: one IPv4 address, or the /64 of an IPv6 address.

    Raises ValueError for what is no address and PermissionDenied where there is none.
    """
    said = request.META
    return _of(
        said.get("REMOTE_ADDR", ""), said.get("HTTP_X_FORWARDED_FOR"), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    )


@lru_cache(maxsize=2000)
def _of(sender: str, forwarded_for: str | None, proxies: int) -> str:
    """Work the address out, once for the pages that one visitor looks at.

    Which of the two to believe is allauth's to say, from a request that tells nothing else; `proxies`,
    the setting by which it decides, is asked for so that another value of it is another answer.
    """
    bare = HttpRequest()
    bare.META["REMOTE_ADDR"] = sender
    if forwarded_for is not None:
        bare.META["HTTP_X_FORWARDED_FOR"] = forwarded_for
    address = ipaddress.ip_address(get_adapter(bare).get_client_ip(bare))
    if isinstance(address, ipaddress.IPv6Address):
        # A server that listens on "::" writes IPv4 so; all of them together are one /64.
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def too_often(request: HttpRequest, *, purpose: str, most: int, within: int) -> bool:
    """Count one more for this visitor's address; say whether they were more than `most` within the seconds.

    Only a hash of the address is kept, and no longer than that.
    """
    key = f"often:{purpose}:{hashlib.blake2s(of(request).encode(), digest_size=12).hexdigest()}"
    try:
        return _counted(key, within) > most
    except ValueError:  # its time ran out between the two steps: this one is the first of the next
        return _counted(key, within) > most


def _counted(key: str, within: int) -> int:
    cache.add(key, 0, within)
    return cache.incr(key)
