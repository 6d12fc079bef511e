"""Reports of conversations that were made before there was one list of reports stand on it afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from catalog.conversations.models import Conversation
from catalog.moderation.models import Report
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
STEP = ("conversations", "0004_reports_to_moderation")
BEFORE = [("conversations", "0003_proposals_beside_messages"), ("moderation", "0002_told_what_was_decided")]


class Step:
    """The step between the two states, forwards and backwards, on this test's own database."""

    def __init__(self) -> None:
        loader = MigrationLoader(connection)
        self.migration = loader.graph.nodes[STEP]
        self.before: ProjectState = loader.project_state(BEFORE)

    def back(self) -> None:
        with connection.schema_editor(atomic=self.migration.atomic) as editor:
            self.migration.unapply(self.before.clone(), editor)

    def forwards(self) -> None:
        with connection.schema_editor(atomic=self.migration.atomic) as editor:
            self.migration.apply(self.before.clone(), editor)

    def report(self, conversation: Conversation, **said: Any) -> None:
        reports = self.before.apps.get_model("conversations", "Report")
        reports.objects.create(**{"conversation_id": conversation.pk, "created_at": NOW, **said})


@pytest.fixture
def step() -> Iterator[Step]:
    """The state before the step, without a report."""
    found = Step()
    found.back()
    yield found
    if "conversations_report" in connection.introspection.table_names():
        found.forwards()


def test_every_report_is_carried_over_once_as_it_stood(
    step: Step, begin: Begin, nok: User, wei: User, editor: User
) -> None:
    waits, ended = begin(), begin(account=nok, text="Do you ship to Chiang Mai?")
    Conversation.objects.filter(pk=ended.pk).update(blocked_at=NOW, language="th")
    step.report(waits, side="organization", reason="spam", text="The same text again", reporter_id=wei.pk)
    step.report(waits, side="", reason="other")
    later = NOW + timedelta(hours=3)
    step.report(
        ended, side="visitor", reason="abuse", text="หยาบคาย", reporter_id=nok.pk,
        decided_at=later, decided_by_id=editor.pk, decision="Ended it",
    )  # fmt: skip
    step.report(waits, side="visitor", reason="fraud", decided_at=later)
    step.forwards()
    assert "conversations_report" not in connection.introspection.table_names()
    told = {row.reason: row for row in Report.objects.all()}
    assert Report.objects.count() == len(told) == 4
    assert {row.kind for row in told.values()} == {"conversation"}
    assert {row.created_at for row in told.values()} == {NOW}

    open_one = told["spam"]
    assert (open_one.key, open_one.voice, open_one.language) == (str(waits.pk), "organization", "en")
    assert (open_one.title, open_one.title_language) == (waits.subject_title, waits.subject_language)
    assert (open_one.decided_at, open_one.outcome, open_one.reporter_id) == (None, "", wei.pk)
    assert open_one.organization_id == waits.organization_id
    assert (told["other"].voice, told["other"].reporter_id, told["other"].text) == ("", None, "")

    closed = told["abuse"]
    assert (closed.outcome, closed.decided_at, closed.decided_by_id) == ("ended", later, editor.pk)
    assert (closed.text, closed.language, closed.voice) == ("หยาบคาย", "th", "visitor")
    assert told["fraud"].outcome == "left"


def test_where_nothing_was_reported_nothing_appears(step: Step, begin: Begin) -> None:
    begin()
    step.forwards()
    assert not Report.objects.exists()
    assert Conversation.objects.count() == 1
