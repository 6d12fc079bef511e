"""Pages of one's meetings: one's own only, what may be done there, and words where something cannot be."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from expo.meetings.models import Appointment, MeetingTerms, OpenQuarter, Side
from expo.meetings.services import deciding
from portal.accounts.models import User
from tests.expo.meetings.conftest import (
    SLOT,
    TEN_IN_BANGKOK,
    Asking,
    Browser,
    Clock,
    plain,
    seen,
)
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_a_meeting_is_shown_to_its_two_parties_only(
    request_of_nok: Appointment, house: Organization, browser_of: Browser, nok: User, wei: User, lan: User
) -> None:
    buyers = f"/en/meetings/{request_of_nok.pk}/"
    sellers = f"/en/desk/{house.slug}/meetings/{request_of_nok.pk}/"
    expected = {(nok, buyers): 200, (nok, sellers): 404, (wei, buyers): 404, (wei, sellers): 200}
    expected |= {(lan, buyers): 404, (lan, sellers): 404}
    for (person, address), status in expected.items():
        assert browser_of(person).get(address).status_code == status
        calendar = browser_of(person).get(f"{address}calendar.ics")
        assert calendar.status_code == 404
    assert Client().get(buyers).status_code == 302


def test_the_exhibitor_accepts_by_the_page(
    request_of_nok: Appointment, house: Organization, browser_of: Browser, wei: User, nok: User
) -> None:
    browser, address = browser_of(wei), f"/en/desk/{house.slug}/meetings/{request_of_nok.pk}/"
    page = page_of(browser.get(address))
    assert {str(one["value"]) for one in page.select('input[name="do"]')} == {"accept", "decline", "propose"}
    assert "Sep 17, 2026, 11:00 AM · 10:00 AM Bangkok" in plain(words(the(page, "dl.facts")))
    sent = browser.post(address, {"do": "accept", "sequence": "0", "place_kind": "link"})
    assert sent["Location"] == address
    for person, path in ((wei, address), (nok, f"/en/meetings/{request_of_nok.pk}/")):
        shown_to = page_of(browser_of(person).get(path))
        assert the(shown_to, 'a[href="https://meet.example.com/tea"]')
        assert the(shown_to, 'a[href$="/calendar.ics"]')


def test_the_second_of_two_accepted_at_once_reads_why_not(
    request_of_nok: Appointment,
    asking: Asking,
    house: Organization,
    other_shop: Organization,
    browser_of: Browser,
    wei: User,
    lan: User,
) -> None:
    second = asking(buyer=other_shop, by=lan)
    browser = browser_of(wei)
    for made, status in ((request_of_nok, 302), (second, 400)):
        address = f"/en/desk/{house.slug}/meetings/{made.pk}/"
        sent = browser.post(address, {"do": "accept", "sequence": "0", "place_kind": "phone"})
        assert sent.status_code == status
    assert "The exhibitor has another meeting at that time" in words(the(page_of(sent), ".error-summary"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"do": "decline"}, "Give a reason"),
        ({"do": "propose", "place_kind": "phone"}, "Choose a time."),
        ({"do": "propose", "place_kind": "phone", "day": "2026-09-18", "hour": "10:07"}, "full quarter"),
        ({"do": "propose", "place_kind": "phone", "day": "2026-09-01", "hour": "10:00"}, "has passed"),
        ({"do": "accept"}, "Say where you meet."),
        ({"do": "accept", "place_kind": "stand"}, "Select a valid choice"),
        ({"do": "move", "day": "2026-09-18", "hour": "10:00"}, "changed meanwhile"),
        ({"do": "destroy"}, "Select a valid choice"),
        ({"do": "accept", "sequence": "7", "place_kind": "phone"}, "changed meanwhile"),
    ],
)
def test_what_cannot_be_decided_is_said(
    request_of_nok: Appointment,
    house: Organization,
    browser_of: Browser,
    wei: User,
    typed: dict[str, str],
    said: str,
) -> None:
    address = f"/en/desk/{house.slug}/meetings/{request_of_nok.pk}/"
    response = browser_of(wei).post(address, {"sequence": "0"} | typed)
    assert response.status_code == 400
    assert said in words(the(page_of(response), ".error-summary"))
    request_of_nok.refresh_from_db()
    assert (request_of_nok.state, request_of_nok.sequence) == ("waiting", 0)


def test_a_proposed_hour_that_does_not_exist_is_refused_with_words(
    request_of_nok: Appointment, house: Organization, browser_of: Browser, wei: User
) -> None:
    Appointment.objects.update(exhibitor_zone="Europe/London")
    typed = {"do": "propose", "sequence": "0", "place_kind": "phone", "day": "2027-03-28", "hour": "01:30"}
    response = browser_of(wei).post(f"/en/desk/{house.slug}/meetings/{request_of_nok.pk}/", typed)
    assert "the clocks go forward" in words(the(page_of(response), ".error-summary"))


def test_a_buyer_moves_an_agreed_meeting_to_a_free_time(
    request_of_nok: Appointment, browser_of: Browser, nok: User
) -> None:
    deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")
    browser, address = browser_of(nok), f"/en/meetings/{request_of_nok.pk}/"
    page = page_of(browser.get(address))
    offered = [str(one["value"]) for one in page.select('#main input[name="slot"], main input[name="slot"]')]
    assert SLOT not in offered
    assert "2026-09-17T02:15Z" in offered
    sent = browser.post(address, {"do": "move", "sequence": "1", "slot": "2026-09-17T02:15Z"})
    assert sent.status_code == 302
    request_of_nok.refresh_from_db()
    assert request_of_nok.begins_at == TEN_IN_BANGKOK - timedelta(minutes=45)


def test_each_list_shows_ones_own_meetings(
    request_of_nok: Appointment, house: Organization, browser_of: Browser, nok: User, wei: User, lan: User
) -> None:
    assert "青榕树茶坊" in words(the(page_of(browser_of(nok).get("/zh-hans/meetings/")), "main"))
    given = page_of(browser_of(wei).get(f"/en/desk/{house.slug}/meetings/"))
    assert "Waits for your answer" in words(the(given, "main"))
    assert "No meetings yet" in words(the(page_of(browser_of(lan).get("/en/meetings/")), "main"))


@pytest.mark.parametrize("count", [1, 24])
def test_lists_cost_the_same_however_long(
    request_of_nok: Appointment,
    browser_of: Browser,
    nok: User,
    count: int,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    fields = {
        field.attname: getattr(request_of_nok, field.attname)
        for field in Appointment._meta.concrete_fields
        if not field.primary_key
    }
    Appointment.objects.bulk_create(Appointment(**fields) for _ in range(count - 1))
    browser = browser_of(nok)
    browser.get("/en/meetings/")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = page_of(browser.get("/en/meetings/"))
    assert len(page.select("tbody tr")) == count


def test_hours_are_opened_and_shut_on_the_desk(
    house: Organization, browser_of: Browser, wei: User, clock: Clock
) -> None:
    browser, address = browser_of(wei), f"/en/desk/{house.slug}/meetings/hours/"
    typed = {"first": "2026-09-18", "last": "2026-09-19", "begins": "14:00", "ends": "15:00"}
    before = OpenQuarter.objects.count()
    assert browser.post(address, typed | {"do": "open"}).status_code == 302
    assert OpenQuarter.objects.count() == before + 8
    page = page_of(browser.get(address))
    assert "Fri, Sep 18, 2026 2:00 PM–3:00 PM" in plain(words(the(page, "dl.facts")))
    browser.post(address, typed | {"do": "shut", "last": "2026-09-18"})
    assert OpenQuarter.objects.count() == before + 4
    wrong = browser.post(address, typed | {"do": "open", "ends": "13:00"})
    assert wrong.status_code == 400
    assert "The end comes after the beginning." in words(the(page_of(wrong), ".error-summary"))


def test_the_clock_and_the_places_are_kept_on_the_desk(
    house: Organization, browser_of: Browser, wei: User
) -> None:
    browser, address = browser_of(wei), f"/en/desk/{house.slug}/meetings/hours/"
    typed = {"do": "terms", "time_zone": "Asia/Yangon", "phone": "+95 1", "join_link": ""}
    assert browser.post(address, typed).status_code == 302
    kept = MeetingTerms.objects.get(organization=house)
    assert (kept.time_zone, kept.phone, kept.join_link) == ("Asia/Yangon", "+95 1", "")
    assert browser.post(address, typed | {"time_zone": "Mars/Olympus"}).status_code == 400
    assert browser.post(address, typed | {"join_link": "http://insecure.example.com/"}).status_code == 400


def test_a_storefront_leads_to_the_hours_while_there_are_any(
    house: Organization, client: Client, clock: Clock
) -> None:
    way = f'href="/en/meetings/with/{house.slug}/"'
    address = f"/en/storefront/{house.storefront.slug}/"
    assert way in client.get(address).content.decode()
    OpenQuarter.objects.all().delete()
    client.cookies["sessionid"] = "none"  # not from the kept pages
    assert way not in client.get(address).content.decode()
