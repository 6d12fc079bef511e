"""Files that no row names go after a day; the ones in use and the young ones stay."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from catalog.files import permissions
from catalog.files.models import Picture
from catalog.files.services import save_picture, store_private, sweep
from catalog.seams import schedules
from catalog.seams.registry import Registry
from tests.catalog.files.uploads import shot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Two empty storages, so that what other tests left is not counted."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


def age(path: Path, *, hours: int) -> None:
    then = time.time() - hours * 3600
    for one in (path, *path.rglob("*")):
        os.utime(one, (then, then))


def test_nothing_to_sweep_is_no_error() -> None:
    assert sweep() == 0


def test_pictures_without_a_row_go_after_a_day() -> None:
    kept = save_picture(data=shot(), title="Tea")
    lost = save_picture(data=shot(width=90), title="Deleted by an editor")
    young = save_picture(data=shot(width=80), title="Still being committed")
    Picture.objects.filter(pk__in=[lost.pk, young.pk]).delete()
    folders = [Path(default_storage.path(f"pictures/{one.token}")) for one in (kept, lost, young)]
    age(folders[0], hours=100)
    age(folders[1], hours=25)
    age(folders[2], hours=23)
    assert sweep() == 1
    assert [folder.exists() for folder in folders] == [True, False, True]
    assert sweep(older_than=timedelta(hours=1)) == 1
    assert [folder.exists() for folder in folders] == [True, False, False]


def test_private_files_without_a_row_go_too(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: Registry[permissions.PrivateKind] = Registry("kind of private file")
    kinds.register(permissions.PrivateKind("evidence", lambda r, f: True, frozenset({"application/pdf"})))
    monkeypatch.setattr("catalog.files.services.private.KINDS", kinds)
    storage = storages["private"]
    kept = store_private(kind="evidence", subject=1, data=b"%PDF-1.7", name="a.pdf")
    lost = storage.save("evidence/ab/abcdef", ContentFile(b"left by a killed process"))
    young = storage.save("evidence/ab/123456", ContentFile(b"not committed yet"))
    for path, hours in ((kept.path, 100), (lost, 25), (young, 1)):
        age(Path(storage.path(path)), hours=hours)
    assert sweep() == 1
    assert [storage.exists(path) for path in (kept.path, lost, young)] == [True, False, True]


def test_the_clock_sweeps_once_a_day() -> None:
    found = [one for one in schedules.registered() if one.name == "files-sweep"]
    assert [(one.every, one.run) for one in found] == [(timedelta(days=1), sweep)]
