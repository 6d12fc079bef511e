"""Lists show pictures from their manifests: plain values, one query, no file touched."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from catalog.files.manifest import Manifest
from catalog.files.models import Picture
from catalog.files.selectors import manifests
from catalog.files.services import save_picture
from tests.catalog.files.uploads import shot

STORED: dict[str, Any] = {
    "webp": [[200, 150, "pictures/t/200.webp", 4000], [400, 300, "pictures/t/400.webp", 14_000]],
    "jpeg": [[200, 150, "pictures/t/200.jpg", 8000], [400, 300, "pictures/t/400.jpg", 30_000]],
    "width": 2560,
    "height": 1920,
    "bytes": 14_000,
}


def test_a_manifest_reads_back_with_addresses() -> None:
    manifest = Manifest.read(STORED)
    assert manifest is not None
    assert manifest.webp[0].url == "/media/pictures/t/200.webp"
    assert (manifest.jpeg[1].width, manifest.jpeg[1].height, manifest.jpeg[1].bytes) == (400, 300, 30_000)
    assert (manifest.width, manifest.height, manifest.bytes) == (2560, 1920, 14_000)
    assert manifest.card == manifest.webp[1]
    assert Manifest.read(manifest) is manifest


def test_addresses_follow_the_media_storage(settings: Any) -> None:
    """Moving media to another host needs no new manifests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"base_url": "https://media.example.org/"},
        },
    }
    manifest = Manifest.read(STORED)
    assert manifest is not None
    assert manifest.card.url == "https://media.example.org/pictures/t/400.webp"


@pytest.mark.parametrize(
    "stored", [None, {}, {"webp": [], "jpeg": []}, {"webp": [[1, 1, "a", 1]]}, "text", []]
)
def test_a_picture_without_sizes_has_no_manifest(stored: Any) -> None:
    assert Manifest.read(stored) is None


def test_a_storage_that_signs_its_addresses_is_asked_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        default_storage, "url", lambda path: f"https://media.example.org/{path}?signed={len(path)}"
    )
    manifest = Manifest.read(STORED)
    assert manifest is not None
    assert manifest.jpeg[1].url == "https://media.example.org/pictures/t/400.jpg?signed=18"


def test_the_card_of_a_picture_that_is_only_wide_is_its_narrowest() -> None:
    wide = {**STORED, "webp": [[800, 600, "w", 9]], "jpeg": [[800, 600, "j", 9]]}
    manifest = Manifest.read(wide)
    assert manifest is not None
    assert manifest.card.width == 800


@pytest.mark.django_db
def test_the_manifest_of_a_kept_picture_says_what_its_files_are() -> None:
    picture = save_picture(data=shot(width=900, height=1200), title="Tea")
    sizes = picture.sizes
    assert sizes is not None
    assert [(one.width, one.height) for one in sizes.webp] == [(200, 267), (400, 533), (800, 1067)]
    assert [one.width for one in sizes.jpeg] == [200, 400, 800]
    for one, row in zip(
        (*sizes.webp, *sizes.jpeg), picture.manifest["webp"] + picture.manifest["jpeg"], strict=True
    ):
        assert picture.file.storage.size(row[2]) == one.bytes
    assert sizes.bytes == sizes.webp[1].bytes


@pytest.mark.django_db
def test_many_manifests_are_one_query(django_assert_num_queries: Any) -> None:
    ids = [save_picture(data=shot(width=60 + n, height=60), title=str(n)).pk for n in range(3)]
    Picture.objects.filter(pk=ids[2]).update(manifest={})
    with django_assert_num_queries(1):
        found = manifests([*ids, 10**9])
    assert set(found) == set(ids[:2])
    with django_assert_num_queries(0):
        assert manifests([]) == {}


@pytest.mark.django_db
def test_wagtail_gets_the_text_alternative_in_the_active_language() -> None:
    picture = save_picture(
        data=shot(), title="IMG_0001", alt={"en": "Tea leaves", "th": "ใบชา", "id": "Daun teh"}
    )
    for language, text in (("th", "ใบชา"), ("en", "Tea leaves"), ("ms", "Daun teh"), ("lo", "Tea leaves")):
        with translation.override(language):
            assert picture.default_alt_text == text
    assert save_picture(data=shot(width=50), title="IMG_0002").default_alt_text == "IMG_0002"
