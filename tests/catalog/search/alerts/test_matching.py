"""What comes to match a saved search is found once; what matched before, or is not shown, never is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.jobs.draining import drain
from catalog.search.alerts import questions, services
from catalog.search.alerts.changes import DRAIN
from catalog.search.documents import CHEAPEST, PRICED, UNIT
from catalog.search.models import AlertCheck, AlertHit, SavedSearch
from catalog.search.understanding import PriceBand
from portal.accounts.models import User
from tests.catalog.search.alerts.conftest import Change, Save, found
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


def test_what_is_new_is_found_in_whatever_language_it_is_written(
    shelf: Shelf, save: Save, change: Change
) -> None:
    saved = save("durian")
    shelf.put(1, {"th": "ทุเรียนหมอนทอง"})
    shelf.put(2, "Blue widget")
    change(1, 2)
    assert found(saved) == [1]


def test_what_matched_before_is_not_new_however_it_changes(shelf: Shelf, save: Save, change: Change) -> None:
    shelf.put(1, "Durian")
    saved = save("durian")
    shelf.put(1, "Durian, now cheaper")
    change(1)
    assert found(saved) == []


def test_what_changes_so_that_it_matches_is_new(shelf: Shelf, save: Save, change: Change) -> None:
    shelf.put(1, "Box")
    saved = save("durian")
    shelf.put(1, "Box of durian")
    change(1)
    assert found(saved) == [1]


def test_a_record_is_found_once_however_often_it_changes(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    for title in ("Durian", "Fresh durian", "Jar", "Durian again"):
        shelf.put(1, title)
        change(1)
    assert found(saved) == [1]


def test_a_band_of_prices_and_an_moq_are_part_of_the_question(
    shelf: Shelf, save: Save, change: Change
) -> None:
    band = PriceBand(None, Decimal(10), "CNY")
    cheap = save("durian", band=band, per="kg")
    small = save("durian", ranges={"moq": (None, 5000)}, per="kg")
    for record, (price, moq, unit) in enumerate(
        [(90_000, 9, "kg"), (110_000, 5, "kg"), (90_000, 5, "bag")], 1
    ):
        facets = {UNIT: [unit], PRICED: [unit]}
        shelf.put(record, "Durian", facets=facets, numbers={"price": price, "moq": moq * 1000})
    change(1, 2, 3)
    assert found(cheap) == [1]
    assert found(small) == [2]


def test_filters_are_part_of_the_question(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian", filters={"country": ("TH", "MY")})
    without_words = save("", filters={"country": ("LA",)})
    for record, country in enumerate(["TH", "MY", "VN", "LA"], start=1):
        shelf.put(record, "Durian", facets={"country": [country]})
    change(1, 2, 3, 4)
    assert found(saved) == [1, 2]
    assert found(without_words) == [4]


def test_what_is_not_shown_is_not_found_until_it_is(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    shelf.withdrawn.add(1)
    change(1)
    assert found(saved) == []
    shelf.withdrawn.clear()
    change(1)
    assert found(saved) == [1]


def test_nothing_is_found_while_a_search_is_paused_or_not_confirmed(
    shelf: Shelf, save: Save, change: Change
) -> None:
    paused, unconfirmed, watched = save("durian"), save("durian seeds"), save("fruit")
    services.pause(saved=paused)
    SavedSearch.objects.filter(pk=unconfirmed.pk).update(confirmed_at=None)
    shelf.put(1, "Durian seeds")
    change(1)
    assert (found(paused), found(unconfirmed), found(watched)) == ([], [], [1])


def test_what_came_during_a_pause_is_known_afterwards(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    services.pause(saved=saved)
    shelf.put(1, "Durian")
    change(1)
    services.resume(saved=saved)
    shelf.put(1, "Durian, fresh")
    shelf.put(2, "Durian paste")
    change(1, 2)
    assert found(saved) == [2]


def test_each_search_finds_its_own(shelf: Shelf, save: Save, change: Change, lan: User) -> None:
    mine, other = save("durian"), save("coconut", owner=lan)
    shelf.put(1, "Durian")
    shelf.put(2, "Coconut")
    change(1, 2)
    assert (found(mine), found(other)) == ([1], [2])


def test_a_rebuild_in_the_same_batch_loses_no_change(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    change(1, rebuild=True)
    assert found(saved) == [1]


def test_a_rebuild_alone_is_no_news(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    change(rebuild=True)
    assert found(saved) == []


def test_working_a_batch_off_again_finds_nothing_again(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    change(1)
    AlertHit.objects.update(told_at=timezone.now())
    AlertCheck.objects.update(state="waiting", claimed_by="", settled_at=None)
    drain(DRAIN)
    assert AlertHit.objects.get().told_at is not None
    assert found(saved) == [1]


def test_where_nobody_saved_a_search_no_work_is_written(shelf: Shelf, change: Change) -> None:
    shelf.put(1, "Durian")
    change(1)
    assert not AlertCheck.objects.exists()


def test_of_a_wide_search_only_what_is_published_later_is_new(
    shelf: Shelf, save: Save, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST_KNOWN", 2)
    before = int((timezone.now() - timedelta(days=1)).timestamp())
    for record in (1, 2, 3):
        shelf.put(record, "Durian", numbers={"published": before})
    saved = save("durian")
    assert (saved.is_wide, saved.known) == (True, [])
    later = int((timezone.now() + timedelta(minutes=1)).timestamp())
    shelf.put(3, "Durian, cheaper", numbers={"published": before})
    shelf.put(4, "Durian", numbers={"published": later})
    change(3, 4)
    assert found(saved) == [4]


def test_page_and_order_are_no_part_of_the_question(save: Save) -> None:
    assert save("durian", page=3, sort=CHEAPEST).pk == save("durian").pk


def test_a_question_survives_its_address(save: Save) -> None:
    saved = save('น้ำมะม่วง & "x" + 100%', literal=True, filters={"country": ("TH", "MY")})
    query = questions.query_of(saved)
    assert (query.text, query.literal) == ('น้ำมะม่วง & "x" + 100%', True)
    assert query.filters == {"country": ("TH", "MY")}


def test_a_search_without_words_is_called_by_what_narrows_it(save: Save) -> None:
    assert save("", filters={"country": ("TH", "MY")}).name == "in TH · in MY"
    assert save("", filters={"kind": ("thing",)}).name == "Things"
