"""Ways out for mail that know more than Django's own about what became of it.

The postman asks a transport two things, where it can answer: `in_doubt`, after an error, whether
the mail may have been accepted nevertheless; and `accepted(message_id)`, whether it has the mail.
"""

import hashlib
import os
import smtplib
from collections.abc import Sequence
from email.message import Message
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as DjangoSMTPBackend


class _NotesHandOver:
    """Notes when the server has the whole text and has not answered yet: only then is the outcome unknown."""

    in_doubt = False

    def data(self, message: Any) -> tuple[int, bytes]:
        self.in_doubt = True
        answer: tuple[int, bytes] = super().data(message)  # type: ignore[misc]
        self.in_doubt = False
        return answer


class _SMTP(_NotesHandOver, smtplib.SMTP):
    pass


class _SMTPOverTLS(_NotesHandOver, smtplib.SMTP_SSL):
    pass


class SMTPBackend(DjangoSMTPBackend):
    """Django's SMTP, which besides knows after an error whether the mail may have been accepted."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SMTPOverTLS if self.use_ssl else _SMTP

    @property
    def in_doubt(self) -> bool:
        return bool(getattr(self.connection, "in_doubt", False))


class FolderBackend(BaseEmailBackend):
    """Puts each mail into a folder as a file of its own, for a mail server of the operator's to collect.

    A file appears as a whole and is named after its Message-ID, so that handing a mail over twice
    leaves one. Whoever collects moves files to `done/` beside them, so that this memory lasts.
    """

    def __init__(self, folder: str | Path = "", **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder or settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many were not there before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return sum(self._write(mail.message()) for mail in email_messages)

    def accepted(self, message_id: str) -> bool:
        """Tell whether this mail was written, collected or not."""
        name = self._name(message_id)
        return (self.folder / name).exists() or (self.folder / "done" / name).exists()

    def _name(self, message_id: str) -> str:
        return f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}.eml"

    def _write(self, message: Message) -> bool:
        message_id = str(message["Message-ID"])
        if self.accepted(message_id):
            return False
        whole = self.folder / self._name(message_id)
        draft = whole.with_suffix(f".{os.getpid()}")
        draft.write_bytes(message.as_bytes())
        draft.replace(whole)
        return True
