"""Evidence holds through its last day, is off the panel the day after, and its end is announced in time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from catalog.merchants.models import Evidence, Organization
from catalog.merchants.selectors.evidence import trust_of
from catalog.merchants.services import add_member
from catalog.merchants.services.evidence import announce_ends, decide
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.products.models import Product
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import Send

pytestmark = pytest.mark.django_db
LAST = date(2099, 6, 30)
Read = Callable[[str], BeautifulSoup]


def in_wuzhou(day: date, hour: int = 12) -> datetime:
    """Return a moment of the tea house's calendar, eight hours ahead of UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def accepted(send: Send, reviewer: User) -> Evidence:
    """A registration that holds through LAST."""
    evidence = decide(evidence=send(expires_on=LAST), accept=True, by=reviewer)
    Notice.objects.all().delete()
    return evidence


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, client: Client) -> Callable[[datetime, str], BeautifulSoup]:
    """Return a function that reads a page at a moment."""

    def read(moment: datetime, address: str) -> BeautifulSoup:
        caches["pages"].clear()
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: moment)
            response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read


@pytest.mark.usefixtures("accepted")
def test_it_is_off_the_panel_the_day_after_where_its_organization_is(tea_house: Organization) -> None:
    last_minute = in_wuzhou(LAST + timedelta(days=1), 0) - timedelta(minutes=1)
    assert tea_house.pk in trust_of([tea_house.pk], now=last_minute)
    assert trust_of([tea_house.pk], now=last_minute + timedelta(minutes=1)) == {}


def test_evidence_without_a_last_day_stays(send: Send, reviewer: User, tea_house: Organization) -> None:
    decide(evidence=send(), accept=True, by=reviewer)
    assert tea_house.pk in trust_of([tea_house.pk], now=datetime(2999, 1, 1, tzinfo=UTC))


@pytest.mark.usefixtures("accepted")
def test_storefront_and_product_say_what_was_checked_until_the_last_day(
    at: Callable[[datetime, str], BeautifulSoup], tea_house: Organization, liubao: Product
) -> None:
    for address in (f"/en/storefront/{tea_house.slug}/", f"/en/product/{liubao.slug}/"):
        panel = at(in_wuzhou(LAST), address).find("section", {"aria-labelledby": "trust"})
        assert panel is not None, address
        words = panel.get_text(" ", strip=True)
        assert words.startswith("What was checked Company registration · China valid to Jun 30, 2099")
        assert "checked by Mei Reviewer on" in words
        assert "91110000600037341L" not in words
        day_after = at(in_wuzhou(LAST + timedelta(days=1)), address)
        assert day_after.find("section", {"aria-labelledby": "trust"}) is None, address


def test_a_seller_without_evidence_has_no_panel(
    at: Callable[[datetime, str], BeautifulSoup], pepper_garden: Organization
) -> None:
    page = at(in_wuzhou(LAST), f"/en/storefront/{pepper_garden.slug}/")
    assert page.find("section", {"aria-labelledby": "trust"}) is None


def told(days_before: int) -> int:
    return announce_ends(now=in_wuzhou(LAST - timedelta(days=days_before)))


@pytest.mark.usefixtures("accepted")
def test_the_end_is_announced_sixty_fourteen_and_one_day_before_each_once() -> None:
    days = [120, 61, 60, 60, 59, 30, 15, 14, 13, 2, 1, 1, 0, -1, -2]
    assert [told(before) for before in days] == [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert Notice.objects.count() == 3


@pytest.mark.usefixtures("accepted")
def test_a_clock_that_stood_still_tells_only_what_is_nearest() -> None:
    assert told(10) == 1
    assert told(9) == 0
    assert told(1) == 1


@pytest.mark.usefixtures("accepted")
def test_owners_and_editors_are_told_in_their_language(
    tea_house: Organization, owner: User, nok: User, lan: User
) -> None:
    add_member(organization=tea_house, user_id=nok.pk, role="editor")
    add_member(organization=tea_house, user_id=lan.pk, role="sales")
    assert told(14) == 2
    assert set(Notice.objects.values_list("recipient", flat=True)) == {owner.pk, nok.pk}
    words = shown(Notice.objects.get(recipient=owner), "en")
    assert words.subject == "Company registration ends on Jun 30, 2099"
    assert words.path == f"/en/desk/{tea_house.slug}/evidence/"


def test_what_was_refused_or_replaced_is_not_announced(
    accepted: Evidence, send: Send, reviewer: User
) -> None:
    decide(evidence=send(), accept=True, by=reviewer)
    accepted.refresh_from_db()
    assert accepted.state == "replaced"
    assert told(14) == 0
