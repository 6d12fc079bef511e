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
LEGEND_LINE = 22
INKS = ("a", "b", "c", "d")
BAR, BAR_GAP, BAR_LEFT, BARS_WIDE = 22, 12, 180, 640
NAME_MOST = 140.0  # width of a name under the axis; the table has it in full
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
    wide = BARS_WIDE if chart.kind == "bars" else WIDE
    high = _bars_high(chart) if chart.kind == "bars" else HIGH
    high += LEGEND_LINE * max(0, len(_legend_lines(chart, wide)) - 1)
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
    labels = [show_number(value, chart.language) for value in scale]
    left = max(float(LEFT), max(_width(label) for label in labels) + 16)

    def y(number: Decimal) -> float:
        return BOTTOM - float(number / top) * (BOTTOM - TOP)

    lines = format_html_join(
        "",
        '<path class="{}" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "grid" if at else "axis",
                f"{left:.1f}",
                f"{y(value):.1f}",
                WIDE - RIGHT,
                f"{left - 8:.1f}",
                f"{y(value) + 4:.1f}",
                label,
            )
            for at, (value, label) in enumerate(zip(scale, labels, strict=True))
        ),
    )
    step = (WIDE - left - RIGHT) / max(len(chart.names), 1)
    drawn = _line(chart, left, step, y) if chart.kind == "line" else _columns(chart, left, step, y)
    return format_html(
        "{}{}{}{}", lines, drawn, _names(chart, left, step), _legend(chart, WIDE, BOTTOM + LEGEND_LINE + 6)
    )


def _names(chart: Chart, left: float, step: float) -> SafeString:
    """Return the names under the axis: as many as stand beside each other, none over the edge."""
    names = [_fitting(name, NAME_MOST) for name in chart.names]
    widest = max((_width(name) for name in names), default=0.0)
    # The last one may have to move in from the right edge.
    room = widest + max(0.0, widest / 2 - RIGHT - step / 2)
    every = max(1, ceil(room / step))
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (f"{min(left + step * (at + 0.5), WIDE - _width(name) / 2):.1f}", BOTTOM + 20, name)
            for at, name in enumerate(names)
            if at % every == 0
        ),
    )


def _columns(chart: Chart, left: float, step: float, y: Scale) -> SafeString:
    count = max(len(chart.series), 1)
    width = min(36.0, step * 0.72 / count)
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                INKS[place],
                f"{left + step * (at + 0.5) + (place - count / 2) * width:.1f}",
                f"{y(number):.1f}",
                f"{width - 2:.1f}",
                f"{BOTTOM - y(number):.1f}",
            )
            for place, series in enumerate(chart.series)
            for at, number in enumerate(series.numbers)
        ),
    )


def _line(chart: Chart, left: float, step: float, y: Scale) -> SafeString:
    def way(numbers: Sequence[Decimal]) -> str:
        points = (f"{left + step * (at + 0.5):.1f} {y(number):.1f}" for at, number in enumerate(numbers))
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
    labels = (show_number(number, chart.language) for series in chart.series for number in series.numbers)
    room = BARS_WIDE - BAR_LEFT - 14 - max(76.0, *(_width(label) for label in labels))
    parts = []
    for at, name in enumerate(chart.names):
        top = BAR_GAP + at * (BAR * count + BAR_GAP)
        parts.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="end">{}</text>',
                BAR_LEFT - 8,
                top + BAR * count / 2 + 5,
                _fitting(name, BAR_LEFT - 16),
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
    return format_html("{}{}", drawn, _legend(chart, BARS_WIDE, _bars_high(chart) - 16))


def _legend_lines(chart: Chart, wide: int) -> list[list[tuple[str, float, str]]]:
    """Return the lines of the legend: ink, left edge and name of each series, none over the right edge."""
    lines: list[list[tuple[str, float, str]]] = []
    left = 0.0
    for ink, series in zip(INKS, chart.series if len(chart.series) > 1 else (), strict=False):
        name = _fitting(series.name, wide - LEFT - 30)
        if not lines or left + 18 + _width(name) > wide:
            lines.append([])
            left = float(LEFT)
        lines[-1].append((ink, left, name))
        left += _width(name) + 42
    return lines


def _legend(chart: Chart, wide: int, top: int) -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="12" height="12"/><text x="{}" y="{}">{}</text>',
        (
            (
                ink,
                f"{left:.0f}",
                top + at * LEGEND_LINE,
                f"{left + 18:.0f}",
                top + at * LEGEND_LINE + 11,
                name,
            )
            for at, line in enumerate(_legend_lines(chart, wide))
            for ink, left, name in line
        ),
    )


def _fitting(text: str, room: float) -> str:
    """Return the text, or as much of its beginning as has room."""
    if _width(text) <= room:
        return text
    kept = text
    while kept and _width(kept) + CHARACTER > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _width(text: str) -> float:
    return sum(CHARACTER * (2 if ord(letter) > 0x2E7F else 1) for letter in text)
