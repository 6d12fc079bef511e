"""Uploads as phones, cameras, scanners and strangers send them, made in memory."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image

SECRET_PLACE = "22 deg 49 min, Nanning, Zhang's back yard"
RED, BLUE, GREEN = (220, 20, 20), (20, 20, 220), (20, 200, 20)
# What must be done to an upright picture so that a camera held that way would have noted it.
_HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(width: int = 600, height: int = 800) -> Image.Image:
    """Return an upright picture: red above, blue below, a green patch in the upper left corner."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width, height // 2))
    picture.paste(GREEN, (0, 0, width // 4, height // 4))
    return picture


def shot(
    kind: str = "JPEG", *, width: int = 600, height: int = 800, orientation: int = 1, **options: Any
) -> bytes:
    """Return the scene as a camera writes it: turned as it was held, with the place and the maker noted."""
    held = _HELD[orientation]
    picture = scene(width, height)
    if held is not None:
        picture = picture.transpose(held)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Wei"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 49.0, 0.0), 3: "E", 4: (108.0, 19.0, 0.0)})
    exif[0x010E] = SECRET_PLACE
    return encoded(picture, kind, exif=exif.tobytes(), **options)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(out, quality=90, **options)
    else:
        picture.save(out, kind, **options)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few bytes whose header promises more pixels than any memory holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def looks_like(picture: Image.Image, corner: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Say whether the picture has about this colour at a place given in parts of its width and height."""
    where = (int(corner[0] * picture.width), int(corner[1] * picture.height))
    found = picture.convert("RGB").getpixel(where)
    assert isinstance(found, tuple)
    return all(abs(one - other) < 60 for one, other in zip(found, colour, strict=True))


def is_upright(picture: Image.Image) -> bool:
    """Say whether the scene stands as it was: green at the upper left, red beside it, blue below."""
    return (
        looks_like(picture, (0.1, 0.1), GREEN)
        and looks_like(picture, (0.9, 0.1), RED)
        and looks_like(picture, (0.1, 0.9), BLUE)
        and looks_like(picture, (0.9, 0.9), BLUE)
    )
