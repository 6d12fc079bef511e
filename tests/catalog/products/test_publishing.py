"""A product becomes what its document says, whole or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from catalog.products.document import (
    CertificateDocument,
    PriceDocument,
    ProductDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
    from_json,
    to_json,
)
from catalog.products.events import ProductsChanged
from catalog.products.models import Category, PriceTier, Product, ProductVersion
from catalog.products.services import (
    MoveRefused,
    move_product,
    publish_product,
    remove_products,
    rename_product,
)
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from catalog.translation.selectors import states_of
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def test_the_row_is_the_projection_of_the_document(liubao: Product) -> None:
    assert (liubao.slug, liubao.status, liubao.version) == ("liubao-dark-tea-2019-basket", "published", 1)
    assert (liubao.price_currency, liubao.price_low, liubao.price_high) == ("CNY", 13_900, 16_800)
    assert (liubao.moq, liubao.order_multiple, liubao.lead_days, liubao.hs6) == (20, 5, 7, "090240")
    assert liubao.attributes == {"grade": "first", "year": 2019}
    assert list(liubao.tiers.values_list("quantity_from", "minor")) == [
        (20, 16_800),
        (100, 15_200),
        (500, 13_900),
    ]
    assert [variant.sku for variant in liubao.variants.all()] == ["LB-5"]


def test_the_version_keeps_the_document_whole(liubao: Product) -> None:
    version = ProductVersion.objects.get(product=liubao)
    assert version.number == 1
    assert from_json(version.document) == LIUBAO


def test_a_document_survives_json() -> None:
    assert from_json(to_json(LIUBAO)) == LIUBAO


def test_each_text_has_its_state(liubao: Product) -> None:
    states = {place: stored.state for place, stored in states_of(liubao).items()}
    assert states["title", "zh-hans"] == "source"
    assert states["title", "en"] == "reviewed"
    assert states["title", "th"] == "machine"
    assert ("title", "vi") not in states


def test_the_next_version_replaces_prices_and_keeps_the_address(
    tea_house: Organization, liubao: Product
) -> None:
    first_published = liubao.published_at
    cheaper = replace(
        LIUBAO,
        title={**LIUBAO.title, "zh-hans": "六堡茶 2018"},
        price=PriceDocument(
            kind="tiers", currency="CNY", tiers=(TierDocument(quantity_from=20, minor=9_900),)
        ),
    )
    again = publish_product(organization=tea_house, document=cheaper, product=liubao)
    assert (again.pk, again.slug, again.version) == (liubao.pk, liubao.slug, 2)
    assert again.published_at == first_published
    assert list(PriceTier.objects.filter(product=again).values_list("minor", flat=True)) == [9_900]
    assert again.versions.count() == 2


def test_another_organization_cannot_publish_over_it(pepper_garden: Organization, liubao: Product) -> None:
    with pytest.raises(Product.DoesNotExist):
        publish_product(organization=pepper_garden, document=LIUBAO, product=liubao)
    assert ProductVersion.objects.filter(product=liubao).count() == 1


def test_two_products_of_one_title_get_two_addresses(tea_house: Organization, liubao: Product) -> None:
    other = publish_product(organization=tea_house, document=LIUBAO)
    assert other.slug != liubao.slug
    assert other.slug.startswith("liubao-dark-tea-2019-basket-")


def test_publishing_tells_search_pages_and_the_rooms_above(
    tea_house: Organization, tea: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ProductsChanged] = []
    monkeypatch.setitem(events.HANDLERS, ProductsChanged, [heard.append])
    IndexChange.objects.all().delete()
    before = freshness.generation("goods")
    product = publish_product(organization=tea_house, document=LIUBAO)
    assert list(IndexChange.objects.values_list("kind", "record")) == [("product", product.pk)]
    assert freshness.generation("goods") != before
    assert [(event.product_id, event.status) for told in heard for event in told.changes] == [
        (product.pk, "published")
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": {"en": "Only English"}}, "title"),
        ({"title": {**LIUBAO.title, "xx": "?"}}, "title"),
        ({"category": "no-such"}, "category"),
        ({"country": "XX", "city": ""}, "country"),
        ({"city": "bangkok"}, "city"),
        ({"hs6": "999999"}, "hs6"),
        ({"hs6": "0902"}, "hs6"),
        ({"unit": "boatload"}, "unit"),
        ({"moq": 0}, "moq"),
        ({"moq": 21}, "moq"),
        ({"gi": "no-such"}, "gi"),
        ({"harvest_months": (13,)}, "harvest_months"),
        ({"attributes": {"colour": "red"}}, "attributes"),
        ({"attributes": {"grade": "third"}}, "attributes"),
        ({"attributes": {"year": "old"}}, "attributes"),
        ({"terms": (TradeTerm(incoterm="FCA", place=" "),)}, "terms"),
        ({"terms": (TradeTerm(incoterm="XYZ", place="Wuzhou"),)}, "terms"),
        ({"variants": (VariantDocument(sku="A"), VariantDocument(sku="A"))}, "variants"),
        ({"pictures": (999_999,)}, "pictures"),
        ({"price": PriceDocument(kind="tiers", currency="CNY")}, "price"),
        ({"price": PriceDocument(kind="tiers", tiers=(TierDocument(quantity_from=1, minor=1),))}, "price"),
        ({"price": PriceDocument(kind="on-request", low=5)}, "price"),
        ({"price": PriceDocument(kind="range", currency="CNY", low=5, high=4)}, "price"),
        ({"price": PriceDocument(kind="range", currency="CNY", low=5, high=6, per=0)}, "price"),
        (
            {
                "price": PriceDocument(
                    kind="tiers",
                    currency="CNY",
                    tiers=(TierDocument(quantity_from=5, minor=1), TierDocument(quantity_from=5, minor=2)),
                )
            },
            "price",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_field_and_nothing_is_written(
    tea: Category, tea_house: Organization, changes: dict[str, object], field: str
) -> None:
    document: ProductDocument = replace(LIUBAO, **changes)  # type: ignore[arg-type]
    with pytest.raises(ValidationError) as refusal:
        publish_product(organization=tea_house, document=document)
    assert list(refusal.value.message_dict) == [field]
    assert all(refusal.value.message_dict[field])
    assert not Product.objects.exists()
    assert not TextState.objects.filter(field="title").exists()


def test_an_unknown_source_language_is_refused(tea: Category, tea_house: Organization) -> None:
    with pytest.raises(ValidationError) as refusal:
        publish_product(organization=tea_house, document=replace(LIUBAO, source_language="tlh"))
    assert "source_language" in refusal.value.message_dict


def test_every_broken_rule_is_named_at_once(tea: Category, tea_house: Organization) -> None:
    broken = replace(LIUBAO, hs6="1", unit="?", country="??")
    with pytest.raises(ValidationError) as refusal:
        publish_product(organization=tea_house, document=broken)
    assert {"hs6", "unit", "country"} <= set(refusal.value.message_dict)


def test_a_certificate_that_ends_before_it_begins_is_refused(tea: Category, tea_house: Organization) -> None:
    backwards = CertificateDocument(
        kind="organic", number="1", issued_on=date(2026, 5, 2), expires_on=date(2026, 5, 1)
    )
    with pytest.raises(ValidationError, match="expires after it was issued"):
        publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(backwards,)))


def test_a_product_moves_only_where_the_table_allows(liubao: Product) -> None:
    assert move_product(product=liubao, to="paused").status == "paused"
    assert move_product(product=liubao, to="published").status == "published"
    assert move_product(product=liubao, to="archived").status == "archived"
    with pytest.raises(MoveRefused, match="'archived' cannot become 'published'"):
        move_product(product=liubao, to="published")
    with pytest.raises(ValueError, match="sold"):
        move_product(product=liubao, to="sold")


def test_a_rename_keeps_the_old_address_and_never_gives_it_away(
    liubao: Product, tea_house: Organization
) -> None:
    old = liubao.slug
    renamed = rename_product(product=liubao, slug_from="Old tree Liubao")
    assert renamed.slug == "old-tree-liubao"
    assert renamed.former_slugs.get().slug == old
    assert publish_product(organization=tea_house, document=LIUBAO).slug != old
    assert rename_product(product=renamed, slug_from="Old tree Liubao").slug == "old-tree-liubao"


def test_removal_leaves_nothing_behind(liubao: Product, kampot: Product) -> None:
    gone = liubao.pk
    assert remove_products(products=[liubao]) == 1
    assert not Product.objects.filter(pk=gone).exists()
    assert not TextState.objects.filter(content_type__model="product", object_id=gone).exists()
    assert IndexChange.objects.filter(kind="product", record=gone).exists()
    assert Product.objects.get() == kampot
