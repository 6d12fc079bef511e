"""The bronze drum as a way in: twelve rays, China and the eleven members of ASEAN. Geometry only.

Angles run clockwise from the top; the viewBox is -204 -204 408 408.
"""

from dataclasses import dataclass
from math import asin, cos, pi, sin

OUTER, INNER = 184.0, 131.0
MIDDLE = (OUTER + INNER) / 2
GAP = 5.0  # between two fields, in units of the viewBox


@dataclass(frozen=True)
class Field:
    """One field of the ring: its outline, and where its letters stand."""

    path: str
    x: str
    y: str


def _point(radius: float, angle: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"


def _outline(outer: float, inner: float, middle: float, step: float) -> str:
    """Return the outline of a field whose straight sides keep GAP between neighbours at every radius."""
    wide = step / 2 - asin(GAP / 2 / outer)
    narrow = step / 2 - asin(GAP / 2 / inner)
    return (
        f"M{_point(outer, middle - wide)}A{outer:g} {outer:g} 0 0 1 {_point(outer, middle + wide)}"
        f"L{_point(inner, middle + narrow)}A{inner:g} {inner:g} 0 0 0 {_point(inner, middle - narrow)}z"
    )


def ring(count: int = 12) -> list[Field]:
    """Return the fields of the ring, the first one at the top."""
    step = 2 * pi / count
    fields = []
    for number in range(count):
        middle = number * step
        x, y = _point(MIDDLE, middle).split()
        # Letters sit on their baseline, a third of their height below the middle of the field.
        fields.append(Field(_outline(OUTER, INNER, middle, step), x, f"{float(y) + 6:.1f}"))
    return fields


def star(points: int = 12, *, long: float = 104.0, short: float = 30.0) -> str:
    """Return the outline of the sun at the centre."""
    step = pi / points
    corners = (_point(long if turn % 2 == 0 else short, turn * step) for turn in range(2 * points))
    return "M" + "L".join(corners) + "z"
