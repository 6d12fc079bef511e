"""A booth in words, without a page: hours by two clocks, presence, staff, documents, and whose text it is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from catalog.translation.texts import LocalText
from expo.fair.booth_words import Clocks, document_values, presence_values, staff_values
from expo.fair.selectors.booths import DocumentLine, StaffLine
from expo.fair.selectors.staffing import Attendance

NINE = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)  # nine in Nanning
HOUR = timedelta(hours=1)


def clocks(reader: str, booth: str = "Asia/Shanghai", language: str = "en", place: str = "Wuzhou") -> Clocks:
    return Clocks(reader, booth, place, language)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("reader", "booth", "said"),
    [
        ("Asia/Bangkok", "Asia/Shanghai", "Sep 18, 2026, 8:00 AM · 9:00 AM Wuzhou"),
        ("Asia/Yangon", "Asia/Shanghai", "Sep 18, 2026, 7:30 AM · 9:00 AM Wuzhou"),
        ("Asia/Dili", "Asia/Shanghai", "Sep 18, 2026, 10:00 AM · 9:00 AM Wuzhou"),
        ("Asia/Shanghai", "Asia/Yangon", "Sep 18, 2026, 9:00 AM · 7:30 AM Wuzhou"),
        ("Europe/London", "Asia/Shanghai", "Sep 18, 2026, 2:00 AM · 9:00 AM Wuzhou"),
        ("", "Asia/Shanghai", "Sep 18, 2026, 9:00 AM Wuzhou"),
        ("", "Asia/Yangon", "Sep 18, 2026, 7:30 AM Wuzhou"),
    ],
)
def test_a_moment_by_the_readers_clock_first(reader: str, booth: str, said: str) -> None:
    assert plain(clocks(reader, booth).moment(NINE)) == said


@pytest.mark.parametrize(
    ("reader", "booth", "told"),
    [
        (
            "Asia/Bangkok",
            "Asia/Shanghai",
            ("Sep 18, 2026, 8:00 AM–4:00 PM", "Sep 18, 2026, 9:00 AM–5:00 PM"),
        ),
        ("Asia/Shanghai", "Asia/Shanghai", ("", "Sep 18, 2026, 9:00 AM–5:00 PM")),
        ("Asia/Manila", "Asia/Shanghai", ("", "Sep 18, 2026, 9:00 AM–5:00 PM")),
        ("", "Asia/Dili", ("", "Sep 18, 2026, 10:00 AM–6:00 PM")),
        (
            "Pacific/Auckland",
            "Asia/Shanghai",
            ("Sep 18, 2026, 1:00 PM–9:00 PM", "Sep 18, 2026, 9:00 AM–5:00 PM"),
        ),
        (
            "America/New_York",
            "Asia/Shanghai",
            ("Sep 17, 2026, 9:00 PM–Sep 18, 2026, 5:00 AM", "Sep 18, 2026, 9:00 AM–5:00 PM"),
        ),
    ],
)
def test_hours_by_both_clocks_and_once_where_they_are_the_same(
    reader: str, booth: str, told: tuple[str, str]
) -> None:
    said = clocks(reader, booth).stretch((NINE, NINE + 8 * HOUR))
    assert (plain(said["reader"]), plain(said["booth"])) == told


@pytest.mark.parametrize("language", ["zh-hans", "th", "vi", "id", "ms", "fil", "km", "lo", "my"])
def test_hours_are_written_as_the_language_writes_them(language: str) -> None:
    with translation.override(language):
        said = clocks("Asia/Bangkok", language=language).stretch((NINE, NINE + HOUR))
    english = clocks("Asia/Bangkok").stretch((NINE, NINE + HOUR))
    assert all(said.values())
    assert language == "fil" or said != english
    assert said["reader"] != said["booth"]


@pytest.mark.parametrize(
    ("attended", "is_staffed", "until", "then"),
    [
        (Attendance(), False, "", ""),
        (Attendance(frozenset({1}), NINE + 8 * HOUR), True, "4:00 PM · 5:00 PM", ""),
        (Attendance(frozenset(), NINE + 8 * HOUR), False, "4:00 PM · 5:00 PM", ""),
        (Attendance(next=(NINE, NINE + HOUR)), False, "", "8:00 AM · 9:00 AM"),
        (
            Attendance(frozenset(), NINE + HOUR, (NINE + 3 * HOUR, NINE + 4 * HOUR)),
            False,
            "9:00 AM · 10:00 AM",
            "11:00 AM · 12:00 PM",
        ),
    ],
)
def test_presence_says_until_when_or_when_next(
    attended: Attendance, is_staffed: bool, until: str, then: str
) -> None:
    said = presence_values(attended, clocks("Asia/Bangkok"))
    assert said["is_staffed"] is is_staffed
    for text, wanted in ((said["open_until"], until), (said["next"], then)):
        assert bool(text) is bool(wanted)
        assert wanted in plain(text)


@pytest.mark.parametrize(
    ("size", "content_type", "weight"),
    [
        (0, "application/pdf", "PDF 1 kB"),
        (1, "application/pdf", "PDF 1 kB"),
        (1499, "image/jpeg", "JPEG 1 kB"),
        (1501, "image/png", "PNG 2 kB"),
        (10_000_000, "image/webp", "WEBP 10,000 kB"),
    ],
)
def test_a_document_says_its_kind_and_weight_before_it_is_fetched(
    size: int, content_type: str, weight: str
) -> None:
    name = LocalText("报价单", "zh-hans", "source")
    line = DocumentLine("0f0f0f0f-0000-4000-8000-000000000000", name, content_type, size, NINE)
    with translation.override("en"):
        said = document_values(line, "en")
    assert plain(said["weight"]) == weight
    assert said["name"] is name
    assert said["url"] == "/en/file/0f0f0f0f-0000-4000-8000-000000000000/"


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "Simplified Chinese, Vietnamese"),
        ("zh-hans", "简体中文, 越南语"),
        ("th", "จีนตัวย่อ, เวียดนาม"),
        ("my", "ပြည်ကြီးတရုတ် (ရိုးရှင်း), ဗီယက်နမ်"),
    ],
)
def test_staff_say_their_languages_in_the_readers(language: str, named: str) -> None:
    line = StaffLine(1, "韦文", ("zh-hans", "vi"), is_here=True)
    said = staff_values(line, language)
    assert (said["name"], said["is_here"], said["languages"]) == ("韦文", True, named)
