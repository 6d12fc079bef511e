"""The front of the fair, and each edition at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.seams import preferences
from expo.fair.front_page import front_values
from expo.fair.past_page import past_values
from expo.fair.selectors.editions import current, editions


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The current edition; where none is current, the latest one; before the first, a page that says so."""
    chosen = preferences.of(request)
    known = editions(language=chosen.language)
    edition = current(known) or next(iter(known), None)
    if edition is None:
        return render(request, "fair/none.html")
    return render(request, "fair/edition.html", front_values(edition, known, chosen, is_front=True))


@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """The years of the expo before this portal, as far as sources tell of them."""
    return render(request, "fair/past.html", past_values(preferences.of(request).language))


@require_safe
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition, past ones too: its halls, and what is known of it."""
    chosen = preferences.of(request)
    known = editions(language=chosen.language)
    found = next((one for one in known if one.slug == edition), None)
    if found is None:
        raise Http404("No such edition.")
    return render(request, "fair/edition.html", front_values(found, known, chosen, is_front=False))
