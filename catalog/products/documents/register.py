"""What search knows of the register of geographical indications."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import CITY, COUNTRY
from catalog.products.models import GeographicalIndication
from catalog.products.presenting import place
from catalog.products.selectors.register import entries, in_order
from catalog.reference.hs import show_hs
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.translation.selectors import texts_of_each

KIND = "gi"
NAMES = {code: build_localized_fieldname("name", code) for code in codes()}
STORIES = {code: build_localized_fieldname("story", code) for code in codes()}


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe these entries of the register: one query."""
    rows = (
        GeographicalIndication.objects.rewrite(False)
        .filter(pk__in=list(ids))
        .order_by("pk")
        .values("pk", "hs6", "country_id", "city_id", *NAMES.values(), *STORIES.values())
    )
    for row in rows:
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in NAMES.items() if row[column]},
            bodies={code: row[column] for code, column in STORIES.items() if row[column]},
            hs_codes=[row["hs6"]] if row["hs6"] else [],
            facets={
                "country": [row["country_id"]],
                "city": [row["city_id"]] if row["city_id"] else [],
            },
        )


def all_ids() -> Iterator[int]:
    """Yield the id of every entry."""
    yield from GeographicalIndication.objects.order_by("pk").values_list("pk", flat=True)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return these entries as they stand at this moment: three queries."""
    language = preferences.language
    found = entries(in_order().filter(pk__in=list(ids)), language=language)
    names = texts_of_each(
        GeographicalIndication.objects.rewrite(False), "name", [entry.id for entry in found]
    )
    rows = {}
    for entry in found:
        hs = f" · HS {show_hs(entry.hs6)}" if entry.hs6 else ""
        rows[entry.id] = Row(
            url=f"/{language}/gi/{entry.slug}/",
            title=entry.name,
            original=entry.original,
            texts=names.get(entry.id, []),
            line=place(entry.city, entry.country, language) + hs,
            marks=[{"text": _("Geographical indication"), "tone": "wait", "icon": "star"}],
        )
    return rows


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where these entries are: one query."""
    rows = GeographicalIndication.objects.filter(pk__in=list(ids)).values_list("pk", "slug")
    return {pk: f"/{language}/gi/{slug}/" for pk, slug in rows}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Geographical indications"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY, CITY),
    addresses=addresses,
)
