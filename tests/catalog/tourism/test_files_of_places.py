"""Files of places and the drawing of them, from plain rows: nothing is lost, nothing runs as a formula."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from catalog.products.selectors.register import SourceLine
from catalog.reference.languages import codes
from catalog.tourism.open_data import COLUMNS, LICENCE_ADDRESS, as_csv, as_geojson
from catalog.tourism.schematic import REGION, Schematic, draw
from catalog.tourism.selectors.places import PlaceLine
from catalog.tourism.selectors.routes import RouteLine, Stop
from catalog.translation.texts import LocalText

SOURCE = SourceLine("Gazette", "https://example.org/", date(2026, 11, 20))


def record(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    told = {
        "slug": "detian",
        "kind": "crossing",
        "country": "CN",
        "lat": 22.85,
        "lon": 106.72,
        "coordinates_confirmed": False,
        "confirmed": True,
        "heritage": ["world-heritage", "national-ich"],
        "licence": LICENCE_ADDRESS,
    }
    return {**plain, **told, **changes}


def table(*rows: dict[str, Any]) -> list[dict[str, str]]:
    text = as_csv(iter(rows))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_both_files_say_the_same_of_a_place() -> None:
    row = record(name_th="น้ำตก", opens="09:00:00")
    (cells,) = table(row)
    (feature,) = json.loads(as_geojson(iter([row])))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [106.72, 22.85]}
    assert (cells["lat"], cells["lon"]) == ("22.85", "106.72")
    told = feature["properties"]
    assert set(told) == set(COLUMNS) - {"lat", "lon"}
    for name in ("slug", "kind", "country", "name_th", "opens", "licence"):
        assert cells[name] == told[name], name
    assert (cells["heritage"], told["heritage"]) == (
        "world-heritage;national-ich",
        ["world-heritage", "national-ich"],
    )


def test_no_place_is_a_table_of_names_and_a_collection_of_nothing() -> None:
    assert as_csv(iter([])).strip("\ufeff\r\n").split(",") == list(COLUMNS)
    empty = json.loads(as_geojson(iter([])))
    assert (empty["type"], empty["features"], empty["licence"]) == ("FeatureCollection", [], LICENCE_ADDRESS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
@pytest.mark.parametrize("column", ["name_en", "source", "slug"])
def test_no_cell_begins_as_a_formula_and_coordinates_stay_numbers(start: str, column: str) -> None:
    (cells,) = table(record(**{column: f"{start}cmd|calc", "lat": -8.55, "lon": 125.56}))
    assert cells[column][0] not in "=+-@\t\r"
    assert cells[column].endswith("cmd|calc")
    assert (cells["lat"], cells["lon"]) == ("-8.55", "125.56")


def test_commas_quotes_lines_and_ten_scripts_come_back_whole() -> None:
    names = {f"name_{code}": f'{code}, "waterfall"\nຕາດ 瀑布 ရေတံခွန်' for code in codes()}
    (cells,) = table(record(**names))
    assert {name: cells[name] for name in names} == names


def place(number: int, lat: float, lon: float, **changes: Any) -> PlaceLine:
    told: dict[str, Any] = {
        "id": number,
        "slug": f"place-{number}",
        "kind": "destination",
        "name": LocalText(f"Place {number}", "en"),
        "original": None,
        "country": "CN",
        "city": "",
        "city_slug": "",
        "lat": lat,
        "lon": lon,
        "confirmed": True,
        "coordinates_confirmed": False,
        "heritage": (),
        "seasons": (),
        "source": SOURCE,
    }
    return PlaceLine(**{**told, **changes})


def route(*stops: int) -> RouteLine:
    line = [Stop(at, f"place-{at}", "destination", LocalText(f"Place {at}", "en"), "CN", "") for at in stops]
    told: Mapping[str, Any] = dict.fromkeys(("days", "group_max", "valid_from", "valid_until"))
    return RouteLine(
        id=1,
        slug="way",
        name=LocalText("Way", "en"),
        about=LocalText("", ""),
        mode="walk",
        confirmed=True,
        source=SOURCE,
        stops=line,
        **told,
    )


def corners(drawn: Schematic) -> list[tuple[int, int]]:
    return [(point.x, point.y) for point in drawn.points]


def test_places_keep_their_directions_and_no_two_share_a_point() -> None:
    north, south, west = place(1, 25.0, 108.0), place(2, 21.5, 108.0), place(3, 23.0, 105.0)
    drawn = draw([north, south, west, place(4, 23.0, 105.0)], [])
    (_x1, y1), (_x2, y2), (x3, _y3), _same = corners(drawn)
    assert y1 < y2
    assert x3 < _x1
    assert len(set(corners(drawn))) == 4
    assert [point.number for point in drawn.points] == [1, 2, 3, 4]


def test_what_lies_elsewhere_or_does_not_fit_is_left_to_the_list() -> None:
    assert not REGION.holds(place(1, -8.55, 125.56))
    assert draw([place(1, -8.55, 125.56)], []).points == []
    crowd = draw([place(at, 23.0, 108.0) for at in range(REGION.columns * REGION.rows + 9)], [])
    assert len(crowd.points) == len(set(corners(crowd))) == REGION.columns * REGION.rows
    assert all(0 < x < crowd.width and 0 < y < crowd.height for x, y in corners(crowd))


def test_a_way_joins_the_stops_that_are_drawn_and_is_drawn_once() -> None:
    places = [place(1, 22.8, 108.3), place(2, 21.9, 106.7), place(3, 21.0, 105.8), place(9, 1.3, 103.8)]
    drawn = draw(places, [route(1, 2, 3), route(1, 2, 9, 3), route(1, 9), route()])
    by = {point.place.id: f"{point.x},{point.y}" for point in drawn.points}
    assert drawn.ways == [f"{by[1]} {by[2]} {by[3]}"]
