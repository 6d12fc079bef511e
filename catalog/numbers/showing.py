"""Numbers as a desk page shows them: a few figures, a chart with its table, and a table of things."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_skeleton
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.conversations.subjects import SUBJECTS
from catalog.numbers.selectors import Numbers, Thing
from catalog.reference.chart import Chart, Series, draw
from catalog.reference.cldr import locale_of
from catalog.reference.display import show_number
from catalog.translation.texts import tag_unless

COLUMNS_UP_TO = 31  # days; more are drawn as lines


def figures(numbers: Numbers, language: str) -> list[dict[str, str]]:
    """Return the sums of a period."""
    return [
        {"label": label, "value": show_number(value, language)}
        for label, value in zip(labels(), _values(numbers), strict=True)
    ]


def labels() -> list[str]:
    """Return what the four numbers are called, in the active language."""
    return [_("Views"), _("From search"), _("Saved"), _("Messages")]


def _values(numbers: Numbers) -> tuple[int, int, int, int]:
    return numbers.views, numbers.found, numbers.saves, numbers.messages


def chart(days: Sequence[tuple[date, Numbers]], language: str) -> SafeString:
    """Return the views of each day, and those from search, as a drawing."""
    locale = locale_of(language)
    views, found, *_rest = labels()
    drawn = Chart(
        title=_("Views by day"),
        description=_("Views of each day, and how many of them came from search."),
        kind="columns" if len(days) <= COLUMNS_UP_TO else "line",
        names=[format_skeleton("Md", day, locale=locale) for day, _numbers in days],
        series=[
            Series(views, [Decimal(numbers.views) for _day, numbers in days]),
            Series(found, [Decimal(numbers.found) for _day, numbers in days]),
        ],
        language=language,
    )
    return draw(drawn, prefix="numbers")


def day_table(days: Sequence[tuple[date, Numbers]], language: str) -> dict[str, Any]:
    """Return the same days as a table, the newest first."""
    locale = locale_of(language)
    rows = [
        [{"text": format_date(day, "medium", locale=locale)}, *_cells(numbers, language)]
        for day, numbers in reversed(days)
    ]
    return {"columns": [{"label": _("Day")}, *_heads()], "rows": rows}


def thing_table(things: Sequence[Thing], language: str, *, slug: str, days: int) -> dict[str, Any]:
    """Return things with their numbers; each leads to its own chart on the desk of the organization."""
    here = reverse("desk-numbers", args=[slug])
    rows = [
        [
            {
                "text": thing.title.value,
                "lang": tag_unless(thing.title, language),
                "url": f"{here}?days={days}&of={thing.id}",
            },
            {"text": kind_label(thing), "label": _("Kind")},
            *_cells(thing.numbers, language),
        ]
        for thing in things
    ]
    return {"columns": [{"label": _("Name")}, {"label": _("Kind")}, *_heads()], "rows": rows}


def kind_label(thing: Thing) -> str:
    """Return what a kind of thing is called; a thing the public cannot see is called so."""
    label = str(SUBJECTS.get(thing.kind).label) if thing.kind in SUBJECTS else thing.kind
    return label if thing.path else _("%(kind)s, not shown now") % {"kind": label}


def _heads() -> list[dict[str, Any]]:
    return [{"label": label, "figure": True} for label in labels()]


def _cells(numbers: Numbers, language: str) -> list[dict[str, Any]]:
    return [
        {"text": show_number(value, language), "label": label, "figure": True}
        for label, value in zip(labels(), _values(numbers), strict=True)
    ]
