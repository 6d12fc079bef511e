"""Visits of booths are counted plainly: once a day for each visitor, by people only, and nobody is kept."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.numbers.holding import write
from catalog.numbers.models import Counted, DayOf, DaySalt, Looked
from catalog.numbers.services import ADDED_UP, add_up
from expo.fair.models import Booth, Edition
from expo.fair.selectors.funnel import funnel
from portal.accounts.models import User
from tests.catalog.numbers.conftest import PHONE, at, browser

pytestmark = pytest.mark.django_db

OPENING = datetime(2026, 9, 17, 1, 0, tzinfo=UTC)
BY_SEARCH = {"referer": "http://testserver/th/search/?q=tea"}


@pytest.fixture
def page(booth: Booth) -> str:
    """The address of Wei's booth, below the language, open to visitors on the first day of the fair."""
    Booth.objects.filter(pk=booth.pk).update(status="published", published_at=OPENING)
    return f"fair/2026/booth/{booth.slug}/"


def counted(edition: Edition) -> tuple[int, int]:
    """Write what is held, and return how many visited, and how many of them by a search."""
    write()
    (one,) = funnel(edition=edition, language="en")
    return one.numbers["views"], one.numbers["found"]


def look(page: str, *languages: str, by: Client | None = None, headers: dict[str, str] | None = None) -> None:
    for language in languages or ("en",):
        answer = (by or browser()).get(f"/{language}/{page}", headers=headers)
        assert answer.status_code == 200


def test_who_comes_again_the_same_day_counts_once_in_whatever_language(edition: Edition, page: str) -> None:
    with at(OPENING):
        look(page, "en", "th", "en")
        assert counted(edition) == (1, 0)
        look(page, "my")
        assert counted(edition) == (1, 0)


def test_who_comes_on_another_day_counts_again(edition: Edition, page: str) -> None:
    for day in range(3):
        with at(OPENING + timedelta(days=day)):
            look(page)
            write()
    with at(OPENING + timedelta(days=3)):
        assert counted(edition) == (3, 0)


@pytest.mark.parametrize(
    ("address", "agent", "visitors"),
    [("203.0.113.7", PHONE, 1), ("203.0.113.8", PHONE, 2), ("203.0.113.7", f"{PHONE} Other/1", 2)],
)
def test_visitors_are_told_apart_by_network_and_browser(
    edition: Edition, page: str, address: str, agent: str, visitors: int
) -> None:
    with at(OPENING):
        look(page)
        look(page, by=browser(address, agent))
        assert counted(edition) == (visitors, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"},
        {"user-agent": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "python-requests/2.31.0"},
        {"sec-purpose": "prefetch"},
    ],
)
def test_known_programs_and_fetching_ahead_are_left_out(
    edition: Edition, page: str, headers: dict[str, str]
) -> None:
    with at(OPENING):
        look(page, headers=headers)
        assert counted(edition) == (0, 0)


@pytest.mark.parametrize("role", ["owner", "editor", "sales", "finance"])
def test_the_booths_own_people_are_left_out(
    edition: Edition, page: str, tea_house: Organization, wei: User, role: str
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role=role)
    own = browser()
    own.force_login(wei)
    with at(OPENING):
        look(page, by=own)
        assert counted(edition) == (0, 0)


def test_a_person_counts_once_at_home_and_on_the_way(edition: Edition, page: str, nok: User) -> None:
    with at(OPENING):
        for address in ("203.0.113.7", "198.51.100.9"):
            there = browser(address)
            there.force_login(nok)
            look(page, by=there)
        assert counted(edition) == (1, 0)


def test_a_search_that_led_here_is_the_source(edition: Edition, page: str) -> None:
    with at(OPENING):
        look(page, headers=BY_SEARCH)
        look(page, by=browser("198.51.100.9"))
        look(page, by=browser("198.51.100.10"), headers={"referer": "http://elsewhere.example/search/?q=tea"})
        assert counted(edition) == (3, 1)
        look(page, by=browser("198.51.100.9"), headers=BY_SEARCH)
        assert counted(edition) == (3, 2)


def test_what_was_searched_for_is_nowhere(edition: Edition, page: str) -> None:
    with at(OPENING):
        look(page, headers={"referer": "http://testserver/en/search/?q=secret-plans"})
        counted(edition)
    kept = [*Looked.objects.values_list(), *Counted.objects.values_list(), *DayOf.objects.values_list()]
    assert "secret" not in repr(kept)


@pytest.mark.parametrize("path", ["presence/", "card/", "exhibit/1/"])
def test_only_the_booths_page_is_a_visit(edition: Edition, page: str, path: str) -> None:
    with at(OPENING):
        browser().get(f"/en/{page}{path}")
        assert counted(edition) == (0, 0)


def test_a_booth_that_is_not_shown_counts_nothing(edition: Edition, booth: Booth) -> None:
    with at(OPENING):
        assert browser().get(f"/en/fair/2026/booth/{booth.slug}/").status_code == 404
    write()
    assert not Counted.objects.exists()


def test_nothing_that_is_kept_names_a_visitor_and_the_day_is_all_that_stays(
    edition: Edition, page: str, nok: User
) -> None:
    known = browser("203.0.113.77")
    known.force_login(nok)
    with at(OPENING):
        look(page, by=known)
        look(page, headers=BY_SEARCH)
        assert counted(edition) == (2, 1)
    kept = repr([*Looked.objects.values_list(), *Counted.objects.values_list()])
    for trace in ("203.0.113", "Chrome", "nok", "Nok"):
        assert trace not in kept
    before = OPENING.replace(hour=0) + timedelta(days=1) + ADDED_UP
    assert add_up(now=before - timedelta(seconds=1)) == 0
    assert add_up(now=before) == 1
    assert not Looked.objects.exists()
    assert not DaySalt.objects.exists()
    (day,) = DayOf.objects.all()
    assert (day.day, day.views, day.found) == (date(2026, 9, 17), 2, 1)
    with at(OPENING + timedelta(days=1)):
        assert counted(edition) == (2, 1)


def test_a_day_is_a_day_of_utc_wherever_the_visitor_is(edition: Edition, page: str) -> None:
    midnight = datetime(2026, 9, 18, tzinfo=UTC)
    for moment in (midnight - timedelta(minutes=1), midnight):
        with at(moment):
            look(page)
            write()
    assert sorted(Looked.objects.values_list("day", flat=True)) == [date(2026, 9, 17), date(2026, 9, 18)]


def test_a_visit_costs_the_page_no_write(edition: Edition, page: str) -> None:
    with at(OPENING), patch("catalog.numbers.services.record") as recorded:
        look(page)
        assert not recorded.called
    assert not Looked.objects.exists()
    with at(OPENING):
        assert counted(edition) == (1, 0)
