"""A hall of an edition."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.seams import preferences
from expo.fair.hall_page import hall_values
from expo.fair.selectors.editions import edition_at
from expo.fair.selectors.halls import halls_of


@require_safe
def hall(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """A hall with its stands and who stands on them."""
    chosen = preferences.of(request)
    found = edition_at(edition, language=chosen.language)
    halls = halls_of(found.id, language=chosen.language) if found else []
    wanted = next((one for one in halls if one.slug == hall and one.has_plan), None)
    if found is None or wanted is None:
        raise Http404("No such hall.")
    return render(request, "fair/hall.html", hall_values(wanted, found, chosen))
