"""Administrators learn that work has failed for good, once a day for each drain."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.jobs.models import State
from catalog.notices import failures, letters, registry
from catalog.notices.models import Notice, OutboxMail
from catalog.seams import schedules
from portal.accounts.models import User


@pytest.fixture(autouse=True)
def _its_kind(_kinds: None) -> None:
    registry.register(failures.KIND)


def fail(recipient: User, count: int, **fields: object) -> None:
    OutboxMail.objects.bulk_create(
        OutboxMail(
            key=f"failed {n}",
            recipient=recipient,
            kind="quote",
            message_id=f"<{n}@test>",
            **{"state": State.FAILED, "settled_at": timezone.now(), **fields},
        )
        for n in range(count)
    )


def test_administrators_are_told_and_nobody_else(administrator: User, editor: User, nok: User) -> None:
    fail(nok, 3)
    assert failures.report() == 1
    notice = Notice.objects.get()
    assert notice.recipient == administrator
    shown = letters.shown(notice, "en")
    assert shown.subject == "Work of this site has failed: notices.mail"
    assert shown.text.startswith("Failed: 3.")
    assert shown.text.endswith("manage.py drain")


def test_they_are_told_once_a_day(administrator: User, nok: User) -> None:
    fail(nok, 1)
    assert failures.report() == 1
    assert failures.report() == 0


def test_without_a_failure_there_is_nothing_to_tell(administrator: User, nok: User) -> None:
    fail(nok, 2, state=State.WAITING)
    assert failures.report() == 0


def test_what_failed_yesterday_was_told_yesterday(administrator: User, nok: User) -> None:
    fail(nok, 1, settled_at=timezone.now() - timedelta(days=1))
    assert failures.report() == 0
    assert failures.report(now=timezone.now() - timedelta(days=1)) == 1


def test_the_command_they_are_pointed_to_shows_the_rows(nok: User) -> None:
    fail(nok, 1, last_error="no luck")
    out = StringIO()
    call_command("drain", stdout=out)
    assert "notices.mail: 0 waiting, 1 failed" in out.getvalue()
    assert "no luck" in out.getvalue()


def test_the_clock_knows_the_rooms_schedules() -> None:
    names = {schedule.name for schedule in schedules.registered()}
    assert {"notices.digest", "notices.failures", "notices.prune"} <= names
