"""A booth as visitors see it, and whether somebody is there."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.seams import preferences
from catalog.translation.texts import tag_unless
from expo.fair.booth_words import booth_values, clocks_of, crumbs, exhibit_values, presence_values
from expo.fair.models import Booth, Exhibit
from expo.fair.selectors.booths import booth_page, shown
from expo.fair.selectors.exhibits import in_sight, lines
from expo.fair.selectors.staffing import attendance

BESIDE = ("edition", "organization__country", "organization__city", "stand__hall")


def booth_at(edition: str, slug: str) -> Booth:
    """Return a booth visitors see, with what stands beside it. Raises Http404 where there is none."""
    booth = shown().select_related(*BESIDE).filter(edition__slug=edition, slug=slug).first()
    if booth is None:
        raise Http404("No such booth.")
    return booth


@require_safe
def booth(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """A booth with what it exhibits, who is there and when."""
    found = booth_at(edition, slug)
    chosen = preferences.of(request)
    page = booth_page(found, language=chosen.language, at=timezone.now())
    clocks = clocks_of(found, chosen, request.GET.get("clock", ""))
    return render(request, "fair/booth/page.html", booth_values(page, chosen, clocks))


@require_safe
def presence(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Whether somebody is at the booth: a piece of its page, answered with 304 while nothing changed."""
    found = booth_at(edition, slug)
    chosen = preferences.of(request)
    clocks = clocks_of(found, chosen, request.GET.get("clock", ""))
    values = presence_values(attendance([found.pk], timezone.now())[found.pk], clocks)
    etag = quote_etag(f"{chosen.language}-{hash_of(values)}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render(request, "fair/booth/presence.html", {"presence": values})
        response["ETag"] = etag
    assert isinstance(response, HttpResponse)
    response["Cache-Control"] = "private, no-cache"
    return response


def hash_of(values: dict[str, object]) -> str:
    """Return a short hash of what is said, the same in every process."""
    return hashlib.blake2s(repr(sorted(values.items())).encode(), digest_size=8).hexdigest()


@require_safe
def exhibit(request: HttpRequest, edition: str, slug: str, exhibit: int) -> HttpResponse:
    """Something exhibited, as its document was when it was last brought up to date."""
    found = booth_at(edition, slug)
    chosen = preferences.of(request)
    kept = in_sight(Exhibit.objects.rewrite(False).filter(booth=found, pk=exhibit))
    listed = lines(kept, language=chosen.language)
    if not listed:
        raise Http404("No such exhibit.")
    page = booth_page(found, language=chosen.language, at=timezone.now())
    line, reader = listed[0], presenting.reader_of(chosen)
    title = line.card.title
    way = [*crumbs(page, chosen.language)]
    way[-1] = way[-1] | {"url": "../../"}
    context = {
        **booth_values(page, chosen, clocks_of(found, chosen)),
        "exhibit": exhibit_values(line, found, reader),
        "texts": line.texts,
        "title": title,
        "pictures": line.pictures,
        "product_slug": line.product,
        "crumbs": [*way, {"text": title.value, "lang": tag_unless(title, chosen.language), "url": ""}],
    }
    return render(request, "fair/booth/exhibit.html", context)
