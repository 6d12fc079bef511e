"""Where a post comes from, for forms on pages that are kept for all readers alike and so carry no token.

Browsers since 2020 name the relation of the sending site in ``Sec-Fetch-Site`` (W3C Fetch Metadata),
and all of them name the sending site in ``Origin`` with a post. One too old to say either lets another
site send what the form sends, without the session: its cookie (SameSite=Lax) does not travel then.
"""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def refuse_foreign(request: HttpRequest) -> None:
    """Raise PermissionDenied where the browser says that another site sent this request."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise PermissionDenied
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied
