"""A hall of an edition: its plan, the same as a list, and how its stands are right now."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.seams import preferences
from expo.fair.hall_page import digest, hall_values, states_now
from expo.fair.selectors.hall_plan import HallPlan, hall_now, hall_plan
from expo.fair.selectors.staffing import staffed_booths


def _found(request: HttpRequest, edition: str, hall: str) -> HallPlan:
    found = hall_plan(edition=edition, hall=hall, language=preferences.of(request).language)
    if found is None:
        raise Http404("No such hall.")
    return found


@require_safe
def hall(request: HttpRequest, edition: str, hall: str) -> HttpResponse:
    """A hall with its stands and who stands on them."""
    found = _found(request, edition, hall)
    values = hall_values(found, staffed_booths(), request.GET, preferences.of(request))
    return render(request, "fair/hall.html", values)


@require_safe
def now(request: HttpRequest, edition: str, hall: str) -> HttpResponseBase:
    """How the stands of a hall are right now, by their numbers; nothing at all where that has not changed."""
    stands = hall_now(edition=edition, hall=hall)
    if stands is None:
        raise Http404("No such hall.")
    states = states_now(stands, staffed_booths())
    headers = {"ETag": digest(states), "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return JsonResponse(states, headers=headers)
