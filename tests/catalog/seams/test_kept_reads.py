"""What a process remembers of its reads: never older than a change that was told, nor than a minute."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.seams import kept_reads
from catalog.seams.freshness import changed
from catalog.seams.kept_reads import kept, kept_each

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
db = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [NOON]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def asked() -> list[Any]:
    """What was really read."""
    return []


@pytest.fixture
def read(asked: list[Any], clock: list[datetime]) -> Iterator[Any]:
    @kept("goods", "reference")
    def price(name: str, *, language: str = "en") -> str:
        asked.append((name, language))
        return f"{name} {language} {len(asked)}"

    yield price
    kept_reads.forget()


@pytest.fixture
def each(asked: list[Any], clock: list[datetime]) -> Iterator[Any]:
    @kept_each("goods")
    def squares(numbers: Collection[int], power: int) -> dict[int, int]:
        asked.append(list(numbers))
        return {number: number**power for number in sorted(numbers) if number < 10}

    yield squares
    kept_reads.forget()


@db
def test_what_was_read_once_is_not_read_again(read: Any, asked: list[Any]) -> None:
    assert read("tea") == read("tea") == "tea en 1"
    assert read("tea", language="th") == "tea th 2"
    assert read("pepper") == "pepper en 3"
    assert len(asked) == 3


@db
@pytest.mark.parametrize("area", ["goods", "reference", "pages"])
def test_it_is_read_again_once_an_area_it_shows_has_changed(read: Any, area: str) -> None:
    before = read("tea")
    changed(area)
    assert (read("tea") == before) is (area == "pages")


@db
def test_the_generation_is_what_does_it(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the generation standing still, what is remembered is out of date."""
    monkeypatch.setattr(kept_reads, "own_generation", lambda *areas: "still")
    before = read("tea")
    changed("goods")
    assert read("tea") == before


@db
def test_what_only_this_connection_sees_is_remembered_for_nobody_else(read: Any) -> None:
    before = read("tea")
    with transaction.atomic():
        changed("goods")
        during = read("tea")
        assert during == read("tea") != before
        transaction.set_rollback(True)
    assert read("tea") not in {before, during}


@db
@pytest.mark.parametrize(("seconds", "again"), [(59, False), (60, True)])
def test_nothing_is_remembered_beyond_its_minute(
    read: Any, clock: list[datetime], seconds: int, again: bool
) -> None:
    before = read("tea")
    clock[0] += timedelta(seconds=seconds)
    assert (read("tea") != before) is again


@db
def test_of_many_only_those_are_read_that_are_not_known(each: Any, asked: list[Any]) -> None:
    assert each([3, 1], 2) == {3: 9, 1: 1}
    assert list(each([2, 1, 11, 3], 2).items()) == [(2, 4), (1, 1), (3, 9)], "in the order asked for"
    assert each([11], 2) == {}, "that there is none is known too"
    assert each([3], 3) == {3: 27}
    assert asked == [[3, 1], [2, 11], [3]]
    changed("goods")
    each([3, 1], 2)
    assert asked[3:] == [[3, 1]]


@db
def test_what_cannot_be_a_key_is_read_each_time(read: Any, asked: list[Any]) -> None:
    class Draft:
        __hash__ = None  # type: ignore[assignment]

    draft = Draft()
    read(draft)
    read(draft)
    assert len(asked) == 2


@db
def test_a_process_remembers_so_much_and_no_more(
    each: Any, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_reads, "MOST", 2)
    each([1, 2, 3], 2)
    each([1], 2)
    assert asked == [[1, 2, 3], [1]]


@db
def test_what_is_of_an_earlier_minute_takes_no_room(each: Any, clock: list[datetime]) -> None:
    kept_reads.forget()
    each([1, 2, 3], 2)
    assert len(kept_reads.MEMORY) == 3
    clock[0] += timedelta(minutes=1)
    each([4], 2)
    assert len(kept_reads.MEMORY) == 1
