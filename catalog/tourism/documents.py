"""What search knows of places."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import CITY, COUNTRY
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.tourism.models import Place
from catalog.tourism.presenting import place_values
from catalog.tourism.selectors.places import place_lines, shown_places
from catalog.translation.selectors import texts_of_each

KIND = "place"
NAMES = {code: build_localized_fieldname("name", code) for code in codes()}
ABOUTS = {code: build_localized_fieldname("about", code) for code in codes()}


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the places that a visitor may see: one query."""
    rows = (
        shown_places()
        .filter(pk__in=list(ids))
        .values("pk", "country_id", "city_id", "crossing__other_id", *NAMES.values(), *ABOUTS.values())
    )
    for row in rows:
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in NAMES.items() if row[column]},
            bodies={code: row[column] for code, column in ABOUTS.items() if row[column]},
            facets={
                # A crossing is found from either side.
                "country": [code for code in (row["country_id"], row["crossing__other_id"]) if code],
                "city": [row["city_id"]] if row["city_id"] else [],
            },
        )


def all_ids() -> Iterator[int]:
    """Yield the id of every place that a visitor may see."""
    yield from shown_places().order_by("pk").values_list("pk", flat=True)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return those of the places that a visitor may see, as they stand at this moment: three queries."""
    language = preferences.language
    found = place_lines(shown_places().filter(pk__in=list(ids)), language=language)
    names = texts_of_each(Place.objects.rewrite(False), "name", [place.id for place in found])
    rows = {}
    for place in found:
        values = place_values(place, language)
        unconfirmed = [{"text": _("Not confirmed"), "tone": "wait"}] if values["unconfirmed"] else []
        rows[place.id] = Row(
            url=f"/{language}/place/{place.slug}/",
            title=place.name,
            original=place.original,
            texts=names.get(place.id, []),
            picture=place.picture,
            line=values["where"],
            marks=[{"text": values["kind"], "tone": "info"}, *unconfirmed],
        )
    return rows


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the places are that a visitor may see at this moment: one query."""
    rows = shown_places().filter(pk__in=list(ids)).order_by().values_list("pk", "slug")
    return {pk: f"/{language}/place/{slug}/" for pk, slug in rows}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Places"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY, CITY),
    addresses=addresses,
)
