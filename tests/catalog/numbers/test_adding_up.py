"""A day that is over is added up once, and then nobody can tell who looked."""

import logging
import time
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from catalog.numbers import holding, services
from catalog.numbers.holding import HELD, Held, write
from catalog.numbers.looking import Look
from catalog.numbers.models import Counted, DayOf, DaySalt, Looked
from catalog.numbers.services import ADDED_UP, KEEP, TAKEN, add_up, prune, record
from catalog.products.models import Product
from tests.catalog.numbers.conftest import NOON, TODAY, at, browser, looked, page
from tests.harness.race import PROCESSES, Outcome, Track
from tests.stock import open_tea_house

MIDNIGHT = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)


def look(product: Product, visitor: int | str, *, day: date = TODAY, found: bool = False) -> Look:
    return Look(day, "product", product.slug, visitor, found)


@pytest.mark.django_db
def test_a_day_is_added_up_when_it_is_over_and_who_looked_is_forgotten(liubao: Product) -> None:
    with at(NOON):
        record([look(liubao, "a", found=True), look(liubao, "b"), look(liubao, "c")])
    assert add_up(now=MIDNIGHT + ADDED_UP - timedelta(seconds=1)) == 0
    assert Looked.objects.count() == 4
    assert add_up(now=MIDNIGHT + ADDED_UP) == 1
    row = DayOf.objects.get()
    assert (row.day, row.views, row.found, row.saves, row.messages) == (TODAY, 3, 1, 0, 0)
    assert not Looked.objects.exists()
    assert not DaySalt.objects.exists()
    assert add_up(now=MIDNIGHT + ADDED_UP) == 0
    assert DayOf.objects.get().views == 3


@pytest.mark.django_db
def test_adding_up_keeps_saves_and_messages(liubao: Product) -> None:
    with at(NOON):
        record([look(liubao, "a")])
        services.count(kind="product", subject_id=liubao.pk, saves=2)
        services.count(kind="product", subject_id=liubao.pk, messages=3)
    add_up(now=MIDNIGHT + ADDED_UP)
    row = DayOf.objects.get()
    assert (row.views, row.saves, row.messages) == (1, 2, 3)


@pytest.mark.django_db
def test_a_look_before_midnight_written_after_it_counts_for_its_day(liubao: Product) -> None:
    with at(MIDNIGHT + timedelta(seconds=5)):
        record([look(liubao, "a"), look(liubao, "b", day=TODAY + timedelta(days=1))])
    add_up(now=MIDNIGHT + ADDED_UP)
    assert DayOf.objects.get().day == TODAY
    assert Looked.objects.get().day == TODAY + timedelta(days=1)


@pytest.mark.django_db
def test_a_look_that_comes_much_too_late_is_dropped_and_revives_no_day(liubao: Product) -> None:
    with at(MIDNIGHT + TAKEN):
        record([look(liubao, "a")])
    assert not Looked.objects.exists()
    assert not DaySalt.objects.exists()
    assert TAKEN < ADDED_UP


@pytest.mark.django_db
def test_old_numbers_are_deleted(liubao: Product) -> None:
    record([look(liubao, "a", day=datetime.now(UTC).date())])
    counted = Counted.objects.get()
    for days in (KEEP.days, KEEP.days + 1):
        DayOf.objects.create(counted=counted, day=TODAY - timedelta(days=days), views=1)
    assert prune(now=NOON) == 1
    assert DayOf.objects.get().day == TODAY - KEEP


@pytest.mark.django_db
def test_looks_that_cannot_be_written_are_held_on(
    visitor: Client, liubao: Product, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get(page(liubao))
    with (
        patch("catalog.numbers.holding.record", side_effect=DatabaseError("locked")),
        caplog.at_level(logging.WARNING),
    ):
        write()
    assert "they are held" in caplog.text
    browser("198.51.100.9").get(page(liubao))
    assert looked() == {("product", "views"): 2}


def test_no_more_is_held_than_memory_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "MOST_HELD", 3)
    held = Held()
    for number in range(5):
        held.add(Look(TODAY, "product", "tea", number, found=False))
    assert {one.visitor for one in held.take()} == {0, 1, 2}
    assert held.take() == set()


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_what_is_held(liubao: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(holding, "EVERY_SECONDS", 0.05)
    HELD.add(look(liubao, "a", day=datetime.now(UTC).date()))
    deadline = time.monotonic() + 10
    while not Looked.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert Looked.objects.count() == 1


def stage_house() -> str:
    return open_tea_house().storefront.slug


def look_at_once(slug: str, turn: int, seat: int) -> None:
    """Every process saw the same three visitors, and one of its own."""
    day = datetime.now(UTC).date()
    visitors = [f"{turn}-{name}" for name in ("a", "b", "c", f"own-{seat}")]
    record([Look(day, "storefront", slug, one, found=False) for one in visitors])


def look_after_asking(slug: str, turn: int, seat: int) -> None:
    """The control: asks whether a visitor was seen, and counts where not."""
    counted = Counted.objects.get_or_create(
        kind="storefront",
        subject_id=1,
        defaults={"organization_id": 1, "title": "x", "title_language": "en"},
    )[0]
    day = datetime.now(UTC).date()
    if not Looked.objects.filter(counted=counted, digest__startswith=f"{turn}-").exists():
        time.sleep(0.002)
        Looked.objects.create(counted=counted, day=day, digest=f"{turn}-{seat}")


def rows_looked(slug: str) -> int:
    return Looked.objects.count()


def test_processes_that_saw_the_same_visitor_count_one(track: Track) -> None:
    outcome = track.run(look_at_once, stage=stage_house, verdict=rows_looked, rounds=4)
    assert not outcome.errors
    assert outcome.verdict == 4 * (3 + PROCESSES)


def test_without_the_key_one_visitor_counts_more_than_once(track: Track) -> None:
    def twice(outcome: Outcome) -> bool:
        return bool(outcome.verdict > 4)

    track.control(look_after_asking, stage=stage_house, verdict=rows_looked, rounds=4, breaks=twice)


def stage_day() -> int:
    slug = open_tea_house().storefront.slug
    day = datetime.now(UTC).date()
    record([Look(day, "storefront", slug, str(number), found=False) for number in range(50)])
    return day.toordinal()


def add_up_at_once(day: int, turn: int, seat: int) -> int:
    end = datetime.fromordinal(day + 1).replace(tzinfo=UTC)
    return add_up(now=end + ADDED_UP)


def day_views(day: int) -> list[int]:
    return list(DayOf.objects.values_list("views", flat=True))


def test_clocks_that_add_up_at_once_count_a_day_once(track: Track) -> None:
    outcome = track.run(add_up_at_once, stage=stage_day, verdict=day_views, rounds=2)
    assert not outcome.errors
    assert sum(outcome.values.elements()) == 1
    assert outcome.verdict == [50]
