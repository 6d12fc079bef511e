"""Rows to work off: mails of the outbox stand in for any work row, so no model is made for tests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from catalog.jobs import registry
from catalog.jobs.registry import Drain
from catalog.notices.models import OutboxMail
from catalog.seams.registry import Registry
from portal.accounts.models import User
from tests.catalog.jobs.ground import Work

Rows = Callable[..., list[OutboxMail]]


@pytest.fixture
def rows(nok: User) -> Rows:
    """Return a maker of work rows."""

    def make(count: int, **fields: Any) -> list[OutboxMail]:
        start = OutboxMail.objects.count()
        return OutboxMail.objects.bulk_create(
            OutboxMail(key=f"row {n}", recipient=nok, kind="test", message_id=f"<{n}@test>", **fields)
            for n in range(start, start + count)
        )

    return make


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def drain(monkeypatch: pytest.MonkeyPatch, work: Work) -> Drain:
    """The only drain of the test: batches of four, three tries."""
    monkeypatch.setattr(registry, "DRAINS", Registry("drain"))
    made = Drain("test", OutboxMail, work, batch=4, attempts=3, pause=timedelta(seconds=10))
    registry.register(made)
    return made
