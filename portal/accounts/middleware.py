"""Gives every request its reader's preferences."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from portal.accounts.preferences import preferences_for


class PreferencesMiddleware:
    """Sets ``request.preferences``, worked out when first read.

    A page that never reads them costs nothing, and a visitor without a session cookie stays without
    a session: otherwise no page could be kept for anonymous readers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.preferences = SimpleLazyObject(lambda: preferences_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)
