"""What somebody ticks on one page of the goods comes along to the next and back, without JavaScript."""

from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from catalog.products import narrowed
from catalog.products.models import Product
from catalog.products.selectors.goods import goods_page
from catalog.products.views import goods as list_view
from tests.reading import the
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_pages(liubao: Product, more_tea: MakeProduct, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five teas, two on a page."""
    monkeypatch.setitem(goods_page.__kwdefaults__ or {}, "per_page", 2)
    for where in (narrowed, list_view):
        monkeypatch.setattr(where, "PER_PAGE", 2)
    return [liubao.slug, *(more_tea(number).slug for number in range(1, 5))]


def look(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "html.parser")


def form_of(page: BeautifulSoup) -> Tag:
    return the(page, "form.choosing")


def ticks(page: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in form_of(page).select("[type=checkbox]")]


def press(client: Client, page: BeautifulSoup, way: str, *ticked: str) -> str:
    """Tick goods, press the button that leads to another page, and return the address it leads to."""
    form = form_of(page)
    (button,) = (one for one in form.select("button[name=go]") if way in one.get_text())
    hidden = [str(one["value"]) for one in form.select("[type=hidden][name=p]")]
    sent = [("p", slug) for slug in [*hidden, *ticked]] + [("go", str(button["value"]))]
    answer = client.get(f"{form['action']}?{urlencode(sent)}")
    assert answer.status_code == 302
    return str(answer["Location"])


def chosen(address: str) -> list[str]:
    return parse_qs(urlsplit(address).query).get("p", [])


def test_ticked_on_two_pages_they_are_compared_together(client: Client, three_pages: list[str]) -> None:
    first = look(client, "/en/goods/")
    one = ticks(first)[1]
    second_address = press(client, first, "Next", one)
    second = look(client, second_address)
    assert "page=2" in second_address
    assert one not in ticks(second)
    assert the(form_of(second), f"[type=hidden][name=p][value={one}]")
    other = ticks(second)[0]
    third = look(client, press(client, second, "Next", other))
    sent = [str(box["value"]) for box in form_of(third).select("[type=hidden][name=p]")]
    assert set(sent) == {one, other}
    compared = look(client, f"{reverse('compare')}?{urlencode([('p', slug) for slug in sent])}")
    assert len(compared.select(".compare thead th > a")) == 2


def test_coming_back_it_is_ticked_and_can_be_taken_out_again(client: Client, three_pages: list[str]) -> None:
    first = look(client, "/en/goods/")
    one = ticks(first)[0]
    back = look(client, press(client, look(client, press(client, first, "Next", one)), "Previous"))
    assert [str(box["value"]) for box in form_of(back).select("[type=checkbox][checked]")] == [one]
    assert chosen(press(client, back, "Next")) == []


@pytest.mark.parametrize("choice", ["sort=newest", "country=CN&sort=newest", ""])
def test_how_the_list_was_narrowed_and_ordered_stays(
    client: Client, three_pages: list[str], choice: str
) -> None:
    first = look(client, f"/en/goods/?{choice}")
    led = parse_qs(urlsplit(press(client, first, "Next", ticks(first)[0])).query)
    assert led.pop("page") == ["2"]
    assert len(led.pop("p")) == 1
    pager = parse_qs(urlsplit(str(the(first, "a[rel=next]")["href"])).query)
    assert led == {name: values for name, values in pager.items() if name not in {"page", "p"}}


def test_a_category_stays_the_category(client: Client, three_pages: list[str], liubao: Product) -> None:
    address = f"/th/goods/{liubao.category.slug}/"
    page = look(client, address)
    (button,) = form_of(page).select("button[name=go]")
    assert urlsplit(str(button["value"])).path == address


def test_at_either_end_there_is_one_way(client: Client, three_pages: list[str]) -> None:
    ways = [len(form_of(look(client, f"/en/goods/?page={page}")).select("[name=go]")) for page in (1, 2, 3)]
    assert ways == [1, 2, 1]


def test_a_list_of_one_page_has_none(client: Client, liubao: Product) -> None:
    page = look(client, "/en/goods/")
    assert form_of(page).select("[name=go]") == []
    assert form_of(page).select("button")


@pytest.mark.parametrize(
    "place",
    [
        "https://elsewhere.example/en/goods/",
        "//elsewhere.example/en/goods/",
        "/en/account/login/?next=/x",
        "javascript:alert(1)",
        "/en/goods/no/such/place/",
        "/en/goods/\r\nSet-Cookie: a=b",
        "",
        "/\\elsewhere.example",
        "http://[",
    ],
)
def test_it_leads_to_lists_of_goods_and_nowhere_else(client: Client, liubao: Product, place: str) -> None:
    answer = client.get(f"/en/compare/?p={liubao.slug}&go={quote(place)}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/goods/?p={liubao.slug}"


def test_the_button_that_compares_comes_first(client: Client, three_pages: list[str]) -> None:
    buttons = form_of(look(client, "/en/goods/?page=2")).select("button")
    assert [one.get("name") for one in buttons] == [None, "go", "go"]
