"""What search knows of booths, and what the fair says of goods in search."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import ANSWERS, CITY, COUNTRY
from catalog.products.document import from_json
from catalog.products.services.projection import shown_texts
from catalog.reference.cldr import country_name
from catalog.reference.languages import codes
from catalog.seams.kept_reads import kept_each
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Addition, Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.translation.selectors import localized, texts_of_each
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.selectors.booths import cards, shown
from expo.fair.selectors.exhibits import in_sight
from expo.fair.selectors.staffing import receiving, staffed_booths
from expo.fair.services.booths import KIND

NOW = "now"


def found_booths() -> Any:
    """Return the booths that can be found: those visitors see, but of archived editions."""
    return shown().exclude(edition__state=Edition.State.ARCHIVED)


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the booths that can be found: three queries.

    What a booth exhibits is part of its text, so that somebody who looks for tea finds who shows it.
    """
    fields = ("organization__name", "headline", "about", "stand__hall__name")
    columns = {field: {code: build_localized_fieldname(field, code) for code in codes()} for field in fields}
    wanted = [column for by_code in columns.values() for column in by_code.values()]
    rows = list(
        found_booths()
        .filter(pk__in=list(ids))
        .order_by("pk")
        .values(
            "pk",
            "edition__slug",
            "stand__code",
            "organization__country_id",
            "organization__city_id",
            "published_at",
            *wanted,
        )
    )
    titles = _exhibited([row["pk"] for row in rows])
    spoken = _spoken([row["pk"] for row in rows])
    for row in rows:
        bodies = {
            code: "\n".join(
                filter(
                    None,
                    (*(row[columns[field][code]] for field in fields[1:]), *titles[row["pk"]].get(code, ())),
                )
            )
            for code in codes()
        }
        city = row["organization__city_id"]
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[name] for code, name in columns["organization__name"].items() if row[name]},
            bodies={code: text for code, text in bodies.items() if text},
            keywords=[row["stand__code"]] if row["stand__code"] else [],
            facets={
                COUNTRY.name: [row["organization__country_id"]],
                CITY.name: [city] if city else [],
                ANSWERS.name: spoken.get(row["pk"], []),
                FAIR.name: [row["edition__slug"]],
                BOOTH.name: [str(row["pk"])],
            },
            numbers={"published": int(row["published_at"].timestamp())} if row["published_at"] else {},
        )


def _exhibited(booths: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Return the titles of what booths exhibit by booth and language: one query."""
    found: dict[int, dict[str, list[str]]] = {booth: {} for booth in booths}
    rows = in_sight(Exhibit.objects.rewrite(False).filter(booth__in=booths)).order_by("order", "pk")
    for booth, document in rows.values_list("booth_id", "document"):
        for code, title in shown_texts(from_json(document))["title"].items():
            found[booth].setdefault(code, []).append(title)
    return found


def _spoken(booths: Sequence[int]) -> dict[int, list[str]]:
    """Return the languages spoken at booths: one query."""
    found: dict[int, list[str]] = {}
    rows = receiving().filter(booth__in=booths)
    for booth, languages in rows.values_list("booth_id", "languages"):
        said = found.setdefault(booth, [])
        said += [code for code in languages if code not in said]
    return found


def all_ids() -> Iterator[int]:
    """Yield the id of every booth that can be found."""
    yield from found_booths().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the booths among these that visitors see at this moment: three queries."""
    language = preferences.language
    found = cards(found_booths().filter(pk__in=list(ids)), language=language)
    names = texts_of_each(Booth.objects.rewrite(False), "organization__name", [card.id for card in found])
    staffed = set(staffed_booths()) if found else set()
    rows = {}
    for card in found:
        stand = _("Stand %(code)s") % {"code": card.stand} if card.stand else ""
        line = (stand, card.hall.value, country_name(card.country, language))
        marks = [{"text": _("Staffed now"), "tone": "bad", "icon": "star"}] if card.id in staffed else []
        rows[card.id] = Row(
            url=f"/{language}/fair/{card.edition}/booth/{card.slug}/",
            title=card.name,
            original=card.original,
            texts=[*names.get(card.id, []), card.headline],
            line=" · ".join(part for part in line if part),
            marks=marks,
        )
    return rows


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the booths are that visitors see at this moment: one query."""
    rows = found_booths().filter(pk__in=list(ids)).values_list("pk", "edition__slug", "slug")
    return {pk: f"/{language}/fair/{edition}/booth/{slug}/" for pk, edition, slug in rows}


@kept_each("fair")
def _editions(values: Collection[str], language: str) -> Mapping[str, str]:
    """Name editions. Only the current one is offered: what was at an earlier fair is not there now."""
    rows = (
        Edition.objects.rewrite(False)
        .filter(slug__in=list(values), is_current=True)
        .annotate(**localized(Edition, "name", language))
        .values_list("slug", "name_text")
    )
    return {slug: name or slug for slug, name in rows}


def _booths(values: Sequence[str], language: str) -> Mapping[str, str]:
    wanted = [int(value) for value in values if value.isdecimal() and len(value) < 12]
    return {str(card.id): card.name.value for card in cards(shown().filter(pk__in=wanted), language=language)}


def _moments(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: _("Staffed now") for value in values if value == NOW}


def staffed_now() -> Mapping[str, Sequence[str]]:
    """Return the booths at which somebody is at this moment: one query."""
    return {NOW: [str(booth) for booth in staffed_booths()]}


FAIR = Facet("fair", gettext_lazy("At the fair"), _editions)
BOOTH = Facet("booth", gettext_lazy("Booth"), _booths, quiet=True)
STAFFED = Facet("staffed", gettext_lazy("Staffed now"), _moments, within=BOOTH.name, now=staffed_now)


def said_of_goods(ids: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[str]]]:
    """Return at which editions and booths products are exhibited: one query."""
    rows = (
        Exhibit.objects.filter(product__in=list(ids), booth__in=found_booths().values("pk"))
        .order_by("pk")
        .values_list("product_id", "booth_id", "booth__edition__slug")
    )
    said: dict[int, dict[str, list[str]]] = {}
    for product, booth, edition in rows:
        at = said.setdefault(product, {FAIR.name: [], BOOTH.name: []})
        at[FAIR.name].append(edition)
        at[BOOTH.name].append(str(booth))
    return said


CONTRIBUTOR = Contributor(
    name=KIND,
    label=gettext_lazy("Booths"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY, CITY, ANSWERS, FAIR, BOOTH, STAFFED),
    addresses=addresses,
)
ADDITION = Addition(name="fair.goods", kind="product", facets=(FAIR, BOOTH, STAFFED), values=said_of_goods)
