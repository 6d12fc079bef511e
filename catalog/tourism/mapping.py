"""Places and ways as they are drawn: on the operator's map where there is one, else as a schematic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from catalog.reference.languages import pick
from catalog.tourism.map_layer import MapLayer, map_layer
from catalog.tourism.schematic import REGION, Frame, Point, Way, draw
from catalog.tourism.selectors.places import PlaceLine
from catalog.translation.texts import LocalText

PER_DEGREE = 1000
MARGIN, LEAST = 400, 600
USUAL_WIDTH = 514  # of a schematic of a tour: marks are as large on a map


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page draws. All lengths are whole units of the drawing; ``mark`` is how much larger marks are.

    ``left`` and ``top`` are where the part that is shown begins; ``url`` and ``credit`` are those of the map
    beneath, if any, which is ``whole`` units wide and high.
    """

    points: Sequence[Point]
    ways: Sequence[str]
    left: int
    top: int
    width: int
    height: int
    mark: str = ""
    stroke: int = 2
    url: str = ""
    credit: LocalText | None = None
    whole: tuple[int, int] = (0, 0)


def drawn(
    places: Sequence[PlaceLine],
    ways: Iterable[Way],
    *,
    language: str,
    frame: Frame = REGION,
    low_data: bool = False,
) -> Sheet:
    """Return places and ways on the operator's map, as far as they lie on it; else as a schematic.

    Who asked to save data gets the schematic, which loads nothing.
    """
    layer = None if low_data else map_layer()
    within = [place for place in places if _holds(layer, place)] if layer else []
    if layer and len(within) > 1:
        return _on_map(layer, within, ways, language)
    plain = draw(places, ways, frame)
    return Sheet(plain.points, plain.ways, 0, 0, plain.width, plain.height)


def _holds(layer: MapLayer, place: PlaceLine) -> bool:
    return layer.west <= place.lon <= layer.east and layer.south <= place.lat <= layer.north


def _on_map(layer: MapLayer, places: Sequence[PlaceLine], ways: Iterable[Way], language: str) -> Sheet:
    points = [
        Point(number, place, *_at(layer, place.lon, place.lat))
        for number, place in enumerate(places, start=1)
    ]
    whole = _at(layer, layer.east, layer.south)
    left, width = _span([point.x for point in points], whole[0])
    top, height = _span([point.y for point in points], whole[1])
    scale = max(width, height) / USUAL_WIDTH
    return Sheet(
        points=points,
        ways=_lines(points, ways),
        left=left,
        top=top,
        width=width,
        height=height,
        mark=f"{scale:.2f}",
        stroke=max(1, round(2 * scale)),
        url=reverse("map-layer", args=[layer.version]),
        credit=LocalText(*pick(layer.credit, language, next(iter(layer.credit)))),
        whole=whole,
    )


def _at(layer: MapLayer, lon: float, lat: float) -> tuple[int, int]:
    return round((lon - layer.west) * PER_DEGREE), round((layer.north - lat) * PER_DEGREE)


def _span(values: Sequence[int], whole: int) -> tuple[int, int]:
    """Return where the part shown begins and how long it is: all values with a margin, within the map."""
    first, last = min(values) - MARGIN, max(values) + MARGIN
    short = max(0, LEAST + 2 * MARGIN - (last - first)) // 2
    first, last = max(0, first - short), min(whole, last + short)
    return first, last - first


def _lines(points: Sequence[Point], ways: Iterable[Way]) -> list[str]:
    at = {point.place.slug: f"{point.x},{point.y}" for point in points}
    lines = ([at[stop.slug] for stop in way.stops if stop.slug in at] for way in ways)
    return list(dict.fromkeys(" ".join(line) for line in lines if len(line) > 1))
