"""A buyer finds the goods of the demonstration in each of ten languages, and nonsense finds nothing."""

import pytest

from tests.search.judging import HALVES, KINDS, TARGETS, Judged, of, share
from tests.search.report import misses, table

LANGUAGES = ("zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my")


@pytest.mark.parametrize("name", ["terms", "phrases"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_goods_are_found_in_each_language(judged: list[Judged], language: str, name: str) -> None:
    answers = of(judged, KINDS[name], language=language)
    right, count = share(answers)
    assert right >= TARGETS[name] * count, "\n".join(misses(answers, "tune"))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("half", HALVES)
def test_each_half_reaches_the_target(judged: list[Judged], half: str, name: str) -> None:
    right, count = share(of(judged, KINDS[name], half=half))
    assert right >= TARGETS[name] * count, "\n".join(table(judged))


def test_every_word_typed_is_answered_by_a_step_or_by_hits(judged: list[Judged]) -> None:
    assert not [one.asked.query for one in judged if not one.hits and not one.step]


def test_what_is_no_match_is_not_called_one(judged: list[Judged]) -> None:
    assert {one.step for one in judged if one.hits} <= {"", "spelling"}
