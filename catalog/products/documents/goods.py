"""What search knows of products: their words in every language, their codes, what narrows them down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import ANSWERS, CITY, COUNTRY, MARKET, VERIFIED, checked
from catalog.merchants.models import Storefront
from catalog.merchants.selectors.evidence import TrustLine, trust_of
from catalog.products import presenting
from catalog.products.documents.attributes import (
    Declared,
    attributes_of_chosen,
    concepts_stated,
    declared_by_category,
    numbers_stated,
    stated,
)
from catalog.products.documents.narrowing import CATEGORY, GI, GOODS_ONLY
from catalog.products.found_goods import KIND, compare_box
from catalog.products.models import Category, Product, Variant
from catalog.products.selectors.cards import cards, shown
from catalog.products.selectors.certificates import kinds_in_force
from catalog.reference.languages import codes
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.search.comparing import Yardstick, base_of, quantity, yardstick
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import PRICED, UNIT, SearchDocument
from catalog.translation.selectors import texts_of_each

# Names of what a product belongs to: it is found by them too.
ELSEWHERE = ("gi__name", "brand__name", "category__name")


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the products that a visitor may see: a fixed number of queries."""
    rows = list(shown().filter(pk__in=list(ids)).order_by("pk").values(*_columns()))
    around = _around([row["pk"] for row in rows], {row["organization_id"] for row in rows})
    for row in rows:
        yield _document(row, around)


@dataclass(frozen=True)
class _Around:
    """What is known beside the rows of products, each kind of it read once for all of them."""

    concepts: Mapping[str, str]
    articles: Mapping[int, Sequence[str]]
    options: Mapping[int, Sequence[Mapping[str, Any]]]
    certificates: Mapping[int, Sequence[str]]
    trust: Mapping[int, Sequence[TrustLine]]
    declared: Mapping[str, Sequence[Declared]]
    yardstick: Yardstick


def _around(ids: Sequence[int], sellers: Collection[int]) -> _Around:
    articles: dict[int, list[str]] = {}
    options: dict[int, list[Mapping[str, Any]]] = {}
    variants = Variant.objects.filter(product__in=list(ids))
    for product, sku, gtin, chosen in variants.values_list("product", "sku", "gtin", "options"):
        articles.setdefault(product, []).extend(code for code in (sku, gtin) if code)
        options.setdefault(product, []).append(chosen)
    return _Around(
        concepts=dict(Category.objects.values_list("path", "concept")),
        articles=articles,
        options=options,
        certificates=kinds_in_force(ids),
        trust=trust_of(list(sellers)),
        declared=declared_by_category(),
        yardstick=yardstick(),
    )


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
        "organization__storefront__status",
        "organization__storefront__markets",
        "organization__storefront__answering_languages",
        "price_low",
        "price_currency",
        "price_per",
        "moq",
        "lead_days",
        "unit",
        "attributes",
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


def _document(row: Mapping[str, Any], around: _Around) -> SearchDocument:
    steps = row["category__path"].strip("/").split("/")
    line = ["/".join(steps[: depth + 1]) + "/" for depth in range(len(steps))]
    said = [row["attributes"], *around.options.get(row["pk"], ())]
    numbers, priced = _numbers(row, around.yardstick)
    return SearchDocument(
        kind=KIND,
        id=row["pk"],
        titles=_texts(row, "title"),
        bodies=_texts(row, "summary", "description", *ELSEWHERE),
        keywords=around.articles.get(row["pk"], []),
        hs_codes=[row["hs6"]] if row["hs6"] else [],
        concepts=[
            *(concept for path in line if (concept := around.concepts.get(path))),
            *concepts_stated(said, steps, around.declared),
        ],
        facets={
            CATEGORY.name: steps,
            "country": [row["country_id"]],
            "city": [row["city_id"]] if row["city_id"] else [],
            "organization": [str(row["organization_id"])],
            "mark": [GI] if row["gi_id"] else [],
            "certificate": around.certificates.get(row["pk"], []),
            VERIFIED.name: checked(around.trust.get(row["organization_id"], ())),
            UNIT: [base_of(row["unit"])[0]],
            PRICED: priced,
            **_of_seller(row),
            **stated(said, steps, around.declared),
        },
        numbers=numbers,
        stated=numbers_stated(said, steps, around.declared),
        popularity=row["popularity"],
    )


def _numbers(row: Mapping[str, Any], yardstick: Yardstick) -> tuple[dict[str, int], list[str]]:
    """Return a product's numbers, and the unit in which its price is compared, if it is."""
    numbers = {"moq": quantity(row["moq"], row["unit"])}
    if row["lead_days"] is not None:
        numbers["lead_time"] = row["lead_days"]
    if row["published_at"]:
        numbers["published"] = int(row["published_at"].timestamp())
    if row["price_low"] is None:
        return numbers, []
    price = yardstick.price(row["price_low"], row["price_currency"], row["price_per"], row["unit"])
    return (numbers | {"price": price[1]}, [price[0]]) if price else (numbers, [])


def _of_seller(row: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return where the seller delivers and in what it answers, as far as its storefront is shown."""
    if row["organization__storefront__status"] != Storefront.Status.PUBLISHED:
        return {}
    return {
        MARKET.name: row["organization__storefront__markets"],
        ANSWERS.name: row["organization__storefront__answering_languages"],
    }


def all_ids() -> Iterator[int]:
    """Yield the id of every product that a visitor may see."""
    yield from shown().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the products among these that a visitor may see at this moment: a fixed number of queries."""
    language = preferences.language
    found = cards(shown().filter(pk__in=list(ids)), language=language)
    titles = texts_of_each(Product.objects.rewrite(False), "title", [card.id for card in found])
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
            slots=[compare_box(card, language), *filled[card.id]],
        )
    return rows


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the products are that a visitor may see at this moment: one query."""
    rows = shown().filter(pk__in=list(ids)).values_list("pk", "slug")
    return {pk: f"/{language}/product/{slug}/" for pk, slug in rows}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Goods"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(CATEGORY, COUNTRY, CITY, *GOODS_ONLY, VERIFIED, MARKET, ANSWERS),
    further=attributes_of_chosen,
    addresses=addresses,
)
