"""The bench of search runs from end to end on a few goods, and says which goals were missed."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from catalog.search.analysis import PART
from catalog.search.documents import SearchDocument
from tests.bench import search, timing
from tests.bench.generated import Market
from tests.bench.timing import Report, Timing, side_by_side
from tests.catalog.glossary.from_files import file_lexicon


def test_it_measures_the_embedded_engine_beside_tantivy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "QUESTIONS", 20)
    report = search.measure([50], tmp_path, "")
    said = capsys.readouterr().out
    for what in ("analysis", "embedded rebuild", "embedded search", "bare tantivy", "suggestions", "hit"):
        assert what in said
    assert "Elasticsearch took no part" in said
    assert all("at 50" in missed or "at 20" in missed for missed in report.missed)


def test_a_missed_goal_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.say(10, "search", "fast")
    report.say(10_000, "search", "slow", fine=False)
    assert report.missed == ["search at 10,000"]
    assert capsys.readouterr().out.splitlines()[1].endswith("slow   MISSED")


def test_growth_is_told_beside_that_of_the_bare_engine(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.searched("embedded", 10, Timing([2.0]), Timing([1.0]))
    report.grown()
    assert capsys.readouterr().out == "", "one size has not grown"
    report.searched("embedded", 100, Timing([3.0]), Timing([4.0]))
    report.grown()
    assert "embedded p95 against 10" in (said := capsys.readouterr().out)
    assert "ours × 1.5, bare × 4.0" in said


def test_the_time_within_which_so_many_calls_were_done() -> None:
    timing = Timing([float(number) for number in range(100, 0, -1)])
    assert (timing.at(0.5), timing.at(0.95), timing.at(1.0)) == (51, 96, 100)
    assert str(timing) == "p50   51.00  p95   96.00"


def test_ours_and_the_bare_call_take_turns_in_going_first() -> None:
    called: list[str] = []
    pairs = [(lambda: called.append("ours"), lambda: called.append("bare"))] * 4
    ours, bare = side_by_side(pairs)
    assert (len(ours.spent), len(bare.spent)) == (4, 4)
    assert called[8:] == ["bare", "ours", "ours", "bare"] * 2


def test_goods_are_the_same_each_time_and_speak_several_languages() -> None:
    market = Market(file_lexicon())
    once, again = list(market.documents(30)), list(Market(file_lexicon()).documents(30))
    assert once == again
    assert all(isinstance(one, SearchDocument) and len(one.titles) >= 3 for one in once)
    assert len({tuple(one.titles) for one in once}) > 2
    assert len(list(market.queries(25))) == 25


class Waiting:
    """An engine that answers late without working for it, as any does beside other work."""

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[str]:
        time.sleep(0.012)
        return []


@pytest.mark.parametrize(("name", "missed"), [("embedded", False), ("elasticsearch", True)])
def test_suggestions_are_judged_by_work_here_and_by_waiting_over_the_network(
    name: str, missed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timing, "SUGGESTED_FOR", 2)
    report = Report()
    timing.suggesting(report, 2, name, Waiting(), [Titled(), Titled()])
    assert bool(report.missed) == missed
    assert "work" in capsys.readouterr().out


class Titled:
    """An entry of the index, as far as suggestions go."""

    terms: ClassVar[dict[str, list[str]]] = {"suggest": [PART.join(("en", "durian", "Durian", "thing:1"))]}


def test_a_share_of_the_calls_is_counted_from_the_quickest() -> None:
    timed = Timing([5.0, 1.0, 3.0, 2.0, 4.0], [0.5, 0.1, 0.3, 0.2, 0.4])
    assert (timed.at(0.0), timed.at(0.5), timed.at(0.95), timed.at(1.0)) == (1.0, 3.0, 5.0, 5.0)
    assert (timed.work_at(0.5), timed.work_at(0.95)) == (0.3, 0.5)


def test_a_call_that_waits_takes_time_and_does_no_work() -> None:
    timed = Timing()
    timed.take(lambda: time.sleep(0.02))
    assert timed.at(0.5) >= 20
    assert timed.work_at(0.5) < 10
