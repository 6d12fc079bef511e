"""The plan of a hall, drawn from data as SVG: one link for each stand, and patterns for zones.

A unit is a third of a decimetre or so: a stand of three metres is 96 units wide, room for its number and
a name. States are told apart by line, ground and word, zones by the pattern along the back of a stand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from expo.fair.layout import Place
from expo.fair.plan_text import set_lines

SCALE = 3.2  # units for a decimetre
EDGE = 16  # floor around the stands
BAND = 10  # the strip of a stand's zone
LINE = 16
PATTERNS = 6  # more zones than that begin again, told apart by the list of zones


@dataclass(frozen=True)
class Mark:
    """A stand as it is drawn.

    ``state`` is its class: free, held, taken, live or closed; ``name`` stands on it, ``label`` says it
    all, beginning with number and name; ``lang`` is that of the name where it is not the page's.
    """

    place: Place
    state: str
    name: str
    label: str
    url: str
    lang: str = ""
    zone: str = ""
    dim: bool = False


@dataclass(frozen=True)
class Box:
    """A stand in units of the drawing."""

    x: int
    y: int
    width: int
    depth: int


def box(place: Place) -> Box:
    """Return where a stand is drawn; a hair of floor stays between neighbours."""
    x, y = round(place.x * SCALE) + EDGE, round(place.y * SCALE) + EDGE
    return Box(x + 2, y + 2, round(place.width * SCALE) - 4, round(place.depth * SCALE) - 4)


def size_of(width: int, depth: int) -> tuple[int, int]:
    """Return the size of the drawing of a hall, both in decimetres."""
    return round(width * SCALE) + 2 * EDGE, round(depth * SCALE) + 2 * EDGE


def patterns(zones: Sequence[str]) -> dict[str, int]:
    """Return the number of the pattern of each zone, in their order."""
    return {zone: number % PATTERNS + 1 for number, zone in enumerate(zones)}


def draw(
    marks: Sequence[Mark],
    *,
    width: int,
    depth: int,
    title: str,
    zones: Sequence[str] = (),
    data: Mapping[str, str] | None = None,
    wall: tuple[int, int] | None = None,
) -> SafeString:
    """Return the plan as an SVG element; ``data`` becomes attributes for the script that keeps it fresh.

    ``wall`` is the size of the hall in decimetres where the floor drawn is larger than it.
    """
    edge = size_of(*wall) if wall is not None and wall != (width, depth) else None
    wide, high = size_of(width, depth)
    return format_html(
        '<svg class="plan" viewBox="0 0 {} {}" role="group" aria-label="{}"{}>'
        '<defs>{}</defs><rect class="floor" x="1" y="1" width="{}" height="{}"/>{}{}{}</svg>',
        wide,
        high,
        title,
        format_html_join("", ' data-{}="{}"', (data or {}).items()),
        pattern_definitions(len(patterns(zones))),
        wide - 2,
        high - 2,
        format_html('<path class="wall" d="M1 1h{}v{}h-{}z"/>', edge[0], edge[1], edge[0]) if edge else "",
        mark_safe("".join(_stand(mark) for mark in marks)),  # noqa: S308  each was escaped
        _bands(marks, patterns(zones)),
    )


def _stand(mark: Mark) -> SafeString:
    shape = box(mark.place)
    room = max(0, (shape.depth - 34) // LINE)
    lines = set_lines(mark.name, shape.width - 14, room) if mark.name else ()
    # A space after each line: the words of the label and those that are seen are the same.
    words = format_html_join(
        "",
        '<text x="{}" y="{}">{} </text>',
        ((shape.x + 7, shape.y + 42 + LINE * number, line) for number, line in enumerate(lines)),
    )
    spoken = format_html('<g lang="{}">{}</g>', mark.lang, words) if mark.lang and words else words
    drawn = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"/><text class="no" x="{}" y="{}">{} </text>{}',
        *(shape.x, shape.y, shape.width, shape.depth, shape.x + 7, shape.y + 24, mark.place.code, spoken),
    )
    kind = f"{mark.state} off" if mark.dim else mark.state
    if not mark.url:
        return format_html('<g class="{}">{}</g>', kind, drawn)
    return format_html(
        '<a href="{}" class="{}" data-code="{}" aria-label="{}">{}</a>',
        *(mark.url, kind, mark.place.code, mark.label, drawn),
    )


def _bands(marks: Sequence[Mark], numbers: Mapping[str, int]) -> SafeString:
    """Return one path for each zone: the strips along the backs of its stands."""
    strips: dict[str, list[str]] = {}
    for mark in marks:
        if mark.zone in numbers:
            shape = box(mark.place)
            strips.setdefault(mark.zone, []).append(
                f"M{shape.x} {shape.y}h{shape.width}v{BAND}h-{shape.width}z"
            )
    return format_html_join(
        "",
        '<path class="zone" fill="url(#zone-{})" d="{}"/>',
        ((numbers[zone], "".join(found)) for zone, found in strips.items()),
    )


# Drawn in one ink: what tells them apart is the pattern, so that no colour has to be seen.
_DRAWN = (
    '<path d="M-2 2l4-4M0 10 10 0M8 12l4-4"/>',
    '<path d="M0 5h10"/>',
    '<path d="M5 0v10"/>',
    '<circle cx="5" cy="5" r="2"/>',
    '<path d="M-2 8l4 4M0 0l10 10M8-2l4 4"/>',
    '<path d="M0 5h10M5 0v10"/>',
)


def pattern_definitions(count: int) -> SafeString:
    """Return the patterns of so many zones, to stand in an SVG's ``defs``."""
    return format_html_join(
        "",
        '<pattern id="zone-{}" class="pattern z{}" width="10" height="10" patternUnits="userSpaceOnUse">'
        '<rect width="10" height="10"/>{}</pattern>',
        (
            (number, number, mark_safe(drawn))  # noqa: S308  ours, above
            for number, drawn in enumerate(_DRAWN[: min(count, PATTERNS)], start=1)
        ),
    )
