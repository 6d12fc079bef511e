"""Addresses that only take what is posted, and where they lead whoever comes by a link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponseBase]


def post_only(form: str = "..") -> Callable[[View], View]:
    """Take posts only, and lead who comes without one to the page on which the form stands.

    Whoever posts a form after their session has ended signs in and arrives here with a GET: what they
    typed is gone, but they are where they can go on. ``form`` is that page as a link from this address
    names it, by default the one above. Everything that is neither read nor posted is a 405, as on
    addresses for machines, which keep ``require_POST``.
    """

    def decorate(view: View) -> View:
        posted = require_POST(view)

        @wraps(view)
        def led(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return posted(request, *args, **address)
            response = HttpResponseRedirect(urljoin(escape_uri_path(request.path), form))
            add_never_cache_headers(response)
            return response

        return led

    return decorate
