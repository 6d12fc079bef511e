"""One mail a day carries what was not worth one of its own, and what was read meanwhile is left out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from catalog.jobs.models import State
from catalog.notices import links, services
from catalog.notices.models import MailMode, Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.notices.conftest import Tell

Sent = Callable[[], list[EmailMultiAlternatives]]
YESTERDAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 0, 20, tzinfo=UTC)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 26, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english(nok: User, lan: User) -> None:
    User.objects.update(language="en")


def test_a_days_notices_come_in_one_mail(tell: Tell, sent: Sent, nok: User, lan: User) -> None:
    tell(nok, lan, kind="visit", key="1", what="tea", link="/en/goods/", at=YESTERDAY)
    tell(nok, kind="visit", key="2", what="pepper", at=YESTERDAY + timedelta(hours=1))
    assert services.send_digests(now=MORNING) == 2
    by_address = {message.to[0]: message for message in sent()}
    message = by_address["nok@example.com"]
    assert message.subject == "What is new for you · China–ASEAN Expo Online"
    assert message.body.index("has failed: tea") < message.body.index("has failed: pepper")
    assert "http://localhost:8000/en/goods/" in message.body
    assert "pepper" not in by_address["lan@example.com"].body
    html = str(message.alternatives[0][0])
    assert html.count("<h1") == 2


def test_a_digest_is_sent_once_a_day(tell: Tell, nok: User) -> None:
    tell(nok, kind="visit", at=YESTERDAY)
    assert services.send_digests(now=MORNING) == 1
    assert services.send_digests(now=NOON) == 0
    assert OutboxMail.objects.count() == 1
    assert not Notice.objects.filter(awaits_digest=True).exists()


def test_what_happens_today_waits_for_tomorrow(tell: Tell, nok: User) -> None:
    tell(nok, kind="visit", at=MORNING)
    assert services.send_digests(now=NOON) == 0
    assert services.send_digests(now=TOMORROW) == 1


def test_what_was_committed_late_waits_for_the_next_digest(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok, kind="visit", key="1", what="tea", at=YESTERDAY)
    services.send_digests(now=MORNING)
    tell(nok, kind="visit", key="2", what="pepper", at=YESTERDAY)
    assert services.send_digests(now=NOON) == 0
    assert services.send_digests(now=TOMORROW) == 1
    first, second = sent()
    assert "pepper" not in first.body
    assert "pepper" in second.body


def test_what_was_read_on_the_site_is_left_out(tell: Tell, nok: User, lan: User) -> None:
    tell(nok, lan, kind="visit", at=YESTERDAY)
    services.mark_read(person=nok)
    assert services.send_digests(now=MORNING) == 1
    assert OutboxMail.objects.get().recipient == lan
    assert not Notice.objects.filter(awaits_digest=True).exists()


def test_what_was_read_before_the_mail_left_is_not_sent(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok, kind="visit", at=YESTERDAY)
    services.send_digests(now=MORNING)
    services.mark_read(person=nok)
    assert sent() == []
    assert OutboxMail.objects.get().state == State.DONE


def test_who_stopped_a_kind_gets_it_in_no_digest(tell: Tell, sent: Sent, nok: User) -> None:
    services.choose_mail(person=nok, modes={"quote": MailMode.DAILY})
    tell(nok, kind="visit", what="tea", at=YESTERDAY)
    tell(nok, kind="quote", what="pepper", at=YESTERDAY)
    services.choose_mail(person=nok, modes={"visit": MailMode.NEVER})
    services.send_digests(now=MORNING)
    [message] = sent()
    assert "pepper" in message.body
    assert "tea" not in message.body


def test_a_digest_can_be_stopped(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok, kind="visit", at=YESTERDAY)
    services.send_digests(now=MORNING)
    [message] = sent()
    token = message.extra_headers["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
    assert links.read_stop(token) == links.StopOrder(nok.pk, OutboxMail.DIGEST)


def test_old_notices_are_deleted(tell: Tell, nok: User) -> None:
    now = timezone.now()
    ages = {"read long ago": (200, 181), "read lately": (200, 170), "old": (366, None), "unread": (300, None)}
    for key, (told, read) in ages.items():
        tell(nok, key=key, at=now - timedelta(days=told))
        if read:
            Notice.objects.filter(key=key).update(read_at=now - timedelta(days=read))
    assert services.prune() == 2
    assert set(Notice.objects.values_list("key", flat=True)) == {"read lately", "unread"}
