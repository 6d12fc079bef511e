"""Private files at their bounds: the largest one taken, another kind, a name with signs in it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalog.files import permissions
from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind
from catalog.files.selectors import private_file_of
from catalog.files.services import store_private
from catalog.seams.registry import Registry
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Registry[PrivateKind] = Registry("kind of private file")
    for module in ("catalog.files.permissions", "catalog.files.services.private"):
        monkeypatch.setattr(f"{module}.KINDS", found)
    accepted = frozenset({"application/pdf", "text/plain"})
    for name in ("evidence", "attachment"):
        permissions.register(
            PrivateKind(name, lambda reader, file: reader.pk == file.subject, accepted, MEGABYTE)
        )


def pdf(size: int) -> bytes:
    return b"%PDF-1.7\n".ljust(size, b" ")


@pytest.mark.parametrize("size", [9, MEGABYTE - 1, MEGABYTE])
def test_the_largest_one_is_still_taken(size: int) -> None:
    file = store_private(kind="evidence", subject=1, data=pdf(size), name="licence.pdf")
    assert file.size == size
    with storages["private"].open(file.path) as kept:
        assert len(kept.read()) == size


def test_one_byte_more_is_refused_with_both_sizes_before_anything_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(storages["private"], "save", lambda path, content: kept.append(path))
    with pytest.raises(ValidationError) as refused:
        store_private(kind="evidence", subject=1, data=pdf(MEGABYTE + 1), name="licence.pdf")
    assert refused.value.messages == ["This file has 2 MB; the most we take is 1 MB. Send a smaller one."]
    assert not kept
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("language", ["th", "zh-hans", "lo"])
@pytest.mark.parametrize("data", [b"", pdf(MEGABYTE + 1), b"MZ\x90\x00 program"])
def test_a_refusal_is_told_in_the_senders_language(language: str, data: bytes) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        store_private(kind="evidence", subject=1, data=data, name="licence.pdf")
    assert not refused.value.messages[0].isascii()


def test_a_room_that_knows_its_reader_gets_its_own_kind_and_no_other() -> None:
    file = store_private(kind="attachment", subject=1, data=pdf(20), name="offer.pdf")
    assert private_file_of(kind="attachment", file_id=file.pk) == file
    assert private_file_of(kind="evidence", file_id=file.pk) is None
    assert private_file_of(kind="attachment", file_id=uuid.uuid4()) is None


@pytest.mark.parametrize("name", ['say "hi".txt', "a;b.txt", "ใบเสร็จ.txt"])
def test_a_name_never_breaks_out_of_the_header_that_carries_it(client: Client, wei: User, name: str) -> None:
    file = store_private(kind="attachment", subject=wei.pk, data=b"some words", name=name)
    client.force_login(wei)
    response = client.get(reverse("files:private", kwargs={"file_id": file.pk}))
    assert isinstance(response, FileResponse)
    assert response.getvalue() == b"some words"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert disposition.isascii()
    assert "\n" not in disposition
    assert response["Content-Type"] == "text/plain"
