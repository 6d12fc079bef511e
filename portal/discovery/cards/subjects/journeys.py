"""Cards of places and tours."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catalog.products.presenting import Reader
from catalog.reference.cldr import country_name
from catalog.seams.preferences import Preferences
from catalog.tourism.finding.words import days_words, price_values
from catalog.tourism.models import Place, Route
from catalog.tourism.selectors.places import place_lines, shown_places
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tours import shown
from portal.discovery.cards.subjects.kind import NO_PICTURE, Kind, Pictured, Words, asked, joined, pictured
from portal.discovery.cards.words import CardWords


def _places(ids: Sequence[int], language: str) -> Words:
    found = shown_places().filter(pk__in=list(ids))
    pictures = {
        pk: Pictured.read(picture, manifest)
        for pk, picture, manifest in found.values_list("pk", "picture_id", "picture__manifest")
    }
    return {
        line.id: CardWords(
            subject=line.slug,
            language=language,
            title=line.name,
            kind=str(Place.Kind(line.kind).label),
            line=joined([line.city, country_name(line.country, language)]),
            picture=pictures[line.id].path,
            picture_id=pictures[line.id].id,
        )
        for line in place_lines(found, language=language)
    }


def _tours(ids: Sequence[int], language: str) -> Words:
    found = shown().filter(pk__in=list(ids))
    more = pictured(found)
    reader = Reader(Preferences(language), None)
    said = {}
    for card in tour_cards(found, language=language):
        picture, fictional = more.get(card.id, (NO_PICTURE, False))
        said[card.id] = CardWords(
            subject=card.slug,
            language=language,
            title=card.title,
            kind=joined([_("Tours"), _("fictional") if fictional else ""]),
            line=joined([days_words(card.days), str(Route.Mode(card.mode).label)]),
            price=asked(price_values(card, reader)),
            picture=picture.path,
            picture_id=picture.id,
        )
    return said


def _all_places() -> Iterator[int]:
    yield from shown_places().order_by("pk").values_list("pk", flat=True)


PLACES = Kind("place", _places, _all_places)
TOURS = Kind("tour", _tours, lambda: iter(shown().order_by("pk").values_list("pk", flat=True)))
