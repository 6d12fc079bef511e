"""From an upload to pictures that can be shown: upright, without what the camera noted, in fixed sizes.

No database and no storage here: bytes in, bytes out.
"""

import io
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from catalog.files.manifest import WIDTHS
from catalog.files.sniffing import PICTURES, content_type

# The whole picture is kept no larger than this, in pixels of its longer side.
LONGEST_SIDE = 2560
# Decoders Pillow may use: fewer than it has, because each one reads what strangers send.
_DECODERS = ("JPEG", "PNG", "WEBP", "HEIF")
_WHITE = (255, 255, 255)
Format = Literal["webp", "jpeg"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One picture file in memory, its size in pixels."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """The whole picture as JPEG, and its sizes, narrowest first, in each format."""

    whole: Encoded
    sizes: dict[Format, list[Encoded]]


def prepare(data: bytes) -> Prepared:
    """Return an uploaded picture made ready to be shown.

    Raises ValidationError with a plain message for a file that is no picture we take (SVG and GIF
    included), is damaged, is larger than ``WAGTAILIMAGES_MAX_UPLOAD_SIZE`` bytes or has more than
    ``WAGTAILIMAGES_MAX_IMAGE_PIXELS`` pixels. The pixels are counted from the file's header, before
    any memory is given to them: a few kilobytes can claim to be gigabytes.
    """
    _check_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=_DECODERS) as opened:
            _check_pixels(opened.width * opened.height)
            # A JPEG can be read at a half, a quarter or an eighth: sixty megapixels cost what four do.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = _flat(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _damaged() from error
    picture.info.clear()  # what the camera noted (place, time, owner) would be written along
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    whole = _encode(picture, "jpeg", quality=90)
    shrunk = [_shrink(picture, width) for width in _widths(picture.width)]
    sizes: dict[Format, list[Encoded]] = {
        "webp": [_encode(one, "webp", quality=80) for one in shrunk],
        "jpeg": [_encode(one, "jpeg", quality=80) for one in shrunk],
    }
    return Prepared(whole, sizes)


def check_picture(data: bytes) -> None:
    """Raise ValidationError for what ``prepare`` refuses by size, kind or pixels; nothing is decoded."""
    _check_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=_DECODERS) as opened:
            _check_pixels(opened.width * opened.height)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _damaged() from error


def _check_kind(data: bytes) -> None:
    check_size(data)
    if content_type(data) not in PICTURES:
        raise ValidationError(_("This file is not a picture we can show. Send JPEG, PNG, WebP or HEIC."))


def check_size(data: bytes) -> None:
    """Raise ValidationError for an empty file and for one heavier than the limit for pictures."""
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not data:
        raise ValidationError(_("This file is empty."))
    if len(data) > most:
        raise ValidationError(
            _("This file has %(size)s MB; the most we take is %(most)s MB. Send a smaller one.")
            % {"size": -(-len(data) // 1_000_000), "most": most // 1_000_000}
        )


def _check_pixels(pixels: int) -> None:
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()


def _damaged() -> ValidationError:
    return ValidationError(_("This picture is damaged and cannot be read. Save it anew and send it again."))


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels; the most we take is %(most)s megapixels. Send a smaller one.")
        % {"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000}
    )


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB, without transparency: a drawing made for white paper stays on white."""
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        # Sixteen bits of grey; Pillow would cut everything over 255 off instead of scaling it.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (*_WHITE, 255))
        return Image.alpha_composite(paper, layer).convert("RGB")
    return _in_srgb(picture)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in the colours of the web; phones and print shops use wider ones."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a broken profile is no reason to refuse the picture
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _widths(whole: int) -> list[int]:
    """Return the widths to make: never wider than the picture, and at least one."""
    return [width for width in WIDTHS if width < whole] + ([whole] if whole <= WIDTHS[-1] else [])


def _shrink(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(picture: Image.Image, kind: Format, *, quality: int) -> Encoded:
    out = io.BytesIO()
    if kind == "webp":
        picture.save(out, "WEBP", quality=quality, method=4)
    else:
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return Encoded(picture.width, picture.height, out.getvalue())
