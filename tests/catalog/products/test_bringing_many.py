"""Many products brought in at once become what each would have become alone, or none of them does."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument, ProductDocument, TierDocument, from_json
from catalog.products.events import ProductsChanged
from catalog.products.models import Category, FormerSlug, Product, ProductVersion
from catalog.products.services import (
    DocumentsRefusedError,
    publish_product,
    publish_products,
    rename_product,
)
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from portal.accounts.models import User
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
OWN = {"id", "slug", "published_at", "updated_at"}


def numbered(count: int) -> Iterator[ProductDocument]:
    for number in range(count):
        yield replace(LIUBAO, title={"zh-hans": f"六堡茶 {number} 号", "en": f"Liubao number {number}"})


def rows(product: Product) -> dict[str, Any]:
    """Return everything kept of a product but what two products never share."""
    columns = Product.objects.rewrite(False).values(
        *(field.attname for field in Product._meta.concrete_fields)
    )
    row = {name: value for name, value in columns.get(pk=product.pk).items() if name not in OWN}
    states = TextState.objects.filter(object_id=product.pk, content_type__model="product")
    return {
        **row,
        "states": set(states.values_list("field", "language", "state", "source_hash")),
        "tiers": list(product.tiers.values_list("variant__sku", "currency", "quantity_from", "minor")),
        "variants": list(product.variants.values_list("sku", "names", "options", "position")),
        "certificates": list(
            product.certificates.values_list("organization", "kind", "number", "expires_on")
        ),
        "versions": list(product.versions.values_list("number", "document")),
    }


def test_each_becomes_what_it_would_have_become_alone(tea: Category, tea_house: Organization) -> None:
    cheaper = TierDocument(quantity_from=20, minor=900, sku="LB-5")
    document = replace(
        LIUBAO,
        price=replace(LIUBAO.price, tiers=(*LIUBAO.price.tiers, cheaper)),
        certificates=(CertificateDocument(kind="haccp", number="1"),),
        description={"zh-hans": "  两行\r\n字 ", "th": "สองบรรทัด"},
    )
    alone = publish_product(organization=tea_house, document=document)
    together = publish_products(organization=tea_house, documents=[document, document])
    assert [rows(product) for product in together] == [rows(alone)] * 2
    assert rows(alone)["description_zh_hans"] == "两行\n字"
    assert len({alone.slug, *(product.slug for product in together)}) == 3


def test_the_versions_keep_the_documents_and_who_brought_them(
    tea: Category, tea_house: Organization, lan: User
) -> None:
    documents = list(numbered(3))
    made = publish_products(organization=tea_house, documents=documents, by=lan)
    kept = ProductVersion.objects.order_by("product_id")
    assert [from_json(version.document) for version in kept] == documents
    assert {version.author for version in kept} == {lan}
    states = TextState.objects.filter(object_id=made[0].pk, content_type__model="product")
    assert {state.changed_by for state in states} == {lan}


def test_one_that_breaks_a_rule_keeps_all_of_them_out_and_is_named(
    tea: Category, tea_house: Organization
) -> None:
    first, second, third, fourth = numbered(4)
    wrong = [first, replace(second, unit="bucket"), third, replace(fourth, city="atlantis", moq=7)]
    with pytest.raises(DocumentsRefusedError, match="2 documents break a rule; the first is at 1") as refused:
        publish_products(organization=tea_house, documents=wrong)
    problems = refused.value.problems
    assert {place: set(problem.message_dict) for place, problem in problems.items()} == {
        1: {"unit"},
        3: {"city", "moq"},
    }
    assert not Product.objects.exists()
    assert not TextState.objects.filter(content_type__model="product").exists()


def test_addresses_are_free_ones_former_ones_included(tea: Category, tea_house: Organization) -> None:
    (document,) = numbered(1)
    (moved,) = publish_products(organization=tea_house, documents=[document])
    rename_product(product=moved, slug_from="Another name")
    assert FormerSlug.objects.get().slug == "liubao-number-0"
    made = publish_products(organization=tea_house, documents=[document] * 3)
    assert [product.slug for product in made] == [f"liubao-number-0-{number}" for number in (2, 3, 4)]


def test_pages_the_index_and_the_rooms_above_are_told(
    tea: Category, tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ProductsChanged] = []
    monkeypatch.setitem(events.HANDLERS, ProductsChanged, [heard.append])
    before = freshness.generation("goods")
    IndexChange.objects.all().delete()
    made = publish_products(organization=tea_house, documents=list(numbered(3)))
    ids = {product.pk for product in made}
    assert freshness.generation("goods") != before
    assert set(IndexChange.objects.filter(kind="product").values_list("record", flat=True)) == ids
    (told,) = heard
    assert [(one.product_id, one.status) for one in told.changes] == [(pk, "published") for pk in sorted(ids)]


def test_nothing_to_bring_in_is_nothing_done_or_told(
    tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ProductsChanged] = []
    monkeypatch.setitem(events.HANDLERS, ProductsChanged, [heard.append])
    assert publish_products(organization=tea_house, documents=[]) == []
    assert heard == []
    assert not Product.objects.exists()


def test_what_several_name_is_looked_up_once(tea: Category, tea_house: Organization) -> None:
    documents = list(numbered(11))
    publish_products(organization=tea_house, documents=documents[:1])  # content types: once per process
    with CaptureQueriesContext(connection) as two:
        publish_products(organization=tea_house, documents=documents[1:3])
    with CaptureQueriesContext(connection) as eight:
        publish_products(organization=tea_house, documents=documents[3:])
    lookups = [sum(query["sql"].startswith("SELECT") for query in asked) for asked in (two, eight)]
    # Rooms that follow single products may look for each of the six more once.
    assert lookups[1] - lookups[0] <= 6
    assert len(eight) < 2 * len(two)
