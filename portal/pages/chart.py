"""Charts drawn by the server as SVG: geometry and text, no script. Sizes are units of the viewBox.

A series is told apart by its place and its legend, not by colour alone; the table stands below.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.reference.display import show_number

WIDE, HIGH = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 16, 250
LEGEND = 290
INKS = ("a", "b", "c", "d")
BAR, BAR_GAP, BAR_LEFT, BARS_WIDE = 22, 12, 180, 640
Scale = Callable[[Decimal], float]
CHARACTER = 7.4  # width of a letter at the chart's size; twice that in Chinese


@dataclass(frozen=True)
class Series:
    """One column of numbers with its name."""

    name: str
    numbers: Sequence[Decimal]


@dataclass(frozen=True)
class Chart:
    """What is drawn: the names along the axis, and one number of every series for each of them."""

    title: str
    description: str
    kind: str
    names: Sequence[str]
    series: Sequence[Series]
    language: str


def steps(most: Decimal) -> list[Decimal]:
    """Return round values for the lines of a scale, from nought to at least ``most``."""
    if most <= 0:
        return [Decimal(0), Decimal(1)]
    rough = float(most) / 4
    power = 10 ** floor(log10(rough))
    width = Decimal(str(next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough)))
    return [width * at for at in range(ceil(most / width) + 1)]


def draw(chart: Chart, *, prefix: str) -> SafeString:
    """Return the chart as an SVG element with title and description; ``prefix`` makes its ids unique."""
    body = _bars(chart) if chart.kind == "bars" else _upright(chart)
    high = _bars_high(chart) if chart.kind == "bars" else HIGH
    wide = BARS_WIDE if chart.kind == "bars" else WIDE
    return format_html(
        '<svg class="chart wide" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        wide,
        high,
        prefix,
        prefix,
        prefix,
        chart.title,
        prefix,
        chart.description,
        body,
    )


def _most(chart: Chart) -> Decimal:
    return max((number for series in chart.series for number in series.numbers), default=Decimal(0))


def _upright(chart: Chart) -> SafeString:
    scale = steps(_most(chart))
    top = scale[-1]

    def y(number: Decimal) -> float:
        return BOTTOM - float(number / top) * (BOTTOM - TOP)

    lines = format_html_join(
        "",
        '<path class="{}" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "grid" if at else "axis",
                LEFT,
                f"{y(value):.1f}",
                WIDE - RIGHT,
                LEFT - 8,
                f"{y(value) + 4:.1f}",
                show_number(value, chart.language),
            )
            for at, value in enumerate(scale)
        ),
    )
    step = (WIDE - LEFT - RIGHT) / max(len(chart.names), 1)
    every = max(1, ceil(max((_width(name) for name in chart.names), default=0) / step))
    names = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (f"{LEFT + step * (at + 0.5):.1f}", BOTTOM + 20, name)
            for at, name in enumerate(chart.names)
            if at % every == 0
        ),
    )
    drawn = _line(chart, step, y) if chart.kind == "line" else _columns(chart, step, y)
    return format_html("{}{}{}{}", lines, drawn, names, _legend(chart, LEGEND - 12))


def _columns(chart: Chart, step: float, y: Scale) -> SafeString:
    count = max(len(chart.series), 1)
    width = min(36.0, step * 0.72 / count)
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                INKS[place],
                f"{LEFT + step * (at + 0.5) + (place - count / 2) * width:.1f}",
                f"{y(number):.1f}",
                f"{width - 2:.1f}",
                f"{BOTTOM - y(number):.1f}",
            )
            for place, series in enumerate(chart.series)
            for at, number in enumerate(series.numbers)
        ),
    )


def _line(chart: Chart, step: float, y: Scale) -> SafeString:
    def way(numbers: Sequence[Decimal]) -> str:
        points = (f"{LEFT + step * (at + 0.5):.1f} {y(number):.1f}" for at, number in enumerate(numbers))
        return "M" + "L".join(points)

    return format_html_join(
        "",
        '<path class="line-{}" d="{}"/>',
        ((INKS[place], way(series.numbers)) for place, series in enumerate(chart.series)),
    )


def _bars_high(chart: Chart) -> int:
    rows = len(chart.names) * (BAR * len(chart.series) + BAR_GAP)
    return rows + BAR_GAP + (24 if len(chart.series) > 1 else 0)


def _bars(chart: Chart) -> SafeString:
    most, count = _most(chart) or Decimal(1), len(chart.series)
    room = BARS_WIDE - BAR_LEFT - 90
    parts = []
    for at, name in enumerate(chart.names):
        top = BAR_GAP + at * (BAR * count + BAR_GAP)
        parts.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="end">{}</text>',
                BAR_LEFT - 8,
                top + BAR * count / 2 + 5,
                name,
            )
        )
        for place, series in enumerate(chart.series):
            number = series.numbers[at]
            wide = float(number / most) * room
            parts.append(
                format_html(
                    '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
                    '<text class="strong" x="{}" y="{}">{}</text>',
                    INKS[place],
                    BAR_LEFT,
                    top + place * BAR,
                    f"{wide:.1f}",
                    BAR - 3,
                    f"{BAR_LEFT + wide + 7:.1f}",
                    top + place * BAR + 15,
                    show_number(number, chart.language),
                )
            )
    drawn = format_html_join("", "{}", ((part,) for part in parts))
    return format_html("{}{}", drawn, _legend(chart, _bars_high(chart) - 16))


def _legend(chart: Chart, top: int) -> SafeString:
    if len(chart.series) < 2:
        return SafeString("")
    left = float(LEFT)
    parts = []
    for place, series in enumerate(chart.series):
        parts.append((INKS[place], f"{left:.0f}", top, f"{left + 18:.0f}", top + 11, series.name))
        left += _width(series.name) + 42
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="12" height="12"/><text x="{}" y="{}">{}</text>',
        parts,
    )


def _width(text: str) -> float:
    return sum(CHARACTER * (2 if ord(letter) > 0x2E7F else 1) for letter in text)
