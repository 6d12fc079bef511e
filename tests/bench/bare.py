"""Settings and addresses of a Django that does nothing but answer: the yardstick of the bench."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"
INSTALLED_APPS = []
MIDDLEWARE = []
PAGE = HttpResponse("hello").content * 6000


def answer(request: HttpRequest) -> HttpResponse:
    """Return 30 KB, about as much as a page of goods."""
    # As the middleware of the portal does, without which the server sends it in pieces.
    return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})


urlpatterns: list[URLPattern] = [path("", answer)]
