"""How often one network may do something: counted for each alone, for as long as was said."""

import time
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from catalog.seams import network
from portal.file_cache import SharedFileCache

HOUR = 3600


class Clock:
    """A clock that tests put forward."""

    now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "time", made)
    return made


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedFileCache:
    """The cache of an installation without Redis, empty."""
    cache = SharedFileCache(str(tmp_path), {})
    monkeypatch.setattr(network, "cache", cache)
    return cache


def visitor(address: str = "203.0.113.7", **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)  # type: ignore[arg-type]


def asks(address: str = "203.0.113.7", *, purpose: str = "report", most: int = 2) -> bool:
    return network.too_often(visitor(address), purpose=purpose, most=most, within=HOUR)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002:FFFF::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::1", "::/64"),
    ],
)
def test_a_telephone_that_changes_the_rest_of_its_address_is_one_visitor(address: str, counted: str) -> None:
    assert network.of(visitor(address)) == counted


def test_a_visitor_without_an_address_is_refused_rather_than_counted_with_all_others() -> None:
    with pytest.raises(PermissionDenied):
        network.of(visitor(""))


@pytest.mark.parametrize(("proxies", "counted"), [(0, "203.0.113.7"), (1, "198.51.100.9")])
def test_what_a_visitor_claims_of_the_address_counts_only_as_far_as_our_own_server_wrote_it(
    settings: Settings, proxies: int, counted: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    claims = visitor(HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.9")
    assert network.of(claims) == counted


@pytest.mark.parametrize("most", [1, 2, 20])
def test_as_many_as_were_said_and_not_one_more(most: int) -> None:
    assert [asks(most=most) for _ in range(most + 2)] == [False] * most + [True, True]


def test_others_and_other_purposes_are_counted_apart() -> None:
    assert [asks(), asks(), asks()] == [False, False, True]
    assert not asks("203.0.113.8")
    assert not asks("2001:db8::1")
    assert not asks(purpose="alert")
    assert asks("::ffff:203.0.113.7"), "the same address, as another server writes it"


def test_visitors_of_a_server_that_writes_old_addresses_in_the_new_way_are_not_one() -> None:
    for last in range(1, 6):
        assert not asks(f"::ffff:203.0.113.{last}", most=1)


def test_the_neighbour_in_one_home_shares_the_count_and_the_next_home_does_not() -> None:
    assert [asks(f"2001:db8:1:2::{last}") for last in (1, 2, 3)] == [False, False, True]
    assert not asks("2001:db8:1:3::1")


def test_the_hour_begins_with_the_first_and_later_ones_neither_shorten_nor_prolong_it(clock: Clock) -> None:
    assert not asks()
    clock.now += 10 * 60
    assert not asks()
    clock.now += 10 * 60
    assert asks()
    clock.now += 39 * 60
    assert asks(), "59 minutes after the first"
    clock.now += 61
    assert [asks(), asks(), asks()] == [False, False, True]


def test_the_address_itself_is_not_kept(kept: SharedFileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    add = kept.add

    def remember(key: str, *given: object) -> bool:
        keys.append(key)
        return add(key, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "add", remember)
    asks()
    assert len(keys) == 1
    assert "203.0.113.7" not in keys[0]
    assert kept.get(keys[0]) == 1


@pytest.mark.parametrize(("most", "often"), [(0, True), (1, False), (2, False)])
def test_a_count_whose_time_runs_out_while_it_is_counted_begins_anew(
    kept: SharedFileCache, clock: Clock, monkeypatch: pytest.MonkeyPatch, most: int, often: bool
) -> None:
    assert not asks(most=3)
    clock.now += HOUR - 1
    add, passed = kept.add, [HOUR]

    def add_and_wait(key: str, *given: object) -> bool:
        added = add(key, *given)  # type: ignore[arg-type]
        clock.now += passed.pop() if passed else 0
        return added

    monkeypatch.setattr(kept, "add", add_and_wait)
    assert asks(most=most) is often
    monkeypatch.setattr(kept, "add", add)
    assert asks(most=1), "the first of the next hour was counted, once"


def test_a_cache_that_keeps_nothing_is_no_reason_to_let_everybody_in(
    kept: SharedFileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "add", lambda *given: False)
    with pytest.raises(ValueError, match="not found"):
        asks()
