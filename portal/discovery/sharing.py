"""What a messenger or a social site shows of a page somebody shared: the Open Graph protocol, ogp.me."""

from dataclasses import dataclass

from catalog.files.manifest import Manifest
from catalog.merchants.structured import whole_address

# The protocol names a language with a country; ours are spoken in several, so each stands with one.
LOCALES = {
    "zh-hans": "zh_CN",
    "en": "en_US",
    "vi": "vi_VN",
    "th": "th_TH",
    "id": "id_ID",
    "ms": "ms_MY",
    "fil": "fil_PH",
    "km": "km_KH",
    "lo": "lo_LA",
    "my": "my_MM",
}


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture with its whole address, its size in pixels, and what it shows in words, if that is known."""

    address: str
    width: int
    height: int
    alt: str = ""


def picture_to_share(manifest: Manifest | None) -> SharedPicture | None:
    """Return the widest JPEG of a picture: not every reader of these tags knows WebP."""
    if manifest is None:
        return None
    widest = manifest.jpeg[-1]
    return SharedPicture(whole_address(widest.url), widest.width, widest.height)
