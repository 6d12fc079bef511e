"""A slip of the finger is put right only when nothing is left to guess."""

from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from catalog.glossary.analyzer import normalize
from catalog.search.engine import SearchEngine
from catalog.search.plan import Plan
from catalog.search.recovery import corrected, respaced, slipped
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon


class Titles:
    """An engine that knows the words of a few titles, and whether one has all that is asked for."""

    def __init__(self, *words: str, together: bool = False) -> None:
        self.known = words
        self.together = together
        self.asked: list[Plan] = []

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        self.asked += plans
        return [int(self.together) for _ in plans]

    def words(self, start: str) -> Mapping[str, int]:
        return {word: 1 for word in self.known if word.startswith(start)}


def put_right(text: str, *titles: str, language: str = "en") -> str | None:
    query = Query(text=text, language=language)
    engine = cast("SearchEngine", Titles(*titles))
    better = corrected(query, understand(query, file_lexicon()), file_lexicon(), engine)
    return better.text if better else None


def written_anew(text: str, language: str = "en") -> str | None:
    query = Query(text=text, language=language)
    better = respaced(query, understand(query, file_lexicon()), file_lexicon())
    return better.text if better else None


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("thai hommali", "en", "thai hom mali"),
        ("fresh pine apple juice", "en", "fresh pineapple juice"),
        ("minyakkelapa", "id", "minyak kelapa"),
        ("saurieng", "vi", "sau rieng"),
    ],
)
def test_a_name_is_known_by_its_letters_whatever_spaces_are_in_it(
    text: str, language: str, right: str
) -> None:
    assert written_anew(text, language) == right


@pytest.mark.parametrize("text", ["dragon fruit", "durian", "qwxkzvb", "te a", "ทุเรียน", ""])
def test_what_is_written_as_it_is_known_or_is_no_name_stays(text: str) -> None:
    assert written_anew(text) is None


def test_an_unknown_word_becomes_the_nearest_known_one() -> None:
    assert put_right("mangostine") in {"mangosteen", "mangostin"}


def test_words_of_titles_are_known_too() -> None:
    assert put_right("zoltberri", "zoltberry") == "zoltberry"


def test_half_a_correction_is_none() -> None:
    assert put_right("mangostine xqwvutplk") is None


def test_what_is_known_stays_as_it_was_typed() -> None:
    assert put_right("mango durian", "mango", "durian") is None


def test_a_word_of_a_longer_name_that_stands_in_no_title_gives_way_to_one_that_does() -> None:
    assert "kula" in file_lexicon().words
    assert put_right("kula", "kulab") == "kulab"


def test_filler_is_never_taken_for_a_slip() -> None:
    assert put_right("price", "prize") is None


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("ลำไบอบแห้ง", "th", "ลำไยอบแห้ง"),
        ("ราคา ลำไบอบแห้ง", "th", "ราคา ลำไยอบแห้ง"),
        ("သရက်သီးခြာက်", "my", "သရက်သီးခြောက်"),
    ],
)
def test_a_name_without_spaces_is_put_right_as_a_whole(text: str, language: str, right: str) -> None:
    assert put_right(text, language=language) == normalize(right).text


def test_a_name_is_not_taken_for_a_slip_in_another() -> None:
    assert put_right("ដំឡូងជ្វា", language="km") is None, "sweet potato is one letter from cassava"


def put_right_though_found(text: str, language: str, engine: Titles) -> str | None:
    query = Query(text=text, language=language)
    asked = understand(query, file_lexicon())
    better = slipped(query, asked, file_lexicon(), cast("SearchEngine", engine))
    return better.text if better else None


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [("ໝາກມ່ວງອບແຫ້ງ", "lo", "ໝາກມ່ວງອົບແຫ້ງ"), ("น้ำมันมะพร้าวสกัดเยน", "th", "น้ำมันมะพร้าวสกัดเย็น")],
)
def test_a_name_with_a_slip_is_put_right_where_only_its_parts_were_found(
    text: str, language: str, right: str
) -> None:
    engine = Titles()
    assert put_right_though_found(text, language, engine) == normalize(right).text
    (plan,) = engine.asked
    fields = {clause.field for group in plan.groups for part in group.parts for clause in part}
    assert fields.isdisjoint({"body", "body_exact", "gram"}), "that a long text holds the parts means little"
    assert plan.instead == ()


def test_a_name_stays_as_it_was_typed_where_a_title_has_all_its_parts() -> None:
    assert put_right_though_found("น้ำมันมะพร้าวสกัดเยน", "th", Titles(together=True)) is None


@pytest.mark.parametrize(("text", "language"), [("ทุเรียน", "th"), ("ทุเรียน ราคา", "th"), ("durain", "en")])
def test_no_title_is_asked_about_where_all_is_understood_or_nothing_is_near(text: str, language: str) -> None:
    engine = Titles()
    assert put_right_though_found(text, language, engine) is None
    assert engine.asked == []
