"""Tours as visitors see them."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.products.presenting import reader_of
from catalog.seams import preferences
from catalog.seams.retyped import as_written
from catalog.tourism.finding.choice import day_of
from catalog.tourism.finding.page import tour_values
from catalog.tourism.selectors.tour_page import former_address, tour_page


@require_safe
def tour(request: HttpRequest, slug: str) -> HttpResponse:
    """One tour; ``?on=`` names the day of a departure whose terms are told by date."""
    chosen, now = preferences.of(request), timezone.now()
    on = day_of(request.GET.get("on", ""))
    page = tour_page(slug=slug, language=chosen.language, today=now.date(), on=on)
    if page is None:
        current = former_address(slug)
        if current is None:
            return as_written(slug, "tour")
        return HttpResponsePermanentRedirect(reverse("tour", args=[current]))
    values = tour_values(page, reader_of(chosen), on=on, now=now)
    return render(request, "tourism/tour.html", values)
