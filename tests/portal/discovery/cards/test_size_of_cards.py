"""Cards are small: whoever shares a link in a chat loads one, on whatever network."""

import io
import random
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from portal.discovery.cards.drawing import HEIGHT, MOST_BYTES, PICTURE_WIDTH, QUALITIES, WIDTH, compressed
from portal.discovery.cards.drawing import draw as draw_card
from tests.portal.discovery.cards.test_drawing import TITLES, words


@cache
def noise(blur: float) -> Image.Image:
    """Return a picture full of detail, the same each time; the more blurred the less of it."""
    grain = random.Random(7).randbytes(PICTURE_WIDTH * HEIGHT * 3)
    return Image.frombytes("RGB", (PICTURE_WIDTH, HEIGHT), grain).filter(ImageFilter.GaussianBlur(blur))


def card(picture: Image.Image | None) -> Image.Image:
    """Return a card with lines of light on dark where words would stand, beside a picture."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), (7, 57, 53))
    pen = ImageDraw.Draw(sheet)
    for row in range(150, 500, 50):
        for at in range(60, WIDTH - PICTURE_WIDTH - 60, 9):
            pen.rectangle((at, row, at + 4, row + 7), fill="white")
    if picture is not None:
        sheet.paste(picture, (WIDTH - PICTURE_WIDTH, 0))
    return sheet


def at(quality: int, sheet: Image.Image) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def test_a_plain_card_keeps_the_best_quality() -> None:
    plain = Image.new("RGB", (WIDTH, HEIGHT), "teal")
    assert compressed(plain) == at(QUALITIES[0], plain)


def test_a_card_too_large_in_the_best_quality_takes_the_next_that_fits() -> None:
    found = {}
    for blur in (6.0, 3.0, 2.0, 1.5, 1.2):
        sheet = card(noise(blur))
        data = compressed(sheet)
        quality = next(one for one in QUALITIES if at(one, sheet) == data)
        better = [one for one in QUALITIES if one > quality]
        assert all(len(at(one, sheet)) > MOST_BYTES for one in better)
        assert len(data) <= MOST_BYTES or quality == QUALITIES[-1]
        found[quality] = blur
    assert len(found) > 1, "the pictures differ enough to tell the qualities apart"


def test_a_picture_that_never_fits_is_sent_in_the_least_quality() -> None:
    sheet = card(noise(0))
    data = compressed(sheet)
    assert data == at(QUALITIES[-1], sheet)
    assert len(data) < 0.75 * len(at(QUALITIES[0], sheet))


def test_qualities_are_tried_from_the_best_on() -> None:
    assert list(QUALITIES) == sorted(set(QUALITIES), reverse=True)
    assert 50 <= QUALITIES[-1] < QUALITIES[0] <= 85


def test_words_stay_sharp_in_the_least_quality() -> None:
    sheet = card(None)
    kept = Image.open(io.BytesIO(at(QUALITIES[-1], sheet))).convert("L")
    apart = ImageChops.difference(kept, sheet.convert("L")).crop((60, 150, 600, 500))
    wrong = sum(apart.histogram()[64:]) / (apart.width * apart.height)
    assert wrong < 0.02


@pytest.mark.parametrize("language", ["en", "my"])
def test_a_whole_card_with_a_photograph_is_small(language: str) -> None:
    out = io.BytesIO()
    noise(2.0).save(out, "JPEG", quality=90)
    data = draw_card(words(TITLES[language], language), out.getvalue())
    assert len(data) <= MOST_BYTES
    opened = Image.open(io.BytesIO(data))
    assert (opened.format, opened.size) == ("JPEG", (WIDTH, HEIGHT))
