"""The front of journeys and pages of places: what they print, in which words, with how many queries."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.products.models import Product
from catalog.tourism.models import Place
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from tests.catalog.tourism.conftest import MakePlace
from tests.reading import the

pytestmark = pytest.mark.django_db
ZONE = CrossingFacts(
    kind="zone",
    other_id="VN",
    opens=time(9),
    closes=time(15),
    nationals=("CN", "VN"),
    documents=("passport", "group-booking"),
    group_max=20,
)


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def text(page: BeautifulSoup, selector: str = "#main") -> str:
    found = the(page, selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


def facts(page: BeautifulSoup) -> dict[str, str]:
    told = the(page, "dl.facts")
    assert told is not None
    return {
        term.get_text(strip=True): " ".join(value.get_text(" ").split())
        for term, value in zip(told.find_all("dt"), told.find_all("dd"), strict=True)
    }


@pytest.fixture
def journeys(make_place: MakePlace) -> dict[str, Place]:
    """A waterfall in a city with a crossing, on a route that has ended."""
    city = make_place(
        "chongzuo",
        names={"en": "Chongzuo", "zh-hans": "崇左", "th": "ฉงจั่ว"},
        kind="destination",
        city_id="chongzuo",
        lat=Decimal("22.38"),
        lon=Decimal("107.37"),
    )
    fall = make_place(
        part_of_id=city.pk,
        heritage=[{"kind": "world-heritage", "year": 2016, "source": "gazette"}],
        seasons=[{"kind": "best", "months": [6, 7], "source": "gazette"}],
    )
    zone = make_place(
        "zone",
        names={"en": "Detian–Ban Gioc zone"},
        crossing=ZONE,
        terms={"en": "Stay at most five hours."},
        part_of_id=city.pk,
    )
    rumour = make_place(
        "rumour", names={"en": "Hidden valley"}, source_id="hearsay", confirmed=False, part_of_id=city.pk
    )
    save_route(
        slug="over",
        names={"en": "Over the falls"},
        abouts={"en": "On foot."},
        facts=RouteFacts(
            mode="walk",
            source_id="gazette",
            days=1,
            group_max=20,
            valid_until=date(2020, 1, 1),
            confirmed=True,
        ),
        stops=["detian", "zone"],
    )
    return {"city": city, "fall": fall, "zone": zone, "rumour": rumour}


def test_the_front_lists_routes_crossings_sights_and_destinations(
    client: Client, journeys: dict[str, Place]
) -> None:
    page = read(client, "/en/journeys/")
    said = text(page)
    route = text(page, "#routes ~ ul, section[aria-labelledby=routes]")
    assert "Over the falls" in route
    assert "Ended on Jan 1, 2020" in route
    assert "groups of at most 20" in route
    row = the(page, "table tbody tr")
    assert row is not None
    cells = [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
    assert cells[1:3] == ["China – Vietnam", "Cross-border zone, on foot"]
    assert "9:00" in cells[3]
    assert "8:00" in cells[3]  # the clock of the far side
    assert cells[4] == "China, Vietnam"
    assert "World Heritage, 2016" in said
    chips = [chip.get_text(strip=True) for chip in page.select("section[aria-labelledby=destinations] a")]
    assert chips == ["Chongzuo"]
    unconfirmed = [badge.find_parent("li") for badge in page.select("ul.register .badge.wait")]
    assert ["Hidden valley" in one.get_text() for one in unconfirmed if one] == [True]


def test_the_schematic_says_the_same_as_its_list(client: Client, journeys: dict[str, Place]) -> None:
    page = read(client, "/th/journeys/")
    svg = the(page, "svg.plan")
    assert svg is not None
    assert svg["aria-label"]
    assert page.find(id=str(svg["aria-describedby"])) is not None
    drawn = [node.get_text() for node in svg.find_all("text")]
    listed = [link.get_text(" ", strip=True) for link in page.select("details.fold a.chip")]
    assert drawn == [line.split()[0] for line in listed] == ["1", "2", "3", "4"]
    assert "1 ฉงจั่ว" in listed
    assert len(svg.find_all("polyline")) == 1
    assert not svg.find_all("path")  # no coastline, no boundary


def test_a_crossing_says_hours_who_and_what_else_holds(client: Client, journeys: dict[str, Place]) -> None:
    page = read(client, "/en/place/zone/")
    told = facts(page)
    assert told["Who may cross"] == "China, Vietnam"
    assert told["Documents"] == "Passport, Booking in a group"
    assert told["Largest group"] == "20"
    assert "Gazette of ways" in told["Source"]
    assert "approximate" in told["Coordinates"]
    assert "Stay at most five hours." in text(page)
    assert "Over the falls" in text(page)
    crumbs = [step.get_text(strip=True) for step in page.select("nav.crumbs li")]
    assert crumbs == ["Home", "Journeys", "Chongzuo", "Detian–Ban Gioc zone"]


def test_a_place_names_its_season_heritage_and_own_name(client: Client, journeys: dict[str, Place]) -> None:
    told = facts(read(client, "/en/place/detian/"))
    assert told["Season"] == "Best months: June, July"
    assert told["World Heritage"].startswith("2016 Gazette of ways")
    thai = read(client, "/th/place/detian/")
    heading = the(thai, "h1 span")
    assert heading is not None
    assert (heading["lang"], heading.get_text()) == ("en", "Detian waterfall")
    own = the(read(client, "/zh-hans/place/detian/"), "h1 .original")
    assert own is not None
    assert (own["lang"], own.get_text()) == ("en", "Detian waterfall")


def test_what_nobody_confirms_says_so_on_its_page(client: Client, journeys: dict[str, Place]) -> None:
    assert "Not confirmed" in text(read(client, "/en/place/rumour/"), ".notice")
    assert not read(client, "/en/place/detian/").select(".notice")
    assert not read(client, "/en/place/chongzuo/").select(".notice")


def test_goods_made_in_a_city_stand_on_its_places(
    client: Client, make_place: MakePlace, liubao: Product
) -> None:
    city = make_place("wuzhou", names={"en": "Wuzhou"}, kind="destination", city_id="wuzhou")
    make_place("old-street", names={"en": "Old street"}, part_of_id=city.pk)
    Product.objects.filter(pk=liubao.pk).update(city="wuzhou")
    for slug in ("wuzhou", "old-street"):
        assert "Liubao" in text(read(client, f"/en/place/{slug}/"), "section[aria-labelledby=goods]")
    Product.objects.filter(pk=liubao.pk).update(status=Product.Status.PAUSED)
    caches["pages"].clear()
    assert not read(client, "/en/place/wuzhou/").select("section[aria-labelledby=goods]")


def test_a_place_that_is_not_shown_is_nowhere(client: Client, journeys: dict[str, Place]) -> None:
    Place.objects.filter(slug="detian").update(shown=False)
    assert client.get("/en/place/detian/").status_code == 404
    assert "Detian waterfall" not in text(read(client, "/en/journeys/"))
    assert client.get("/en/place/nowhere/").status_code == 404
    assert client.get("/en/place/Zone/", follow=True).redirect_chain == [("/en/place/zone/", 301)]


def test_the_front_without_a_place_says_so(client: Client, db: None) -> None:
    page = read(client, "/my/journeys/")
    assert page.select(".empty")
    assert not page.select("svg.plan")


# Properties of schema.org/TouristAttraction, TouristDestination and CivicStructure, read 2026-11-26:
# name, url, geo, address are properties of Place or Thing; includesAttraction is of TouristDestination,
# openingHoursSpecification of Place.
KNOWN = {
    *("@type", "@id", "name", "url", "geo", "address", "alternateName", "description", "image"),
    *("containedInPlace", "includesAttraction", "openingHoursSpecification", "mainEntityOfPage"),
}


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("chongzuo", "TouristDestination"), ("detian", "TouristAttraction"), ("zone", "CivicStructure")],
)
def test_machines_read_a_place_by_the_words_of_schema_org(
    client: Client, journeys: dict[str, Place], slug: str, kind: str
) -> None:
    page = read(client, f"/en/place/{slug}/")
    script = the(page, "script[type='application/ld+json']")
    assert script is not None
    graph: list[dict[str, Any]] = json.loads(script.get_text())["@graph"]
    (told,) = [one for one in graph if one["@type"] == kind]
    assert set(told) <= KNOWN
    assert told["geo"]["@type"] == "GeoCoordinates"
    assert told["url"].endswith(f"/en/place/{slug}/")
    assert told["address"] == {"@type": "PostalAddress", "addressCountry": "CN"}
    if slug == "chongzuo":
        names = [one["name"] for one in told["includesAttraction"]]
        assert names == ["Detian waterfall", "Detian–Ban Gioc zone", "Hidden valley"]
    if slug == "zone":
        assert told["openingHoursSpecification"]["opens"] == "09:00:00"


@pytest.mark.parametrize("many", [1, 24, 90])
def test_front_and_place_take_the_same_queries_however_many(
    client: Client, make_place: MakePlace, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    city = make_place("chongzuo", names={"en": "Chongzuo"}, kind="destination")
    Place.objects.bulk_create(
        Place(
            slug=f"sight-{at}",
            kind="attraction",
            name_en=f"Sight {at}",
            country_id="CN",
            part_of=city,
            lat="22.5",
            lon="107.5",
            source_id="gazette",
        )
        for at in range(many)
    )
    facts = RouteFacts(mode="walk", source_id="gazette")
    for at in range(min(many, 24)):
        stops = ["chongzuo", f"sight-{at}"]
        save_route(slug=f"way-{at}", names={"en": f"Way {at}"}, abouts={}, facts=facts, stops=stops)
    for address in QUERIES:
        client.get(address)
        for name in ("pages", "default"):
            caches[name].clear()
        with django_assert_num_queries(QUERIES[address]):
            assert client.get(address).status_code == 200


QUERIES = {"/en/journeys/": 11, "/en/place/chongzuo/": 13}
