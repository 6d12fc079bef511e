"""What runs where a worker is killed: transports that keep evidence, and the control without rows."""

import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django_tasks import task

from catalog.jobs import services as jobs
from catalog.notices import failures, services
from catalog.notices.models import OutboxMail
from portal.accounts.models import User

STAND_STILL_AFTER = 0


class Recording(BaseEmailBackend):
    """Writes one file per hand-over, the second of the same mail too, and stands still after a given one."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        for message in email_messages:
            message_id = str(message.message()["Message-ID"]).strip("<>")
            draft = folder / f".{uuid.uuid4().hex}"
            draft.write_text(message.to[0], encoding="utf-8")
            draft.rename(folder / f"{message_id}.{uuid.uuid4().hex}")
            if len(list(folder.glob("[!.]*"))) == STAND_STILL_AFTER:
                time.sleep(600)
        return len(email_messages)

    def accepted(self, message_id: str) -> bool:
        return any(Path(settings.MAIL_FOLDER).glob(f"{message_id.strip('<>')}.*"))


class Forgetful(Recording):
    """As a plain SMTP server: cannot be asked what it has."""

    accepted = None  # type: ignore[assignment]


def run(transport: str, command: Sequence[str], stand_still_after: int = 0) -> None:
    """Run a management command whose mails go through one of the transports, until so many have left."""
    global STAND_STILL_AFTER
    STAND_STILL_AFTER = stand_still_after
    settings.EMAIL_BACKEND = f"{__name__}.{transport}"
    call_command(*command)


def write_mails(count: int) -> int:
    readers = [User(email=f"reader-{number}@example.com") for number in range(count)]
    User.objects.bulk_create(readers)
    return services.notify(
        kind=failures.KIND.name, recipients=readers, key="1", values={"drain": "tea", "failed": 1}
    )


def drain_with(transport: str) -> dict[str, int]:
    """Work the outbox off; return how many mails are in which state."""
    settings.EMAIL_BACKEND = f"{__name__}.{transport}"
    jobs.drain(services.MAIL_DRAIN)
    found = list(OutboxMail.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


@task()
def mail_everybody() -> None:
    """The control: the same mails without rows, from a task that carries the work."""
    for reader in User.objects.order_by("pk"):
        get_connection().send_messages([EmailMessage("Tea", "Is it still there?", to=[reader.email])])


@task()
def a_word() -> None:
    """Leave a mark: whoever runs it has looked at every task there is."""
    (Path(settings.MAIL_FOLDER) / ".a-word").touch()


def ask_for_a_word() -> None:
    a_word.enqueue()


def ask_for_mails_without_rows(count: int) -> None:
    User.objects.bulk_create(User(email=f"reader-{number}@example.com") for number in range(count))
    mail_everybody.enqueue()
