"""A moderator reads what was reported and ends the conversation or leaves it, once, on the record."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client

from catalog.audit.selectors import history
from catalog.conversations.models import Conversation, Side
from catalog.conversations.reported import as_thing
from catalog.moderation import services
from catalog.moderation.models import Report
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def tell(conversation: Conversation, by: User, reason: str = "fraud") -> Report:
    return services.report(
        kind="conversation",
        thing=as_thing(conversation),
        reason=reason,
        text="Asks for gold",
        language="th",
        voice=Side.VISITOR,
        by=by,
    )


@pytest.fixture
def report(begin: Begin, nok: User) -> Report:
    """Nok's report of fraud."""
    return tell(begin(nok), nok)


@pytest.fixture
def moderator(editor: User) -> User:
    """An editor who may decide about reports."""
    for name in ("moderate_report", "access_admin"):
        editor.user_permissions.add(Permission.objects.get(codename=name))
    return editor


def address(report: Report) -> str:
    return f"/editors/review/thing/conversation/{report.key}/"


def decide(client: Client, report: Report, decision: str) -> int:
    said = {"decision": decision, "note": "Read it all", "reason": "", "seen": str(report.pk)}
    return client.post(address(report), said).status_code


def test_it_waits_in_the_queue_until_it_is_decided(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    assert address(report) in client.get("/editors/review/").content.decode()
    assert decide(client, report, "leave") == 302
    assert address(report) not in client.get("/editors/review/").content.decode()


def test_the_page_shows_what_was_said_and_reported(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    page = page_of(client.get(address(report)))
    shown = words(the(page, "main"))
    for said in ("How much for 500 kg?", "Asks for gold", "Fraud or an attempt at it", "Visitor"):
        assert said in shown
    choices = [box["value"] for box in page.select("input[name=decision]")]
    assert choices == ["leave", "end"], "a conversation is ended, not suspended"
    assert page.select_one("[name=reason]") is None, "no reason of a suspension fits it"


@pytest.mark.parametrize(("decision", "ended"), [("end", True), ("leave", False)])
def test_a_decision_ends_the_conversation_or_leaves_it(
    client: Client, report: Report, moderator: User, decision: str, ended: bool
) -> None:
    client.force_login(moderator)
    decide(client, report, decision)
    conversation = Conversation.objects.get()
    assert (conversation.blocked_at is not None) == ended
    report.refresh_from_db()
    assert (report.decided_by, report.outcome) == (moderator, "ended" if ended else "left")
    entry = history(conversation)[0]
    assert (entry.action, entry.role, entry.after["note"]) == ("report.decided", "moderator", "Read it all")


def test_only_the_first_decision_counts(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    decide(client, report, "leave")
    decide(client, report, "end")
    assert Conversation.objects.get().blocked_at is None


def test_a_decision_needs_a_reason(client: Client, report: Report, moderator: User) -> None:
    client.force_login(moderator)
    said = {"decision": "end", "note": " ", "reason": "", "seen": str(report.pk)}
    assert client.post(address(report), said).status_code == 422
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
    conversation = Conversation.objects.get()
    seen = [report.pk]
    services.close(
        kind="conversation", thing=as_thing(conversation), seen=seen, note="Nothing found", by=moderator
    )
    assert tell(conversation, nok, "abuse").pk != report.pk


@pytest.mark.parametrize("key", ["", "12", "not-a-uuid", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_conversation_is_not_found(client: Client, moderator: User, key: str) -> None:
    client.force_login(moderator)
    assert client.get(f"/editors/review/thing/conversation/{key or '0'}/").status_code == 404


class Kept:
    """Reports as they stood in this room before, behind what a migration asks of a model."""

    def __init__(self, *rows: object) -> None:
        self.rows = rows
        self.objects = self

    def select_related(self, *names: str) -> "Kept":
        return self

    def iterator(self) -> tuple[object, ...]:
        return self.rows


def test_reports_kept_before_are_carried_over(begin: Begin, nok: User, moderator: User) -> None:
    conversation = begin(nok)
    row = Report(reason="spam", text="Again and again", reporter=nok, decided_by=moderator)
    row.decided_at = row.created_at
    row.conversation, row.conversation_id, row.side = conversation, conversation.pk, "visitor"  # type: ignore[attr-defined]

    class Then:
        def get_model(self, room: str, name: str) -> object:
            return Kept(row) if room == "conversations" else apps.get_model(room, name)

    import_module("catalog.conversations.migrations.0004_reports_to_moderation").carry_over(Then(), None)
    carried = Report.objects.get()
    assert (carried.kind, carried.key, carried.voice) == ("conversation", str(conversation.pk), "visitor")
    assert (carried.reason, carried.text, carried.outcome) == ("spam", "Again and again", "left")
    assert (carried.created_at, carried.decided_by) == (row.created_at, moderator)
