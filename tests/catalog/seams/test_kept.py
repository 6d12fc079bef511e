"""What only saves work is lost on a full disk; the page that would have kept it goes on."""

import errno

import pytest
from django.core.cache import cache

from catalog.seams.kept import claim, keep


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache, "set", refuse)
    monkeypatch.setattr(cache, "add", refuse)


def test_a_value_is_kept_and_claimed_once() -> None:
    keep("seams-kept", (1, 2), 60)
    assert cache.get("seams-kept") == (1, 2)
    assert [claim("seams-claimed", 60), claim("seams-claimed", 60)] == [True, False]


def test_a_full_disk_loses_the_value_and_says_so(full: None, caplog: pytest.LogCaptureFixture) -> None:
    keep("seams-lost", 1, 60)
    assert cache.get("seams-lost") is None
    assert "No space left on device" in caplog.text


def test_where_nothing_can_be_kept_each_does_the_work(full: None) -> None:
    assert claim("seams-work", 60)
    assert claim("seams-work", 60)
