"""Pages with nothing in them but the frame, and pages that fail, under the addresses the frame links to."""

import errno

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from portal.style.views import style

PAGE = (
    '{% extends "base.html" %}{% block title %}Tea{% endblock %}'
    '{% block main %}<div class="wrap page"><h1>Tea</h1></div>{% endblock %}'
)

# How a full disk is told; a test puts its own last.
NO_ROOM: list[Exception] = [OSError(errno.ENOSPC, "No space left on device")]


def page(request: HttpRequest, category: str = "") -> HttpResponse:
    context = {"canonical_query": "page=2"} if request.GET.get("page") == "2" else {}
    context |= {"content_tag": request.GET.get("content", "")}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def posted(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.LANGUAGE_CODE} {request.POST.get('q', '')}")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def without_room(request: HttpRequest) -> HttpResponse:
    try:
        raise NO_ROOM[-1]
    except (OSError, OperationalError) as error:
        raise RuntimeError("could not be saved") from error


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def bad(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("not a thing to ask")


urlpatterns = [
    path("health/", posted, name="health"),
    path("style/", style, name="style"),
    *i18n_patterns(
        path("", page, name="home"),
        path("goods/", page, name="goods"),
        path("goods/<slug:category>/", page, name="category"),
        path("storefronts/", page, name="storefronts"),
        path("fair/", page, name="fair"),
        path("gi/", page, name="gi-register"),
        path("journeys/", page, name="journeys"),
        path("search/", page, name="search"),
        path("search/suggest/", page, name="search-suggest"),
        path("lists/", page, name="lists"),
        path("desk/", page, name="desk"),
        path("account/signup/", page, name="account_signup"),
        path("account/login/", page, name="account_login"),
        path("account/logout/", page, name="account_logout"),
        path("meetings/", page, name="meetings"),
        path("bookings/", page, name="bookings"),
        path("calendar/", page, name="calendar"),
        path("account/preferences/", page, name="preferences"),
        path("account/", page, name="account_profile"),
        path("posted/", posted),
        path("broken/", broken),
        path("without-room/", without_room),
        path("forbidden/", forbidden),
        path("bad/", bad),
    ),
]
handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.broken"
