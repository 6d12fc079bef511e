"""Burmese typed in the Zawgyi encoding is read as what it says, and Unicode is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.glossary.analyzer import analyses, analyze, normalize
from catalog.glossary.analyzer.zawgyi import rewritten
from tests.catalog.glossary.from_files import file_lexicon, file_rows

# As phones of the 2010s typed them; the first column holds the code points of Zawgyi.
GOODS = [
    ("ဒူးရင္းသီး", "ဒူးရင်းသီး", "durian"),
    ("မင္းဂြတ္သီး", "မင်းဂွတ်သီး", "mangosteen"),
    ("ေကာ္ဖီ", "ကော်ဖီ", "coffee"),
    ("ငွက္ေပ်ာသီး", "ငှက်ပျောသီး", "banana"),
    ("ေရႊဘိုေပၚဆန္းေမႊးဆန္", "ရွှေဘိုပေါ်ဆန်းမွှေးဆန်", "rice"),
    ("ပဲတီစိမ္း", "ပဲတီစိမ်း", "mung-bean"),
    ("ႏွမ္း", "နှမ်း", "sesame"),
    ("ေက်ာက္စိမ္း", "ကျောက်စိမ်း", "jade"),
]
# Rows of syllables in both encodings: nothing but the meaning tells which one was typed.
EITHER = [
    ("သရက္သီး", "သရက်သီး", "mango"),
    ("နာနတ္သီး", "နာနတ်သီး", "pineapple"),
    ("လီမြန္သီး", "လီမွန်သီး", "lemon"),
]


def converted(text: str, *, uncertain: bool = False) -> str:
    for start, end, new in reversed(list(rewritten(text, uncertain=uncertain))):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(("typed", "meant", "_concept"), GOODS)
def test_what_is_zawgyi_alone_becomes_unicode(typed: str, meant: str, _concept: str) -> None:
    assert converted(typed) == meant
    assert normalize(typed).text == normalize(meant).text
    assert len(analyses(typed)) == 1


@pytest.mark.parametrize(("typed", "meant", "_concept"), EITHER)
def test_what_could_be_either_is_read_both_ways(typed: str, meant: str, _concept: str) -> None:
    assert converted(typed) == typed
    assert converted(typed, uncertain=True) == meant
    assert [analysis.normal.text for analysis in analyses(typed)] == [
        normalize(typed).text,
        normalize(meant).text,
    ]


@pytest.mark.parametrize(("typed", "meant", "concept"), GOODS + EITHER)
def test_goods_are_named_in_either_encoding(typed: str, meant: str, concept: str) -> None:
    for text in (typed, meant):
        ((_, reading),) = file_lexicon().read_all(text, "my", query=True)
        assert concept in {
            above
            for slug in reading.concepts
            for above in (slug, *file_lexicon().kinship.meanings[slug].wider)
        }


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("မဂၤလာ", "မင်္ဂလာ"),  # a silenced ng above the next letter
        ("ပစၥည္း", "ပစ္စည်း"),  # a letter below another
        ("ကုမၸဏီ", "ကုမ္ပဏီ"),
        ("ျမန္မာ", "မြန်မာ"),  # the r before its letter
        ("ၾကက္", "ကြက်"),  # … in its wide shape
        ("တ႐ုတ္", "တရုတ်"),  # another shape of r
        ("ႏို႔", "နို့"),  # another shape of n, and of the dot below
        ("ဦး", "ဦး"),
        ("ဥယ်ာဥ္", "ဥယျာဉ်"),
        ("၁၀၀ ဆန္", "၁၀၀ ဆန်"),
        ("ခ်ဥ္", "ချဉ်"),
        ("သို႔ရာတြင္", "သို့ရာတွင်"),
    ],
)
def test_each_way_of_drawing(drawn: str, written: str) -> None:
    assert converted(drawn, uncertain=True) == written


def test_no_burmese_name_of_the_glossary_is_taken_for_zawgyi() -> None:
    labels = [label.text for row in file_rows().concepts for label in row.labels if label.language == "my"]
    assert len(labels) > 2000
    assert [text for text in labels if converted(text) != text] == []
    unsure = [text for text in labels if len(analyses(text)) > 1]
    assert len(unsure) < len(labels) / 3


def test_what_is_certain_in_a_text_decides_the_rest_of_it() -> None:
    assert converted("သရက္သီး ေကာ္ဖီ") == "သရက်သီး ကော်ဖီ"
    assert converted("သရက်သီး ကော်ဖီ", uncertain=True) == "သရက်သီး ကော်ဖီ"


def test_a_text_in_both_encodings_keeps_both() -> None:
    assert converted("ကော်ဖီ (ေကာ္ဖီ)") == "ကော်ဖီ (ကော်ဖီ)"


@pytest.mark.parametrize("text", ["ၵၢၼ်ႇႁဵတ်း", "မန်", "ဝ", "၁၂၃", "coffee", "กาแฟ", ""])
def test_shan_and_what_is_no_burmese_at_all_stay(text: str) -> None:
    assert converted(text) == text


def test_marks_point_at_what_was_typed() -> None:
    text = "၁ kg ေကာ္ဖီ (ဒူးရင္းသီး)"
    words = [text[token.start : token.end] for token in analyze(text).tokens]
    assert words[-1].startswith("ဒ")
    assert "".join(words).replace("kg", "") == "၁ေကာ္ဖီဒူးရင္းသီး"


@given(st.text(alphabet=[chr(code) for code in range(0x1000, 0x10A0)], max_size=20))
def test_any_row_of_burmese_letters_can_be_read(text: str) -> None:
    for uncertain in (True, False):
        ends = [0]
        for start, end, new in rewritten(text, uncertain=uncertain):
            assert ends[-1] <= start < end <= len(text)
            assert new
            ends.append(end)
        once = converted(text, uncertain=uncertain)
        assert converted(once) == once
    analyze(text)
    analyses(text)
