"""The fair's front: what is open now, its halls on the drum and as a list, and editions of the past."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.reference.models import Source
from catalog.seams import freshness, slots
from catalog.seams.registry import Registry
from expo.fair.models import Booth, Edition, Hall, Stand
from expo.fair.services.editions import move_edition, save_edition
from expo.fair.services.halls import lay_out
from tests.expo.fair.conftest import build_hall, in_rows, plan_edition

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


@pytest.fixture
def published(booth: Booth) -> Booth:
    Booth.objects.filter(pk=booth.pk).update(status="published")
    return booth


def test_before_the_first_edition_the_fair_says_so(client: Client) -> None:
    page = read(client, "/en/fair/")
    assert words(page, "main h1") == "The fair"
    assert page.select("main a.button[href='/en/goods/']")


def test_the_front_names_the_current_edition_and_counts_what_is_open(
    client: Client, published: Booth
) -> None:
    page = read(client, "/en/fair/")
    assert words(page, "main h1") == "Expo 2026"
    now = words(page, ".fair-now")
    assert "Open now 0 booths in their opening hours · staffed: 0" in now
    assert "1 hall · 1 booth · 3 free stands" in now
    assert "First time here?" in now
    for link in page.select(".fair-now a"):
        assert page.select_one(str(link["href"])), link


def test_the_drum_leads_to_the_halls_of_countries_and_the_list_to_all(
    client: Client, edition: Edition, published: Booth
) -> None:
    abroad = build_hall(
        edition, slug="lao", kind="national", country="LA", texts={"name": {"en": "Lao hall"}}
    )
    lay_out(hall=abroad, stands=in_rows(2))
    build_hall(edition, slug="talks", kind="services", country=None, texts={"name": {"en": "Talks"}})
    page = read(client, "/en/fair/")
    rays = [(ray["href"], "live" in ray["class"]) for ray in page.select(".drum a")]
    assert rays == [("/en/fair/2026/hall/tea/", True), ("/en/fair/2026/hall/lao/", False)]
    assert len(page.select(".drum .nation")) == 12
    assert [" ".join(line.get_text(" ").split()) for line in page.select(".hall-list li")] == [
        "Tea hall 1 booth",
        "Lao hall 0 booths",
        "Talks",
    ]


def test_halls_below_a_hall_are_listed_below_it(
    client: Client, edition: Edition, stands: list[Stand]
) -> None:
    group = build_hall(edition, slug="asean", texts={"name": {"en": "ASEAN"}}, width=0, depth=0, order=1)
    build_hall(edition, parent=group)
    page = read(client, "/en/fair/")
    assert words(page, ".hall-list > li > b") == "ASEAN"
    assert words(page, ".hall-list > li > ul a span") == "Tea hall"


def test_booths_that_no_visitor_may_see_are_not_counted(client: Client, published: Booth) -> None:
    Organization.objects.filter(pk=published.organization_id).update(status="suspended")
    assert "0 booths" in words(read(client, "/en/fair/"), ".fair-now")


def test_what_other_parts_of_the_fair_add_stands_on_its_front(
    client: Client, stands: list[Stand], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry: Registry[slots.Slot] = Registry("slot")
    registry.register(
        slots.Slot(
            name="test.now",
            place="fair.now",
            selector=lambda ids, preferences: {
                one: {"title": "Opening", "text": "10:00", "actions": []} for one in ids
            },
            template="components/empty.html",
        )
    )
    monkeypatch.setattr(slots, "SLOTS", registry)
    assert "Opening" in words(read(client, "/en/fair/"), ".fair-now")


def test_an_edition_stays_at_its_own_address_with_its_facts_and_their_sources(
    client: Client, edition: Edition
) -> None:
    source = Source.objects.create(
        slug="caexpo-2008",
        title="A report of 2008",
        address="https://example.org/",
        checked_on=date(2026, 1, 2),
    )
    past = save_edition(
        slug="2008",
        number=5,
        begins_on=date(2008, 10, 22),
        ends_on=date(2008, 10, 25),
        texts={"name": {"zh-hans": "第5届", "en": "5th Expo"}, "theme": {}},
        country_of_honour="KH",
        figures=[{"label": {"en": "Booths"}, "value": "3,300", "source": source.slug}],
        partners=[{"name": {"en": "Republic of Korea"}, "kind": "partner"}],
    )
    for state in ("booking", "open", "after", "archived"):
        move_edition(edition=past, to=state)
    page = read(client, "/en/fair/2008/")
    text = words(page, "main")
    for said in ("5th Expo", "Archived", "Oct 22 – 25, 2008", "Cambodia", "3,300", "Republic of Korea"):
        assert said in text
    assert page.select("a[href='https://example.org/']")
    assert words(page, "nav li a[href='/en/fair/2026/']") == "Expo 2026"
    assert not page.select(".fair-now")
    assert words(read(client, "/en/fair/"), "nav li a[href='/en/fair/2008/']") == "5th Expo"


def test_an_edition_only_planned_is_not_found(client: Client) -> None:
    plan_edition()
    assert client.get("/en/fair/2026/").status_code == 404
    assert client.get("/en/fair/1999/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "th", "my", "fil"])
def test_the_front_is_read_in_other_languages_and_marks_what_is_not_in_them(
    client: Client, published: Booth, language: str
) -> None:
    page = read(client, f"/{language}/fair/")
    heading = page.select_one("main h1")
    assert heading is not None
    marked = heading.select_one("span[lang]")
    assert (marked["lang"] if marked else None) == (None if language == "zh-hans" else "en")


@pytest.mark.parametrize("address", ["/en/fair/", "/en/fair/2026/hall/tea/"])
def test_pages_take_the_same_queries_however_much_there_is(
    client: Client, edition: Edition, published: Booth, hall: Hall, address: str
) -> None:
    def count() -> int:
        freshness.changed("fair")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    count()
    few = count()
    for rows in (24, 200):
        Stand.objects.bulk_create(
            Stand(hall=hall, code=f"M{rows}-{at}", x=0, y=0, width=1, depth=1) for at in range(rows)
        )
        build_hall(edition, slug=f"hall-{rows}")
        assert count() == few
