"""Steps of cancellation as spans: every day before a departure stands in exactly one of them."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from catalog.tourism.finding.terms import Span, cancellation_values, spans
from catalog.tourism.tour_document import CancellationStep

ON = date(2027, 3, 1)


def steps(*pairs: tuple[int, int]) -> list[CancellationStep]:
    return [CancellationStep(days_before=days, keeps=keeps) for days, keeps in pairs]


def kept(told: Sequence[Span], before: int) -> list[int]:
    """Return what is kept when cancelled so many days before."""
    return [
        span.keeps
        for span in told
        if (span.earliest is None or before <= span.earliest)
        and (span.latest is None or before >= span.latest)
    ]


@pytest.mark.parametrize(
    ("before", "keeps"),
    [(400, 0), (14, 0), (13, 30), (7, 30), (6, 60), (1, 60), (0, 100), (-3, 100)],
)
def test_a_step_holds_for_fewer_days_than_it_names(before: int, keeps: int) -> None:
    assert kept(spans(steps((14, 30), (7, 60), (1, 100))), before) == [keeps]


def test_steps_are_put_in_order_and_one_named_twice_is_told_once() -> None:
    told = spans(steps((1, 100), (14, 30)))
    assert told == spans(steps((14, 30), (1, 100)))
    twice = spans(steps((14, 30), (14, 50)))
    assert [kept(twice, before) for before in (14, 13, 0)] == [[0], [50], [50]]


def test_steps_are_told_in_days_of_the_calendar_for_a_departure() -> None:
    assert cancellation_values(steps((14, 30), (7, 60), (1, 100)), ON, "en") == [
        {"when": "Until Feb 15, 2027", "kept": "Nothing"},
        {"when": "Feb 16, 2027 – Feb 22, 2027", "kept": "30%"},
        {"when": "Feb 23, 2027 – Feb 28, 2027", "kept": "60%"},
        {"when": "From Mar 1, 2027", "kept": "100%"},
    ]


def test_a_span_of_one_day_is_that_day() -> None:
    told = cancellation_values(steps((2, 50), (1, 100)), ON, "en")
    assert [one["when"] for one in told] == ["Until Feb 27, 2027", "Feb 28, 2027", "From Mar 1, 2027"]


def test_without_a_departure_steps_are_told_in_days_before_it() -> None:
    assert [one["when"] for one in cancellation_values(steps((14, 30), (7, 60), (1, 100)), None, "en")] == [
        "14 days before departure or earlier",
        "13 to 7 days before departure",
        "6 to 1 days before departure",
        "Fewer than 1 day before departure",
    ]
    single = cancellation_values(steps((2, 50), (1, 100)), None, "en")
    assert single[1]["when"] == "1 day before departure"


def test_no_steps_say_nothing() -> None:
    assert cancellation_values([], ON, "en") == []
    assert cancellation_values([], None, "en") == []


def test_the_days_meet_without_a_gap() -> None:
    told = spans(steps((30, 10), (14, 30), (3, 100)))
    for day in range(60):
        assert len(kept(told, day)) == 1, ON - timedelta(days=day)
