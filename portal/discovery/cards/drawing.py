"""Drawing a share card: typst sets the words, the picture is put beside them. Bytes out, nothing kept.

1200 by 630 pixels is the size for which the Open Graph readers of the large networks ask (Meta for
Developers, "Images in link shares", read 2026-11-26).
"""

import hashlib
import io
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

from catalog.files.typesetting import press
from portal.discovery.cards.words import CardWords

WIDTH, HEIGHT = 1200, 630
PICTURE_WIDTH = 520
# From the best on, until a card is small enough; JPEG, because not every messenger shows WebP.
QUALITIES = (78, 70, 62, 54)
MOST_BYTES = 60_000
PAPER = "#f4f8f6"
LOGO_MARGIN = 50  # pixels around a logo
TEMPLATE = Path(__file__).with_name("card.typ")
DRAWN_WITH = (TEMPLATE, TEMPLATE.with_name("sun.svg"), Path(__file__), Path(press.__file__))


@cache
def edition() -> str:
    """Return a digest of what cards are drawn with: a card drawn otherwise is not this card."""
    read = hashlib.blake2s(digest_size=8)
    for source in DRAWN_WITH:
        read.update(source.read_bytes())
    return read.hexdigest()


def draw(words: CardWords, picture: bytes | None) -> bytes:
    """Return the card as JPEG. Raises what ``composed`` raises."""
    return compressed(composed(words, picture))


def composed(words: CardWords, picture: bytes | None) -> Image.Image:
    """Return what the card shows, before JPEG blurs it. Raises MissingLetters where our fonts cannot set what
    it says, OSError for a picture that cannot be read."""
    panel = Image.open(io.BytesIO(press.png(TEMPLATE, settings.BASE_DIR, values(words, picture is not None))))
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    card.paste(panel.convert("RGB"), (0, 0))
    if picture is not None:
        card.paste(_side(picture, words.logo), (WIDTH - PICTURE_WIDTH, 0))
    return card


def compressed(card: Image.Image) -> bytes:
    """Return a card as JPEG in the best quality of at most ``MOST_BYTES``, else in the least."""
    data = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        card.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def values(words: CardWords, pictured: bool) -> dict[str, Any]:
    """Return what the template prints."""
    said = words.for_print()
    return {
        "width": WIDTH - PICTURE_WIDTH if pictured else WIDTH,
        "height": HEIGHT,
        "pictured": pictured,
        "title": said.title.value,
        "kind": said.kind,
        "line": said.line,
        "price": said.price,
        "site": said.site,
        "own": press.type_of(said.language),
        "named": press.type_of(said.title.language or said.language),
    }


# The ten cards of a record are drawn one after the other, and decoding its photograph took a third of that.
@lru_cache(maxsize=1)
def _side(picture: bytes, whole: bool) -> Image.Image:
    """Return the right part of a card: a picture that fills it, or one that stands whole on paper."""
    with Image.open(io.BytesIO(picture)) as opened:
        read = opened.convert("RGB")
    if not whole:
        return ImageOps.fit(read, (PICTURE_WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    room = (PICTURE_WIDTH - 2 * LOGO_MARGIN, HEIGHT - 2 * LOGO_MARGIN)
    shrunk = ImageOps.contain(read, room, Image.Resampling.LANCZOS)
    side = Image.new("RGB", (PICTURE_WIDTH, HEIGHT), PAPER)
    side.paste(shrunk, ((PICTURE_WIDTH - shrunk.width) // 2, (HEIGHT - shrunk.height) // 2))
    return side
