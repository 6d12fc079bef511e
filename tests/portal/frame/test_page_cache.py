"""Kept pages: the same for every anonymous reader, and never older than the facts on them."""

import gzip

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.seams import freshness
from portal.accounts.models import User
from portal.middleware.page_cache import PageCacheMiddleware, page_key

LIST = "/en/goods/"


def key(path: str = LIST, **headers: str) -> str | None:
    request = RequestFactory().get(path, **headers)  # type: ignore[arg-type]
    for pair in headers.get("HTTP_COOKIE", "").split("; "):
        name, _, value = pair.partition("=")
        if name:
            request.COOKIES[name] = value
    return page_key(request)


def middleware(response: HttpResponse) -> tuple[PageCacheMiddleware, list[HttpRequest]]:
    built: list[HttpRequest] = []

    def build(request: HttpRequest) -> HttpResponse:
        built.append(request)
        return response

    return PageCacheMiddleware(build), built


@pytest.mark.django_db
def test_the_second_reader_costs_no_query(
    client: Client, liubao: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(LIST)
    with django_assert_num_queries(0):
        second = Client().get(LIST)
    assert second.content == first.content


@pytest.mark.django_db
def test_a_write_is_seen_on_the_next_request(client: Client, liubao: Product) -> None:
    assert b"Liubao" in client.get(LIST).content
    move_product(product=liubao, to="paused")
    assert b"Liubao" not in client.get(LIST).content


@pytest.mark.django_db
def test_the_protection_is_what_does_it(
    client: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the generation standing still, the stale page is served."""
    monkeypatch.setattr(freshness, "generation", lambda *areas: "still")
    assert b"Liubao" in client.get(LIST).content
    move_product(product=liubao, to="paused")
    assert b"Liubao" in client.get(LIST).content


@pytest.mark.django_db
def test_a_browser_that_has_the_page_is_told_it_still_holds(client: Client, liubao: Product) -> None:
    first = client.get(LIST)
    again = client.get(LIST, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    move_product(product=liubao, to="paused")
    assert client.get(LIST, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


@pytest.mark.django_db
def test_the_kept_page_is_sent_compressed_to_who_can_read_it(client: Client, liubao: Product) -> None:
    plain = client.get(LIST)
    packed = client.get(LIST, HTTP_ACCEPT_ENCODING="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))


@pytest.mark.django_db
def test_who_signed_in_gets_a_page_of_their_own(client: Client, liubao: Product, nok: User) -> None:
    client.get(LIST)
    client.force_login(nok)
    page = client.get(LIST).content.decode()
    assert page != Client().get(LIST).content.decode()


def test_what_changes_the_page_changes_the_key() -> None:
    plain = key()
    assert plain is not None
    others = [
        key(LIST + "?page=2"),
        key("/th/goods/"),
        key(HTTP_COOKIE="currency=USD"),
        key(HTTP_COOKIE="low_data=1"),
        key(HTTP_SAVE_DATA="on"),
        key(HTTP_HX_REQUEST="true"),
        key(HTTP_HOST="127.0.0.1"),
    ]
    assert None not in others
    assert len({plain, *others}) == len(others) + 1


def test_a_cookie_nobody_set_cannot_fill_the_cache() -> None:
    assert key(HTTP_COOKIE="currency=<script>") == key()
    assert key(HTTP_COOKIE="tracking=12345") == key()


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/editors/", {}),
        ("/en/account/login/", {}),
        ("/en/search/?q=tea", {}),
        (LIST, {"HTTP_COOKIE": "sessionid=abc"}),
        (LIST, {"HTTP_COOKIE": "messages=abc"}),
        (LIST, {"HTTP_AUTHORIZATION": "Bearer abc"}),
        (LIST + "?x=" + "a" * 600, {}),
    ],
)
def test_pages_about_one_visitor_are_never_kept(path: str, headers: dict[str, str]) -> None:
    assert key(path, **headers) is None


def test_a_form_is_never_kept() -> None:
    assert page_key(RequestFactory().post(LIST)) is None


@pytest.mark.parametrize("mark", ["cookie", "status", "control", "token", "kind"])
def test_an_answer_that_is_not_for_everybody_is_built_each_time(mark: str) -> None:
    answer = HttpResponse("hello")
    request = RequestFactory().get(LIST)
    if mark == "cookie":
        answer.set_cookie("sessionid", "abc")
    elif mark == "status":
        answer.status_code = 404
    elif mark == "control":
        answer["Cache-Control"] = "no-store"
    elif mark == "token":
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    else:
        answer["Content-Type"] = "text/plain"
    cached, built = middleware(answer)
    assert cached(request) is answer
    assert cached(request) is answer
    assert len(built) == 2


def test_a_page_built_while_a_write_ran_is_not_kept_for_after_it() -> None:
    """The generation is read first: what a slow build read before the write is kept under the old one."""
    caches["pages"].clear()
    built: list[str] = []

    def slow(request: HttpRequest) -> HttpResponse:
        built.append("old" if not built else "new")
        if built == ["old"]:
            freshness.changed("goods")
        return HttpResponse(built[-1])

    cached = PageCacheMiddleware(slow)
    assert cached(RequestFactory().get(LIST)).content == b"old"  # type: ignore[attr-defined]
    assert cached(RequestFactory().get(LIST)).content == b"new"  # type: ignore[attr-defined]
