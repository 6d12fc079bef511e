"""Blocks of what is about to happen: sessions of the fair, departures of tours."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.products.presenting import Reader, reader_of
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Departure
from expo.fair.models import Edition
from expo.fair.services.programme import SessionPlan, save_session
from portal.pages.models import HomePage
from portal.pages.selectors.events import departure_values, programme_values
from tests.catalog.tourism.conftest import MakeDeparture, MakeTour
from tests.expo.fair.conftest import open_edition
from tests.portal.pages.test_home import read

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 9, 17, 2, 0, tzinfo=UTC)  # ten o'clock in Nanning


@pytest.fixture
def fair(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Edition:
    stands_at(monkeypatch, MORNING)
    return open_edition()


def stands_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def hold(edition: Edition, number: int, *, hours: int) -> None:
    begins = MORNING + timedelta(hours=hours)
    save_session(
        edition=edition,
        plan=SessionPlan(
            slug=f"session-{number}",
            kind="forum",
            texts={"title": {"en": f"Session {number}", "zh-hans": f"第{number}场"}},
            begins_at=begins,
            ends_at=begins + timedelta(hours=2),
        ),
    )


def titles(count: int = 4) -> list[str]:
    found = programme_values(count=count, reader=Preferences(language="en"))
    return [one["title"].value for one in found["sessions"]] if found else []


def test_what_is_on_comes_first_then_the_next_and_what_is_over_is_gone(
    fair: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, hours in enumerate((-3, -1, 1, 3, 5)):
        hold(fair, number, hours=hours)
    assert titles() == ["Session 1", "Session 2", "Session 3", "Session 4"]
    assert titles(2) == ["Session 1", "Session 2"]
    stands_at(monkeypatch, MORNING + timedelta(hours=8))
    assert titles() == []


def test_without_a_fair_or_a_session_there_is_no_section(
    client: Client, home: HomePage, fair: Edition
) -> None:
    body = [("programme", {"heading": "", "count": 4})]
    home.body = body
    home.save_revision().publish()
    assert not read(client, "/en/").select(".section")
    hold(fair, 1, hours=1)
    section = read(client, "/en/").select_one(".thread-fair")
    assert section is not None
    assert "Session 1" in section.get_text()
    link = section.select_one(".section-head a")
    assert link is not None
    assert link["href"] == "/en/fair/2026/programme/"
    assert [one.get_text(strip=True) for one in section.select("h3")] == ["Session 1"]


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_language_reads_it_with_the_clock_of_the_fair(
    client: Client, home: HomePage, fair: Edition, language: str
) -> None:
    hold(fair, 1, hours=1)
    page = read(client, f"/{language}/")
    moment = page.select_one(".thread-fair time")
    assert moment is not None
    assert "11:00" in moment.get_text().replace("11.00", "11:00")
    assert datetime.fromisoformat(str(moment["datetime"])) == MORNING + timedelta(hours=1)


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_home_takes_the_same_queries_however_many_sessions_there_are(
    client: Client,
    home: HomePage,
    fair: Edition,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for number in range(rows):
        hold(fair, number, hours=1 + number)
    client.get("/lo/")
    for name in ("pages", "default"):
        caches[name].clear()
    with django_assert_max_num_queries(28):
        client.get("/lo/")


def reader(language: str = "en") -> Reader:
    return reader_of(Preferences(language=language))


def leaving(count: int = 3) -> list[str]:
    found = departure_values(count=count, reader=reader())
    return [card["slug"] for card in found["cards"]] if found else []


def test_tours_that_leave_first_come_first_once_each(
    home: HomePage, make_tour: MakeTour, make_departure: MakeDeparture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_at(monkeypatch, MORNING)
    late, early, full, far = (make_tour(slug) for slug in ("late", "early", "full", "far"))
    make_departure(late, on=date(2026, 10, 9))
    make_departure(early, on=date(2026, 9, 25))
    make_departure(early, on=date(2026, 9, 26))
    make_departure(full, on=date(2026, 9, 20), seats=4, taken=4)
    make_departure(far, on=date(2027, 3, 1))
    assert leaving() == ["early", "late"]
    assert leaving(1) == ["early"]


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param({"state": Departure.State.CANCELLED}, id="cancelled"),
        pytest.param({"state": Departure.State.PLANNED}, id="not open yet"),
        pytest.param({"closes_at": MORNING - timedelta(minutes=1)}, id="after its cut-off"),
        pytest.param({"taken": 5}, id="full"),
    ],
)
def test_a_tour_nobody_can_book_any_more_is_not_announced(
    home: HomePage, make_departure: MakeDeparture, monkeypatch: pytest.MonkeyPatch, gone: dict[str, object]
) -> None:
    stands_at(monkeypatch, MORNING)
    departure = make_departure(on=date(2026, 9, 25))
    assert leaving() == ["detian-days"]
    Departure.objects.filter(pk=departure.pk).update(**gone)
    assert leaving() == []


def test_the_home_page_announces_a_departure_in_the_readers_language(
    client: Client, home: HomePage, make_departure: MakeDeparture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_at(monkeypatch, MORNING)
    make_departure(on=date(2026, 9, 25))
    section = read(client, "/zh-hans/").select_one(".thread-travel.section")
    assert section is not None
    link = section.select_one("article h3 a")
    assert link is not None
    assert link["href"] == "/zh-hans/tour/detian-days/"
    assert "2026年9月25日" in section.get_text()


@pytest.mark.parametrize("rows", [1, 24])
def test_announcing_takes_two_queries_however_many_leave(
    home: HomePage,
    make_tour: MakeTour,
    make_departure: MakeDeparture,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    stands_at(monkeypatch, MORNING)
    for number in range(rows):
        tour = make_tour(f"tour-{number}")
        for day in range(3):
            make_departure(tour, on=date(2026, 9, 25) + timedelta(days=day))
    chosen = reader()
    with django_assert_num_queries(2):
        found = departure_values(count=12, reader=chosen)
    assert found is not None
    assert len(found["cards"]) == min(rows, 12)
