"""What search knows of products: their words in every language, their codes, what narrows them down."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import CITY, COUNTRY
from catalog.products import presenting
from catalog.products.models import Category, Product, Variant
from catalog.products.selectors.cards import cards, shown
from catalog.products.selectors.tree import category_tree
from catalog.reference.languages import codes
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.translation.texts import LocalText

KIND = "product"
GI = "gi"
# Names of what a product belongs to: it is found by them too.
ELSEWHERE = ("gi__name", "brand__name", "category__name")


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the products that a visitor may see: a fixed number of queries."""
    paths = dict(Category.objects.values_list("path", "concept"))
    articles: dict[int, list[str]] = {}
    for product, sku, gtin in Variant.objects.filter(product__in=list(ids)).values_list(
        "product", "sku", "gtin"
    ):
        articles.setdefault(product, []).extend(code for code in (sku, gtin) if code)
    rows = shown().filter(pk__in=list(ids)).order_by("pk").values(*_columns())
    for row in rows:
        yield _document(row, paths, articles.get(row["pk"], []))


def _columns() -> list[str]:
    fields = ("title", "summary", "description", *ELSEWHERE)
    return [
        "pk",
        "hs6",
        "category__path",
        "country_id",
        "city_id",
        "city__names",
        "gi_id",
        "organization_id",
        "price_low",
        "moq",
        "lead_days",
        "unit",
        "popularity",
        "published_at",
        *(build_localized_fieldname(field, code) for field in fields for code in codes()),
    ]


def _texts(row: Mapping[str, Any], *fields: str) -> dict[str, str]:
    """Return texts by language, several fields of one language joined."""
    joined = {
        code: "\n".join(filter(None, (row[build_localized_fieldname(field, code)] for field in fields)))
        for code in codes()
    }
    return {code: text for code, text in joined.items() if text}


def _document(row: Mapping[str, Any], concepts: Mapping[str, str], articles: list[str]) -> SearchDocument:
    steps = row["category__path"].strip("/").split("/")
    line = ["/".join(steps[: depth + 1]) + "/" for depth in range(len(steps))]
    numbers = {"moq": row["moq"], "lead_time": row["lead_days"], "published": None}
    if row["published_at"]:
        numbers["published"] = int(row["published_at"].timestamp())
    return SearchDocument(
        kind=KIND,
        id=row["pk"],
        titles=_texts(row, "title"),
        bodies=_texts(row, "summary", "description", *ELSEWHERE),
        keywords=articles,
        hs_codes=[row["hs6"]] if row["hs6"] else [],
        concepts=[concept for path in line if (concept := concepts.get(path))],
        facets={
            "category": steps,
            "country": [row["country_id"]],
            "city": [row["city_id"]] if row["city_id"] else [],
            "organization": [str(row["organization_id"])],
            "mark": [GI] if row["gi_id"] else [],
        },
        numbers={name: number for name, number in numbers.items() if number is not None},
        popularity=row["popularity"],
    )


def all_ids() -> Iterator[int]:
    """Yield the id of every product that a visitor may see."""
    yield from shown().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the products among these that a visitor may see at this moment: a fixed number of queries."""
    language = preferences.language
    found = cards(shown().filter(pk__in=list(ids)), language=language)
    titles = _titles([card.id for card in found])
    reader = presenting.reader_of(preferences)
    filled = slots.fill(place="product.hit", ids=[card.id for card in found], preferences=preferences)
    rows = {}
    for card in found:
        values = presenting.card_values(card, reader, filled[card.id])
        hs = f" · HS {card.hs6[:4]}.{card.hs6[4:]}" if card.hs6 else ""
        rows[card.id] = Row(
            url=values["url"],
            title=card.title,
            original=card.original,
            texts=titles.get(card.id, []),
            picture=card.picture,
            line=presenting.place(card.city, card.country, language) + hs,
            marks=[values["badge"]] if values["badge"] else [],
            price=values["price"],
            side=[values["meta"]],
            slots=filled[card.id],
        )
    return rows


def _titles(ids: list[int]) -> dict[int, list[LocalText]]:
    """Return every title of the products, for the word that matched may stand in any language."""
    columns = {code: build_localized_fieldname("title", code) for code in codes()}
    rows = Product.objects.rewrite(False).filter(pk__in=ids).values("pk", *columns.values())
    return {
        row["pk"]: [LocalText(row[column], code) for code, column in columns.items() if row[column]]
        for row in rows
    }


def _category_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    tree = category_tree(language=language)
    wanted = set(values)
    return {node.slug: node.name.value for node in tree.nodes if node.slug in wanted}


def _mark_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: str(_("GI product")) for value in values if value == GI}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Goods"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(
        Facet("category", _("Category"), _category_labels),
        COUNTRY,
        CITY,
        Facet("mark", _("Name of a place"), _mark_labels),
    ),
)
