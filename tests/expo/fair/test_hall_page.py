"""The page of a hall: a plan and the same as a list, small, quick, and up to date."""

import gzip
import pickle
from collections.abc import Callable
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.products.models import Category
from catalog.seams import freshness
from expo.fair.booth_words import stand_url as booth_stand_url
from expo.fair.hall_page import stand_url, states_now, states_of, wait_url
from expo.fair.layout import Place
from expo.fair.models import Booth, Edition, Hall, Stand
from expo.fair.selectors.hall_plan import hall_now, hall_plan
from expo.fair.services.halls import StandPlan, lay_out
from expo.fair.services.placing import clear_stand, place_booth
from tests.expo.fair.conftest import fill_hall, stand_on
from tests.reading import the

pytestmark = pytest.mark.django_db
HALL = "/en/fair/2026/hall/tea/"


@pytest.fixture
def open_booth(booth: Booth) -> Booth:
    """Wei's booth, to be seen."""
    Booth.objects.filter(pk=booth.pk).update(status="published")
    freshness.changed("fair")
    return booth


FillHall = Callable[[int], None]


@pytest.fixture
def full_hall(edition: Edition, hall: Hall, tea_house: Organization) -> FillHall:
    """Return a maker of a hall with so many stands, each with a booth of its own to be seen."""

    return partial(fill_hall, edition, hall)


def read(client: Client, address: str = HALL) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def on_plan(page: BeautifulSoup) -> dict[str, str]:
    return {str(stand["data-code"]): " ".join(stand["class"]) for stand in page.select("svg.plan a")}


def in_list(page: BeautifulSoup) -> dict[str, str]:
    rows = page.select("#list tbody tr")
    return {row.select("th")[0].get_text(): the(row, "span.status").get_text() for row in rows}


def test_plan_and_list_show_the_same(client: Client, open_booth: Booth, stands: list[Stand]) -> None:
    Stand.objects.filter(code="T03").update(state="held")
    freshness.changed("fair")
    page = read(client)
    assert on_plan(page) == {"T01": "taken", "T02": "free", "T03": "held", "T04": "free"}
    assert in_list(page) == {"T01": "Taken", "T02": "Free", "T03": "Held", "T04": "Free"}
    links = {str(link["href"]) for link in page.select("svg.plan a")}
    assert links == {str(link["href"]) for link in page.select("#list td[data-label=Booth] a")}
    assert f"/en/fair/2026/booth/{open_booth.slug}/" in links
    assert page.select_one("svg.plan a")["aria-label"] == "T01 Green Banyan Tea House, Taken"  # type: ignore[index]
    assert [entry.get_text(" ", strip=True) for entry in page.select(".legend-row li")][:3] == [
        "Taken 1",
        "Held 1",
        "Free 2",
    ]


def test_a_booth_that_no_visitor_may_see_has_no_name_here(client: Client, booth: Booth) -> None:
    page = read(client)
    assert "Green Banyan" not in page.get_text()
    stand = page.select_one("svg.plan a.taken")
    assert stand is not None
    assert stand.get_text(strip=True) == "T01"
    # Taken all the same: it can be waited for.
    assert stand["href"] == f"{HALL}stand/T01/"


def test_a_stand_not_offered_is_drawn_and_leads_nowhere(client: Client, stands: list[Stand]) -> None:
    Stand.objects.filter(code="T02").update(state="closed")
    freshness.changed("fair")
    page = read(client)
    assert page.select("svg.plan g.closed")
    assert "T02" not in on_plan(page)
    assert client.get("/en/fair/2026/hall/tea/stand/T02/").status_code == 200


def test_the_list_is_narrowed_and_the_rest_of_the_plan_dims(
    client: Client,
    edition: Edition,
    hall: Hall,
    open_booth: Booth,
    pepper_garden: Organization,
    tea: Category,
) -> None:
    lay_out(
        hall=hall,
        stands=[
            StandPlan(Place("T01", 0, 0, 30, 30), zone="tea"),
            StandPlan(Place("T02", 40, 0, 30, 30), zone="KH"),
            StandPlan(Place("T03", 80, 0, 30, 30)),
        ],
    )
    stand_on(edition, Stand.objects.get(code="T02"), pepper_garden)
    Booth.objects.update(status="published")
    freshness.changed("fair")
    page = read(client, f"{HALL}?country=KH")
    assert list(in_list(page)) == ["T02"]
    assert on_plan(page) == {"T01": "taken off", "T02": "taken", "T03": "free off"}
    assert list(in_list(read(client, f"{HALL}?show=free"))) == ["T03"]
    assert list(in_list(read(client, f"{HALL}?zone=tea&show=taken"))) == ["T01"]
    assert "No stand here is like that." in read(client, f"{HALL}?zone=tea&show=free").get_text()
    chosen = [one["value"] for one in page.select("option[selected]")]
    assert chosen == ["KH"]
    assert [one.get_text() for one in page.select("#zone option")] == ["All", "Cambodia", "Tea"]


@pytest.mark.parametrize(
    ("state", "takes", "way"),
    [
        ("taken", "open", "/en/fair/2026/hall/tea/stand/T01/"),
        ("taken", "booking", "/en/fair/2026/hall/tea/stand/T01/"),
        ("held", "open", "/en/fair/2026/hall/tea/stand/T01/"),
        ("free", "open", ""),
        ("closed", "open", ""),
        ("taken", "planned", ""),
        ("taken", "after", ""),
        ("taken", "archived", ""),
    ],
)
def test_a_stand_with_a_booth_is_waited_for_while_its_edition_takes_bookings(
    edition: Edition, open_booth: Booth, state: str, takes: str, way: str
) -> None:
    Stand.objects.filter(code="T01").update(state=state)
    Edition.objects.update(state=takes)
    freshness.changed("fair")
    found = hall_plan(edition="2026", hall="tea", language="en")
    assert found is not None
    (line,) = (one for one in found.stands if one.place.code == "T01")
    with translation.override("en"):
        assert wait_url(found, line) == way
        # On the plan it stays the way to the booth.
        assert stand_url(found, line) == f"/en/fair/2026/booth/{open_booth.slug}/"
        beside = f"{HALL}stand/T01/" if takes in {"open", "booking"} else ""
        assert booth_stand_url(Booth.objects.get(pk=open_booth.pk)) == beside


@pytest.mark.parametrize("query", ["country=XX", "zone=nothing", "show=everything", "country=%00"])
def test_what_the_hall_does_not_have_is_not_asked_for(
    client: Client, stands: list[Stand], query: str
) -> None:
    assert len(in_list(read(client, f"{HALL}?{query}"))) == 4


def test_a_booking_shows_at_once_and_the_plan_is_read_once_until_then(
    client: Client, open_booth: Booth, stands: list[Stand]
) -> None:
    read(client)
    with CaptureQueriesContext(connection) as caught:
        hall_plan(edition="2026", hall="tea", language="en")
    assert not len(caught)
    place_booth(booth=open_booth, stand=stands[3])
    assert on_plan(read(client)) == {"T01": "free", "T02": "free", "T03": "free", "T04": "taken"}
    clear_stand(booth=open_booth)
    assert on_plan(read(client))["T04"] == "free"


def test_what_is_free_is_asked_for_again_at_the_price_of_a_tag(
    client: Client, open_booth: Booth, stands: list[Stand]
) -> None:
    first = client.get(f"{HALL}now/")
    assert first.json() == {"T01": "taken", "T02": "free", "T03": "free", "T04": "free"}
    again = client.get(f"{HALL}now/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    place_booth(booth=open_booth, stand=stands[1])
    later = client.get(f"{HALL}now/", headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert later.json()["T02"] == "taken"
    assert later["ETag"] != first["ETag"]


def test_how_stands_are_is_kept_apart_from_the_plan_and_small(
    full_hall: FillHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_hall(200)
    first = hall_now(edition="2026", hall="tea")
    plan = hall_plan(edition="2026", hall="tea", language="en")
    assert first is not None
    assert plan is not None
    assert states_now(first, []) == states_of(plan, []) == {one.place.code: "taken" for one in plan.stands}
    booths = [booth for _code, _state, booth in first if booth is not None]
    assert states_now(first, booths[:1]) == states_of(plan, booths[:1])
    assert len(pickle.dumps(first)) * 4 < len(pickle.dumps(plan))
    monkeypatch.setattr("expo.fair.selectors.hall_plan.hall_plan", lambda **_asked: pytest.fail("read anew"))
    with CaptureQueriesContext(connection) as caught:
        assert hall_now(edition="2026", hall="tea") == first
    assert not len(caught)


@pytest.mark.parametrize(("year", "slug"), [("2026", "none"), ("1999", "tea")])
def test_a_hall_that_is_not_there_says_nothing_of_now(
    client: Client, stands: list[Stand], year: str, slug: str
) -> None:
    assert hall_now(edition=year, hall=slug) is None
    assert client.get(f"/en/fair/{year}/hall/{slug}/now/").status_code == 404


def test_asking_again_takes_one_query(client: Client, open_booth: Booth) -> None:
    tag = client.get(f"{HALL}now/")["ETag"]
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"{HALL}now/", headers={"If-None-Match": tag}).status_code == 304
    assert len(caught) <= 1


def test_a_booth_with_somebody_there_is_told_apart(
    client: Client, open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expo.fair.views.hall.staffed_booths", lambda: [open_booth.pk])
    page = read(client)
    assert on_plan(page)["T01"] == "live"
    assert in_list(page)["T01"] == "Staffed now"
    assert list(in_list(read(client, f"{HALL}?show=taken"))) == ["T01"]
    assert list(in_list(read(client, f"{HALL}?show=live"))) == ["T01"]
    assert client.get(f"{HALL}now/").json()["T01"] == "live"


def test_four_hundred_stands_take_six_queries_and_forty_kilobytes(
    client: Client, full_hall: FillHall
) -> None:
    full_hall(400)
    client.get("/en/fair/2026/")  # what is kept for the frame of all pages is there already
    with CaptureQueriesContext(connection) as caught:
        response = client.get(HALL)
    assert len(caught) <= 6, [query["sql"] for query in caught]
    assert len(on_plan(BeautifulSoup(response.content, "html.parser"))) == 400
    assert len(gzip.compress(response.content, 6)) <= 40_000


def test_a_hall_takes_the_same_queries_however_many_stands_it_has(client: Client, hall: Hall) -> None:
    counted = []
    client.get("/en/fair/2026/")
    for count in (1, 24, 200):
        Stand.objects.bulk_create(
            Stand(hall=hall, code=f"S{count}-{at}", x=0, y=0, width=10, depth=10) for at in range(count)
        )
        freshness.changed("fair")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(HALL).status_code == 200
        counted.append(len(caught))
    assert len(set(counted)) == 1


@pytest.mark.parametrize(
    "address", ["/en/fair/2026/hall/none/", "/en/fair/1999/hall/tea/", f"{HALL}stand/X/"]
)
def test_what_is_not_there_is_not_found(client: Client, stands: list[Stand], address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_group_of_halls_has_no_page_of_its_own(client: Client, hall: Hall) -> None:
    assert client.get(HALL).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "th", "my"])
def test_it_is_read_in_other_languages(client: Client, open_booth: Booth, language: str) -> None:
    page = read(client, f"/{language}/fair/2026/hall/tea/")
    named = page.select_one("svg.plan a.taken")
    assert named is not None
    spoken = named.select_one("g[lang]")
    assert (spoken["lang"] if spoken else None) == (None if language == "zh-hans" else "en")


def test_a_stand_says_what_it_is_offered_as(client: Client, stands: list[Stand]) -> None:
    text = " ".join(read(client, f"{HALL}stand/T02/").get_text(" ").split())
    for said in ("Stand T02", "9 m²", "Standard stand", "Price class B", "Free", "Tea hall"):
        assert said in text
