"""Cards of places."""

from collections.abc import Iterator, Sequence

from catalog.reference.cldr import country_name
from catalog.tourism.models import Place
from catalog.tourism.selectors.places import place_lines, shown_places
from portal.discovery.cards.subjects.kind import Kind, Pictured, Words, joined
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


def _all_places() -> Iterator[int]:
    yield from shown_places().order_by("pk").values_list("pk", flat=True)


PLACES = Kind("place", _places, _all_places)
