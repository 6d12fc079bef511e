"""A moderator reads what was reported and ends the conversation or leaves it, once, on the record."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from catalog.audit.selectors import history
from catalog.conversations.models import Conversation, Report, Side
from catalog.conversations.services import moderating
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(begin: Begin, nok: User) -> Report:
    """Nok's report of fraud."""
    return moderating.report(
        conversation=begin(nok), side=Side.VISITOR, reason=Report.Reason.FRAUD, text="Asks for gold", by=nok
    )


@pytest.fixture
def moderator(editor: User) -> User:
    """An editor who may decide about reports."""
    for name in ("decide_report", "access_admin"):
        editor.user_permissions.add(Permission.objects.get(codename=name))
    return editor


def address(report: Report) -> str:
    return f"/editors/review/conversation/{report.pk}/"


def decide(client: Client, report: Report, decision: str) -> int:
    return client.post(address(report), {"decision": decision, "reason": "Read it all"}).status_code


def test_it_waits_in_the_queue_until_it_is_decided(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    assert address(report) in client.get("/editors/review/").content.decode()
    assert decide(client, report, "leave") == 302
    assert address(report) not in client.get("/editors/review/").content.decode()


def test_the_page_shows_what_was_said_and_reported(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    shown = client.get(address(report)).content.decode()
    assert "How much for 500 kg?" in shown
    assert "Asks for gold" in shown


@pytest.mark.parametrize(("decision", "ended"), [("end", True), ("leave", False)])
def test_a_decision_ends_the_conversation_or_leaves_it(
    client: Client, report: Report, moderator: User, decision: str, ended: bool
) -> None:
    client.force_login(moderator)
    decide(client, report, decision)
    assert (Conversation.objects.get().blocked_at is not None) == ended
    report.refresh_from_db()
    assert (report.decided_by, report.decision) == (moderator, "Read it all")
    assert "conversation.report_decided" in [entry.action for entry in history(report.conversation)]


def test_only_the_first_decision_counts(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    decide(client, report, "leave")
    decide(client, report, "end")
    assert Conversation.objects.get().blocked_at is None


def test_a_decision_needs_a_reason(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    assert client.post(address(report), {"decision": "end", "reason": " "}).status_code == 422
    assert Conversation.objects.get().blocked_at is None


def test_an_editor_without_the_permission_neither_reads_nor_decides(
    client: Client, report: Report, editor: User
) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    assert "How much" not in client.get(address(report), follow=True).content.decode()
    decide(client, report, "end")
    report.refresh_from_db()
    assert report.decided_at is None


def test_after_a_decision_a_new_report_can_come(report: Report, nok: User, moderator: User) -> None:
    moderating.decide(report=report, end=False, decision="Nothing found", by=moderator)
    again = moderating.report(
        conversation=report.conversation, side=Side.VISITOR, reason=Report.Reason.ABUSE, text="", by=nok
    )
    assert again.pk != report.pk
