"""Addresses of no room: the front door, health, robots, and Wagtail pages with language fallback."""

from django.conf import settings
from django.db import connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve

from portal.addresses import preferred_language
from portal.languages import FALLBACKS
from portal.pages.blocks.links import for_reader
from portal.pages.tree import is_mirror, path_of


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the home page in the language of the cookie, the browser, or English."""
    response = HttpResponseRedirect(f"/{preferred_language(request)}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the portal can answer: 200 when the database does, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return JsonResponse({"status": "down", "database": type(error).__name__}, status=503)
    return JsonResponse({"status": "up"})


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Let crawlers in only on a production site; a trial installation must not be found."""
    if settings.MODE != "production":
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    lines = ["User-agent: *", "Disallow: /editors/", "Disallow: /api/"]
    lines += [
        f"Disallow: /{code}/{section}/" for code, _ in settings.LANGUAGES for section in ("account", "desk")
    ]
    lines.append(f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def fallback_order(language: str) -> tuple[str, ...]:
    """Return the languages to try for a page, the asked one first, every other one last."""
    chain = (language, *FALLBACKS.get(language, FALLBACKS["default"]))
    rest = tuple(code for code, _ in settings.LANGUAGES if code not in chain)
    return chain + rest


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the Wagtail page at this path in the asked language, or in the nearest one that is live.

    Slugs are the same in every language, so one path finds all of them. Wagtail's own router would
    fall to the site root's language first, which gave Lao readers Chinese though English was live.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site is set up for this address.")
    order = fallback_order(get_language() or settings.LANGUAGE_CODE)
    roots: dict[str, Page] = {
        root.locale.language_code: root
        for root in site.root_page.get_translations(inclusive=True).live().select_related("locale")
    }
    components = [part for part in path.split("/") if part]
    for code in order:
        root = roots.get(code)
        if root is None:
            continue
        try:
            route = root.specific.route(request, components)
        except Http404:
            continue
        if is_mirror(route.page):
            continue
        # Wagtail keeps the route it found under this private name and reads it back when serving;
        # tests/portal/pages holds us to it when Wagtail is upgraded.
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]
        request.content_language = code  # type: ignore[attr-defined]
        response: HttpResponseBase = wagtail_serve(request, path)
        return response
    return moved(path, order)


def moved(path: str, order: tuple[str, ...]) -> HttpResponseBase:
    """Lead to the new address of a page that was renamed or moved, in the asked language.

    Editors may write redirects too, with a language or without one, for good or for a while.
    Raises Http404 where none is known.
    """
    old = [f"/{code}/{path}".rstrip("/") for code in order] + [f"/{path}".rstrip("/")]
    found = {
        redirect.old_path: redirect
        for redirect in Redirect.objects.filter(old_path__in=old).select_related("redirect_page")
        if redirect.redirect_link or (redirect.redirect_page and redirect.redirect_page.live)
    }
    redirect = next((found[one] for one in old if one in found), None)
    if redirect is None:
        raise Http404("No page stands at this address.")
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    if redirect.redirect_page is None:
        return kind(for_reader(redirect.redirect_link, order[0]))
    return kind(f"/{order[0]}{path_of(redirect.redirect_page.url_path)}")
