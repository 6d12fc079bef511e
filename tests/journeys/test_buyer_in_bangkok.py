"""Nok in Bangkok finds Wei's booth on the plan with her keyboard, hands over her card, and meets him.

It is ten in Bangkok and eleven in Nanning when they meet, on both screens and in the calendar file.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, create_organization
from expo.fair.models import Booth, Stand
from expo.fair.services.booths import publish_booth, save_booth
from expo.fair.services.placing import open_booth, place_booth
from expo.meetings.services.hours import Hours, save_terms
from expo.meetings.services.hours import open_hours as open_for_meetings
from portal.accounts.models import User
from tests.browser.people import Opener, tab_to
from tests.journeys.conftest import FIRST_DAY

TEN_IN_BANGKOK = datetime.combine(FIRST_DAY, time(3), tzinfo=UTC)
FOCUSED = "document.activeElement"


@pytest.fixture
def booth(free_stands: list[Stand], tea_house: Organization, wei: User) -> Booth:
    """Wei's booth on stand T03, shown to visitors; he receives on the first morning."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    booth = open_booth(edition=free_stands[2].hall.edition, organization=tea_house)
    place_booth(booth=booth, stand=free_stands[2])
    said = {"headline": "六堡茶，现场品鉴", "about": "三代人做茶。"}
    save_booth(booth=booth, texts=said, time_zone="", banner=None, revision=booth.revision, by=wei)
    save_terms(organization=tea_house, time_zone="Asia/Shanghai", phone="", join_link="")
    morning = Hours(first=FIRST_DAY, last=FIRST_DAY, begins=time(9), ends=time(12))
    open_for_meetings(organization=tea_house, hours=morning, zone="Asia/Shanghai")
    return publish_booth(booth=booth, by=wei)


@pytest.fixture
def shop(booth: Booth, nok: User) -> Organization:
    """Nok's shop in Bangkok."""
    shop = create_organization(kind="company", country="TH", source_language="th", name={"th": "ร้านนก"})
    add_member(organization=shop, user_id=nok.pk, role="owner")
    return shop


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for that."""
    with page.expect_navigation():
        page.keyboard.press(key)


def walk_the_plan(page: Page) -> None:
    """Go into the plan, look closer, and from stand to stand with the arrows to the only booth."""
    page.goto("/th/fair/expo/hall/tea/")
    tab_to(page, ".plan-tools [data-zoom=in]")
    page.keyboard.press("Enter")
    view = page.locator(".plan-view")
    assert view.evaluate("view => view.style.getPropertyValue('--zoom')") == "1.5"
    tab_to(page, "svg.plan a[data-code=T01]")
    page.keyboard.press("+")
    assert view.evaluate("view => view.style.getPropertyValue('--zoom')") == "2"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{FOCUSED}.dataset.code") == "T03"
    assert "Green Banyan" in page.evaluate(f"{FOCUSED}.getAttribute('aria-label')")
    shown = page.evaluate(f"(box => [box.left, box.right])({FOCUSED}.getBoundingClientRect())")
    frame = view.bounding_box()
    assert frame is not None
    assert frame["x"] <= shown[0], "an arrow brings the stand into sight"
    assert shown[1] <= frame["x"] + frame["width"]
    press(page, "Enter")
    assert page.url.endswith("/th/fair/expo/booth/green-banyan-tea-house/")


def hand_over_card(page: Page) -> None:
    """Offer the booth a card from its page, and come back to the booth."""
    booth = page.url
    tab_to(page, "main a[href$='/card/']")
    press(page, "Enter")
    tab_to(page, "#id_phone")
    page.keyboard.type("+66 2 555 0100")
    tab_to(page, "#id_wish")
    page.keyboard.type("ชา 200 กก.")
    tab_to(page, "#id_consent")
    page.keyboard.press("Space")
    tab_to(page, "main form button")
    press(page, "Enter")
    assert page.url.endswith("/th/account/cards/")
    tab_to(page, "main a[href*='/booth/']")
    press(page, "Enter")
    assert page.url == booth


def ask_for_ten(page: Page) -> None:
    """Choose ten o'clock, which is eleven there, and ask."""
    tab_to(page, "main a[href*='/meetings/with/']")
    press(page, "Enter")
    tab_to(page, "main form input[name=slot]")
    wanted = f"{TEN_IN_BANGKOK:%Y-%m-%dT%H:%MZ}"
    for _step in range(20):
        if page.evaluate(f"{FOCUSED}.value") == wanted:
            break
        page.keyboard.press("ArrowDown")
    label = page.evaluate(f"{FOCUSED}.labels[0].innerText")
    assert label.index("10:00") < label.index("11:00"), "her own clock first"
    assert page.evaluate(f"{FOCUSED}.checked")
    tab_to(page, "#id_purpose")
    page.keyboard.type("ชาสำหรับร้าน")
    tab_to(page, "main form button.primary")
    press(page, "Enter")
    assert "10:00" in page.locator("main time").inner_text()


def receive(page: Page, house: str) -> None:
    """Agree to the card and to the time, as the booth's people do at the desk."""
    page.goto(f"/zh-hans/desk/{house}/booth/cards/")
    assert "555 0100" not in page.inner_text("main"), "the rest of a card shows to who agreed"
    page.click("main a[href*='answer=']")
    page.fill("#id_phone", "+86 771 555 0100")
    page.click("main button[name=exchange]")
    expect(page.locator("main")).to_contain_text("+66 2 555 0100")
    page.goto(f"/zh-hans/desk/{house}/meetings/")
    page.click("main tbody a")
    assert "11:00" in page.locator("main time").inner_text()
    page.click("main form:has([value=accept]) button.primary")
    expect(page.locator("main .status").first).to_have_class("status good")


def take_calendar_file(page: Page) -> Calendar:
    """Read the file that the meeting's page gives, by keyboard."""
    page.reload()
    tab_to(page, "main a[href$='.ics']")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    return Calendar.from_ical(taken.value.path().read_bytes())


def test_a_booth_found_by_keyboard_and_a_meeting_by_two_clocks(
    page_of: Opener, booth: Booth, shop: Organization, nok: User, wei: User
) -> None:
    buyer = page_of(nok)
    walk_the_plan(buyer)
    hand_over_card(buyer)
    ask_for_ten(buyer)
    receive(page_of(wei), booth.organization.slug)

    (event,) = take_calendar_file(buyer).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == TEN_IN_BANGKOK
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)
    assert "T03" in str(event["location"])
    when = buyer.locator("main time").inner_text()
    assert when.index("10:00") < when.index("11:00")
    buyer.goto("/th/account/cards/")
    expect(buyer.locator("main")).to_contain_text("+86 771 555 0100")
