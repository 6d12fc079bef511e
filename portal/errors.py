"""The pages shown when a request cannot be answered, in the language of its address.

None of them reads the database, the session or the user: they must also show when one of these is
what failed.
"""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from catalog.reference.languages import html_tag
from portal.addresses import language_in, language_of, names_a_language
from portal.context import bare_frame
from portal.full_disk import for_want_of_room

RETRY_AFTER = 300  # seconds; the longest of the limits on signing in


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """Return the page for an HTTP status, never to be kept by a cache."""
    code = language_of(request)
    with translation.override(code):
        context = bare_frame(request) | {
            "status": status,
            "unknown_language": language_in(request.path_info) is None
            and names_a_language(request.path_info),
        }
        body = render_to_string(template or f"errors/{status}.html", context)
    response = HttpResponse(body, status=status)
    response["Content-Language"] = html_tag(code)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for something this visitor may not see."""
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose safety mark is missing or too old."""
    return error_page(request, 403, "errors/form_expired.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address at which nothing stands; an unknown language is offered the known ones."""
    return error_page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say, in the reader's language, that a limit was reached and when it opens again."""
    response = error_page(request, 429)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed through a fault of ours; on a full disk trying again is no use."""
    return error_page(request, 507 if for_want_of_room(sys.exc_info()[1]) else 500)
