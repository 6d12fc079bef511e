"""The cache of kept pages: hands out the very value it was given, for as long as was said."""

import threading

import pytest
from django.core.cache import caches

from portal.held_pages import HeldCache


@pytest.fixture
def cache(request: pytest.FixtureRequest) -> HeldCache:
    return HeldCache(request.node.name, {"OPTIONS": {"MAX_ENTRIES": 3}})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the cache takes for now."""
    now = [1000.0]
    monkeypatch.setattr("portal.held_pages.time.monotonic", lambda: now[0])
    return now


def test_pages_are_kept_in_it() -> None:
    assert isinstance(caches["pages"], HeldCache)


def test_the_very_value_comes_back(cache: HeldCache) -> None:
    value = object()
    cache.set("a", value)
    assert cache.get("a") is value
    assert cache.get("b") is None
    assert cache.get("b", value) is value


def test_a_value_is_kept_as_long_as_was_said(cache: HeldCache, clock: list[float]) -> None:
    cache.set("a", 1, 60)
    cache.set("b", 2, None)
    cache.set("c", 3, 0)
    assert cache.get("c") is None
    clock[0] += 59.9
    assert cache.get("a") == 1
    clock[0] += 0.2
    assert cache.get("a") is None
    clock[0] += 1e9
    assert cache.get("b") == 2


def test_what_was_asked_for_longest_ago_makes_room(cache: HeldCache) -> None:
    for name in "abc":
        cache.set(name, name)
    assert cache.get("a") == "a"
    cache.set("d", "d")
    assert [cache.get(name) for name in "abcd"] == ["a", None, "c", "d"]


def test_the_first_to_add_wins_until_it_expires(cache: HeldCache, clock: list[float]) -> None:
    assert cache.add("a", None, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a", "nothing") is None
    clock[0] += 61
    assert cache.add("a", 3, 60)
    assert cache.get("a") == 3


def test_of_many_threads_one_is_first(cache: HeldCache) -> None:
    gate, won = threading.Barrier(8), []

    def add(number: int) -> None:
        gate.wait()
        if cache.add("a", number):
            won.append(number)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [cache.get("a")]


def test_what_one_thread_keeps_another_finds(cache: HeldCache, request: pytest.FixtureRequest) -> None:
    cache.set("a", 1)
    same, apart = HeldCache(request.node.name, {}), HeldCache("another", {})
    assert same.get("a") == 1
    assert apart.get("a") is None


def test_versions_and_removals(cache: HeldCache) -> None:
    cache.set("a", 1)
    cache.set("a", 2, version=2)
    assert (cache.get("a"), cache.get("a", version=2)) == (1, 2)
    assert cache.delete("a")
    assert not cache.delete("a")
    assert (cache.get("a"), cache.get("a", version=2)) == (None, 2)
    cache.clear()
    assert cache.get("a", version=2) is None
