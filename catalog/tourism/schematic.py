"""A schematic of places and routes: points on a grid and lines between them, no coastline, no boundary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.tourism.selectors.places import PlaceLine
from catalog.tourism.selectors.routes import RouteLine

COLUMNS, ROWS, CELL, MARGIN = 12, 9, 60, 34
WIDTH, HEIGHT = COLUMNS * CELL + MARGIN, ROWS * CELL + MARGIN
# Guangxi and the north of Viet Nam: between these degrees the crossings lie that routes lead by.
WEST, EAST, SOUTH, NORTH = 104.5, 112.0, 20.4, 26.2


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the schematic: its number in the list beside, and where it is drawn."""

    number: int
    place: PlaceLine
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Schematic:
    """What is drawn: points by number, and the ways of routes as SVG writes them."""

    points: Sequence[Point]
    ways: Sequence[str]
    width: int = WIDTH
    height: int = HEIGHT


def within(place: PlaceLine) -> bool:
    """Say whether a place lies in the part of the region that is drawn."""
    return WEST <= place.lon <= EAST and SOUTH <= place.lat <= NORTH


def draw(places: Iterable[PlaceLine], routes: Iterable[RouteLine]) -> Schematic:
    """Put each place into the free cell nearest to where it lies, and join the stops of each route.

    Places keep roughly their direction from each other; distances mean nothing. What does not fit
    beyond ``COLUMNS`` × ``ROWS`` places is left to the list.
    """
    taken: set[tuple[int, int]] = set()
    points: list[Point] = []
    for place in [one for one in places if within(one)][: COLUMNS * ROWS]:
        column, row = _free(place, taken)
        taken.add((column, row))
        points.append(Point(len(points) + 1, place, MARGIN + column * CELL, MARGIN + row * CELL))
    at = {point.place.slug: point for point in points}
    ways = []
    for route in routes:
        stops = [at[stop.slug] for stop in route.stops if stop.slug in at]
        if len(stops) > 1:
            ways.append(" ".join(f"{stop.x},{stop.y}" for stop in stops))
    return Schematic(points, list(dict.fromkeys(ways)))


def _free(place: PlaceLine, taken: set[tuple[int, int]]) -> tuple[int, int]:
    east = (place.lon - WEST) / (EAST - WEST) * (COLUMNS - 1)
    south = (NORTH - place.lat) / (NORTH - SOUTH) * (ROWS - 1)
    cells = ((column, row) for column in range(COLUMNS) for row in range(ROWS))
    free = [cell for cell in cells if cell not in taken]
    return min(free, key=lambda cell: ((cell[0] - east) ** 2 + (cell[1] - south) ** 2, cell))
