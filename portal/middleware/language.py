"""Gives every request the language of its address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.utils import translation

from catalog.reference.languages import html_tag
from portal.addresses import first_segment, in_language, known_language, language_in, language_of


class KeptRedirect(HttpResponseRedirectBase):
    """Moved for good, and the method stays: a form sent to an old address is not lost."""

    status_code = 308


class LanguageMiddleware:
    """Activates the language that the first path segment names; corrects old and foreign spellings of it.

    An address without a language (the editors' area, health) takes the visitor's own. Neither the
    session nor a cookie is written, so that pages stay the same for every anonymous reader.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        segment = first_segment(request.path_info)
        code = known_language(segment)
        if code and language_in(request.path_info) is None:
            target = in_language(request.get_full_path(), code)
            kind = HttpResponsePermanentRedirect if request.method in {"GET", "HEAD"} else KeptRedirect
            return kind(target)
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", html_tag(language))
        return response
