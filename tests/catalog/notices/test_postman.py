"""Every mail is handed over once. A refusal is tried again, a doubt is told and not repeated."""

import smtplib
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from pytest_django import Settings

from catalog.jobs.models import State
from catalog.jobs.services import drain, retry
from catalog.notices import letters, services
from catalog.notices.models import MailMode, OutboxMail
from portal.accounts.models import User
from tests.catalog.jobs.ground import a_lease_ends, the_pause_ends
from tests.catalog.notices.conftest import Tell

Sent = Callable[[], list[EmailMultiAlternatives]]


class Server:
    """What the scripted mail server does; one error per mail, None for a mail accepted."""

    def __init__(self) -> None:
        self.errors: list[Exception | None] = []
        self.accepts_before_failing = False
        self.away: Exception | None = None
        self.opened = 0
        self.got: list[str] = []


class Scripted(BaseEmailBackend):
    """A transport that cannot tell what became of a mail after an error."""

    server: ClassVar[Server]

    def open(self) -> bool:
        if self.server.away:
            raise self.server.away
        self.server.opened += 1
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        [message] = email_messages
        error = self.server.errors.pop(0) if self.server.errors else None
        if error is None or self.server.accepts_before_failing:
            self.server.got.append(message.extra_headers["Message-ID"])
        if error:
            raise error
        return 1

    def close(self) -> None:
        raise smtplib.SMTPServerDisconnected("hung up first")


class Remembering(Scripted):
    """A transport that can be asked whether it has a mail."""

    def accepted(self, message_id: str) -> bool:
        return message_id in self.server.got


class Sure(Scripted):
    """A transport that knows that the mail had not left when the error came."""

    in_doubt = False


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    monkeypatch.setattr(Scripted, "server", made, raising=False)
    settings.EMAIL_BACKEND = f"{__name__}.Scripted"
    return made


def use(settings: Settings, transport: type[Scripted]) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{transport.__name__}"


def post() -> OutboxMail:
    """Drain the outbox and return its only mail."""
    drain(services.MAIL_DRAIN)
    return OutboxMail.objects.get()


def refused(*codes: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({f"{n}@example.com": (code, b"no") for n, code in enumerate(codes)})


def test_a_mail_is_handed_over_once_and_done(one_mail: OutboxMail, server: Server) -> None:
    row = post()
    assert row.state == State.DONE
    assert row.handed_over_at is not None
    post()
    assert server.got == [one_mail.message_id]


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPDataError(451, b"busy"),
        smtplib.SMTPSenderRefused(550, b"who are you", "portal@localhost"),
        refused(450),
        refused(550, 450),
    ],
)
def test_what_the_server_refuses_is_tried_again_under_the_same_id(
    one_mail: OutboxMail, server: Server, error: Exception
) -> None:
    server.errors = [error]
    row = post()
    assert (row.state, row.handed_over_at) == (State.WAITING, None)
    assert type(error).__name__ in row.last_error
    the_pause_ends()
    assert post().state == State.DONE
    assert server.got == [one_mail.message_id]


def test_an_address_refused_for_good_is_not_tried_again(one_mail: OutboxMail, server: Server) -> None:
    server.errors = [refused(550)]
    row = post()
    assert (row.state, row.attempts, row.handed_over_at) == (State.FAILED, 1, None)
    assert "refuses this address" in row.last_error


def test_a_server_that_is_away_costs_one_attempt_for_all(
    tell: Tell, server: Server, nok: User, lan: User
) -> None:
    tell(nok, lan)
    server.away = ConnectionRefusedError("no server")
    drain(services.MAIL_DRAIN)
    assert {(row.state, row.attempts) for row in OutboxMail.objects.all()} == {(State.WAITING, 1)}
    server.away = None
    the_pause_ends()
    drain(services.MAIL_DRAIN)
    assert len(server.got) == 2


def test_a_server_away_over_a_weekend_loses_no_mail(one_mail: OutboxMail, server: Server) -> None:
    server.away = ConnectionRefusedError("no server")
    waited = 0.0
    for _ in range(19):
        row = post()
        assert row.state == State.WAITING
        waited += (row.due_at - timezone.now()).total_seconds()
        the_pause_ends()
    assert waited > 2.5 * 24 * 3600
    server.away = None
    assert post().state == State.DONE


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError("silence")])
def test_a_mail_in_doubt_is_told_and_not_sent_again(
    one_mail: OutboxMail, server: Server, error: Exception
) -> None:
    server.errors = [error]
    server.accepts_before_failing = True
    row = post()
    assert (row.state, row.handed_over_at) == (State.FAILED, None)
    assert one_mail.message_id in row.last_error
    assert f"manage.py drain notices.mail --retry {row.pk}" in row.last_error
    the_pause_ends()
    post()
    assert server.got == [one_mail.message_id]


def test_a_mail_in_doubt_can_be_sent_again_by_hand(one_mail: OutboxMail, server: Server) -> None:
    server.errors = [TimeoutError("silence")]
    row = post()
    retry(services.MAIL_DRAIN, ids=[row.pk])
    assert post().state == State.DONE
    assert server.got == [one_mail.message_id]


@pytest.mark.parametrize("accepts", [True, False])
def test_a_transport_that_remembers_settles_the_doubt(
    one_mail: OutboxMail, server: Server, settings: Settings, accepts: bool
) -> None:
    use(settings, Remembering)
    server.errors = [TimeoutError("silence")]
    server.accepts_before_failing = accepts
    assert post().state == (State.DONE if accepts else State.WAITING)
    the_pause_ends()
    assert post().state == State.DONE
    assert server.got == [one_mail.message_id]


def test_a_transport_that_is_sure_leaves_no_doubt(
    one_mail: OutboxMail, server: Server, settings: Settings
) -> None:
    use(settings, Sure)
    server.errors = [smtplib.SMTPServerDisconnected("idle too long")]
    assert post().state == State.WAITING
    the_pause_ends()
    assert post().state == State.DONE


def worker_died(row: OutboxMail, **fields: Any) -> None:
    """Leave a row as a worker leaves it that is killed while it hands the mail over."""
    OutboxMail.objects.filter(pk=row.pk).update(
        state=State.CLAIMED, claimed_by="dead", attempts=1, handed_over_at=timezone.now(), **fields
    )
    a_lease_ends()


def test_what_a_dead_worker_was_handing_over_is_in_doubt(one_mail: OutboxMail, server: Server) -> None:
    worker_died(one_mail)
    row = post()
    assert row.state == State.FAILED
    assert "it was not sent again" in row.last_error
    assert server.got == []


@pytest.mark.parametrize("got", [True, False])
def test_a_transport_that_remembers_knows_what_a_dead_worker_did(
    one_mail: OutboxMail, server: Server, settings: Settings, got: bool
) -> None:
    use(settings, Remembering)
    server.got = [one_mail.message_id] if got else []
    worker_died(one_mail)
    assert post().state == State.DONE
    assert server.got == [one_mail.message_id]


def test_what_a_dead_worker_had_not_begun_is_sent(one_mail: OutboxMail, server: Server) -> None:
    worker_died(one_mail)
    OutboxMail.objects.update(handed_over_at=None)
    assert post().state == State.DONE
    assert server.got == [one_mail.message_id]


def test_a_worker_that_lost_its_lease_sends_nothing(
    one_mail: OutboxMail, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = letters.compose

    def slowly(row: OutboxMail) -> EmailMultiAlternatives | None:
        OutboxMail.objects.update(claimed_by="quick")
        return compose(row)

    monkeypatch.setattr(letters, "compose", slowly)
    row = post()
    assert server.got == []
    assert (row.state, row.claimed_by) == (State.CLAIMED, "quick")


def test_a_mail_that_cannot_be_composed_holds_up_no_other(
    tell: Tell, server: Server, nok: User, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(nok, lan)
    compose = letters.compose

    def fussy(row: OutboxMail) -> EmailMultiAlternatives | None:
        if row.recipient == nok:
            raise KeyError("a word is missing")
        return compose(row)

    monkeypatch.setattr(letters, "compose", fussy)
    drain(services.MAIL_DRAIN)
    assert OutboxMail.objects.get(recipient=lan).state == State.DONE
    bad = OutboxMail.objects.get(recipient=nok)
    assert (bad.state, bad.handed_over_at) == (State.WAITING, None)
    assert "a word is missing" in bad.last_error


def nothing_sent(server: Server) -> None:
    row = post()
    assert (row.state, row.handed_over_at) == (State.DONE, None)
    assert server.got == []


def test_a_closed_account_gets_no_mail(one_mail: OutboxMail, server: Server, nok: User) -> None:
    nok.is_active = False
    nok.save()
    nothing_sent(server)


def test_what_was_stopped_meanwhile_is_not_sent(one_mail: OutboxMail, server: Server, nok: User) -> None:
    services.choose_mail(person=nok, modes={"quote": MailMode.NEVER})
    nothing_sent(server)


def test_a_notice_of_a_room_that_is_gone_is_not_sent(one_mail: OutboxMail, server: Server) -> None:
    one_mail.notices.update(kind="gone")
    nothing_sent(server)


def test_a_new_address_is_used(one_mail: OutboxMail, sent: Sent, nok: User) -> None:
    nok.email = "nok@new.example.com"
    nok.save()
    [message] = sent()
    assert message.to == ["nok@new.example.com"]
