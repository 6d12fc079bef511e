"""Places as open data and in search: the same records, their licence, and nothing that is not shown."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.test import Client

from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.models import IndexChange
from catalog.tourism.documents import CONTRIBUTOR, addresses, all_ids, documents, present
from catalog.tourism.models import Place
from catalog.tourism.open_data import LICENCE_ADDRESS, as_csv
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakePlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(make_place: MakePlace) -> list[Place]:
    zone = CrossingFacts(kind="zone", other_id="VN", opens=time(9), closes=time(15))
    step = {"kind": "world-heritage", "year": 2016, "source": "gazette"}
    return [
        make_place(heritage=[step]),
        make_place("zone", names={"en": "Detian–Ban Gioc zone"}, crossing=zone),
        make_place("rumour", names={"en": "Rumour"}, source_id="hearsay", confirmed=False),
        make_place("withdrawn", shown=False),
    ]


def table(client: Client) -> list[dict[str, str]]:
    response = client.get("/en/journeys/places.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_holds_every_place_shown_with_source_and_licence(
    client: Client, places: list[Place]
) -> None:
    rows = table(client)
    assert [row["slug"] for row in rows] == ["detian", "zone", "rumour"]
    first, zone, rumour = rows
    assert (first["lat"], first["lon"], first["country"]) == ("22.85", "106.72", "CN")
    assert (first["heritage"], first["name_zh-hans"]) == ("world-heritage", "德天瀑布")
    assert (first["source_address"], first["source_checked_on"]) == ("https://example.org/ways", "2026-11-20")
    assert (zone["way_across"], zone["country_across"], zone["opens"]) == ("zone", "VN", "09:00:00")
    assert (rumour["confirmed"], rumour["source_checked_on"]) == ("False", "")
    assert {row["licence"] for row in rows} == {LICENCE_ADDRESS}
    assert all(row["page"].endswith(f"/en/place/{row['slug']}/") for row in rows)
    assert {f"name_{code}" for code in codes()} <= set(first)


def test_geojson_has_longitude_first_and_states_its_licence(client: Client, places: list[Place]) -> None:
    response = client.get("/th/journeys/places.geojson")
    assert response["Content-Type"] == "application/geo+json"
    told: dict[str, Any] = json.loads(response.content)
    assert (told["type"], told["licence"]) == ("FeatureCollection", LICENCE_ADDRESS)
    first = told["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [106.72, 22.85]}
    assert first["properties"]["name_en"] == "Detian waterfall"
    assert [one["id"] for one in told["features"]] == ["detian", "zone", "rumour"]


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    def rows() -> Iterator[dict[str, Any]]:
        from catalog.tourism.open_data import COLUMNS

        yield {**dict.fromkeys(COLUMNS, ""), "slug": "x", "name_en": "=1+1", "lon": -3.5, "heritage": []}

    (row,) = csv.DictReader(io.StringIO(as_csv(rows()).removeprefix("\ufeff")))
    assert (row["name_en"], row["lon"]) == ("'=1+1", "-3.5")


def test_search_describes_places_that_are_shown(places: list[Place]) -> None:
    assert CONTRIBUTOR in list(CONTRIBUTORS)
    ids = [place.pk for place in places]
    assert set(all_ids()) == set(ids[:3])
    described = {document.id: document for document in documents(ids)}
    assert set(described) == set(ids[:3])
    first = described[ids[0]]
    assert first.titles == {"en": "Detian waterfall", "zh-hans": "德天瀑布"}
    assert first.bodies["en"] == "A waterfall on the border."
    assert described[ids[1]].facets["country"] == ["CN", "VN"]  # found from either side


def test_search_shows_places_as_they_stand(places: list[Place]) -> None:
    ids = [place.pk for place in places]
    rows = present(ids, Preferences("zh-hans"))
    assert set(rows) == set(ids[:3])
    assert (rows[ids[0]].url, rows[ids[0]].title.value) == ("/zh-hans/place/detian/", "德天瀑布")
    marks = [str(mark["text"]) for mark in present(ids, Preferences("en"))[ids[2]].marks]
    assert marks == ["Attraction", "Not confirmed"]
    assert addresses(ids, "my") == {
        ids[0]: "/my/place/detian/",
        ids[1]: "/my/place/zone/",
        ids[2]: "/my/place/rumour/",
    }


def test_the_index_follows_what_editors_write(make_place: MakePlace) -> None:
    place = make_place()
    assert IndexChange.objects.filter(kind="place", record=place.pk).exists()
