"""The list of tours: every choice narrows it, none is guessed, and the address says all of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.http import QueryDict
from django.test import Client

from catalog.reference.services import QuotedRate, import_rates
from catalog.tourism.finding.filters import TourFilters, read_filters
from catalog.tourism.finding.listing import pairs
from catalog.tourism.models import Place, Tour
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
Listed = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(client: Client, query: str = "", status: int = 200, language: str = "en") -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(f"/{language}/journeys/{query}")
    assert response.status_code == status, query
    return page_of(response)


@pytest.fixture
def listed(client: Client) -> Listed:
    def ask(query: str = "") -> list[str]:
        return [words(title) for title in read(client, query).select(".tiles .card h3")]

    return ask


@pytest.fixture
def offered(make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture) -> dict[str, Tour]:
    """A walk in a city's waterfall; five days over a bridge by the sea; a tour that departs no more."""
    city = make_place("chongzuo", names={"en": "Chongzuo"}, kind="destination")
    fall = make_place(part_of_id=city.pk)
    bridge = make_place(
        "bridge", names={"en": "The bridge"}, crossing=CrossingFacts(kind="road", other_id="VN")
    )
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    walk = make_tour("walk", title_en="A walk", stops=(fall,), days=1, guide_languages=["zh-hans"])
    town = make_place("town", names={"en": "The town"}, kind="destination")
    ends = {"begins": town, "ends": town}
    sea = make_tour("sea", title_en="By the sea", stops=(bridge, bay), days=5, price_low=5000, **ends)
    gone = make_tour("gone", title_en="Long gone", stops=(fall,), days=2, guide_languages=["vi"])
    make_departure(walk, on=date(2027, 3, 10), seats=8, taken=6)
    make_departure(sea, on=date(2027, 3, 5), seats=4)
    make_departure(sea, on=date(2027, 4, 5), seats=9)
    make_departure(gone, on=date(2027, 1, 5))
    return {"walk": walk, "sea": sea, "gone": gone}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", ["By the sea", "A walk", "Long gone"], id="those that depart soonest first"),
        pytest.param("?place=detian", ["A walk", "Long gone"], id="a place"),
        pytest.param("?place=chongzuo", ["A walk", "Long gone"], id="what a place is part of"),
        pytest.param("?place=bay&place=detian", ["By the sea", "A walk", "Long gone"], id="either place"),
        pytest.param("?place=nowhere", [], id="no such place"),
        pytest.param("?crossing=bridge", ["By the sea"], id="a crossing"),
        pytest.param("?place=detian&crossing=bridge", [], id="both a place and a crossing"),
        pytest.param("?guide=vi", ["Long gone"], id="a guide's language"),
        pytest.param("?days=1", ["A walk"], id="one day"),
        pytest.param("?days=4-7", ["By the sea"], id="five days"),
        pytest.param("?days=1&days=2-3", ["A walk", "Long gone"], id="up to three days"),
        pytest.param("?from=2027-03-06&until=2027-03-31", ["A walk"], id="days on which it departs"),
        pytest.param("?from=2027-03-05&until=2027-03-05", ["By the sea"], id="one day, both ends included"),
        pytest.param("?from=2027-03-10", ["A walk", "By the sea"], id="from a day on"),
        pytest.param("?until=2027-03-09", ["By the sea"], id="until a day"),
        pytest.param("?from=2020-01-01&until=2027-01-31", [], id="days that have passed"),
        pytest.param("?seats=3", ["By the sea"], id="seats left"),
        pytest.param("?seats=2&until=2027-03-31", ["By the sea", "A walk"], id="seats and days"),
        pytest.param("?price=50", ["By the sea"], id="at most this price, it included"),
        pytest.param("?price=49", [], id="cheaper than all"),
        pytest.param("?sort=price", ["By the sea", "Long gone", "A walk"], id="by price"),
        pytest.param("?sort=days", ["A walk", "Long gone", "By the sea"], id="by length"),
        pytest.param("?sort=new", ["Long gone", "By the sea", "A walk"], id="the newest first"),
        pytest.param("?route=over", ["By the sea"], id="along a known route"),
    ],
)
def test_a_choice_narrows_the_list(
    listed: Listed, offered: dict[str, Tour], query: str, found: list[str]
) -> None:
    facts = RouteFacts(mode="coach", source_id="gazette")
    save_route(slug="over", names={"en": "Over"}, abouts={}, facts=facts, stops=["bridge", "bay"])
    assert listed(query) == found


@pytest.mark.django_db
def test_what_is_full_closed_or_past_its_cut_off_has_no_room(
    listed: Listed, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour(title_en="Two days")
    make_departure(tour, on=date(2027, 3, 1), taken=5)
    make_departure(tour, on=date(2027, 3, 2), state="closed")
    make_departure(tour, on=date(2027, 3, 3), state="planned")
    make_departure(tour, on=date(2027, 3, 4), closes_at=NOW)
    assert listed("?from=2027-03-01") == []
    make_departure(tour, on=date(2027, 3, 5), closes_at=NOW + timedelta(seconds=1))
    assert listed("?from=2027-03-01") == ["Two days"]


@pytest.mark.django_db
def test_prices_in_other_currencies_are_compared_by_rates_or_not_at_all(
    listed: Listed, offered: dict[str, Tour]
) -> None:
    Tour.objects.filter(slug="sea").update(currency="THB", price_low=5000, price_high=5000)
    assert listed("?price=1000") == ["A walk", "Long gone"]
    assert listed("?sort=price")[-1] == "By the sea"
    import_rates(
        rates=[QuotedRate("CNY", "THB", Decimal("4.5"))],
        as_of=NOW - timedelta(hours=1),
        source_title="Bank of Nanning",
        source_address="https://bank.example/rates",
    )
    assert listed("?price=12") == ["By the sea"]
    assert listed("?sort=price")[0] == "By the sea"


@pytest.mark.django_db
def test_groups_count_what_each_further_choice_would_show(client: Client, offered: dict[str, Tour]) -> None:
    def counts(query: str) -> dict[str, str]:
        page = read(client, query)
        labels = [box.find_next("label") for box in page.select("fieldset input")]
        return {words(label).rsplit(" ", 1)[0]: words(label).rsplit(" ", 1)[1] for label in labels if label}

    whole = counts("?sort=new")
    assert whole["Detian waterfall"] == "2"
    assert whole["The bridge"] == "1"
    assert (whole["1"], whole["2–3"], whole["4–7"]) == ("1", "1", "1")
    assert "8+" not in whole
    narrowed = counts("?place=chongzuo&days=1")
    assert narrowed["Chongzuo"] == "1"  # of one day
    assert narrowed["2–3"] == "1"  # by Chongzuo
    assert "The bridge" not in narrowed
    boxes = read(client, "?place=chongzuo&days=1").select("fieldset input[checked]")
    assert [(box["name"], box["value"]) for box in boxes] == [("place", "chongzuo"), ("days", "1")]


@pytest.mark.django_db
def test_cards_say_when_it_departs_and_how_many_seats_are_left(
    client: Client, offered: dict[str, Tour]
) -> None:
    by = {words(the(card, "h3")): words(card) for card in read(client).select(".tiles .card")}
    assert "Next: Mar 10, 2027 2 seats left" in by["A walk"]
    # Of the first departure with room, though more are left on a later one.
    assert by["By the sea"].endswith("Next: Mar 5, 2027 4 seats left")
    assert "left" not in by["Long gone"]
    assert "1 day · Coach" in by["A walk"]
    for query in ("?from=2027-04-01", "?seats=5"):
        assert words(the(read(client, query), ".tiles .card")).endswith("Next: Apr 5, 2027 9 seats left")


@pytest.mark.django_db
def test_what_is_no_choice_is_named_and_left_out(client: Client, offered: dict[str, Tour]) -> None:
    page = read(client, "?days=99&from=soon&seats=-1&price=cheap&passport=XX&sort=odd&guide=tlh")
    said = words(the(page, ".notice.warm"))
    for value in ("99", "soon", "-1", "cheap", "XX", "odd", "tlh"):
        assert value in said, value
    assert len(page.select(".tiles .card")) == 3


@pytest.mark.django_db
def test_nothing_that_fits_is_said_and_the_choices_stay(client: Client, offered: dict[str, Tour]) -> None:
    page = read(client, "?seats=50&price=3")
    assert "No tour fits all of these choices" in words(the(page, ".empty"))
    assert the(page, "#seats")["value"] == "50"
    assert the(page, "#price")["value"] == "3"


@pytest.mark.django_db
def test_pages_are_turned_with_the_choices_kept(
    client: Client, make_tour: MakeTour, offered: dict[str, Tour]
) -> None:
    for number in range(26):
        make_tour(f"more-{number}", title_en=f"More {number}")
    first = read(client, "?guide=en")
    assert len(first.select(".tiles .card")) == 24
    assert {link["href"] for link in first.select(".pager a")} == {"?guide=en&page=2"}
    second = read(client, "?guide=en&page=2")
    assert len(second.select(".tiles .card")) == 3
    # However a list is narrowed, search engines keep one address of each of its pages.
    for found, address in ((first, "/en/journeys/"), (second, "/en/journeys/?page=2")):
        assert str(the(found, "link[rel=canonical]")["href"]).endswith(address)
    last = read(client, "?guide=en&page=9", status=404)
    assert "The last one is 2" in words(the(last, ".notice.warm"))
    for page in ("0", "-1", "two", "9" * 30):
        assert len(read(client, f"?guide=en&page={page}").select(".tiles .card")) == 24, page


@pytest.mark.django_db
def test_the_front_shows_places_too_and_an_answer_only_tours(
    client: Client, offered: dict[str, Tour]
) -> None:
    assert read(client).select("section[aria-labelledby=destinations]")
    assert not read(client, "?days=1").select("section[aria-labelledby=destinations]")
    Tour.objects.update(status=Tour.Status.PAUSED)
    assert not read(client).select("section[aria-labelledby=tours]")


@pytest.mark.parametrize(
    "query",
    [
        "place=a&place=b&crossing=c&guide=th&days=1&days=8&from=2027-03-01&until=2027-03-09&seats=3&price=200"
        "&passport=TH&route=r&sort=price",
        "",
        "seats=1&sort=soon",
    ],
)
def test_an_address_says_what_it_was_read_as(query: str) -> None:
    filters = read_filters(QueryDict(query), {"TH"})
    again = QueryDict(mutable=True)
    for name, value in pairs(filters):
        again.appendlist(name, value)
    assert read_filters(again, {"TH"}) == filters
    assert filters.ignored == ()


@pytest.mark.parametrize(
    ("filters", "window"),
    [
        (TourFilters(), (TODAY, TODAY + timedelta(days=366))),
        (TourFilters(from_day=date(2020, 1, 1)), (TODAY, TODAY + timedelta(days=366))),
        (TourFilters(until_day=date(2027, 2, 3)), (TODAY, date(2027, 2, 3))),
        (TourFilters(from_day=date(9999, 12, 30)), (date(9999, 12, 30), date.max)),
    ],
)
def test_departures_are_looked_for_from_today_on(filters: TourFilters, window: tuple[date, date]) -> None:
    assert filters.window(TODAY) == window


def test_a_place_that_is_not_shown_is_no_choice(
    client: Client, offered: dict[str, Tour], listed: Listed
) -> None:
    Place.objects.filter(slug="bridge").update(shown=False)
    assert "The bridge" not in str(read(client))
    assert listed("?crossing=bridge") == []
