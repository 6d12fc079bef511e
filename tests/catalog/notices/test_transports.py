"""Transports that know what became of a mail: SMTP after a broken connection, and a folder."""

import email
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from pytest_django import Settings

from catalog.notices.transports import FolderBackend, SMTPBackend


class Talk(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a mail needs, and hangs up where it is told to."""

    server: "MailServer"

    def handle(self) -> None:
        self.answer("220 ready")
        while line := self.rfile.readline():
            command = line.decode().strip().upper().partition(" ")[0]
            if command == self.server.hangs_up_at:
                return
            if command in self.server.refuses:
                self.answer(f"{self.server.refuses[command]} no")
            elif command == "DATA":
                self.answer("354 go on")
                text = self.text()
                if self.server.hangs_up_at == "TEXT":
                    return
                self.server.got.append(text)
                if self.server.hangs_up_at == "ACCEPTED":
                    return
                self.answer(f"{self.server.refuses.get('TEXT', 250)} taken")
            else:
                self.answer("221 bye" if command == "QUIT" else "250 fine")

    def text(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.got: list[bytes] = []
        self.hangs_up_at = ""
        self.refuses: dict[str, int] = {}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def smtp(server: MailServer) -> Iterator[SMTPBackend]:
    host, port = server.server_address[:2]
    made = SMTPBackend(host=str(host), port=int(port), use_tls=False, timeout=5)
    made.open()
    yield made
    made.close()


def a_mail(message_id: str = "<1@test>", **fields: Any) -> EmailMessage:
    return EmailMessage(
        "Tea", "Is it still there?", to=["nok@example.com"], headers={"Message-ID": message_id}, **fields
    )


def test_a_mail_arrives_with_its_id(smtp: SMTPBackend, server: MailServer) -> None:
    assert smtp.send_messages([a_mail()]) == 1
    [text] = server.got
    assert b"Message-ID: <1@test>" in text
    assert not smtp.in_doubt


@pytest.mark.parametrize(
    ("moment", "in_doubt"),
    [("MAIL", False), ("RCPT", False), ("DATA", True), ("TEXT", True), ("ACCEPTED", True)],
)
def test_only_after_the_text_was_begun_is_the_outcome_unknown(
    smtp: SMTPBackend, server: MailServer, moment: str, in_doubt: bool
) -> None:
    server.hangs_up_at = moment
    with pytest.raises(smtplib.SMTPServerDisconnected):
        smtp.send_messages([a_mail()])
    assert smtp.in_doubt is in_doubt
    assert len(server.got) == (moment == "ACCEPTED")


@pytest.mark.parametrize(("moment", "code"), [("RCPT", 550), ("DATA", 451), ("TEXT", 552)])
def test_a_refusal_is_an_error_with_the_servers_words(
    smtp: SMTPBackend, server: MailServer, moment: str, code: int
) -> None:
    server.refuses = {moment: code}
    with pytest.raises((smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused), match=str(code)):
        smtp.send_messages([a_mail()])


def test_a_connection_that_was_never_opened_leaves_no_doubt() -> None:
    backend = SMTPBackend(host="127.0.0.1", port=1, use_tls=False, timeout=1)
    with pytest.raises(OSError):
        backend.open()
    assert backend.in_doubt is False


def test_tls_from_the_start_knows_it_too() -> None:
    speaker = SMTPBackend(use_ssl=True, use_tls=False).connection_class
    assert issubclass(speaker, smtplib.SMTP_SSL)
    assert hasattr(speaker, "in_doubt")


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MAIL_FOLDER = str(tmp_path / "mail")
    settings.EMAIL_BACKEND = "catalog.notices.transports.FolderBackend"
    return tmp_path / "mail"


def test_a_folder_gets_one_file_per_mail(folder: Path) -> None:
    transport = get_connection()
    assert transport.send_messages([a_mail("<1@test>"), a_mail("<2@test>")]) == 2
    files = list(folder.glob("*.eml"))
    assert len(files) == len(list(folder.iterdir())) == 2
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]
    assert {mail["Message-ID"] for mail in mails} == {"<1@test>", "<2@test>"}
    assert mails[0].get_content().strip() == "Is it still there?"


def test_handing_a_mail_over_twice_leaves_one(folder: Path) -> None:
    transport = get_connection()
    transport.send_messages([a_mail()])
    assert transport.send_messages([a_mail()]) == 0
    assert len(list(folder.iterdir())) == 1


def test_a_folder_remembers_what_was_collected(folder: Path) -> None:
    transport = FolderBackend()
    assert not transport.accepted("<1@test>")
    transport.send_messages([a_mail()])
    assert transport.accepted("<1@test>")
    (folder / "done").mkdir()
    [path] = folder.glob("*.eml")
    path.rename(folder / "done" / path.name)
    assert transport.accepted("<1@test>")
    assert transport.send_messages([a_mail()]) == 0
    assert list(folder.glob("*.eml")) == []


def test_an_id_cannot_lead_out_of_the_folder(folder: Path) -> None:
    FolderBackend().send_messages([a_mail("<../../../evil@test>")])
    [path] = folder.iterdir()
    assert path.parent == folder
