"""Reads: the card of a page."""

from django.core.files.storage import default_storage
from django.urls import ResolverMatch

from catalog.merchants.structured import whole_address
from portal.discovery.cards.drawing import HEIGHT, WIDTH
from portal.discovery.cards.subjects.pages import ENTRANCE_NAMES, HOME
from portal.discovery.models import Card
from portal.discovery.sharing import SharedPicture

# Which part of an address names what a page is about, by the name of the address.
NAMED_BY = {
    "product": "slug",
    "storefront": "slug",
    "brand": "slug",
    "gi": "slug",
    "country": "code",
    "category": "category",
    "place": "slug",
    "tour": "slug",
}


def subject_of(match: ResolverMatch | None, page_key: str = "") -> tuple[str, str]:
    """Return kind and subject of the card of an address; of the home page's where it has none of its own.

    ``page_key`` is the translation key of an editors' page; that of the home page is empty.
    """
    if page_key:
        return "page", page_key
    if match is not None and match.url_name in NAMED_BY:
        return str(match.url_name), str(match.kwargs[NAMED_BY[str(match.url_name)]])
    if match is not None and match.url_name in ENTRANCE_NAMES:
        return "entrance", str(match.url_name)
    return "entrance", HOME


def card_of(kind: str, subject: str, language: str) -> SharedPicture | None:
    """Return the card of a page as long as it holds: one query."""
    found = (
        Card.objects.filter(kind=kind, subject=subject, language=language, current=True)
        .order_by("-pk")
        .values_list("path", "alt")
        .first()
    )
    if found is None:
        return None
    path, alt = found
    return SharedPicture(whole_address(default_storage.url(path)), WIDTH, HEIGHT, alt)
