"""An import that breaks off, loses its lease or is stopped goes on where it was, or begins anew."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.products.bulk import committing, judging
from catalog.products.bulk.running import LeaseLost
from catalog.products.bulk.sending import (
    DRAIN,
    bring_in,
    cancel,
    confirm_columns,
)
from catalog.products.models import (
    Category,
    ImportedRow,
    ImportRun,
)
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import (
    HEADER,
    counts,
    send_rows,
    take,
)
from tests.catalog.products.bulk.test_brought_in import numbers, teas

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "AT_ONCE", 2)


def after(settled: int, then: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something before the rows after so many steps are settled."""
    settle, steps = committing._settle, []

    def counted(*given: Any) -> None:
        steps.append(1)
        if len(steps) == settled + 1:
            then()
        settle(*given)

    monkeypatch.setattr(committing, "_settle", counted)


@pytest.mark.usefixtures("small_steps")
def test_an_import_that_breaks_off_goes_on_where_it_was(
    tea: Category, tea_house: Organization, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = send_rows(tea_house, wei, teas(7))

    def break_off() -> None:
        raise ConnectionError("The database went away.")

    with monkeypatch.context() as patch:
        after(2, break_off, patch)
        take(imported, wei)
    assert imported.stage == "committing"
    assert numbers() == [f"LB-00{number}" for number in range(1, 5)]
    assert imported.rows_done == 4
    ImportRun.objects.update(due_at=timezone.now())
    drain(DRAIN)
    imported.refresh_from_db()
    assert imported.stage == "done"
    assert numbers() == [f"LB-00{number}" for number in range(1, 8)]
    assert counts(imported) == {"new": 7}


@pytest.mark.usefixtures("small_steps")
def test_a_worker_that_lost_its_lease_writes_nothing_more(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    imported = send_rows(tea_house, wei, teas(4))
    bring_in(imported=imported, submit=False, by=wei)
    held = iter([True, True, True, False])
    with pytest.raises(LeaseLost):
        committing.commit(imported, lambda: next(held))
    assert numbers() == ["LB-001", "LB-002"]


@pytest.mark.usefixtures("small_steps")
def test_an_import_stops_before_its_next_rows_and_can_go_on(
    tea: Category, tea_house: Organization, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = send_rows(tea_house, wei, teas(6))
    with monkeypatch.context() as patch:
        after(1, lambda: cancel(imported=imported), patch)
        take(imported, wei)
    assert (imported.stage, imported.rows_done) == ("cancelled", 4)
    take(imported, wei)
    assert (imported.stage, imported.rows_done) == ("done", 6)
    assert len(set(numbers())) == 6


def test_a_dry_run_broken_off_begins_anew(
    tea: Category, tea_house: Organization, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "AT_ONCE", 3)
    imported = send_rows(tea_house, wei, teas(8))
    assert ImportedRow.objects.count() == 8
    confirm_columns(imported=imported, header=HEADER, columns=HEADER, encoding="")
    cancel(imported=imported)
    drain(DRAIN)
    imported.refresh_from_db()
    assert (imported.stage, imported.rows_read) == ("columns", 3)
    confirm_columns(imported=imported, header=HEADER, columns=HEADER, encoding="")
    drain(DRAIN)
    imported.refresh_from_db()
    assert (imported.stage, imported.rows_read) == ("checked", 8)
    assert ImportedRow.objects.count() == 8
