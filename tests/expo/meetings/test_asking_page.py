"""The page on which a buyer asks: times by both clocks, and nothing typed is lost where it cannot be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from catalog.merchants.models import Organization, Storefront
from expo.meetings.models import Appointment, OpenQuarter
from portal.accounts.models import User
from tests.expo.meetings.conftest import SLOT, WISH, Browser, Clock, ask_page, plain
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_ten_here_is_eleven_there(house: Organization, browser_of: Browser, nok: User) -> None:
    page = page_of(browser_of(nok).get(ask_page(house)))
    label = the(page, f'label[for="id_slot-{SLOT}"]')
    assert plain(words(label)) == "10:00 AM 11:00 AM Shanghai"
    assert "those of Bangkok" in words(the(page, "h1 + p"))
    assert [plain(words(one)) for one in page.select("fieldset legend")] == ["Thursday, September 17, 2026"]


@pytest.mark.parametrize(
    ("zone", "mine"),
    [("Asia/Yangon", "9:30 AM"), ("Asia/Dili", "12:00 PM"), ("Europe/London", "4:00 AM")],
)
def test_each_reader_sees_the_slot_by_their_own_clock(
    house: Organization, browser_of: Browser, nok: User, zone: str, mine: str
) -> None:
    User.objects.filter(pk=nok.pk).update(time_zone=zone)
    page = page_of(browser_of(nok).get(ask_page(house)))
    assert plain(words(the(page, f'label[for="id_slot-{SLOT}"]'))) == f"{mine} 11:00 AM Shanghai"


def test_a_reader_with_the_same_clock_sees_one_time(
    house: Organization, browser_of: Browser, nok: User
) -> None:
    User.objects.filter(pk=nok.pk).update(time_zone="Asia/Manila")
    page = page_of(browser_of(nok).get(ask_page(house)))
    assert plain(words(the(page, f'label[for="id_slot-{SLOT}"]'))) == "11:00 AM"
    assert "clock of Manila" in words(the(page, "h1 + p"))


def test_where_an_hour_comes_twice_its_offset_tells_which(
    house: Organization, browser_of: Browser, nok: User, clock: Clock
) -> None:
    User.objects.filter(pk=nok.pk).update(time_zone="Europe/London")
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    OpenQuarter.objects.bulk_create(
        OpenQuarter(organization=house, begins_at=night + number * timedelta(minutes=15))
        for number in range(8)
    )
    page = page_of(browser_of(nok).get(f"/en/meetings/with/{house.slug}/?from=2026-10-25&minutes=15"))
    shown_times = [plain(words(one)) for one in page.select(".choice-card label")]
    assert shown_times[0].startswith("1:30 AM (UTC+01:00)")
    assert shown_times[4].startswith("1:30 AM (UTC+00:00)")
    assert len(set(shown_times)) == len(shown_times)


def test_a_stranger_sees_times_and_the_way_to_sign_in(house: Organization, client: Client) -> None:
    response = client.get(ask_page(house))
    page = page_of(response)
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert page.select("form[method=post]") == [] or not page.select('input[name="slot"]')
    link = the(page, "main a.button.primary")["href"]
    assert str(link).startswith("/en/account/login/?next=/en/meetings/with/")
    refused = client.post(ask_page(house), WISH)
    assert refused.status_code == 302
    assert refused["Location"].startswith("/en/account/login/")
    assert not Appointment.objects.exists()


def test_who_comes_before_the_fair_begins_at_the_first_open_day(house: Organization, client: Client) -> None:
    address = f"/en/meetings/with/{house.slug}/"
    page = page_of(client.get(address))
    assert [words(one) for one in page.select("main h2")] == ["Thursday, September 17, 2026"]
    assert the(page, "main nav.cluster a")["href"] == f"{address}?minutes=30&from=2026-09-10"
    OpenQuarter.objects.filter(organization=house).delete()
    assert "No time is free" in words(the(page_of(client.get(address)), "main"))


@pytest.mark.parametrize("query", ["", "&minutes=7", "&minutes=x", "&from=yesterday", "&from=0001-01-01"])
def test_odd_addresses_show_the_usual_page(
    house: Organization, client: Client, query: str, clock: Clock
) -> None:
    assert client.get(ask_page(house, query)).status_code == 200


def test_an_exhibitor_nobody_may_see_has_no_page(house: Organization, client: Client) -> None:
    Storefront.objects.filter(organization=house).update(status="paused")
    assert client.get(ask_page(house)).status_code == 404
    assert client.get("/en/meetings/with/nobody/").status_code == 404


def test_a_buyer_asks_and_sees_the_request(
    house: Organization, shop: Organization, browser_of: Browser, nok: User
) -> None:
    browser = browser_of(nok)
    sent = browser.post(ask_page(house), WISH | {"buyer": shop.slug})
    made = Appointment.objects.get()
    assert sent["Location"] == f"/en/meetings/{made.pk}/"
    page = page_of(browser.get(sent["Location"]))
    facts = plain(words(the(page, "dl.facts")))
    assert "Sep 17, 2026, 10:00 AM · 11:00 AM Shanghai" in facts
    assert "Waiting for an answer" in words(the(page, "main"))
    assert [one["value"] for one in page.select('input[name="do"]')] == ["withdraw"]


def test_a_person_without_an_organization_says_the_country(
    house: Organization, browser_of: Browser, lan: User
) -> None:
    browser = browser_of(lan)
    missing = browser.post(ask_page(house), WISH)
    assert missing.status_code == 400
    assert the(page_of(missing), '.error-summary a[href="#id_country"]')
    assert browser.post(ask_page(house), WISH | {"country": "VN"}).status_code == 302
    assert Appointment.objects.get().buyer.kind == "person"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slot": ""}, "Choose a time."),
        ({"slot": "soon"}, "Choose a time."),
        ({"slot": "2026-09-17T04:00Z"}, "does not receive at that time"),
        ({"slot": "2026-09-01T04:00Z"}, "has passed"),
        ({"purpose": ""}, "This field is required."),
        ({"buyer": "somebody-else"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    house: Organization, shop: Organization, browser_of: Browser, nok: User, change: dict[str, str], said: str
) -> None:
    typed = WISH | {"buyer": shop.slug, "purpose": "Tea for the shop"} | change
    response = browser_of(nok).post(ask_page(house), typed)
    assert response.status_code == 400
    page = page_of(response)
    assert said in words(the(page, ".error-summary"))
    assert words(the(page, "#id_purpose")) == typed["purpose"]
    assert not Appointment.objects.exists()
