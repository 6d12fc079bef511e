"""A private file leaves only by permission, as a download, and under no public address."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from catalog.files import permissions
from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind, Reader
from catalog.files.services import delete_private, store_private
from catalog.seams.registry import Registry
from portal.accounts.models import User
from tests.catalog.files.uploads import encoded, scene

PDF = b"%PDF-1.7\n1 0 obj\nWei's business licence\n%%EOF\n"
pytestmark = pytest.mark.django_db


def only_subject(reader: Reader, file: PrivateFile) -> bool:
    """The rule of these tests: the person whose id is the file's subject."""
    return reader.pk == file.subject


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Registry[PrivateKind]:
    """A registry with one kind: evidence, of its subject alone, up to a thousand bytes."""
    found: Registry[PrivateKind] = Registry("kind of private file")
    for module in ("catalog.files.permissions", "catalog.files.services.private"):
        monkeypatch.setattr(f"{module}.KINDS", found)
    accepted = frozenset({"application/pdf", "image/jpeg", "text/csv"})
    permissions.register(PrivateKind("evidence", only_subject, accepted, most_bytes=1_000))
    return found


def evidence(owner: User, **changes: Any) -> PrivateFile:
    given: dict[str, Any] = {"kind": "evidence", "subject": owner.pk, "data": PDF, "name": "licence.pdf"}
    return store_private(**{**given, **changes}, by=owner.pk)


def address(file_id: object) -> str:
    return reverse("files:private", kwargs={"file_id": file_id})


def test_its_owner_downloads_it(client: Client, wei: User) -> None:
    file = evidence(wei, name="营业执照.pdf")
    client.force_login(wei)
    response = client.get(address(file.pk))
    assert isinstance(response, FileResponse)
    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7.pdf" in disposition


def test_anybody_else_finds_nothing(client: Client, wei: User, sophea: User, administrator: User) -> None:
    file = evidence(wei)
    for other in (sophea, administrator):
        client.force_login(other)
        assert client.get(address(file.pk)).status_code == 404, "the kind's rule decides, not rank"
    assert client.get(address(uuid.uuid4())).status_code == 404


def test_who_is_not_signed_in_is_asked_to_and_learns_nothing(client: Client, wei: User) -> None:
    there, gone = address(evidence(wei).pk), address(uuid.uuid4())
    first, second = client.get(there), client.get(gone)
    assert first.status_code == second.status_code == 302
    assert first["Location"].replace(there, "") == second["Location"].replace(gone, "")


def test_only_reading_is_possible(client: Client, wei: User) -> None:
    client.force_login(wei)
    assert client.post(address(evidence(wei).pk)).status_code == 405


def test_a_kind_may_let_everybody_in(kinds: Registry[PrivateKind], client: Client, wei: User) -> None:
    kinds.register(PrivateKind("leaflet", lambda reader, file: True, frozenset({"application/pdf"})))
    file = store_private(kind="leaflet", subject=1, data=PDF, name="leaflet.pdf")
    response = client.get(address(file.pk))
    assert isinstance(response, FileResponse)
    assert response.getvalue() == PDF
    assert file.uploaded_by is None


def test_nobody_reads_a_file_whose_kind_is_gone(kinds: Registry[PrivateKind], wei: User) -> None:
    file = evidence(wei)
    file.kind = "forgotten"
    assert not permissions.may_read(wei, file)
    assert not permissions.may_read(AnonymousUser(), file)


def test_it_lies_outside_the_public_folder(client: Client, wei: User) -> None:
    file = evidence(wei)
    where = Path(storages["private"].path(file.path))
    assert where.read_bytes() == PDF
    assert not where.is_relative_to(settings.MEDIA_ROOT)
    assert file.pk.hex in file.path
    assert client.get(f"/media/{file.path}").status_code == 404
    assert client.get(f"/media/../private/{file.path}").status_code in (400, 404)


def test_what_it_is_is_told_by_its_content(wei: User) -> None:
    file = evidence(wei, data=encoded(scene(8, 8)), name="licence.pdf.exe")
    assert file.content_type == "image/jpeg"
    assert file.name == "licence.pdf.jpg"
    assert file.size == len(encoded(scene(8, 8)))
    assert len(file.sha256) == 64


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("licence.pdf", "licence.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\wei\licence.PDF", "licence.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("ใบอนุญาต.pdf", "ใบอนุญาต.pdf"),
        ("x" * 400, "x" * 196 + ".pdf"),
    ],
)
def test_its_name_is_only_a_name(wei: User, sent: str, kept: str) -> None:
    assert evidence(wei, name=sent).name == kept


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": b""}, "This file is empty."),
        ({"data": PDF + b"0" * 1000}, "the most we take is 0 MB"),
        ({"data": b"<html>"}, "Files of this kind cannot be taken here. Send one of these: CSV, JPG, PDF."),
        ({"data": b"MZ\x90\x00 program"}, "cannot be taken here"),
        ({"data": b"some words", "name": "notes.txt"}, "cannot be taken here"),
    ],
)
def test_what_its_kind_does_not_take_is_refused(wei: User, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        evidence(wei, **changes)
    assert words in caught.value.messages[0]
    assert not PrivateFile.objects.exists()


def test_an_unknown_kind_is_the_caller_s_error(wei: User) -> None:
    with pytest.raises(LookupError, match=r"Known: evidence\."):
        evidence(wei, kind="diary")


def test_a_row_that_cannot_be_kept_leaves_no_file(wei: User, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    storage = storages["private"]
    save = storage.save

    def remember(name: str, content: Any) -> str:
        kept.append(save(name, content))
        return kept[-1]

    def fail(**fields: Any) -> PrivateFile:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(storage, "save", remember)
    monkeypatch.setattr(PrivateFile.objects, "create", fail)
    with pytest.raises(RuntimeError):
        evidence(wei)
    assert len(kept) == 1
    assert not storage.exists(kept[0])


def test_a_deleted_file_is_gone(wei: User, django_capture_on_commit_callbacks: Any) -> None:
    file = evidence(wei)
    path = file.path
    with django_capture_on_commit_callbacks(execute=True):
        delete_private(file=file)
    assert not PrivateFile.objects.exists()
    assert not storages["private"].exists(path)
