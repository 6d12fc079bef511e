"""Addresses typed or pasted by hand: a name in its own script leads to the slug it has here."""

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.reference.slugs import plain_slug

LONGEST = 300


@require_safe
def retyped(request: HttpRequest, typed: str, route: str) -> HttpResponsePermanentRedirect:
    """Redirect to the address of ``route`` whose slug is what was typed, romanised as slugs are here.

    Accents pasted apart from their letters, as phones send Vietnamese, and Thai or Khmer vowels come out
    as the slug was made. What leaves nothing is not found; whether the slug exists its own page says.
    """
    slug = plain_slug(typed[:LONGEST])
    if not slug:
        raise Http404("Nothing can be called like this.")
    return HttpResponsePermanentRedirect(reverse(route, args=[slug]))


def as_written(slug: str, route: str) -> HttpResponsePermanentRedirect:
    """Redirect a slug that names nothing to how it would be written here: TEA to tea.

    Raises Http404 where it is written so already.
    """
    plain = plain_slug(slug)
    if plain in {"", slug}:
        raise Http404("Nothing is called like this.")
    return HttpResponsePermanentRedirect(reverse(route, args=[plain]))
