"""A card says what it has to, whatever the words: they shrink, wrap and are cut, and never run out of it."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
import typst
from django.conf import settings
from PIL import Image, ImageChops

from catalog.files.typesetting import press
from catalog.files.typesetting.letters import MissingLetters
from catalog.files.typesetting.subsets import FOLDER
from catalog.translation.texts import LocalText
from portal.discovery.cards.drawing import (
    HEIGHT,
    PICTURE_WIDTH,
    TEMPLATE,
    WIDTH,
    composed,
    draw,
    edition,
    values,
)
from portal.discovery.cards.words import CardWords

DEEP = (7, 57, 53)
STRIP = 28  # pixels of brocade at the foot
MARGIN = 60
TITLES = {
    "zh-hans": "六堡茶 2019 陈化 篓装",
    "en": "Liubao dark tea, 2019, bamboo basket",
    "vi": "Tiêu đen Kampot rửa sạch, phơi khô",
    "th": "พริกไทยดำที่ล้างแล้วและตากแห้ง",
    "id": "Kopi arabika Gayo, dicuci penuh",
    "ms": "Lada hitam Sarawak, gred satu",
    "fil": "Pinatuyong mangga mula sa Cebu",
    "km": "ម្រេចខ្មៅកំពត លាងសម្អាត និងសម្ងួត",
    "lo": "ກາເຟອາຣາບິກາຈາກເມືອງປາກຊ່ອງ",
    "my": "ကမ်ပေါ့ ငရုတ်ကောင်း အနက် သန့်စင်ပြီး",
}
HARD = {
    "a word longer than a line": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3,
    "letters no dictionary can part": "ก" * 150,
    "all scripts at once": " ".join(TITLES.values()),
    "longer than a card": "很长的标题" * 60,
    "signs of typst": '#let x = 1; $a^2$ *bold* _it_ "quoted" @ref <label> \\ [x] `code` // c',
    "one letter": "茶",
}


def words(title: str, language: str = "en", **more: Any) -> CardWords:
    usual = {
        "kind": "Goods",
        "line": "Wuzhou, China",
        "price": ("from CNY ", "139.00", " / kg"),
        "site": "China–ASEAN Expo Online",
    }
    return CardWords("tea", language, LocalText(title, language), **{**usual, **more})


def fitted(card: CardWords, *, pictured: bool) -> dict[str, Any]:
    """Return what the template says of how the title fits: sizes in pixels."""
    compiler = typst.Compiler(
        input=TEMPLATE,
        root=settings.BASE_DIR,
        font_paths=typst.Fonts(False, False, [FOLDER]),
        sys_inputs=press.inputs(values(card, pictured)),
    )
    found: dict[str, Any] = json.loads(compiler.query("<fitted>", field="value", one=True))
    return found


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def photograph(colour: str = "red", size: tuple[int, int] = (800, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def is_ground(area: Image.Image) -> bool:
    """Tell whether nothing stands in an area; JPEG blurs colours by a little."""
    difference = ImageChops.difference(area.convert("RGB"), Image.new("RGB", area.size, DEEP))
    return all(sum(band.histogram()[24:]) == 0 for band in difference.split())


@pytest.mark.parametrize("language", TITLES)
def test_every_language_is_set_in_a_card_of_the_right_size(language: str) -> None:
    data = draw(words(TITLES[language], language), photograph())
    card = opened(data)
    assert (card.format, card.size) == ("JPEG", (WIDTH, HEIGHT)) == ("JPEG", (1200, 630))
    assert 15_000 < len(data) < 150_000
    said = fitted(words(TITLES[language], language), pictured=True)
    assert said["text"] == TITLES[language]
    assert said["size"] >= 44


@pytest.mark.parametrize("pictured", [True, False])
@pytest.mark.parametrize("name", HARD)
def test_no_title_runs_out_of_its_room(name: str, pictured: bool) -> None:
    said = fitted(words(HARD[name]), pictured=pictured)
    assert said["height"] <= said["most"]
    assert said["width"] < said["room"]
    assert 32 <= said["size"] <= 68


@pytest.mark.parametrize("name", HARD)
def test_the_edges_of_the_words_stay_empty(name: str) -> None:
    panel = WIDTH - PICTURE_WIDTH
    card = composed(words(HARD[name]), photograph())
    foot = HEIGHT - STRIP
    assert is_ground(card.crop((0, 0, MARGIN - 4, foot - 4)))
    assert is_ground(card.crop((panel - MARGIN + 4, 0, panel - 8, foot - 4)))
    assert is_ground(card.crop((0, foot - 36, panel - 8, foot - 4)))
    assert not is_ground(card.crop((MARGIN, 120, panel - MARGIN, foot - 40)))


def test_a_short_title_is_large_and_a_long_one_smaller() -> None:
    sizes = [
        fitted(words(TITLES["en"] + " and more" * count), pictured=True)["size"] for count in (0, 4, 8, 100)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[-1] == 32


def test_a_title_that_is_cut_says_so_and_ends_with_a_whole_letter() -> None:
    for text in (HARD["longer than a card"], "ម្រេចខ្មៅកំពត " * 40, "แม่น้ำโขงเ" * 60):
        said = fitted(words(text), pictured=True)["text"]
        assert said.endswith("…")
        assert text.startswith(said[:-1].rstrip())
        assert said[-2] not in " \u17d2\u1039เแโใไ"


def test_no_title_is_cut_that_fits() -> None:
    assert fitted(words(HARD["signs of typst"]), pictured=False)["text"] == HARD["signs of typst"]
    assert fitted(words(HARD["all scripts at once"]), pictured=False)["text"] == HARD["all scripts at once"]


def colour(card: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = card.convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def test_the_picture_fills_its_side_and_a_logo_stands_whole_on_paper() -> None:
    left = WIDTH - PICTURE_WIDTH
    filled = opened(draw(words("Tea"), photograph("red", (900, 300))))
    for place in ((left + 4, 4), (WIDTH - 4, HEIGHT - 4), (left + 200, 300)):
        red, green, _blue = colour(filled, *place)
        assert red > 240 > 20 > green
    whole = opened(draw(words("Tea", logo=True), photograph("red", (900, 300))))
    assert min(colour(whole, left + 10, 10)) > 235
    assert colour(whole, left + PICTURE_WIDTH // 2, HEIGHT // 2)[1] < 20
    assert min(colour(whole, left + 30, HEIGHT // 2)) > 235


def test_the_price_and_its_absence_can_be_seen() -> None:
    with_price = draw(words("Tea"), None)
    assert draw(words("Tea", price=None), None) != with_price
    assert draw(words("Tea", price=("", "Price on request", "")), None) != with_price
    assert draw(words("Tea"), None) == with_price


def test_words_nobody_can_read_are_refused() -> None:
    with pytest.raises(MissingLetters):
        draw(words("Чай"), None)
    with pytest.raises(MissingLetters):
        draw(words("Tea", line="Москва"), None)


def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(OSError, match="identify"):
        draw(words("Tea"), b"no picture")


def test_the_digest_is_of_everything_that_can_be_seen() -> None:
    card = words("Tea")
    others = [
        words("Tee"),
        words("Tea", price=None),
        words("Tea", line=""),
        words("Tea", site="Expo"),
        words("Tea", picture="a.jpg"),
        words("Tea", logo=True),
        replace(card, title=LocalText("Tea", "vi")),
    ]
    digests = {one.digest(edition()) for one in (card, *others)} | {card.digest("drawn otherwise")}
    assert len(digests) == len(others) + 2
    assert words("Tea").digest(edition()) == card.digest(edition())
