"""A tour for every reader: without scripts, saving data, in another language, and for machines."""

import csv
import io
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client

from catalog.files.models import Picture
from catalog.tourism.models import FormerTourSlug, Place, Tour
from catalog.tourism.open_data import as_csv, as_geojson, records
from catalog.tourism.selectors.places import place_page
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.structured import place_data
from catalog.tourism.tour_document import DayDocument
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def february(clock: Clock) -> None:
    clock(NOW)


@pytest.fixture
def way(make_place: MakePlace) -> tuple[Place, ...]:
    """Falls, a gate, a bay, and back over the same gate to the falls."""
    falls = make_place()
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place(
        "bay",
        names={"vi": "Vịnh Hạ Long"},
        abouts={"vi": "Biển."},
        source_language="vi",
        country_id="VN",
        lat=Decimal("20.91"),
        lon=Decimal("107.18"),
    )
    return falls, gate, bay, gate, falls


@pytest.fixture
def picture(db: None) -> Picture:
    sizes = [[200, 100, "pictures/bay.webp", 7]]
    manifest = {"webp": sizes, "jpeg": sizes, "width": 400, "height": 200, "bytes": 9}
    row = Picture(
        title="bay",
        file="bay.jpg",
        width=400,
        height=200,
        manifest=manifest,
        alt={"vi": "Vịnh", "en": "The bay"},
    )
    made: Picture = Picture.objects.bulk_create([row])[0]
    return made


@pytest.fixture
def cruise(
    make_tour: MakeTour, make_departure: MakeDeparture, way: tuple[Place, ...], picture: Picture
) -> Tour:
    """A tour told in English and in part in Vietnamese, with another by the same bay."""
    days = (
        DayDocument(title={"en": "There"}, text={"en": "Over the gate."}),
        DayDocument(title={"vi": "Về", "en": "Back"}, text={"vi": "Qua cửa khẩu."}),
    )
    tour = make_tour(
        "cruise",
        title_en="To the bay",
        stops=way,
        document={"days": days, "pictures": (picture.pk,)},
        picture=picture,
    )
    make_tour("beside", title_en="Beside the bay", stops=way[2:3])
    make_departure(tour, on=ON)
    return tour


def read(client: Client, address: str) -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return page_of(response)


def test_what_is_told_in_another_language_says_which(client: Client, cruise: Tour) -> None:
    page = read(client, "/vi/tour/cruise/")
    tagged = {words(tag): tag["lang"] for tag in page.select("main [lang]")}
    assert tagged["To the bay"] == "en"
    assert tagged["Over the gate."] == "en"
    assert tagged["Gate 2 of the coach station."] == "en"
    assert tagged["The gate"] == "en"
    assert tagged["Beside the bay"] == "en"
    own = the(page, "ol.trace > li:nth-of-type(2)")
    assert "Về" in words(own)
    assert "Qua cửa khẩu." in words(own)
    assert not own.select("[lang]")
    assert "Vịnh Hạ Long" not in tagged
    last = page.select("nav.crumbs li")[-1]
    assert (words(last), last["lang"]) == ("To the bay", "en")


@pytest.mark.parametrize("address", ["/vi/journeys/?sort=new", "/vi/journeys/calendar/?month=2027-03"])
def test_lists_say_in_which_language_a_title_is(client: Client, cruise: Tour, address: str) -> None:
    titles = {words(tag): tag for tag in read(client, address).select("main h3 [lang], main h3[lang]")}
    assert titles["To the bay"]["lang"] == "en"


def test_who_saves_data_gets_a_name_and_a_weight_instead_of_a_picture(client: Client, cruise: Tour) -> None:
    assert len(read(client, "/en/tour/cruise/").select(".gallery img")) == 1
    client.cookies["low_data"] = "1"
    page = read(client, "/en/tour/cruise/")
    assert not page.select("main img")
    gallery = the(page, ".gallery")
    assert "The bay" in words(gallery)
    assert "1 KB" in words(gallery)
    # All that is said stays: days, seats, the drawn way, and the way to book.
    for selector in ("ol.trace", "svg.plan", "section[aria-labelledby=departures] tbody a", "dl.facts"):
        assert page.select(selector), selector
    assert not read(client, "/en/journeys/?sort=new").select("main img")


def test_everything_can_be_done_without_a_script(client: Client, cruise: Tour) -> None:
    for address in ("/en/tour/cruise/", "/en/journeys/?sort=new", "/en/journeys/calendar/?month=2027-03"):
        main = the(read(client, address), "main")
        for form in main.find_all("form"):
            assert form.select("button:not([type=button]), input[type=submit]"), address
        for button in main.find_all("button"):
            assert button.find_parent("form") is not None, (address, str(button))
        for link in main.find_all("a"):
            href = str(link.get("href", ""))
            assert href not in {"", "#"}, (address, str(link))
            assert not href.startswith("javascript:"), (address, href)
            if href.startswith("#"):
                assert main.find(id=href[1:]) is not None, (address, href)
        for name in ("onclick", "onchange", "onsubmit"):
            assert not main.select(f"[{name}]"), (address, name)
    boxes = the(read(client, "/en/journeys/?sort=new"), "aside.facets form")
    assert {"from", "until", "seats", "price", "passport", "sort"} <= {
        str(field["name"]) for field in boxes.select("[name]")
    }


def test_a_place_a_tour_comes_back_to_is_drawn_once_and_joined_twice(client: Client, cruise: Tour) -> None:
    page = read(client, "/en/tour/cruise/")
    svg = the(page, "svg.plan")
    assert [node.get_text() for node in svg.find_all("text")] == ["1", "2", "3"]
    corners = str(the(svg, "polyline")["points"]).split()
    assert len(corners) == 5
    assert (corners[0], corners[1]) == (corners[4], corners[3])
    assert len(set(corners)) == 3
    assert len(page.select("details.fold a.chip")) == 3


def test_a_place_not_shown_leaves_the_way_over_what_is(client: Client, cruise: Tour) -> None:
    Place.objects.filter(slug="gate").update(shown=False)
    svg = the(read(client, "/en/tour/cruise/"), "svg.plan")
    corners = str(the(svg, "polyline")["points"]).split()
    assert (len(corners), corners[0] == corners[2]) == (3, True)


def test_a_former_address_never_hides_a_tour_that_has_it_now(
    client: Client, cruise: Tour, make_tour: MakeTour
) -> None:
    FormerTourSlug.objects.create(slug="beside", tour=cruise)
    assert words(the(read(client, "/en/tour/beside/"), "h1")) == "Beside the bay"
    Tour.objects.filter(slug="beside").update(slug="renamed")
    caches["pages"].clear()
    assert client.get("/my/tour/beside/").headers["Location"] == "/my/tour/cruise/"


def told(slug: str, language: str = "en") -> dict[str, Any]:
    page = place_page(slug=slug, language=language)
    assert page is not None
    return place_data(page, language)


def test_machines_are_told_what_somebody_said_and_nothing_else(make_place: MakePlace) -> None:
    hours = CrossingFacts(kind="road", other_id="VN", opens=time(8), closes=time(17, 30))
    town = make_place("town", kind="destination", names={"en": "Town"}, abouts={"en": ""})
    make_place("post", names={"en": "Post"}, crossing=hours, part_of_id=town.pk)
    make_place("pier", names={"en": "Pier"}, crossing=CrossingFacts(kind="sea"), part_of_id=town.pk)
    post, pier, whole = told("post"), told("pier"), told("town")
    opening = post["openingHoursSpecification"]
    assert (opening["opens"], opening["closes"]) == ("08:00:00", "17:30:00")
    assert "openingHoursSpecification" not in pier
    assert post["containedInPlace"]["name"] == "Town"
    assert "containedInPlace" not in whole
    assert [part["name"] for part in whole["includesAttraction"]] == ["Post", "Pier"]
    assert "includesAttraction" not in post
    for said in (post, pier, whole):
        assert all(said.values())
        assert said["geo"]["latitude"] == 22.85


def test_a_name_cannot_end_the_script_that_tells_machines(client: Client, make_place: MakePlace) -> None:
    name = '</script><b>"falls"</b> & \u2028'
    make_place(names={"en": name}, abouts={"en": "<!-- <script>"})
    page = read(client, "/en/place/detian/")
    graph = json.loads(the(page, "script[type='application/ld+json']").get_text())["@graph"]
    (said,) = [one for one in graph if one["@type"] == "TouristAttraction"]
    assert said["name"].strip() == name.strip()
    assert said["description"] == "<!-- <script>"
    assert not page.find("b", string='"falls"')


def test_open_data_says_each_name_in_its_language_and_leaves_the_rest_empty(
    make_place: MakePlace, way: tuple[Place, ...]
) -> None:
    make_place("trap", names={"en": "=HYPERLINK(1)", "th": "ก,ข"})
    text = as_csv(records()).removeprefix("\ufeff")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["bay"]["name_vi"], rows["bay"]["name_en"]) == ("Vịnh Hạ Long", "")
    assert (rows["trap"]["name_en"], rows["trap"]["name_th"]) == ("'=HYPERLINK(1)", "ก,ข")
    assert (rows["gate"]["opens"], rows["gate"]["country_across"]) == ("", "VN")
    assert (rows["bay"]["time_zone"], rows["bay"]["way_across"]) == ("", "")
    features = {one["id"]: one for one in json.loads(as_geojson(records()))["features"]}
    assert set(features) == set(rows)
    # Only a table is opened by programs that reckon.
    assert features["trap"]["properties"]["name_en"] == "=HYPERLINK(1)"
    assert features["bay"]["geometry"]["coordinates"] == [107.18, 20.91]
