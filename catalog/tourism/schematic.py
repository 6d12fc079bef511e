"""A schematic of places and routes: points on a grid and lines between them, no coastline, no boundary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.tourism.selectors.places import PlaceLine
from catalog.tourism.selectors.routes import Stop

CELL, MARGIN = 60, 34


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the Earth is drawn, in degrees, and on how many cells."""

    west: float
    east: float
    south: float
    north: float
    columns: int
    rows: int

    def holds(self, place: PlaceLine) -> bool:
        """Say whether a place lies in the part that is drawn."""
        return self.west <= place.lon <= self.east and self.south <= place.lat <= self.north


# Guangxi and the north of Viet Nam: between these degrees the crossings lie that routes lead by.
REGION = Frame(104.5, 112.0, 20.4, 26.2, columns=12, rows=9)
# A tour is drawn as large as it is, but a walk of a day does not fill the whole of it.
TOUR_CELLS = (6, 5)
LEAST_DEGREES = 0.5


class Way(Protocol):
    """Something that leads by places."""

    @property
    def stops(self) -> Sequence[Stop]: ...


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
    width: int
    height: int


def around(places: Sequence[PlaceLine]) -> Frame:
    """Return the frame of a tour: as much of the Earth as its places lie on."""
    columns, rows = TOUR_CELLS
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    beside = max(0.0, (LEAST_DEGREES - (max(lons) - min(lons))) / 2)
    above = max(0.0, (LEAST_DEGREES - (max(lats) - min(lats))) / 2)
    return Frame(
        west=min(lons) - beside,
        east=max(lons) + beside,
        south=min(lats) - above,
        north=max(lats) + above,
        columns=columns,
        rows=rows,
    )


def draw(places: Iterable[PlaceLine], routes: Iterable[Way], frame: Frame = REGION) -> Schematic:
    """Put each place into the free cell nearest to where it lies, and join the stops of each route.

    Places keep roughly their direction from each other; distances mean nothing. What does not fit
    beyond the cells of the frame is left to the list.
    """
    taken: set[tuple[int, int]] = set()
    points: list[Point] = []
    for place in [one for one in places if frame.holds(one)][: frame.columns * frame.rows]:
        column, row = _free(place, taken, frame)
        taken.add((column, row))
        points.append(Point(len(points) + 1, place, MARGIN + column * CELL, MARGIN + row * CELL))
    at = {point.place.slug: point for point in points}
    ways = []
    for route in routes:
        stops = [at[stop.slug] for stop in route.stops if stop.slug in at]
        if len(stops) > 1:
            ways.append(" ".join(f"{stop.x},{stop.y}" for stop in stops))
    return Schematic(
        points, list(dict.fromkeys(ways)), frame.columns * CELL + MARGIN, frame.rows * CELL + MARGIN
    )


def _free(place: PlaceLine, taken: set[tuple[int, int]], frame: Frame) -> tuple[int, int]:
    east = (place.lon - frame.west) / (frame.east - frame.west) * (frame.columns - 1)
    south = (frame.north - place.lat) / (frame.north - frame.south) * (frame.rows - 1)
    cells = ((column, row) for column in range(frame.columns) for row in range(frame.rows))
    free = [cell for cell in cells if cell not in taken]
    return min(free, key=lambda cell: ((cell[0] - east) ** 2 + (cell[1] - south) ** 2, cell))
