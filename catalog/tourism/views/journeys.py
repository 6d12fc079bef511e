"""Journeys as visitors see them: the front, a month of departures, one place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.seams import preferences
from catalog.seams.retyped import as_written
from catalog.tourism.finding.choice import month_of
from catalog.tourism.finding.listing import tours_found
from catalog.tourism.finding.month import month_values
from catalog.tourism.journeys_page import journeys_values, place_page_values
from catalog.tourism.map_layer import map_layer
from catalog.tourism.presenting import crumbs
from catalog.tourism.selectors.places import place_lines, place_page, shown_places
from catalog.tourism.selectors.routes import route_lines, routes_by, shown_routes
from catalog.tourism.selectors.tour_list import tour_rows


@require_safe
def journeys(request: HttpRequest) -> HttpResponse:
    """Tours, and beneath them routes, crossings and places; only tours where something is asked of them."""
    chosen = preferences.of(request)
    language = chosen.language
    found = tours_found(request.GET, presenting.reader_of(chosen), timezone.now())
    values = {**found.values, "crumbs": crumbs(language), "action": request.path}
    if found.asked:
        return render(request, "tourism/tours.html", values, status=404 if found.missing else 200)
    places = place_lines(shown_places(), language=language)
    routes = route_lines(shown_routes(), language=language)
    values |= journeys_values(places, routes, found.rows, language, low_data=chosen.low_data)
    return render(request, "tourism/journeys.html", values)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month of departures with the seats that are left; ``?tour=`` shows those of one tour."""
    chosen = preferences.of(request)
    values = month_values(
        month=month_of(request.GET.get("month", "")),
        tour=request.GET.get("tour", "")[:100],
        language=chosen.language,
        now=timezone.now(),
    )
    return render(request, "tourism/calendar.html", values)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: what is known of it and who says so, what is to be seen and made there, tours to it."""
    chosen = preferences.of(request)
    page = place_page(slug=slug, language=chosen.language)
    if page is None:
        return as_written(slug, "place")
    routes = route_lines(routes_by(page.place.id), language=chosen.language)
    values = place_page_values(page, routes, tour_rows(), presenting.reader_of(chosen), timezone.now())
    return render(request, "tourism/place.html", values)


@require_safe
def map_image(request: HttpRequest, version: str) -> HttpResponse:
    """The operator's map; its address names what it shows, so a browser keeps it for good.

    A page that was kept from before the map changed gets the present one, to be asked for again.
    """
    layer = map_layer()
    if layer is None:
        raise Http404("No such map.")
    response = HttpResponse(layer.image.read_bytes(), content_type=layer.content_type)
    kept = "public, max-age=31536000, immutable" if layer.version == version else "no-cache"
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
