"""What cannot be shown is refused with a sentence that says what to do, and leaves nothing behind."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from catalog.files.imaging import prepare
from catalog.files.models import Picture
from catalog.files.services import save_picture
from tests.catalog.files.uploads import bomb, encoded, scene, shot

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        prepare(data)
    return str(caught.value.messages[0])


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"<html><script>alert(1)</script></html>",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;",
        b"%PDF-1.7 not a picture",
        b"8BPS\x00\x01 layers",
        b"plain words",
    ],
    ids=["svg", "html", "gif", "pdf", "psd", "text"],
)
def test_only_four_kinds_are_taken_whatever_the_name_says(data: bytes) -> None:
    assert refusal(data) == "This file is not a picture we can show. Send JPEG, PNG, WebP or HEIC."


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_kinds_that_pillow_could_read_are_still_refused(kind: str) -> None:
    assert "not a picture we can show" in refusal(encoded(scene(20, 20), kind))


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "This file is empty."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_half_a_picture_is_damaged(kind: str) -> None:
    data = shot(kind, width=300, height=300)
    assert "damaged" in refusal(data[: len(data) // 2])


def test_a_picture_with_a_right_beginning_and_nothing_behind_it_is_damaged() -> None:
    assert "damaged" in refusal(b"\xff\xd8\xff\xe0" + b"nonsense" * 40)
    assert "damaged" in refusal(b"\x00\x00\x00\x18ftypheic" + b"nonsense" * 40)


def test_a_bomb_is_refused_by_its_header_alone() -> None:
    data = bomb()
    assert len(data) < 200
    assert (
        refusal(data)
        == "This picture has too many pixels; the most we take is 80 megapixels. Send a smaller one."
    )
    assert "too many pixels" in refusal(bomb(9_500, 9_500)), "where Pillow itself only warns"


def test_the_limit_of_pixels_is_exact(settings: object) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000  # type: ignore[attr-defined]
    assert prepare(encoded(Image.new("RGB", (100, 100)))).whole.width == 100
    assert "too many pixels" in refusal(encoded(Image.new("RGB", (101, 100))))


def test_the_limit_of_bytes_is_exact_and_named(settings: object) -> None:
    data = encoded(scene(60, 60), "PNG")
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(data)  # type: ignore[attr-defined]
    prepare(data)
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(data) - 1  # type: ignore[attr-defined]
    assert "the most we take is 0 MB" in refusal(data)


@pytest.mark.django_db
def test_what_is_refused_leaves_neither_row_nor_file() -> None:
    before = default_storage.listdir("pictures")[0] if default_storage.exists("pictures") else []
    for data in (SVG, bomb(), b"", shot()[:400]):
        with pytest.raises(ValidationError):
            save_picture(data=data, title="Refused")
    assert not Picture.objects.exists()
    assert (default_storage.listdir("pictures")[0] if default_storage.exists("pictures") else []) == before


@pytest.mark.django_db
def test_a_text_in_a_language_the_portal_has_not_is_the_caller_s_error() -> None:
    with pytest.raises(ValueError, match="not languages of the portal: fr"):
        save_picture(data=shot(), title="Tea", alt={"fr": "Thé"})
