"""The cache of an installation without Redis."""

import time
from pathlib import Path

import pytest

from portal.file_cache import SharedFileCache


@pytest.fixture
def cache(tmp_path: Path) -> SharedFileCache:
    return SharedFileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 6}})


def test_the_first_wins_until_it_expires(cache: SharedFileCache) -> None:
    assert cache.add("token", "first", timeout=0.05)
    assert not cache.add("token", "second", timeout=60)
    assert cache.get("token") == "first"
    time.sleep(0.06)
    assert cache.add("token", "third", timeout=60)
    assert cache.get("token") == "third"


def test_a_deleted_entry_can_be_added_again(cache: SharedFileCache) -> None:
    cache.add("token", 1)
    cache.delete("token")
    assert cache.add("token", 2)


def test_versions_and_keys_stay_apart(cache: SharedFileCache) -> None:
    assert cache.add("token", 1, version=1)
    assert cache.add("token", 2, version=2)
    assert cache.add("other", 3)
    assert (cache.get("token", version=1), cache.get("token", version=2)) == (1, 2)


def test_no_draft_is_left_behind(cache: SharedFileCache, tmp_path: Path) -> None:
    cache.add("token", 1)
    cache.add("token", 2)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_cache_forgets_what_expired_before_what_holds(cache: SharedFileCache) -> None:
    for number in range(5):
        cache.set(f"expired-{number}", number, timeout=0.01)
    cache.set("limit", "holds", timeout=60)
    time.sleep(0.02)
    cache.add("new", 1, timeout=60)
    assert cache.get("limit") == "holds"
    assert cache.get("new") == 1


def test_a_cache_full_of_what_holds_still_takes_new_entries(cache: SharedFileCache, tmp_path: Path) -> None:
    for number in range(30):
        assert cache.add(f"token-{number}", number, timeout=60)
    assert cache.get("token-29") == 29
    assert len(list(tmp_path.iterdir())) <= 7


def test_the_folder_may_be_deleted_at_any_time(cache: SharedFileCache, tmp_path: Path) -> None:
    cache.add("token", 1)
    for path in tmp_path.iterdir():
        path.unlink()
    tmp_path.rmdir()
    assert cache.add("token", 2)


@pytest.mark.parametrize("timeout", [1_000, 100_000])
def test_counting_leaves_an_entry_the_time_it_has(
    cache: SharedFileCache, monkeypatch: pytest.MonkeyPatch, timeout: int
) -> None:
    start = time.time()
    cache.set("limit", 1, timeout=timeout)
    for spent in (10, timeout - 10):
        monkeypatch.setattr(time, "time", lambda spent=spent: start + spent)
        cache.incr("limit")
    assert cache.get("limit") == 3
    monkeypatch.setattr(time, "time", lambda: start + timeout + 1)
    assert cache.get("limit") is None
    with pytest.raises(ValueError, match="'limit' not found"):
        cache.incr("limit")


def test_counting_keeps_for_ever_what_was_to_be_kept_for_ever(
    cache: SharedFileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("visits", 5, timeout=None)
    assert (cache.incr("visits", 2), cache.decr("visits")) == (7, 6)
    later = time.time() + 10**8
    monkeypatch.setattr(time, "time", lambda: later)
    assert cache.get("visits") == 6
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")
