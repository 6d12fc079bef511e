"""What search knows of brands."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import CITY, COUNTRY
from catalog.merchants.models import Brand
from catalog.merchants.presenting import place
from catalog.merchants.selectors import brand_cards, shown_brands
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.translation.selectors import texts_of_each

KIND = "brand"
NAMES = {code: build_localized_fieldname("name", code) for code in codes()}
STORIES = {code: build_localized_fieldname("story", code) for code in codes()}
SELLERS = {code: build_localized_fieldname("organization__name", code) for code in codes()}


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the brands that a visitor may see: one query."""
    rows = (
        shown_brands()
        .filter(pk__in=list(ids))
        .values(
            "pk",
            "organization__country_id",
            "organization__city_id",
            *NAMES.values(),
            *STORIES.values(),
            *SELLERS.values(),
        )
    )
    for row in rows:
        city = row["organization__city_id"]
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in NAMES.items() if row[column]},
            bodies={
                code: text
                for code in codes()
                if (text := "\n".join(filter(None, (row[STORIES[code]], row[SELLERS[code]]))))
            },
            facets={"country": [row["organization__country_id"]], "city": [city] if city else []},
        )


def all_ids() -> Iterator[int]:
    """Yield the id of every brand that a visitor may see."""
    yield from shown_brands().values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the brands among these that a visitor may see at this moment: two queries."""
    language = preferences.language
    found = brand_cards(shown_brands().filter(pk__in=list(ids)), language=language)
    names = texts_of_each(Brand.objects.rewrite(False), "name", [card.id for card in found])
    return {
        card.id: Row(
            url=f"/{language}/brand/{card.slug}/",
            title=card.name,
            original=card.original,
            texts=names.get(card.id, []),
            picture=card.logo,
            line=" · ".join(part for part in (card.organization.value, place(card, language)) if part),
        )
        for card in found
    }


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the brands are that a visitor may see at this moment: one query."""
    rows = shown_brands().filter(pk__in=list(ids)).values_list("pk", "slug")
    return {pk: f"/{language}/brand/{slug}/" for pk, slug in rows}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Brands"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY, CITY),
    addresses=addresses,
)
