"""The page of a tour: what it prints, in which words, by which clock, with how many queries."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from catalog.merchants.models import Organization
from catalog.reference.services import QuotedRate, import_rates
from catalog.tourism.models import FormerTourSlug, Place, Tour
from catalog.tourism.selectors.departures import coming
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.tour_document import BandDocument, CancellationStep, DayDocument, SeasonDocument
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)
ADDRESS = "/en/tour/detian-days/"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def way(make_place: MakePlace) -> tuple[Place, ...]:
    """A waterfall, a crossing, and a bay on the far side."""
    return (
        make_place(),
        make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN")),
        make_place(
            "bay", names={"en": "The bay"}, country_id="VN", lat=Decimal("20.91"), lon=Decimal("107.18")
        ),
    )


def read(client: Client, address: str = ADDRESS, status: int = 200) -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def section(page: BeautifulSoup, name: str) -> str:
    return words(the(page, f"section[aria-labelledby={name}]"))


def test_the_page_says_what_its_operator_states(
    client: Client, make_tour: MakeTour, way: tuple[Place, ...]
) -> None:
    days = (
        DayDocument(title={"en": "Waterfall"}, text={"en": "Rafts <b>on</b> the river."}, places=("detian",)),
        DayDocument(title={"en": "The bay"}),
    )
    tour = make_tour(
        stops=way,
        document={"days": days, "not_nationals": ("MY",), "group_min": 4},
        group_min=4,
        included_en="Tickets",
        excluded_en="Visa fees",
        summary_en="Falls and bay.",
    )
    tour.stops.filter(place__slug="bay").update(day=2)
    page = read(client)
    assert words(the(page, "h1")) == "Two days at Detian"
    assert words(the(page, ".eyebrow")) == "2 days · Coach"
    told = words(the(page, "dl.facts"))
    assert "Group 4–20" in told
    assert "Languages of the guides Chinese, English" in told  # nobody speaks simplified characters
    assert "Not for holders of passports of: Malaysia" in told
    assert "+86 771 0000000" in told
    assert "from CNY 100.00 / traveller" in words(the(page, ".price"))
    first, second = the(page, "ol.trace").find_all("li", recursive=False)
    assert "Day 1 · Waterfall Rafts <b>on</b> the river." in words(first)
    assert [link["href"] for link in first.find_all("a")] == ["/en/place/detian/", "/en/place/gate/"]
    assert [link["href"] for link in second.find_all("a")] == ["/en/place/bay/"]
    assert "Tickets Not included Visa fees" in section(page, "included")
    assert "Gate 2 of the coach station." in section(page, "meeting")
    assert [link.get_text(strip=True) for link in page.select("nav.crumbs li")][:2] == ["Home", "Journeys"]


def test_the_way_is_drawn_as_large_as_it_is(
    client: Client, make_tour: MakeTour, way: tuple[Place, ...], make_place: MakePlace
) -> None:
    far = make_place(
        "dili", names={"en": "Dili"}, country_id="TL", lat=Decimal("-8.55"), lon=Decimal("125.56")
    )
    make_tour(stops=(*way, far))
    page = read(client)
    svg = the(page, "svg.plan")
    assert [node.get_text() for node in svg.find_all("text")] == ["1", "2", "3", "4"]
    assert len(str(the(svg, "polyline")["points"]).split()) == 4
    listed = [words(link) for link in page.select("details.fold a.chip")]
    assert listed == ["1 Detian waterfall", "2 The gate", "3 The bay", "4 Dili"]


def test_one_place_alone_is_not_drawn(client: Client, make_tour: MakeTour) -> None:
    make_tour()
    assert not read(client).select("svg.plan")


def test_a_place_that_is_not_shown_is_not_named(
    client: Client, make_tour: MakeTour, way: tuple[Place, ...]
) -> None:
    make_tour(stops=way)
    Place.objects.filter(slug="bay").update(shown=False)
    assert "/en/place/bay/" not in str(read(client))


def test_prices_stand_by_season_and_band_and_past_seasons_are_gone(
    client: Client, make_tour: MakeTour
) -> None:
    def season(first: date, last: date, **prices: int) -> SeasonDocument:
        return SeasonDocument(from_day=first, until_day=last, prices=prices)

    make_tour(
        document={
            "bands": (
                BandDocument(key="adult", age_from=12),
                BandDocument(key="infant", seat=False, age_to=1),
            ),
            "seasons": (
                season(date(2027, 5, 1), date(2027, 6, 30), adult=15000, infant=0),
                season(date(2027, 1, 1), date(2027, 4, 30), adult=12000),
                season(date(2026, 1, 1), date(2027, 1, 31), adult=9900),
            ),
        }
    )
    said = section(read(client), "prices")
    assert "Jan 1, 2027 – Apr 30, 2027 Adult (12+): CNY 120.00" in said
    assert "Infant (0–1): CNY 0.00 (takes no seat)" in said
    assert said.index("120.00") < said.index("150.00")
    assert "99.00" not in said


def test_a_price_is_told_in_the_readers_currency_too(client: Client, make_tour: MakeTour) -> None:
    make_tour()
    import_rates(
        rates=[QuotedRate("USD", "CNY", Decimal("7.1"))],
        as_of=NOW - timedelta(days=1),
        source_title="Bank of Nanning",
        source_address="https://bank.example/rates",
    )
    client.cookies["currency"] = "USD"
    page = read(client)
    assert "about USD" in words(the(page, ".tour-head"))
    assert "about USD" in section(page, "prices")


def test_departures_coming_say_seats_and_state(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour(group_min=3)
    make_departure(tour, on=ON, seats=5, taken=2, booked=1)
    make_departure(tour, on=date(2027, 3, 2), seats=5, taken=5, booked=3, state="guaranteed")
    make_departure(tour, on=date(2027, 3, 3), state="guaranteed")
    make_departure(tour, on=date(2027, 3, 4), state="closed")
    make_departure(tour, on=date(2027, 3, 5), minimum=1, booked=1, taken=1)
    make_departure(tour, on=date(2027, 2, 2))  # past its cut-off: it meets in the night after now
    for day, state in ((6, "planned"), (7, "cancelled"), (8, "departed")):
        make_departure(tour, on=date(2027, 3, day), state=state)
    make_departure(tour, on=date(2027, 1, 31))
    rows = [words(row) for row in read(client).select("section[aria-labelledby=departures] tbody tr")]
    assert rows == [
        "Tue, Feb 2, 2027 5 / 5 Closed CNY 120.00",
        "Mon, Mar 1, 2027 3 / 5 2 more until it is guaranteed CNY 120.00 Book",
        "Tue, Mar 2, 2027 0 / 5 Full CNY 120.00 Waiting list",
        "Wed, Mar 3, 2027 5 / 5 Guaranteed CNY 120.00 Book",
        "Thu, Mar 4, 2027 5 / 5 Closed CNY 120.00",
        "Fri, Mar 5, 2027 4 / 5 Open for booking CNY 120.00 Book",
    ]


def test_without_a_departure_the_page_says_so(client: Client, make_tour: MakeTour) -> None:
    make_tour()
    page = read(client)
    assert "No departure is open at present." in section(page, "departures")
    assert "8:30 AM Detian waterfall (UTC+8)" in section(page, "meeting").replace("\u202f", " ")
    assert "14 days before departure or earlier Nothing" in section(page, "cancellation")


def test_terms_are_told_by_date_for_the_departure_chosen(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour(document={"cancellation": (CancellationStep(days_before=14, keeps=30),)})
    make_departure(tour, on=date(2027, 2, 20), taken=5)
    make_departure(tour, on=ON)
    make_departure(tour, on=date(2027, 4, 1))
    # The first that takes bookings stands for itself.
    assert "Until Feb 15, 2027 Nothing" in section(read(client), "cancellation")
    page = read(client, f"{ADDRESS}?on=2027-04-01")
    assert "For the departure on Apr 1, 2027" in section(page, "cancellation")
    assert "From Mar 19, 2027 30%" in section(page, "cancellation")
    assert words(the(page, "section[aria-labelledby=departures] a[aria-current=true]")) == "Thu, Apr 1, 2027"
    assert "on=2027-04-01" in str(the(page, "section[aria-labelledby=entry] a")["href"])
    for typed in ("2027-04-02", "tomorrow", "2027-13-40", "20270401", "2027-4-1" * 9):
        assert "Until Feb 15, 2027" in section(read(client, f"{ADDRESS}?on={typed}"), "cancellation"), typed


def test_no_terms_are_not_said(client: Client, make_tour: MakeTour) -> None:
    make_tour(document={"cancellation": ()})
    assert section(read(client), "cancellation") == "Cancellation Not said"


def test_text_in_another_language_says_so(client: Client, make_tour: MakeTour) -> None:
    make_tour(document={"source_language": "zh-hans"}, source_language="zh-hans", title_zh_hans="德天二日")
    Tour.objects.rewrite(False).update(title_en="", title_zh_hans="德天二日")
    heading = the(read(client, "/th/tour/detian-days/"), "h1 span")
    assert (heading["lang"], heading.get_text()) == ("zh-Hans", "德天二日")
    assert not read(client, "/zh-hans/tour/detian-days/").select("h1 span")
    day = the(read(client, "/th/tour/detian-days/"), "ol.trace li b span")
    assert (day["lang"], day.get_text()) == ("en", "Waterfall")


def test_languages_held_back_are_not_read(client: Client, make_tour: MakeTour) -> None:
    days = (DayDocument(title={"en": "Waterfall", "th": "น้ำตก"}),)
    make_tour(document={"days": days, "held": ("th",)})
    assert "Waterfall" in section(read(client, "/th/tour/detian-days/"), "days")


@pytest.mark.parametrize("status", ["paused", "suspended", "archived"])
def test_a_tour_that_is_not_shown_is_not_found(client: Client, make_tour: MakeTour, status: str) -> None:
    make_tour(status=status)
    read(client, status=404)


def test_a_suspended_operators_tour_is_not_found_nor_its_departures(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    departure = make_departure(make_tour())
    assert coming(from_day=ON, until_day=ON) != []
    Organization.objects.update(status=Organization.Status.SUSPENDED)
    read(client, status=404)
    assert coming(tour_ids=[departure.tour_id], from_day=ON, until_day=ON) == []


def test_a_former_address_leads_to_the_present_one(client: Client, make_tour: MakeTour) -> None:
    FormerTourSlug.objects.create(slug="old-days", tour=make_tour())
    assert client.get("/th/tour/old-days/", follow=True).redirect_chain == [("/th/tour/detian-days/", 301)]
    assert client.get("/en/tour/Detian-Days/").headers["Location"] == ADDRESS
    read(client, "/en/tour/nowhere/", status=404)


def test_fictional_tours_stay_out_of_search_engines(
    client: Client, make_tour: MakeTour, settings: Settings
) -> None:
    settings.INDEX_DEMO = False
    make_tour()
    assert not read(client).select("meta[name=robots]")
    Organization.objects.update(is_demo=True)
    assert the(read(client), "meta[name=robots]")["content"] == "noindex"
