"""What search knows of storefronts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.evidence import KINDS
from catalog.merchants.models import Storefront
from catalog.merchants.presenting import languages_line, place
from catalog.merchants.selectors import cards, shown
from catalog.merchants.selectors.evidence import TrustLine, trust_of_storefronts
from catalog.reference.cldr import country_name, language_name
from catalog.reference.languages import codes
from catalog.reference.selectors import city_names
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.translation.selectors import texts_of_each

KIND = "storefront"


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the storefronts that a visitor may see: two queries."""
    names = {code: build_localized_fieldname("organization__name", code) for code in codes()}
    taglines = {code: build_localized_fieldname("tagline", code) for code in codes()}
    abouts = {code: build_localized_fieldname("about", code) for code in codes()}
    trust = trust_of_storefronts(ids)
    rows = (
        shown()
        .filter(pk__in=list(ids))
        .order_by("pk")
        .values(
            "pk",
            "organization_id",
            "organization__country_id",
            "organization__city_id",
            "answering_languages",
            "markets",
            "published_at",
            *names.values(),
            *taglines.values(),
            *abouts.values(),
        )
    )
    for row in rows:
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in names.items() if row[column]},
            bodies={
                code: text
                for code in codes()
                if (text := "\n".join(filter(None, (row[taglines[code]], row[abouts[code]]))))
            },
            facets={**_facets(row), VERIFIED.name: checked(trust.get(row["organization_id"], ()))},
            numbers={"published": int(row["published_at"].timestamp())} if row["published_at"] else {},
        )


def _facets(row: Mapping[str, Any]) -> dict[str, list[str]]:
    city = row["organization__city_id"]
    return {
        "country": [row["organization__country_id"]],
        "city": [city] if city else [],
        ANSWERS.name: list(row["answering_languages"]),
        MARKET.name: list(row["markets"]),
    }


def checked(lines: Sequence[TrustLine]) -> list[str]:
    """Return the kinds of what was checked about an organization and holds now, each once."""
    return list(dict.fromkeys(line.kind for line in lines))


def all_ids() -> Iterator[int]:
    """Yield the id of every storefront that a visitor may see."""
    yield from shown().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the storefronts among these that a visitor may see at this moment."""
    language = preferences.language
    found = cards(shown().filter(pk__in=list(ids)), language=language)
    names = texts_of_each(
        Storefront.objects.rewrite(False), "organization__name", [card.id for card in found]
    )
    filled = slots.fill(place="storefront.card", ids=[card.id for card in found], preferences=preferences)
    return {
        card.id: Row(
            url=f"/{language}/storefront/{card.slug}/",
            title=card.name,
            original=card.original,
            texts=[*names.get(card.id, []), card.tagline],
            picture=card.logo,
            line=" · ".join(part for part in (place(card, language), languages_line(card, language)) if part),
            slots=filled[card.id],
        )
        for card in found
    }


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the storefronts are that a visitor may see at this moment: one query."""
    rows = shown().filter(pk__in=list(ids)).values_list("pk", "slug")
    return {pk: f"/{language}/storefront/{slug}/" for pk, slug in rows}


def _country_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    names = {code: country_name(code, language) for code in values}
    return {code: name for code, name in names.items() if name != code}


def _city_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return city_names(set(values), language) if values else {}


def language_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Return the site's languages among the values of a facet, each by its name in a language."""
    return {code: language_name(code, language) for code in values if code in codes()}


def _evidence_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: str(KINDS[value].label) for value in values if value in KINDS}


COUNTRY = Facet("country", _("Country of origin"), _country_labels)
CITY = Facet("city", _("City"), _city_labels)
MARKET = Facet("market", _("Delivers to"), _country_labels)
ANSWERS = Facet("answers", _("Answers in"), language_labels)
VERIFIED = Facet("verified", _("What was checked"), _evidence_labels)

CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Storefronts"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY, CITY, VERIFIED, MARKET, ANSWERS),
    addresses=addresses,
)
