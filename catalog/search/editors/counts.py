"""What was searched for, and how often: sums of days, by language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.utils import timezone

from catalog.reference.csv_files import harmless
from catalog.search.models import AskedText

PERIODS = (1, 7, 30, 90, 365)  # days, today included
MOST = 200


@dataclass(frozen=True)
class Asked:
    """A text, how often it was searched for in a period, in vain how often, and on how many days."""

    text: str
    language: str
    times: int
    in_vain: int
    days: int


def asked(*, days: int, language: str = "", in_vain: bool = False, most: int | None = MOST) -> list[Asked]:
    """Return the texts of the last days, most frequent first; with `in_vain` those that found nothing.

    `language` is a code, or empty for all.
    """
    first = timezone.now().date() - timedelta(days=days - 1)
    rows = AskedText.objects.filter(day__gte=first)
    if language:
        rows = rows.filter(language=language)
    sums = rows.values("text", "language").annotate(asked=Sum("times"), vain=Sum("in_vain"), on=Count("day"))
    if in_vain:
        sums = sums.filter(vain__gt=0)
    order = ("-vain", "-asked") if in_vain else ("-asked", "-vain")
    return [_asked(row) for row in sums.order_by(*order, "text", "language")[:most]]


def total(*, days: int, language: str = "") -> tuple[int, int]:
    """Return how many searches were counted in the last days, and how many found nothing."""
    first = timezone.now().date() - timedelta(days=days - 1)
    rows = AskedText.objects.filter(day__gte=first)
    if language:
        rows = rows.filter(language=language)
    sums = rows.aggregate(asked=Sum("times"), vain=Sum("in_vain"))
    return sums["asked"] or 0, sums["vain"] or 0


def lines(found: list[Asked], since: date) -> Iterator[list[str]]:
    """Yield the rows of a CSV file. What a spreadsheet would take for a formula is kept from being one."""
    yield ["since", "language", "text", "times", "in_vain", "days"]
    for one in found:
        text = harmless(one.text)
        yield [since.isoformat(), one.language, text, str(one.times), str(one.in_vain), str(one.days)]


def _asked(row: Mapping[str, object]) -> Asked:
    times, in_vain, days = (int(str(row[name])) for name in ("asked", "vain", "on"))
    return Asked(str(row["text"]), str(row["language"]), times, in_vain, days)
