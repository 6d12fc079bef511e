"""What lies ahead is reckoned by quarters: the same from the first day of one to its last."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from portal.demo.tours.quarters import PLANNED, PRICED, Quarter, monthly_days, quarters


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 9, 30), Quarter(2026, 3)),
        (date(2026, 11, 26), Quarter(2026, 4)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_every_day_lies_in_its_quarter(today: date, quarter: Quarter) -> None:
    assert quarters(today, 1) == [quarter]
    assert quarter.first <= today <= quarter.last


def test_quarters_follow_each_other_without_a_day_between() -> None:
    found = quarters(date(2026, 11, 26), PRICED)
    assert [str(quarter) for quarter in found] == ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
    for before, after in pairwise(found):
        assert after.first - before.last == timedelta(days=1)


@pytest.mark.parametrize(
    "today", [date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2026, 11, 26), date(2027, 9, 30)]
)
def test_six_months_are_planned_and_twelve_are_priced_from_any_day(today: date) -> None:
    assert quarters(today, PLANNED)[-1].last >= today + timedelta(days=180)
    assert quarters(today, PRICED)[-1].last >= today + timedelta(days=365)


@pytest.mark.parametrize(
    ("which", "weekday", "days"),
    [
        (1, 4, [date(2027, 1, 1), date(2027, 2, 5), date(2027, 3, 5)]),
        (2, 4, [date(2027, 1, 8), date(2027, 2, 12), date(2027, 3, 12)]),
        (4, 0, [date(2027, 1, 25), date(2027, 2, 22), date(2027, 3, 22)]),
    ],
)
def test_a_month_has_its_first_second_and_fourth_of_a_weekday(
    which: int, weekday: int, days: list[date]
) -> None:
    assert list(monthly_days(Quarter(2027, 1), which, weekday)) == days
