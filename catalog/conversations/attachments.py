"""Files sent with a message: who may read them, which are taken, and those of a form not yet complete."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from catalog.conversations.models import Message
from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind, Reader
from catalog.files.services.private import delete_private
from catalog.merchants.models import Membership

MOST = 5
MOST_BYTES = 10_000_000
NAME = "conversations.attachment"
# A form that has to be sent again keeps its files here meanwhile; it carries their signed names.
WAITING = "conversations.waiting"
WAIT = timedelta(days=1)
SALT = "catalog.conversations.attachments"
# Whoever may read and answer what visitors write to an organization.
ANSWERING = (Membership.Role.OWNER, Membership.Role.SALES)
ACCEPTED = frozenset(
    {
        "application/pdf",
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person takes part in the conversation a file was sent in."""
    found = (
        Message.objects.filter(pk=file.subject)
        .values("conversation__visitor_id", "conversation__organization_id", "conversation__confirmed_at")
        .first()
    )
    if found is None or not reader.pk:
        return False
    if found["conversation__visitor_id"] == reader.pk:
        return True
    return found["conversation__confirmed_at"] is not None and answers_for(
        reader.pk, found["conversation__organization_id"]
    )


def nobody(reader: Reader, file: PrivateFile) -> bool:
    """Say that a file of a form not yet sent is nobody's to read."""
    return False


def answers_for(user_id: int, organization_id: int) -> bool:
    """Say whether a person answers for an organization."""
    return Membership.objects.filter(
        user_id=user_id, organization_id=organization_id, role__in=ANSWERING
    ).exists()


def of_messages(ids: Sequence[int]) -> Mapping[int, list[PrivateFile]]:
    """Return the files of messages by message id, in the order they were sent: one query."""
    found: dict[int, list[PrivateFile]] = {}
    for file in PrivateFile.objects.filter(kind=NAME, subject__in=list(ids)).order_by("created_at", "pk"):
        found.setdefault(file.subject, []).append(file)
    return found


def ticket(file: PrivateFile) -> str:
    """Return what a form carries for a file that waits in it."""
    return signing.dumps(file.pk.hex, salt=SALT)


def waiting(tickets: Iterable[str]) -> list[PrivateFile]:
    """Return the waiting files that tickets stand for; what is not ours, or gone, is left out."""
    ids = []
    for one in tickets:
        try:
            ids.append(UUID(signing.loads(one, salt=SALT, max_age=WAIT)))
        except (signing.BadSignature, ValueError, TypeError):
            continue
    return list(PrivateFile.objects.filter(kind=WAITING, pk__in=ids).order_by("created_at", "pk"))


def prune(*, now: datetime | None = None) -> int:
    """Delete files whose form was never sent; return how many."""
    late = list(PrivateFile.objects.filter(kind=WAITING, created_at__lte=(now or timezone.now()) - WAIT))
    for file in late:
        delete_private(file=file)
    return len(late)


KINDS = (
    PrivateKind(name=NAME, may_read=may_read, accepts=ACCEPTED, most_bytes=MOST_BYTES),
    PrivateKind(name=WAITING, may_read=nobody, accepts=ACCEPTED, most_bytes=MOST_BYTES),
)
