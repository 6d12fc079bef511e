"""Reads: an organization's numbers by day and by thing, those of days not yet added up included."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from catalog.conversations.subjects import Subject, by_kind
from catalog.numbers.models import Counted, DayOf, Looked
from catalog.reference.csv_files import harmless
from catalog.translation.texts import LocalText

MOST_THINGS = 50


@dataclass(frozen=True)
class Numbers:
    """Visitors who looked, those of them whom a search led here, times saved, messages received."""

    views: int = 0
    found: int = 0
    saves: int = 0
    messages: int = 0

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(
            self.views + other.views,
            self.found + other.found,
            self.saves + other.saves,
            self.messages + other.messages,
        )


@dataclass(frozen=True)
class Thing:
    """One thing with its numbers. `path` is empty where the public cannot see it any more."""

    id: int
    kind: str
    title: LocalText
    path: str
    numbers: Numbers


def by_day(
    *, organization_id: int, first: date, last: date, counted: int | None = None
) -> list[tuple[date, Numbers]]:
    """Return the numbers of every day from `first` to `last`, of one thing or of all: two queries."""
    sums: dict[date, Numbers] = defaultdict(Numbers)
    for row in _added_up(organization_id, first, last, counted).values("day").annotate(**_SUMS):
        sums[row["day"]] += _numbers(row)
    for row in _looked(organization_id, first, last, counted).values("day").annotate(**_COUNTS):
        sums[row["day"]] += _numbers(row)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day, sums[day]) for day in days]


def by_thing(
    *, organization_id: int, first: date, last: date, language: str, most: int = MOST_THINGS
) -> list[Thing]:
    """Return the things with any numbers in a period, the most looked at first."""
    sums: dict[int, Numbers] = defaultdict(Numbers)
    for row in _added_up(organization_id, first, last).values("counted").annotate(**_SUMS):
        sums[row["counted"]] += _numbers(row)
    for row in _looked(organization_id, first, last).values("counted").annotate(**_COUNTS):
        sums[row["counted"]] += _numbers(row)
    order = sorted(sums, key=lambda pk: (-sums[pk].views, -sums[pk].messages, -sums[pk].saves, pk))
    rows = Counted.objects.in_bulk(order[:most])
    shown = _shown(list(rows.values()), language)
    return [_thing(rows[pk], shown, sums[pk]) for pk in order[:most]]


def one_thing(*, organization_id: int, counted: int, language: str) -> Thing | None:
    """Return one of an organization's things without its numbers, or None where it has no such thing."""
    row = Counted.objects.filter(pk=counted, organization_id=organization_id).first()
    return _thing(row, _shown([row], language), Numbers()) if row else None


def lines(*, organization_id: int, first: date, last: date, language: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file: a day and a thing each. No text in it is taken for a formula."""
    yield ["day", "kind", "name", "views", "from_search", "saves", "messages"]
    sums: dict[tuple[date, int], Numbers] = defaultdict(Numbers)
    for row in _added_up(organization_id, first, last).values("day", "counted").annotate(**_SUMS):
        sums[row["day"], row["counted"]] += _numbers(row)
    for row in _looked(organization_id, first, last).values("day", "counted").annotate(**_COUNTS):
        sums[row["day"], row["counted"]] += _numbers(row)
    rows = Counted.objects.in_bulk({counted for _day, counted in sums})
    shown = _shown(list(rows.values()), language)
    for day, counted in sorted(sums):
        found, thing = sums[day, counted], _thing(rows[counted], shown, Numbers())
        numbers = (found.views, found.found, found.saves, found.messages)
        yield [day.isoformat(), thing.kind, harmless(thing.title.value), *(str(number) for number in numbers)]


def _added_up(organization_id: int, first: date, last: date, counted: int | None = None) -> QuerySet[DayOf]:
    found = DayOf.objects.filter(counted__organization=organization_id, day__gte=first, day__lte=last)
    return found.filter(counted=counted) if counted else found


def _looked(organization_id: int, first: date, last: date, counted: int | None = None) -> QuerySet[Looked]:
    found = Looked.objects.filter(counted__organization=organization_id, day__gte=first, day__lte=last)
    return found.filter(counted=counted) if counted else found


_SUMS = {f"sum_{name}": Sum(name) for name in ("views", "found", "saves", "messages")}
_COUNTS = {
    "sum_views": Count("pk", filter=Q(found=False)),
    "sum_found": Count("pk", filter=Q(found=True)),
}


def _numbers(row: Mapping[str, Any]) -> Numbers:
    views, found, saves, messages = (
        row.get(f"sum_{name}", 0) for name in ("views", "found", "saves", "messages")
    )
    return Numbers(views, found, saves, messages)


def _shown(rows: Sequence[Counted], language: str) -> dict[tuple[str, int], Subject]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        wanted[row.kind].append(row.subject_id)
    return by_kind(wanted=wanted, language=language)


def _thing(row: Counted, shown: dict[tuple[str, int], Subject], numbers: Numbers) -> Thing:
    subject = shown.get((row.kind, row.subject_id))
    title = subject.title if subject else LocalText(row.title, row.title_language)
    return Thing(row.pk, row.kind, title, subject.path if subject else "", numbers)
