"""The fonts that come with the portal set ten scripts, are small, and carry their licence."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from fontTools.ttLib import TTFont

from catalog.files.management.commands import subset_fonts
from catalog.files.typesetting import letters, subsets
from catalog.files.typesetting.letters import MissingLetters, settable
from catalog.files.typesetting.press import FAMILIES

FILES = sorted(subsets.FOLDER.glob("*.?tf"))
# A sentence of each language, with what is particular to its script: stacked marks, joined signs, tones.
SENTENCES = {
    "zh-hans": "六堡茶 2019 陈化，篓装；产于梧州。峇峇娘惹粿 杧果 ㎡ ①",
    "en": "Kampot pepper – “washed & dried”, 25 kg × 40 ≤ 1 t · € 12 №1™",
    "vi": "Hồ tiêu đen rửa sạch, phơi khô; cà phê Buôn Ma Thuột, nước mắm Phú Quốc",
    "th": "พริกไทยดำที่ล้างแล้ว น้ำผึ้งป่า กุ้งแห้ง ๑๐ ฿",
    "id": "Kopi Gayo, kayu manis Kerinci – 100 % alami",
    "ms": "Lada hitam Sarawak, gula Melaka",
    "fil": "Niyog, pinya at ñame mula sa Quezon",
    "km": "ម្រេចខ្មៅកំពត លាងសម្អាត និងសម្ងួត ១០ គ.ក ៛",
    "lo": "ກາເຟດາວເຮືອງ ໝາກພັບແຫ້ງ ໜໍ່ໄມ້ ຫຼ ໑໐ ກຼາມ",
    "my": "ငရုတ်ကောင်း အနက် လက်ဖက်ခြောက် ဩဂုတ် ၁၀ ကီလိုဂရမ်",
}


def test_all_fonts_together_stay_within_six_megabytes() -> None:
    assert len(FILES) == len(subsets.WEIGHTS) * len(FAMILIES) == 12
    assert 3_000_000 < sum(file.stat().st_size for file in FILES) <= subsets.MOST_BYTES == 6_000_000


def test_every_font_is_free_and_its_licence_stands_beside_it() -> None:
    licence = (subsets.FOLDER / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in licence
    for file in FILES:
        with TTFont(file) as font:
            names, restrictions = font["name"], font["OS/2"].fsType
            assert "SIL Open Font License, Version 1.1" in names.getDebugName(13), file.name
            holder = re.search(r"\d{4}.*?(Google|Adobe)", names.getDebugName(0))
            assert names.getDebugName(1) in FAMILIES, file.name
        assert holder is not None
        assert holder[0] in licence, file.name
        assert restrictions == 0, file.name


def test_the_list_of_letters_is_that_of_the_fonts() -> None:
    for weight in subsets.WEIGHTS:
        found: set[int] = set()
        for face in subsets.faces():
            with TTFont(subsets.FOLDER / face.file_name(weight)) as font:
                found |= font.getBestCmap().keys()
        assert found == letters.drawable(), weight


@pytest.mark.parametrize("language", SENTENCES)
def test_the_letters_of_every_language_are_there(language: str) -> None:
    assert settable(SENTENCES[language]) == unicodedata.normalize("NFC", SENTENCES[language])


def test_every_language_has_a_sentence() -> None:
    assert set(SENTENCES) == {code for code, _name in settings.LANGUAGES}


def own_texts() -> Iterator[tuple[Path, str]]:
    """Yield what the portal itself says: the demonstration and the words of its pages."""
    demonstration = settings.BASE_DIR / "portal" / "demo" / "content"
    for file in [*demonstration.rglob("*.yaml"), *(settings.BASE_DIR / "locales").glob("*/*/django.po")]:
        yield file, file.read_text(encoding="utf-8")


def test_nothing_the_portal_says_of_itself_is_missing() -> None:
    read = 0
    for file, text in own_texts():
        read += len(text)
        settable(text)
        assert file.suffix in {".yaml", ".po"}
    assert read > 500_000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tea 🔥 fresh ☕️", "Tea fresh"),
        ("  two\n lines\tand  a tab ", "two lines and a tab"),
        ("Cafe\u0301 Hồ", "Café Hồ"),
        ("nul\x00\u202e\ue000\u2066 ends", "nul ends"),
        ("🔥🔥", ""),
    ],
)
def test_what_no_word_needs_is_left_out(text: str, kept: str) -> None:
    assert settable(text) == kept


@pytest.mark.parametrize(("text", "missing"), [("Чай и чайник", "Чайичнк"), ("𠮷野家", "𠮷"), ("ශ්‍රී", "ශ්රී")])
def test_a_letter_nobody_can_draw_is_named(text: str, missing: str) -> None:
    with pytest.raises(MissingLetters) as refused:
        settable(text)
    assert refused.value.letters == missing


@pytest.mark.parametrize("text", ["0020-007E 00B7", "0041", "4E00-4E01 4E03"])
def test_ranges_are_read_as_they_are_written(text: str) -> None:
    assert subsets.as_ranges(frozenset(subsets.ranges(text))) == text


def test_the_chinese_letters_are_those_of_both_tables() -> None:
    han = subsets.han()
    assert len({point for point in han if 0x4E00 <= point <= 0x9FFF}) > 8_800
    assert {ord(letter) for letter in "啊齄龜鹽" + subsets.BEYOND_THE_TABLES} <= han


def test_a_subset_is_made_again_from_the_whole_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    thai = next(face for face in subsets.faces() if face.name == "NotoSansThai")
    whole = subsets.FOLDER / thai.file_name("Bold")
    monkeypatch.setattr(subset_fonts, "FOLDER", tmp_path)
    monkeypatch.setattr(subset_fonts, "COVERAGE", tmp_path / "coverage.txt")
    few = subsets.Face("Few", "NotoSansThai-{weight}.ttf", frozenset({0x0E01, 0x0E02, 0x2FFF}))
    monkeypatch.setattr(subset_fonts, "faces", lambda: [few])
    call_command("subset_fonts", "--from", str(whole.parent))
    assert (tmp_path / "coverage.txt").read_text() == "0E01-0E02\n"
    assert (tmp_path / "Few-Bold.ttf").stat().st_size < whole.stat().st_size
    monkeypatch.setattr(subset_fonts, "MOST_BYTES", 100)
    with pytest.raises(CommandError, match="100 bytes"):
        call_command("subset_fonts", "--from", str(whole.parent))
    with pytest.raises(CommandError, match=r"NotoSansThai-Regular\.ttf is in none of"):
        call_command("subset_fonts", "--from", str(tmp_path / "nowhere"))
