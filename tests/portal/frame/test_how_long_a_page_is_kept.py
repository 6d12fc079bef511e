"""A kept page has its day: it ages, makes room, and gives way while the portal is closed."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.products.models import Product
from portal.held_pages import HeldCache
from portal.middleware.page_cache import LIFETIME, PageCacheMiddleware

PAGE = "/en/goods/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the cache takes for now."""
    now = [1000.0]
    monkeypatch.setattr("portal.held_pages.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def small(request: pytest.FixtureRequest) -> HeldCache:
    """A cache that holds two values for half a minute."""
    return HeldCache(request.node.name, {"TIMEOUT": 30, "OPTIONS": {"MAX_ENTRIES": 2}})


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def pages(built: list[str], monkeypatch: pytest.MonkeyPatch) -> PageCacheMiddleware:
    """A portal that counts the pages it builds, within one quarter of an hour."""
    monkeypatch.setattr("portal.middleware.page_cache.time.time", lambda: 900.0)
    caches["pages"].clear()

    def build(request: HttpRequest) -> HttpResponse:
        built.append(request.path)
        return HttpResponse(f"page {len(built)}")

    return PageCacheMiddleware(build)


def ask(pages: PageCacheMiddleware, address: str = PAGE, **headers: str) -> bytes:
    answer = pages(RequestFactory().get(address, headers=headers))
    assert isinstance(answer, HttpResponse)
    return answer.content


@pytest.mark.parametrize(("seconds", "again"), [(0, False), (LIFETIME - 1, False), (LIFETIME, True)])
def test_a_page_is_built_anew_once_its_life_is_over(
    pages: PageCacheMiddleware, clock: list[float], seconds: int, again: bool
) -> None:
    assert ask(pages) == b"page 1"
    clock[0] += seconds
    assert ask(pages) == (b"page 2" if again else b"page 1")


def test_being_asked_for_does_not_make_a_page_live_longer(
    pages: PageCacheMiddleware, clock: list[float]
) -> None:
    ask(pages)
    for _second in range(LIFETIME - 1):
        clock[0] += 1
        assert ask(pages) == b"page 1"
    clock[0] += 1
    assert ask(pages) == b"page 2"


def test_a_page_asked_for_by_its_head_is_kept_whole(pages: PageCacheMiddleware, built: list[str]) -> None:
    pages(RequestFactory().head(PAGE))
    assert ask(pages) == b"page 1"
    assert built == [PAGE]


def test_the_first_reader_too_is_answered_packed_and_told_what_holds(pages: PageCacheMiddleware) -> None:
    first = pages(RequestFactory().get(PAGE, headers={"accept-encoding": "gzip"}))
    assert (first["Content-Encoding"], bool(first["ETag"])) == ("gzip", True)
    assert ask(pages, **{"if-none-match": first["ETag"]}) == b""


@pytest.mark.django_db
def test_a_closed_portal_shows_no_kept_page_and_shows_it_again_when_open(
    client: Client,
    liubao: Product,
    settings: Settings,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.DATA_DIR = tmp_path
    open_page = client.get(PAGE)
    assert open_page.status_code == 200
    (tmp_path / "maintenance").touch()
    with django_assert_num_queries(0):
        closed = client.get(PAGE, headers={"if-none-match": open_page["ETag"]})
    assert (closed.status_code, closed["Retry-After"]) == (503, "600")
    assert b"Liubao" not in closed.content
    assert "ETag" not in closed
    (tmp_path / "maintenance").unlink()
    with django_assert_num_queries(0):
        assert client.get(PAGE).content == open_page.content


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
@pytest.mark.parametrize("address", ["/", PAGE, "/editors/", "/robots.txt", "/healthy/", "/en/health/"])
def test_a_closed_portal_is_closed_for_everything_but_its_watch(
    client: Client, settings: Settings, method: str, address: str
) -> None:
    settings.MAINTENANCE = True
    assert getattr(client, method)(address).status_code == 503


def test_a_value_without_a_time_of_its_own_is_kept_as_long_as_usual(
    small: HeldCache, clock: list[float]
) -> None:
    small.set("a", 1)
    small.add("b", 2)
    clock[0] += 29.9
    assert (small.get("a"), small.get("b")) == (1, 2)
    clock[0] += 0.1
    assert (small.get("a"), small.get("b")) == (None, None)


def test_a_value_put_again_takes_no_room_of_another(small: HeldCache) -> None:
    small.set("a", 1)
    small.set("b", 2)
    small.set("b", 3)
    assert (small.get("a"), small.get("b")) == (1, 3)


def test_what_is_put_again_is_the_youngest_and_lives_from_then(small: HeldCache, clock: list[float]) -> None:
    small.set("a", 1)
    small.set("b", 2)
    clock[0] += 20
    small.set("a", 1)
    small.set("c", 3)
    clock[0] += 20
    assert [small.get(name) for name in "abc"] == [1, None, 3]


def test_what_is_refused_leaves_everything_as_it_was(small: HeldCache) -> None:
    small.set("a", 1)
    small.set("b", 2)
    assert not small.add("b", 9)
    assert (small.get("a"), small.get("b")) == (1, 2)


def test_what_is_over_makes_room_for_the_next_of_its_name(small: HeldCache, clock: list[float]) -> None:
    small.set("a", 1, 5)
    clock[0] += 5
    assert small.add("a", 2)
    assert small.get("a") == 2


@pytest.mark.parametrize("value", [None, False, 0, "", ()])
def test_a_value_that_looks_like_nothing_is_kept_all_the_same(small: HeldCache, value: object) -> None:
    small.set("a", value)
    assert small.get("a", "missing") == value
    assert "a" in small
    assert not small.add("a", 1)


def test_many_are_asked_for_at_once(small: HeldCache) -> None:
    small.set_many({"a": 1, "b": 2})
    assert small.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    small.delete_many(["a", "c"])
    assert small.get_many(["a", "b"]) == {"b": 2}


def test_one_portals_pages_are_gone_at_once_where_they_are_cleared(small: HeldCache) -> None:
    small.set("a", 1)
    small.set("b", 1, version=2)
    small.clear()
    assert (small.get("a"), small.get("b", version=2)) == (None, None)
    assert small.add("a", 2)
