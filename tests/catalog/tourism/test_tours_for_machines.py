"""What machines are told of a tour: the words of schema.org, and nothing the page does not say.

Properties: schema.org (TouristTrip and Trip, TouristDestination, TouristAttraction, CivicStructure,
ItemList, ListItem, Offer, AggregateOffer, UnitPriceSpecification, QuantitativeValue, Organization, WebPage,
ItemAvailability), read 2026-11-26. What search engines ask for: Google Search Central, "Product snippet
structured data" (Offer: price and currency; AggregateOffer: lowest price and currency) and "Carousel
structured data" (ListItem: position), read 2026-11-26.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from catalog.merchants.models import Organization, Storefront
from catalog.tourism.models import Place, Tour
from catalog.tourism.pricing import season_of
from catalog.tourism.selectors.tour_page import tour_page
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.structured_tours import tour_data
from catalog.tourism.tour_document import BandDocument, SeasonDocument
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock, MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)
ADDRESS = f"{settings.SITE_ADDRESS}/en/tour/detian-days/"
PLACE = {"name", "url", "geo", "address"}
PRICE = {"price", "priceCurrency"}
REQUIRED = {
    "TouristTrip": {"name", "url", "provider", "itinerary", "mainEntityOfPage"},
    "TouristDestination": PLACE,
    "TouristAttraction": PLACE,
    "CivicStructure": PLACE,
    "GeoCoordinates": {"latitude", "longitude"},
    "PostalAddress": {"addressCountry"},
    "Organization": {"name"},
    "WebPage": {"url", "inLanguage"},
    "ItemList": {"itemListElement", "numberOfItems", "itemListOrder"},
    "ListItem": {"position", "name", "item"},
    "AggregateOffer": {"lowPrice", "highPrice", "priceCurrency", "priceSpecification", "url"},
    "Offer": {*PRICE, "url", "availability", "validThrough", "availabilityStarts", "availabilityEnds"},
    "UnitPriceSpecification": {*PRICE, "name", "referenceQuantity", "validFrom", "validThrough"},
    "QuantitativeValue": {"value", "unitText"},
}
MORE = {
    "TouristTrip": {"alternateName", "description", "image", "tripOrigin", "offers"},
    "PostalAddress": {"addressLocality"},
    "Organization": {"url", "address"},
    "ListItem": {"description"},
    "AggregateOffer": {"offers", "offerCount", "availability"},
    "Offer": {"name", "inventoryLevel"},
}


@pytest.fixture(autouse=True)
def february(clock: Clock) -> None:
    clock(NOW)


@pytest.fixture
def way(make_place: MakePlace) -> tuple[Place, ...]:
    """A waterfall, a gate to the far side, a bay there, and back over the gate."""
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", kind="destination", names={"en": "The bay"}, country_id="VN", lat=Decimal(20))
    return make_place(), gate, bay, gate


def told(language: str = "en", *, slug: str = "detian-days", now: datetime = NOW) -> dict[str, Any]:
    """Return what machines are told of a tour, held to the types it is told in."""
    with translation.override(language):
        page = tour_page(slug=slug, language=language, today=now.date())
        assert page is not None
        said = tour_data(page, language, now)
    check(said)
    return said


def check(value: Any) -> None:
    """Hold a record, and those within it, to the properties of their types; nothing may be empty."""
    if isinstance(value, list):
        for one in value:
            check(one)
    elif isinstance(value, dict):
        kind = value["@type"]
        said = value.keys() - {"@type", "@id"}
        assert REQUIRED[kind] <= said, (kind, REQUIRED[kind] - said)
        assert said <= REQUIRED[kind] | MORE.get(kind, set()), (kind, said)
        for name, inner in value.items():
            assert inner not in ("", None, [], {}), (kind, name)
            check(inner)


def offers(said: dict[str, Any]) -> dict[str, tuple[str, int]]:
    """Return what is had of each departure that is offered, and how many seats, by its day."""
    return {
        one["availabilityStarts"]: (one["availability"].rpartition("/")[2], one["inventoryLevel"]["value"])
        for one in said["offers"].get("offers", [])
    }


def test_a_tour_is_told_with_its_operator_in_the_readers_language(
    make_tour: MakeTour, make_departure: MakeDeparture, way: tuple[Place, ...]
) -> None:
    tour = make_tour(stops=way, title_zh_hans="德天二日", summary_en="Waterfall and market.")
    make_departure(tour)
    house = tour.organization
    Organization.objects.filter(pk=house.pk).update(name_en="Slow Roads", city="nanning")
    Storefront.objects.create(organization=house, slug="slow-roads", status="published")
    said = told()
    assert (said["name"], said["description"]) == ("Two days at Detian", "Waterfall and market.")
    assert said["mainEntityOfPage"]["inLanguage"] == "en"
    storefront = f"{settings.SITE_ADDRESS}/en/storefront/slow-roads/"
    assert said["provider"]["name"] == "Slow Roads"
    assert (said["provider"]["url"], said["provider"]["@id"]) == (storefront, f"{storefront}#organization")
    assert said["provider"]["address"]["addressLocality"] == "Nanning"
    assert said["tripOrigin"]["name"] == "Detian waterfall"
    chinese = told("zh-hans")
    assert (chinese["name"], chinese["mainEntityOfPage"]["inLanguage"]) == ("德天二日", "zh-Hans")
    assert chinese["url"] == ADDRESS.replace("/en/", "/zh-hans/")
    assert chinese["tripOrigin"]["name"] == "德天瀑布"


def test_an_operator_without_a_storefront_leads_nowhere(
    make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour()
    Organization.objects.update(name_en="Slow Roads")
    assert told()["provider"].keys() == {"@type", "name", "address"}
    Storefront.objects.create(organization=tour.organization, slug="slow-roads", status="paused")
    assert "url" not in told()["provider"]


@pytest.fixture
def named(make_tour: MakeTour, way: tuple[Place, ...]) -> Tour:
    """The tour of an operator that has a name: over the gate on the first day, back on the second."""
    tour = make_tour(stops=way)
    Organization.objects.update(name_en="Slow Roads")
    tour.stops.filter(position__gte=2).update(day=2)
    return tour


def test_the_way_is_told_in_the_order_of_its_days(named: Tour) -> None:
    itinerary = told()["itinerary"]
    steps = [(one["position"], one["name"], one["description"]) for one in itinerary["itemListElement"]]
    assert steps == [
        (1, "Detian waterfall", "Day 1"),
        (2, "The gate", "Day 1"),
        (3, "The bay", "Day 2"),
        (4, "The gate", "Day 2"),
    ]
    kinds = [one["item"]["@type"] for one in itinerary["itemListElement"]]
    assert kinds == ["TouristAttraction", "CivicStructure", "TouristDestination", "CivicStructure"]
    assert itinerary["itemListElement"][2]["item"]["address"]["addressCountry"] == "VN"
    assert itinerary["numberOfItems"] == 4


def test_places_that_are_not_shown_are_not_told(named: Tour) -> None:
    Place.objects.filter(slug__in=["gate", "detian"]).update(shown=False)
    said = told()
    assert [one["name"] for one in said["itinerary"]["itemListElement"]] == ["The bay"]
    assert "tripOrigin" not in said


def test_departures_are_offered_by_the_seats_they_have_left(
    named: Tour, make_departure: MakeDeparture
) -> None:
    make_departure(named, on=ON, seats=5, taken=2)
    make_departure(named, on=date(2027, 3, 2), seats=5, taken=5, state="guaranteed")
    make_departure(named, on=date(2027, 3, 3), state="closed")
    make_departure(named, on=date(2027, 2, 2))  # past its cut-off
    for day, state in ((4, "planned"), (5, "cancelled"), (6, "departed")):
        make_departure(named, on=date(2027, 3, day), state=state)
    said = told()
    assert offers(said) == {"2027-03-01": ("InStock", 3), "2027-03-02": ("SoldOut", 0)}
    assert said["offers"]["offerCount"] == 2
    first = said["offers"]["offers"][0]
    assert first["name"] == "Mon, Mar 1, 2027"
    assert first["url"] == f"{ADDRESS}?on=2027-03-01"
    assert (first["availabilityEnds"], first["validThrough"]) == ("2027-03-02", "2027-02-28T00:30:00+00:00")
    # Nobody is told less than a traveller may pay: the child's price stands in the table alone.
    assert (first["price"], first["priceCurrency"]) == ("120.00", "CNY")
    assert (said["offers"]["lowPrice"], said["offers"]["highPrice"]) == ("100.00", "120.00")


def test_an_offer_ends_with_the_second_of_its_cut_off(named: Tour, make_departure: MakeDeparture) -> None:
    closes = make_departure(named).closes_at
    assert offers(told(now=closes - timedelta(seconds=1)))
    assert offers(told(now=closes)) == {}


def test_without_a_departure_nothing_is_to_be_had_and_prices_stand(named: Tour) -> None:
    offer = told()["offers"]
    assert offer["availability"] == "https://schema.org/OutOfStock"
    assert "offerCount" not in offer
    assert [(one["name"], one["price"]) for one in offer["priceSpecification"]] == [
        ("Adult (12+)", "120.00"),
        ("Child (2–11)", "100.00"),
        ("Infant (0–1)", "0.00"),
    ]


def season(first: date, last: date, **prices: int) -> SeasonDocument:
    return SeasonDocument(from_day=first, until_day=last, prices=prices)


WINTER = season(date(2026, 1, 1), date(2027, 1, 31), adult=100)
SPRING = season(date(2027, 2, 1), date(2027, 4, 30), adult=1_200_000)
PEAK = season(date(2027, 3, 1), date(2027, 3, 7), adult=1_500_000)
ADULTS = {"currency": "VND", "bands": (BandDocument(key="adult", age_from=12),)}


def test_prices_are_those_of_the_season_and_past_ones_are_gone(
    make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour(document={**ADULTS, "seasons": (WINTER, SPRING, PEAK)}, currency="VND")
    Organization.objects.update(name_en="Slow Roads")
    make_departure(tour, on=ON)
    make_departure(tour, on=date(2027, 3, 8))
    make_departure(tour, on=date(2027, 5, 1))  # a day no season names: nobody can book it
    offer = told()["offers"]
    assert [(one["availabilityStarts"], one["price"]) for one in offer["offers"]] == [
        ("2027-03-01", "1500000"),
        ("2027-03-08", "1200000"),
    ]
    assert (offer["lowPrice"], offer["highPrice"], offer["priceCurrency"]) == ("1200000", "1500000", "VND")
    spans = [(one["validFrom"], one["validThrough"]) for one in offer["priceSpecification"]]
    assert spans == [("2027-02-01", "2027-04-30"), ("2027-03-01", "2027-03-07")]


def test_when_every_season_is_over_nothing_is_offered(make_tour: MakeTour) -> None:
    make_tour(document={**ADULTS, "seasons": (WINTER,)})
    Organization.objects.update(name_en="Slow Roads")
    assert "offers" not in told()


@pytest.mark.parametrize(
    ("on", "price"),
    [
        (date(2027, 1, 31), 100),
        (date(2027, 2, 1), 1_200_000),
        (date(2027, 3, 1), 1_500_000),
        (date(2027, 3, 7), 1_500_000),
        (date(2027, 3, 8), 1_200_000),
        (date(2027, 5, 1), None),
    ],
)
def test_of_two_seasons_of_a_day_the_one_put_over_the_other_counts(on: date, price: int | None) -> None:
    found = season_of(document=replace(TOUR_DOCUMENT, seasons=(WINTER, SPRING, PEAK)), on=on)
    assert (found.prices["adult"] if found else None) == price


def test_the_page_tells_machines_and_leads_to_a_report(client: Client, named: Tour) -> None:
    title = '</script><b>"falls"</b> & \u2028'
    Tour.objects.rewrite(False).filter(pk=named.pk).update(title_en=title)
    caches["pages"].clear()
    page = page_of(client.get("/en/tour/detian-days/?on=2027-03-01"))
    (script,) = page.select("script[type='application/ld+json']")
    graph = {one["@type"]: one for one in json.loads(script.get_text())["@graph"]}
    assert set(graph) == {"TouristTrip", "BreadcrumbList"}
    assert graph["TouristTrip"]["name"].strip() == title.strip()
    assert graph["TouristTrip"]["url"] == ADDRESS
    assert not page.find("b", string='"falls"')
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [ADDRESS]
    assert len(page.select("link[rel=alternate][hreflang]")) == 11
    report = the(page, "main a[href*='/report/']")
    assert (report["href"], report["rel"]) == ("/en/report/tour/detian-days/", ["nofollow"])
    assert client.get(str(report["href"])).status_code == 200
