"""Whatever stands in an address, the pages of goods answer, in the reader's language and with their marks."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from catalog.products.models import Category, Product
from catalog.products.services import rename_product
from catalog.search import services as search
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "vi", "th", "id", "ms", "fil", "km", "lo", "my")


def get(client: Client, address: str, status: int = 200) -> Any:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == status, address
    return page_of(response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quantity_that_cannot_be_ordered_is_told_in_the_readers_language(
    client: Client, liubao: Product, language: str
) -> None:
    answers = []
    for typed in ("3", "101", "many"):
        page = get(client, f"/{language}/product/{liubao.slug}/?quantity={typed}")
        assert the(page, "#quantity")["aria-invalid"] == "true"
        assert the(page, "#quantity")["aria-describedby"] == "quantity-answer"
        assert the(page, "#quantity-answer")["role"] == "status"
        answers.append(words(the(page, "#quantity-answer")))
    assert len(set(answers)) == 3
    assert not [
        answer for answer in answers if "smallest" in answer or "steps" in answer or "Write" in answer
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_that_is_unknown_is_told_in_the_readers_language(
    client: Client, liubao: Product, language: str
) -> None:
    page = get(client, f"/{language}/goods/?country=Narnia")
    notice = words(the(page, "#main .notice"))
    assert "Narnia" in notice
    assert "not known here" not in notice


@pytest.mark.parametrize(
    "query",
    [
        "quantity=",
        "quantity=%00",
        "quantity=" + "9" * 3000,
        "quantity=<script>alert(1)</script>",
        "quantity=%ff%fe",
        "quantity=20&quantity=30",
        "nonsense[]=1",
    ],
)
def test_no_question_breaks_a_product_page(client: Client, liubao: Product, query: str) -> None:
    page = get(client, f"/en/product/{liubao.slug}/?{query}")
    assert len(str(the(page, "#quantity")["value"])) <= 20
    assert not [script for script in page.select("script") if "alert(1)" in script.get_text()]


@pytest.mark.parametrize(
    "query",
    [
        "country=%00",
        "city=%F0%9F%8D%B5",
        "country=" + "&country=".join(str(number) for number in range(300)),
        "moq=<b>",
        "sort[]=new",
        "page=2&page=1",
        "p=<script>",
        "gi=1&gi=0",
    ],
)
def test_no_question_breaks_the_goods_list(client: Client, liubao: Product, query: str) -> None:
    page = get(client, f"/en/goods/?{query}")
    assert words(the(page, "h1")).startswith("Goods")
    assert not page.select("#main b script, .notice b b")


@pytest.mark.parametrize(
    "address", ["goods/", "goods/tea/", "product/{slug}/", "compare/", "gi/", "country/cn/"]
)
def test_pages_of_goods_are_only_read(client: Client, liubao: Product, address: str) -> None:
    path = f"/en/{address.format(slug=liubao.slug)}"
    for method in (client.post, client.put, client.delete):
        assert method(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("product/Liubao DARK tea, 2019, basket", "product/liubao-dark-tea-2019-basket/"),
        ("goods/TEA", "goods/tea/"),
        ("product/LIUBAO-Dark-Tea-2019-basket", "product/liubao-dark-tea-2019-basket/"),
        ("gi/Liubao Tea", "gi/liubao-tea/"),
        ("gi/LIUBAO_tea", "gi/liubao-tea/"),
    ],
)
def test_a_pasted_name_leads_to_its_address(
    client: Client, liubao: Product, typed: str, address: str
) -> None:
    response = client.get(f"/en/{typed}/")
    assert (response.status_code, response["Location"]) == (301, f"/en/{address}")


@pytest.mark.parametrize("kind", ["product", "goods", "gi"])
def test_an_address_nobody_has_is_not_found_in_the_readers_language(client: Client, kind: str) -> None:
    page = get(client, f"/my/{kind}/never-was/", 404)
    assert the(page, "html")["lang"] == "my"


def test_a_former_address_keeps_the_language_and_not_the_question(client: Client, liubao: Product) -> None:
    former = liubao.slug
    rename_product(product=liubao, slug_from="Basket tea")
    response = client.get(f"/lo/product/{former}/?quantity=20")
    assert (response.status_code, response["Location"]) == (301, "/lo/product/basket-tea/")


def test_a_list_of_a_category_says_where_it_is(client: Client, liubao: Product) -> None:
    page = get(client, "/en/goods/tea/")
    assert words(the(page, "h1")) == "Tea 1"
    assert [words(step) for step in page.select("nav.crumbs li")] == ["Home", "Goods", "Food", "Tea"]
    assert words(the(page, "nav.crumbs [aria-current=page]")) == "Tea"
    assert the(page, "nav.crumbs")["aria-label"] == "You are here"


def test_a_category_named_in_another_language_says_so(client: Client, liubao: Product) -> None:
    page = get(client, "/vi/goods/tea/")
    assert the(page, "h1 span[lang]")["lang"] == "en"
    assert the(page, "nav.crumbs li[aria-current]")["lang"] == "en"


def test_the_choices_of_the_list_are_labelled(
    client: Client, liubao: Product, kampot: Product, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_ROOT = tmp_path
    search.rebuild()
    page = get(client, "/en/goods/?country=KH&moq=50&sort=moq")
    assert words(the(page, "label[for=moq]")) == "Largest MOQ"
    assert the(page, "#moq")["value"] == "50"
    assert words(the(page, "#sort option[selected]")) == "Smallest order first"
    # Folded on a phone: what was found comes first, and the choices stand above it.
    assert not the(page, "details.fold").has_attr("open")
    chips = {words(chip): chip["href"] for chip in page.select("#main a.chip")}
    assert list(chips.values()) == ["/en/goods/?sort=moq&moq=50", "/en/goods/?country=KH&sort=moq"]


def test_an_untouched_list_keeps_its_choices_folded(client: Client, liubao: Product) -> None:
    page = get(client, "/en/goods/")
    assert not the(page, "details.fold").has_attr("open")
    assert not page.select("#main a.chip, #main .notice")
    assert words(the(page, "h1")) == "Goods 1"


def test_categories_below_lead_on_and_keep_the_choice(
    client: Client, liubao: Product, kampot: Product
) -> None:
    page = get(client, "/en/goods/food/?country=KH")
    links = {words(link): link["href"] for link in page.select(".facet-links a")}
    assert links == {"Pepper": "/en/goods/pepper/?country=KH"}


def test_an_empty_category_is_a_page_with_a_way_on(client: Client, tea: Category) -> None:
    page = get(client, "/en/goods/tea/")
    assert words(the(page, ".empty h2")) == "Nothing fits all of these choices"
    assert the(page, ".empty a")["href"] == "/en/goods/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_of_nothing_is_told_in_the_readers_language(client: Client, language: str) -> None:
    page = get(client, f"/{language}/compare/?p=no-such-tea")
    assert "no-such-tea" in words(the(page, "#main .notice"))
    assert "not on offer here" not in words(the(page, "#main .notice"))
    assert the(page, ".empty a")["href"] == f"/{language}/goods/"


def test_a_comparison_is_a_table_that_can_be_heard(client: Client, liubao: Product, kampot: Product) -> None:
    page = get(client, f"/en/compare/?p={liubao.slug}&p={kampot.slug}")
    scroller = the(page, ".scroller")
    assert (scroller["tabindex"], scroller["role"]) == ("0", "region")
    assert scroller["aria-label"]
    assert len(page.select("table.compare thead th[scope=col]")) == 2
    rows = page.select("table.compare tbody tr")
    assert all(the(line, "th")["scope"] == "row" for line in rows)
    assert {len(line.select("td")) for line in rows} == {2}
    for button in page.select("table.compare tbody a.button"):
        assert words(button).startswith("Take out ")
        assert len(words(button)) > len("Take out ")


def test_the_register_and_countries_answer_any_question(client: Client, liubao: Product) -> None:
    for address in ("/en/gi/?page=9", "/en/country/cn/?x=%00"):
        assert get(client, address).select("h1")


@pytest.mark.parametrize("code", ["CN", "Cn", "cN"])
def test_capitals_in_a_countrys_address_lead_to_the_small_ones(client: Client, code: str) -> None:
    response = client.get(f"/km/country/{code}/")
    assert (response.status_code, response["Location"]) == (301, "/km/country/cn/")
