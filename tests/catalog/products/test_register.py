"""The register of geographical indications: every entry has its source, and none says who may use a name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.protection import STEPS, step_name
from catalog.products.services import move_product, publish_product, save_geographical_indication
from catalog.reference.models import Source
from catalog.search.models import IndexChange
from tests.reading import the
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
Enter = Callable[..., GeographicalIndication]


@pytest.fixture
def enter(db: None) -> Enter:
    Source.objects.create(
        pk="gazette", title="Gazette of names", address="https://example.org/names", checked_on="2026-11-20"
    )
    Source.objects.create(pk="hearsay", title="Somebody said so")

    def make(**changes: Any) -> GeographicalIndication:
        entry: dict[str, Any] = {
            "slug": "liubao-tea",
            "names": {"zh-hans": "六堡茶", "en": "Liubao tea"},
            "stories": {"zh-hans": "茶船古道。", "en": "It went down the rivers by boat."},
            "source_language": "zh-hans",
            "country": "CN",
            "city_id": "wuzhou",
            "hs6": "090240",
            "source_id": "gazette",
            "status": [
                {"kind": "gi", "year": 2011, "source": "gazette"},
                {"kind": "gi-mark", "year": None, "source": "gazette"},
            ],
        }
        return save_geographical_indication(**{**entry, **changes})

    return make


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def text(page: BeautifulSoup, selector: str = "#main") -> str:
    found = the(page, selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source_id": ""}, "source"),
        ({"source_id": "nowhere"}, "source"),
        ({"source_id": "hearsay"}, "source"),
        ({"status": [{"kind": "gi", "year": 2011, "source": ""}]}, "status"),
        ({"status": [{"kind": "gi", "year": 2011, "source": "hearsay"}]}, "status"),
        ({"status": [{"kind": "gi"}]}, "status"),
        ({"status": [{"kind": "blessed", "source": "gazette"}]}, "status"),
        ({"status": [{"kind": "gi", "year": "2011", "source": "gazette"}]}, "status"),
        ({"status": [{"kind": "gi", "year": 20110, "source": "gazette"}]}, "status"),
        ({"names": {"en": "Liubao tea"}}, "name"),
        ({"slug": "Liubao Tea"}, "slug"),
    ],
)
def test_an_entry_without_source_or_name_is_refused_with_a_message(
    enter: Enter, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        enter(**changes)
    assert list(refused.value.message_dict) == [field]
    assert all(refused.value.message_dict[field])
    assert not GeographicalIndication.objects.exists()


def test_the_database_too_takes_no_entry_without_source(enter: Enter) -> None:
    enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        GeographicalIndication.objects.update(source=None)


def test_an_entry_is_corrected_in_place_and_search_follows(
    enter: Enter, tea: Category, tea_house: Organization
) -> None:
    first = enter()
    product = publish_product(organization=tea_house, document=replace(LIUBAO, gi="liubao-tea"))
    IndexChange.objects.all().delete()
    again = enter(names={"zh-hans": "六堡黑茶"})
    assert (again.pk, again.name_zh_hans) == (first.pk, "六堡黑茶")  # type: ignore[attr-defined]
    dirty = set(IndexChange.objects.values_list("kind", "record"))
    assert {("gi", first.pk), ("product", product.pk)} <= dirty


def test_the_register_lists_by_country_with_years_and_sources(client: Client, enter: Enter) -> None:
    enter()
    enter(slug="kampot", names={"km": "ម្រេចកំពត", "en": "Kampot pepper"}, source_language="km", country="KH",
          city_id=None, status=[])  # fmt: skip
    page = read(client, "/en/gi/")
    assert [heading.get_text() for heading in page.select("#main h2")] == ["China", "Cambodia"]
    entry = the(page, ".register li")
    assert the(entry, "h3 a")["href"] == "/en/gi/liubao-tea/"
    assert (the(entry, ".original")["lang"], the(entry, ".original").get_text()) == (
        "zh-Hans",
        "六堡茶",
    )
    steps = " ".join(the(entry, ".protection").get_text().split())
    assert "Protected as a geographical indication, 2011" in steps
    assert "Gazette of names checked on Nov 20, 2026" in steps
    assert the(entry, ".source a")["href"] == "https://example.org/names"
    # Without a step of protection the source of the entry itself stands there.
    assert "Gazette of names" in page.select(".protection")[1].get_text()


def test_an_empty_register_says_so(client: Client) -> None:
    assert the(read(client, "/th/gi/"), ".empty")


def test_an_entry_says_what_it_does_not_say(client: Client, enter: Enter) -> None:
    enter()
    page = read(client, "/en/gi/liubao-tea/")
    assert "does not say who may use the name" in text(page, ".gi")
    assert "HS 0902.40 (indicative, confirm with customs)" in text(page, ".eyebrow")
    assert "by boat" in text(page)
    steps = [" ".join(step.get_text().split()) for step in page.select(".trace li")]
    assert steps[0] == (
        "Protected as a geographical indication 2011 · Gazette of names checked on Nov 20, 2026"
    )
    assert steps[1].startswith("Certification mark")
    assert "2011" not in steps[1]
    assert "Nobody offers this kind here yet." in text(page)


def test_a_source_in_english_says_so_on_a_page_in_another_language(client: Client, enter: Enter) -> None:
    enter()
    links = read(client, "/th/gi/liubao-tea/").select(".source a")
    assert {link["lang"] for link in links} == {"en"}


def test_an_unknown_entry_is_not_found(client: Client, enter: Enter) -> None:
    read(client, "/en/gi/no-such-name/", 404)


def test_goods_of_the_kind_and_the_entry_lead_to_each_other_and_a_paused_one_goes(
    client: Client, enter: Enter, tea: Category, tea_house: Organization
) -> None:
    enter()
    product = publish_product(organization=tea_house, document=replace(LIUBAO, gi="liubao-tea"))
    box = the(read(client, f"/en/product/{product.slug}/"), ".gi a")
    assert box["href"] == "/en/gi/liubao-tea/"
    page = read(client, "/en/gi/liubao-tea/")
    assert [link["href"] for link in page.select(".card h3 a")] == [f"/en/product/{product.slug}/"]
    move_product(product=product, to="paused")
    assert not read(client, "/en/gi/liubao-tea/").select(".card")


def test_every_step_has_a_name_and_an_unknown_one_names_itself() -> None:
    assert all(step_name(kind) != kind for kind in STEPS)
    assert step_name("blessed") == "blessed"


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_the_register_takes_the_same_queries_however_many_entries(
    client: Client, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    steps = [{"kind": "gi", "year": 2011, "source": "gazette"}]
    GeographicalIndication.objects.bulk_create(
        GeographicalIndication(
            slug=f"name-{number}",
            country_id="CN",
            source_id="gazette",
            name_en=f"Name {number}",
            status=steps,
        )
        for number in range(rows)
    )
    client.get("/lo/gi/")
    caches["pages"].clear()
    with django_assert_max_num_queries(5):
        page = read(client, "/lo/gi/")
    assert len(page.select(".protection > li")) == rows


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_an_entry_takes_the_same_queries_however_many_goods(
    client: Client,
    enter: Enter,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    entry = enter()
    ids = [product.pk for product in much_tea(rows)]
    Product.objects.filter(pk__in=ids).update(gi=entry)
    client.get("/lo/gi/liubao-tea/")
    caches["pages"].clear()
    with django_assert_max_num_queries(9):
        page = read(client, "/lo/gi/liubao-tea/")
    assert len(page.select(".card")) == min(rows, 48)
    assert str(rows) in text(page, "#main .section-head p")
