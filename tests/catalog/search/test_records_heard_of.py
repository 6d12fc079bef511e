"""Rooms above hear of the records that the index follows, in the same transaction."""

import pytest
from django.db import transaction

from catalog.seams import events
from catalog.search.events import RecordsChanged
from catalog.search.models import IndexChange
from catalog.search.services import mark_dirty

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[RecordsChanged]:
    told: list[RecordsChanged] = []
    monkeypatch.setitem(events.HANDLERS, RecordsChanged, [told.append])
    return told


def test_each_record_is_told_of_once(heard: list[RecordsChanged]) -> None:
    mark_dirty(kind="product", ids=iter([3, 1, 3]))
    assert heard == [RecordsChanged("product", (3, 1))]
    assert IndexChange.objects.filter(kind="product").count() == 2


def test_nothing_is_told_where_nothing_changed(heard: list[RecordsChanged]) -> None:
    mark_dirty(kind="product", ids=[])
    assert heard == []


def test_what_a_hearer_raises_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(changed: RecordsChanged) -> None:
        raise RuntimeError("no room")

    monkeypatch.setitem(events.HANDLERS, RecordsChanged, [refuse])
    with pytest.raises(RuntimeError), transaction.atomic():
        mark_dirty(kind="product", ids=[1])
    assert not IndexChange.objects.exists()
