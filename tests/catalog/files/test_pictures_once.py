"""The same upload is one picture; a key that is sent again replaces what stood there."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from catalog.files import imaging
from catalog.files.imaging import Prepared
from catalog.files.models import Picture
from catalog.files.services import delete_picture, save_picture
from catalog.seams import freshness
from tests.catalog.files.uploads import encoded, is_upright, opened, scene, shot

pytestmark = pytest.mark.django_db


def folder(picture: Picture) -> Path:
    return Path(picture.file.path).parent


def test_the_same_upload_is_kept_once() -> None:
    first = save_picture(data=shot(), title="Tea", alt={"en": "Tea leaves"})
    second = save_picture(data=shot(), title="Tea", alt={"en": "Tea leaves"})
    assert second.pk == first.pk
    assert second.token == first.token
    assert Picture.objects.count() == 1


def test_another_title_or_text_is_written_without_touching_the_files() -> None:
    first = save_picture(data=shot(), title="Tea", alt={"en": "Leaves"}, credit={"en": "Wei"})
    written = (folder(first) / "200.webp").stat().st_mtime_ns
    second = save_picture(data=shot(), title="Liubao tea", alt={"en": "Leaves", "th": "ใบชา", "vi": "  "})
    assert second.pk == first.pk
    stored = Picture.objects.get()
    assert stored.title == "Liubao tea"
    assert stored.alt == {"en": "Leaves", "th": "ใบชา"}
    assert stored.credit == {"en": "Wei"}, "what was not sent stays"
    assert (folder(second) / "200.webp").stat().st_mtime_ns == written


def test_two_owners_keep_the_same_picture_apart() -> None:
    wei = save_picture(data=shot(), title="Tea", owner_id=1)
    sophea = save_picture(data=shot(), title="Tea", owner_id=2)
    portal = save_picture(data=shot(), title="Tea")
    assert len({wei.pk, sophea.pk, portal.pk}) == 3
    assert len({wei.token, sophea.token, portal.token}) == 3


def test_a_key_sent_with_another_picture_replaces_it(django_capture_on_commit_callbacks: object) -> None:
    first = save_picture(data=shot(), title="Pepper", key="demo/pepper")
    before = folder(first)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        second = save_picture(data=encoded(scene(900, 600), "PNG"), title="Pepper", key="demo/pepper")
    assert second.pk == first.pk
    stored = Picture.objects.get()
    assert (stored.width, stored.height) == (900, 600)
    assert stored.token != before.name, "a new address, or browsers would show the old picture for a year"
    assert is_upright(opened((folder(stored) / "800.jpg").read_bytes()))
    assert not before.exists()


def test_the_files_of_the_old_picture_stay_until_the_new_one_is_kept() -> None:
    first = save_picture(data=shot(), title="Pepper", key="demo/pepper")
    with transaction.atomic():
        save_picture(data=encoded(scene(900, 600), "PNG"), title="Pepper", key="demo/pepper")
        transaction.set_rollback(True)
    stored = Picture.objects.get()
    assert stored.token == first.token
    assert (folder(stored) / "200.webp").exists()


def test_the_same_picture_sent_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second upload finds no row, works on its sizes, and meets the first one's row when it saves."""
    usual = imaging.prepare
    place = "catalog.files.services.pictures.prepare"

    def meanwhile(data: bytes) -> Prepared:
        monkeypatch.setattr(place, usual)
        save_picture(data=data, title="First")
        return usual(data)

    monkeypatch.setattr(place, meanwhile)
    late = save_picture(data=shot(), title="Second")
    stored = Picture.objects.get()
    assert late.pk == stored.pk
    assert stored.title == "Second"
    assert (folder(stored) / "200.webp").exists()
    tokens = set(default_storage.listdir("pictures")[0])
    assert stored.token in tokens
    assert all(any(Path(default_storage.path(f"pictures/{token}")).iterdir()) for token in tokens)


def test_a_deleted_picture_takes_its_files_along(django_capture_on_commit_callbacks: object) -> None:
    picture = save_picture(data=shot(), title="Tea")
    where = folder(picture)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        delete_picture(picture=picture)
    assert not Picture.objects.exists()
    assert not where.exists()


def test_a_deletion_that_is_undone_keeps_the_files() -> None:
    picture = save_picture(data=shot(), title="Tea")
    where = folder(picture)
    with transaction.atomic():
        delete_picture(picture=picture)
        transaction.set_rollback(True)
    assert Picture.objects.exists()
    assert (where / "whole.jpg").exists()


def test_pages_that_show_a_picture_are_made_anew_when_it_changes() -> None:
    picture = save_picture(data=shot(), title="Tea", alt={"en": "Leaves"}, key="demo/tea")

    def state() -> str:
        return freshness.generation("goods", "storefronts", "pages")

    first = state()
    save_picture(data=shot(), title="Tea", alt={"en": "Leaves"}, key="demo/tea")
    assert state() == first, "nothing changed"
    save_picture(data=shot(), title="Tea", alt={"en": "Tea leaves"}, key="demo/tea")
    second = state()
    save_picture(data=shot(width=90), title="Tea", key="demo/tea")
    third = state()
    delete_picture(picture=picture)
    assert len({first, second, third, state()}) == 4
