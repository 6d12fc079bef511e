"""The operator's map beneath journeys: only where one is installed, with its credit, and never half of it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from catalog.tourism.map_layer import LayerRefused, check_map_layer, map_layer, read_layer
from catalog.tourism.models import Place
from tests.catalog.tourism.conftest import MakePlace, MakeTour
from tests.reading import the, words

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80"><path d="M0 0h120v80z"/></svg>'
TOLD = {
    "image": "region.svg",
    "west": 100,
    "east": 112,
    "south": 18,
    "north": 26.5,
    "credit": {"zh-hans": "审图号：演示 0001", "en": "Map: fictional survey, no. 0001"},
}
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, settings: Settings) -> Install:
    """Write a map and its description, with changes, and name it in the settings."""

    def write(**changes: Any) -> Path:
        (tmp_path / "region.svg").write_text(SVG)
        path = tmp_path / "map.yaml"
        told = {name: value for name, value in {**TOLD, **changes}.items() if value is not ...}
        path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
        settings.MAP_LAYER = str(path)
        return path

    return write


def test_a_map_is_read_with_its_edges_and_its_credit(install: Install) -> None:
    layer = read_layer(install())
    assert (layer.west, layer.east, layer.south, layer.north) == (100, 112, 18, 26.5)
    assert layer.credit["zh-hans"] == "审图号：演示 0001"
    assert layer.content_type == "image/svg+xml"
    assert check_map_layer() == []
    assert map_layer() == layer


@pytest.mark.parametrize(
    ("changes", "words_of_it"),
    [
        ({"credit": ...}, "has to say credit"),
        ({"colour": "red"}, "nothing else"),
        ({"image": "region.gif"}, "none of .svg"),
        ({"image": "gone.svg"}, "cannot be read"),
        ({"west": "far"}, "west: a number"),
        ({"north": 86}, "north: a number"),
        ({"south": True}, "south: a number"),
        ({"west": 112}, "west lies before east"),
        ({"south": 27}, "south before north"),
        ({"credit": {}}, "credit: whose map"),
        ({"credit": {"xx": "Map"}}, "credit: whose map"),
        ({"credit": {"en": ""}}, "credit: whose map"),
    ],
)
def test_a_map_that_cannot_be_shown_is_refused_by_its_field(
    install: Install, changes: dict[str, Any], words_of_it: str
) -> None:
    path = install(**changes)
    with pytest.raises(LayerRefused, match=words_of_it):
        read_layer(path)
    (told,) = check_map_layer()
    assert told.id == "tourism.E001"
    assert words_of_it in told.msg
    assert map_layer() is None


def test_a_file_that_is_none_is_refused(tmp_path: Path, settings: Settings) -> None:
    for content in (b"- a list", b"{", b"\xff\xfe\x00"):
        path = tmp_path / "map.yaml"
        path.write_bytes(content)
        with pytest.raises(LayerRefused):
            read_layer(path)
    settings.MAP_LAYER = str(tmp_path / "nowhere.yaml")
    assert map_layer() is None
    assert len(check_map_layer()) == 1


def test_without_a_map_there_is_nothing_to_check() -> None:
    assert map_layer() is None
    assert check_map_layer() == []


@pytest.fixture
def way(make_tour: MakeTour, make_place: MakePlace) -> tuple[Place, ...]:
    """A tour by a waterfall and a bay, both on the map."""
    bay = make_place("bay", names={"en": "The bay"}, lat=Decimal("20.9"), lon=Decimal("107.18"))
    places = (make_place(), bay)
    make_tour(stops=places)
    return places


def read(client: Client, address: str = "/en/tour/detian-days/") -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/tour/detian-days/", "/en/journeys/"])
def test_points_stand_where_places_lie_and_the_credit_is_told(
    client: Client, install: Install, way: tuple[Place, ...], address: str
) -> None:
    install()
    page = read(client, address)
    image = the(page, "svg.plan image")
    assert (image["width"], image["height"]) == ("12000", "8500")
    marks = {str(mark["transform"]).split(")")[0] for mark in page.select("svg.plan g")}
    assert marks == {"translate(6720 3650", "translate(7180 5600"}
    left, top, width, height = (int(value) for value in str(the(page, "svg.plan")["viewbox"]).split())
    assert left < 6720 < 7180 < left + width <= 12000
    assert top < 3650 < 5600 < top + height <= 8500
    told = words(the(page, "#map-text"))
    assert "fictional survey, no. 0001" in told
    assert "No coastline" not in told
    shown = client.get(str(image["href"]))
    assert shown.content == SVG.encode()
    assert shown["Content-Type"] == "image/svg+xml"
    assert "immutable" in shown["Cache-Control"]
    assert "sandbox" in shown["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_map_that_changed_is_asked_for_again(
    client: Client, install: Install, way: tuple[Place, ...]
) -> None:
    install()
    assert client.get("/en/journeys/map/0123456789abcdef/")["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_without_a_map_with_low_data_or_beyond_its_edges_a_schematic_is_drawn(
    client: Client, install: Install, way: tuple[Place, ...], settings: Settings
) -> None:
    def schematic() -> bool:
        page = read(client)
        return not page.select("svg.plan image") and "No coastline" in words(the(page, "#map-text"))

    assert schematic()
    assert client.get("/en/journeys/map/0123456789abcdef/").status_code == 404
    install(east=107)  # only one of the two places lies on it
    assert schematic()
    install()
    assert not schematic()
    client.cookies["low_data"] = "1"
    assert schematic()
