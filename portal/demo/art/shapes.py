"""Shapes: polygons on a sheet of 800 x 600, from path data and from a few turned forms."""

import math
import re
from functools import cache
from itertools import pairwise

Point = tuple[float, float]
Shape = list[list[Point]]


def path(data: str) -> Shape:
    """Polygons from SVG path data with absolute M, L, C, Q and Z only."""
    polygons: Shape = []
    tokens = re.findall(r"[MLCQZ]|-?\d*\.?\d+", data)
    position, command = 0, ""
    here: Point = (0, 0)
    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
        if command == "Z":
            continue
        count = {"M": 1, "L": 1, "Q": 2, "C": 3}[command]
        numbers = [float(n) for n in tokens[position : position + 2 * count]]
        position += 2 * count
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            polygons.append([points[0]])
            command = "L"
        elif command == "L":
            polygons[-1].append(points[0])
        else:
            polygons[-1] += _bezier([here, *points])
        here = points[-1]
    return polygons


def _bezier(control: list[Point], steps: int = 28) -> list[Point]:
    out: list[Point] = []
    for step in range(1, steps + 1):
        t, points = step / steps, control
        while len(points) > 1:  # de Casteljau serves quadratic and cubic alike
            points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
        out.append(points[0])
    return out


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0) -> Shape:
    ry = rx if ry is None else ry
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    a, b, c, d = rx * cos, ry * sin, rx * sin, ry * cos
    return [[(x + a * px - b * py, y + c * px + d * py) for px, py in _circle(32 if rx + ry < 40 else 96)]]


@cache
def _circle(corners: int) -> list[Point]:
    return [
        (math.cos(step * math.tau / corners), math.sin(step * math.tau / corners)) for step in range(corners)
    ]


def box(x: float, y: float, w: float, h: float, r: float = 0) -> Shape:
    if not r:
        return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
    k = r * 0.45
    return path(
        f"M{x + r} {y} L{x + w - r} {y} C{x + w - k} {y} {x + w} {y + k} {x + w} {y + r} "
        f"L{x + w} {y + h - r} C{x + w} {y + h - k} {x + w - k} {y + h} {x + w - r} {y + h} "
        f"L{x + r} {y + h} C{x + k} {y + h} {x} {y + h - k} {x} {y + h - r} "
        f"L{x} {y + r} C{x} {y + k} {x + k} {y} {x + r} {y} Z"
    )


def star(x: float, y: float, outer: float, inner: float, rays: int, turn: float = 0) -> Shape:
    ring = []
    for step in range(rays * 2):
        a = math.radians(turn - 90) + step * math.pi / rays
        r = outer if step % 2 == 0 else inner
        ring.append((x + r * math.cos(a), y + r * math.sin(a)))
    return [ring]


def leaf(x: float, y: float, length: float, width: float, turn: float) -> Shape:
    """A pointed leaf that starts at x, y and grows in the direction of turn (degrees)."""
    shape = path(f"M0 0 Q{length * 0.4} {-width} {length} 0 Q{length * 0.45} {width} 0 0 Z")
    return move(shape, x, y, turn)


def move(shape: Shape, dx: float, dy: float, turn: float = 0, size: float = 1) -> Shape:
    cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
    return [[(px * cos - py * sin + dx, px * sin + py * cos + dy) for px, py in p] for p in shape]
