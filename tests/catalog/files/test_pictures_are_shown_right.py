"""A picture is shown whole and upright, in the web's colours, and says nothing about where it was taken."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from catalog.files.imaging import LONGEST_SIDE, Prepared, prepare
from catalog.files.services import save_picture
from tests.catalog.files.uploads import (
    SECRET_PLACE,
    encoded,
    is_upright,
    looks_like,
    opened,
    scene,
    shot,
)

CAMERA = b"Camera of Wei"


def everything(prepared: Prepared) -> list[bytes]:
    """Return all files made of one picture."""
    return [prepared.whole.data, *(one.data for sizes in prepared.sizes.values() for one in sizes)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_turned_as_the_camera_was_held(orientation: int) -> None:
    prepared = prepare(shot(orientation=orientation))
    for data in everything(prepared):
        picture = opened(data)
        assert is_upright(picture)
        assert picture.height > picture.width


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_webp_and_png_are_turned_too(kind: str) -> None:
    prepared = prepare(shot(kind, orientation=6))
    assert all(is_upright(opened(data)) for data in everything(prepared))


def test_a_heic_from_a_phone_held_upright_is_upright() -> None:
    data = shot("HEIF", orientation=6)
    assert data[4:8] == b"ftyp"
    prepared = prepare(data)
    assert (prepared.whole.width, prepared.whole.height) == (600, 800)
    assert all(is_upright(opened(one)) for one in everything(prepared))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "HEIF"])
def test_the_place_and_the_camera_are_gone(kind: str) -> None:
    data = shot(kind, orientation=6)
    assert CAMERA in data
    assert opened(data).getexif().get_ifd(0x8825)[2] == (22.0, 49.0, 0.0)
    for made in everything(prepare(data)):
        assert CAMERA not in made
        assert SECRET_PLACE.encode() not in made
        picture = opened(made)
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(picture.info)


def test_comments_and_xmp_are_gone() -> None:
    data = encoded(scene(), comment=b"taken by Wei", xmp=b"<x:xmpmeta>taken by Wei</x:xmpmeta>")
    assert b"taken by Wei" in data
    assert all(b"taken by Wei" not in made for made in everything(prepare(data)))


def test_sixty_megapixels_are_shown_whole() -> None:
    prepared = prepare(shot(width=10_000, height=6_000, quality=50))
    assert (prepared.whole.width, prepared.whole.height) == (LONGEST_SIDE, LONGEST_SIDE * 6 // 10)
    assert [(one.width, one.height) for one in prepared.sizes["webp"]] == [(200, 120), (400, 240), (800, 480)]
    assert all(is_upright(opened(data)) for data in everything(prepared))


def test_a_small_picture_is_never_blown_up() -> None:
    prepared = prepare(encoded(scene(300, 200), "PNG"))
    assert (prepared.whole.width, prepared.whole.height) == (300, 200)
    assert [one.width for one in prepared.sizes["jpeg"]] == [200, 300]
    tiny = prepare(encoded(scene(40, 30), "PNG"))
    assert [(one.width, one.height) for one in tiny.sizes["webp"]] == [(40, 30)]


def test_a_very_narrow_picture_keeps_at_least_one_pixel() -> None:
    prepared = prepare(encoded(Image.new("RGB", (2000, 1)), "PNG"))
    assert [(one.width, one.height) for one in prepared.sizes["webp"]] == [(200, 1), (400, 1), (800, 1)]


def test_transparency_becomes_white_paper() -> None:
    drawing = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    drawing.paste((220, 20, 20, 255), (0, 0, 200, 400))
    for data in everything(prepare(encoded(drawing, "PNG"))):
        assert looks_like(opened(data), (0.2, 0.5), (220, 20, 20))
        assert looks_like(opened(data), (0.8, 0.5), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_becomes_white_paper() -> None:
    drawing = Image.new("P", (100, 100), 0)
    drawing.putpalette([10, 10, 10, 200, 0, 0])
    data = encoded(drawing, "PNG", transparency=0)
    assert looks_like(opened(prepare(data).whole.data), (0.5, 0.5), (255, 255, 255))


def test_sixteen_bits_of_grey_are_scaled_not_cut() -> None:
    grey = Image.new("I;16", (100, 100), 32_768)
    shown = opened(prepare(encoded(grey, "PNG")).whole.data)
    assert looks_like(shown, (0.5, 0.5), (128, 128, 128))


def test_a_print_shop_s_cmyk_is_shown_in_the_colours_of_the_web() -> None:
    inks = Image.new("CMYK", (100, 100), (0, 255, 255, 0))
    shown = opened(prepare(encoded(inks)).whole.data)
    assert shown.mode == "RGB"
    red, green, blue = shown.getpixel((50, 50))  # type: ignore[misc]
    assert red > 180
    assert green < 80
    assert blue < 80


def test_a_profile_is_applied_and_a_broken_one_ignored() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert is_upright(opened(prepare(encoded(scene(), icc_profile=srgb)).whole.data))
    assert is_upright(opened(prepare(encoded(scene(), icc_profile=b"not a profile")).whole.data))


@pytest.mark.django_db
def test_what_lies_in_the_public_folder_is_only_ours() -> None:
    picture = save_picture(data=shot(orientation=6), title="Tea on the terrace")
    assert picture.sizes is not None
    folder = Path(picture.file.path).parent
    names = {path.name for path in folder.iterdir()}
    assert names == {"whole.jpg", "200.webp", "400.webp", "600.webp", "200.jpg", "400.jpg", "600.jpg"}
    for path in folder.iterdir():
        assert CAMERA not in path.read_bytes()
    with Image.open(io.BytesIO((folder / "whole.jpg").read_bytes())) as whole:
        assert (whole.width, whole.height) == (picture.width, picture.height) == (600, 800)
        assert is_upright(whole)
