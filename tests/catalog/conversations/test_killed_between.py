"""SIGKILL between writing and sending: every message's mail leaves, and none leaves twice."""

import time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from catalog.conversations import subjects
from catalog.conversations.models import Conversation
from catalog.conversations.services import opening
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import OutboxMail
from portal.accounts.models import User
from tests.catalog.notices import killed
from tests.catalog.notices.test_killed_worker import handed_over, the_lease_ends
from tests.harness.fault import Installation
from tests.stock import open_tea_house

VISITORS = 12
LEFT = 5  # mails handed over when the worker dies
WORKER = ("db_worker", "--queue-name=*", "--interval=0.1", "--no-startup-delay")
MAILS = "SELECT count(*) FROM notices_outboxmail"
MESSAGES = "SELECT count(*) FROM conversations_message"


def write_to_house(number: int) -> None:
    house = Organization.objects.get()
    subject = subjects.shown(kind="storefront", slug=house.storefront.slug, language="en")
    assert subject is not None
    writer = Writer(name="Nok", address=f"visitor-{number}@example.com", language="th", time_zone="UTC")
    draft = Draft(f"Question {number}", "th")
    opening.begin(kind="storefront", subject=subject, writer=writer, draft=draft)


def write_all(visitors: int) -> int:
    """Open a house with somebody who sells, let visitors write, and let the first of them confirm."""
    house = open_tea_house()
    seller = User.objects.create_user("wei@example.com", "old wood, new tea leaves", name="Wei")
    add_member(organization=house, user_id=seller.pk, role="sales")
    for number in range(visitors):
        write_to_house(number)
    first = Conversation.objects.get(address="visitor-0@example.com")
    opening.confirm(conversation=first)
    return OutboxMail.objects.count()


def write_and_stand_still() -> None:
    """Write one more, and stand still before its transaction ends."""

    def stand_still(*_arguments: object, **_named: object) -> None:
        (Path(settings.MAIL_FOLDER) / ".in-the-middle").touch()
        time.sleep(600)

    with patch("catalog.conversations.telling.ask_to_confirm", stand_still):
        write_to_house(99)


def test_no_mail_is_lost_or_sent_twice(installation: Installation) -> None:
    box = installation.folder / "mail"
    box.mkdir()
    installation.environment["MAIL_FOLDER"] = str(box)
    assert installation.call(write_all, visitors=VISITORS) == VISITORS + 1

    # The process that takes a message dies before its transaction ends: nothing of it is there.
    installation.begin("web", write_and_stand_still)
    installation.kill_when("web", (box / ".in-the-middle").exists, "a message half written")
    assert (installation.number(MESSAGES), installation.number(MAILS)) == (VISITORS, VISITORS + 1)

    # The worker dies when a mail has left and it has not noted that yet.
    installation.begin("worker", killed.run, transport="Recording", command=WORKER, stand_still_after=LEFT)
    installation.kill_when("worker", lambda: handed_over(box).total() == LEFT, "the worst moment")
    the_lease_ends(installation)
    assert installation.call(killed.drain_with, transport="Recording") == {"done": VISITORS + 1}
    asked = {f"visitor-{number}@example.com": 1 for number in range(VISITORS)}
    assert handed_over(box) == Counter({**asked, "wei@example.com": 1})
    assert installation.number(MAILS) == VISITORS + 1
