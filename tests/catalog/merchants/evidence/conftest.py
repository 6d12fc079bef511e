"""Documents to send in, and an organization's evidence at any point of its way."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from catalog.merchants.models import Evidence, Organization
from catalog.merchants.services import add_member
from catalog.merchants.services.evidence import keep_upload, submit_evidence
from portal.accounts.models import User

USCC = "91110000600037341L"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
Send = Callable[..., Evidence]


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _private_place(settings: Any, tmp_path: Any) -> None:
    """Keep private files of a test in a folder of its own."""
    storages = dict(settings.STORAGES)
    storages["private"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private", "base_url": None},
    }
    settings.STORAGES = storages


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def reviewer(administrator: User) -> User:
    """Somebody who may decide."""
    User.objects.filter(pk=administrator.pk).update(name="Mei Reviewer")
    administrator.refresh_from_db()
    return administrator


@pytest.fixture
def send(tea_house: Organization, owner: User) -> Send:
    """Return a function that sends in a registration of the tea house; fields may be given."""

    def sent(**changes: Any) -> Evidence:
        file = keep_upload(organization=tea_house, data=PDF, name="licence.pdf", by=owner)
        given: dict[str, Any] = {"kind": "registration", "country": "CN", "number": USCC, "file": file.pk}
        return submit_evidence(organization=tea_house, by=owner, **given | changes)

    return sent
