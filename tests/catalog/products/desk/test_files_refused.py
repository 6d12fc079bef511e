"""Pictures and files beyond what a listing takes are refused by name, and the others kept."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import PrivateFile
from catalog.products.desk import uploads
from catalog.products.models import ListingDraft
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.pages import errors, read, sent
from tests.catalog.products.desk.test_typed_by_hand import draft as draft
from tests.catalog.products.desk.test_typed_by_hand import there as there

pytestmark = pytest.mark.django_db


def test_pictures_beyond_the_most_are_refused_by_name_and_the_others_kept(
    desk: Client, draft: ListingDraft, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_PICTURES", 1)
    files = [
        SimpleUploadedFile(name, picture(size=size))
        for name, size in (("a.png", (90, 90)), ("b.png", (80, 80)))
    ]
    back = read(desk.post(there, sent(read(desk.get(there)), pictures_new=files)), 422)
    assert errors(back)["pictures_new"] == "b.png: At most 1 pictures."
    assert desk.post(there, sent(back)).status_code == 302
    draft.refresh_from_db()
    assert len(draft.document["pictures"]) == 1


def test_files_larger_than_we_take_are_refused_by_their_fields(
    desk: Client, draft: ListingDraft, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 50)
    files: dict[str, Any] = {"pictures_new": SimpleUploadedFile("large.png", picture())}
    back = read(desk.post(there, sent(read(desk.get(there))) | files), 422)
    assert errors(back)["pictures_new"] == "large.png: This picture is too large. The most we take is 10 MB."
    assert not PrivateFile.objects.exists()
