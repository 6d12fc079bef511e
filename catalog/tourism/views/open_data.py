"""Places, tours and departures as open data: files for whoever reckons with them."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.tourism.open_data import as_csv, as_geojson, records
from catalog.tourism.open_tours import DEPARTURES, TOURS, csv_lines, departure_records, tour_records

CSV = "text/csv; charset=utf-8"
Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
def places_csv(request: HttpRequest) -> HttpResponse:
    """Every place as a table."""
    return _named(HttpResponse(as_csv(records()), content_type=CSV), "places.csv")


@require_safe
def places_geojson(request: HttpRequest) -> HttpResponse:
    """Every place as GeoJSON."""
    response = HttpResponse(as_geojson(records()), content_type="application/geo+json")
    return _named(response, "places.geojson")


@require_safe
def tours_csv(request: HttpRequest) -> HttpResponse:
    """Every tour as a table of facts."""
    lines = csv_lines(TOURS, tour_records(timezone.now()))
    return _named(HttpResponse("".join(lines), content_type=CSV), "tours.csv")


@require_safe
def departures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The departures of the coming year as a table, streamed: there may be ten thousand."""
    lines = csv_lines(DEPARTURES, departure_records(timezone.now().date()))
    return _named(StreamingHttpResponse(lines, content_type=CSV), "departures.csv")


def _named(response: Answer, name: str) -> Answer:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
