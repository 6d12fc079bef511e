"""A stand of a hall: where it lies, what it is offered as, and whether it is to be had."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.members import belongings
from catalog.seams import preferences
from catalog.translation.texts import tag_unless
from expo.fair.front_page import edition_values
from expo.fair.hall_page import WAITED_FOR, crumbs, stand_values
from expo.fair.models import Stand
from expo.fair.selectors.hall_plan import HallPlan, hall_plan
from expo.fair.selectors.stands import StandLine


@require_safe
def stand(request: HttpRequest, edition: str, hall: str, stand: str) -> HttpResponse:
    """One stand; who wants it goes on from here to their desk, to hold it or to wait for it."""
    chosen = preferences.of(request)
    language = chosen.language
    found = hall_plan(edition=edition, hall=hall, language=language)
    wanted = next((one for one in found.stands if one.place.code == stand), None) if found else None
    if found is None or wanted is None:
        raise Http404("No such stand.")
    values = {
        "edition": edition_values(found.edition, language),
        "hall": found.hall,
        "stand": stand_values(found, wanted, wanted.state, language),
        "takes_booking": found.edition.takes_booking,
        "is_offered": wanted.state != Stand.State.CLOSED,
        "is_waited_for": wanted.state in WAITED_FOR,
        "desks": desks(request, found, wanted, language) if found.edition.takes_booking else [],
        "here": request.path,
        "crumbs": crumbs(found, language, [{"text": wanted.place.code, "url": ""}]),
    }
    return render(request, "fair/stand.html", values)


def desks(request: HttpRequest, hall: HallPlan, stand: StandLine, language: str) -> list[dict[str, str]]:
    """Return the desks at which the visitor may hold this stand: of organizations they write for."""
    if not isinstance(request.user, AbstractBaseUser):
        return []
    where = [hall.edition.slug, hall.hall.slug, stand.place.code]
    return [
        {
            "name": one.name.value,
            "lang": tag_unless(one.name, language),
            "url": reverse("desk-stands-one", args=[one.organization.slug, *where]),
        }
        for one in belongings(request.user, language)
        if WRITERS & set(one.roles)
    ]
