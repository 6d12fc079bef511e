"""The pages shown when a request cannot be answered, in the language of its address.

None of them reads the database, the session or the user: they must also show when one of these is
what failed.
"""

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from catalog.reference.languages import html_tag
from portal.addresses import language_in, language_of, names_a_language
from portal.context import bare_frame

RETRY_AFTER = 300  # seconds; the longest of the limits on signing in
# How SQLite and PostgreSQL say it; file systems say it by number.
NO_ROOM = ("database or disk is full", "No space left on device")


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


def for_want_of_room(error: BaseException | None) -> bool:
    """Tell whether an exception, or what it was raised from, says that a disk is full."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if isinstance(error, DatabaseError) and any(words in str(error) for words in NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False
