"""Somchai of Bangkok and Aisyah of Kuala Lumpur take the cruise from Nanning to Ha Long, in a real browser.

The cruise is the demonstration's. In Thai they book each; in Chinese he books for both, without scripts.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from catalog.merchants.services import add_member
from catalog.seams import schedules
from catalog.tourism.loading import load_journeys
from catalog.tourism.models import Departure
from catalog.tourism.services.seats import set_away
from portal.accounts.models import User
from tests.browser.people import Opener
from tests.browser.tours import CRUISE, bring_cruise
from tests.journeys.selling import post
from tests.portal.accounts.visitor import Clock

SOMCHAI, AISYAH = "somchai@example.com", "aisyah@example.com"
STORM = "台风将至，海湾停航。"


@dataclass(frozen=True)
class Reader:
    """What readers of a language read on their way: of the cruise, of both borders, of both passports."""

    language: str
    title: str
    bridge: str
    into: tuple[str, str]
    passports: tuple[str, str]
    no_visa: str
    carry: str

    def said(self, message: str) -> str:
        """Return a message of ours in the reader's language."""
        with override(self.language):
            return gettext(message)


THAI = Reader(
    language="th",
    title="หนานหนิง–อ่าวฮาลอง ด้วยรถและเรือ สี่วัน",
    bridge="ตงซิง–หม่องก๋าย (สะพานบั๊กหลวน 2)",
    into=("1. เข้าเวียดนาม", "2. เข้าจีน"),
    passports=("ไทย", "มาเลเซีย"),
    no_visa="ไม่ต้องใช้วีซ่า",
    carry="ต้องพก: หนังสือเดินทาง",
)
CHINESE = Reader(
    language="zh-hans",
    title="南宁—下龙湾游船四日",
    bridge="东兴—芒街（北仑河二桥）",
    into=("1. 进入越南", "2. 进入中国"),
    passports=("泰国", "马来西亚"),
    no_visa="无需签证",
    carry="须携带：护照",
)


@pytest.fixture
def departure(transactional_db: None) -> Departure:
    """The cruise, in three weeks; its operator has sold all but two seats elsewhere."""
    load_journeys()
    departure = bring_cruise()
    set_away(departure=departure, kind="elsewhere", seats=departure.seats - 2, note="门市", by=None)
    departure.refresh_from_db()
    return departure


@pytest.fixture
def operator(departure: Departure, wei: User) -> User:
    """Who works at the desk of the cruise's operator."""
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="owner")
    return wei


def find(page: Page, reader: Reader) -> None:
    """Find the cruise in the list, among those for which a Thai passport needs no visa, and open it."""
    page.goto(f"/{reader.language}/journeys/")
    page.click("details:has(#passport) > summary")
    page.select_option("#passport", "TH")
    page.click("form:has(#passport) button")
    page.click(f"main a:has-text('{reader.title}')")
    expect(page.locator("h1")).to_contain_text(reader.title)


def check_borders(page: Page, reader: Reader, departure: Departure) -> None:
    """Ask what either passport is asked for at both borders, and read it."""
    page.click("main section[aria-labelledby=entry] a.button")
    page.select_option("#id_on", departure.on.isoformat())
    page.select_option("#id_start", "CN")
    for number, passport in ((1, "TH"), (2, "MY")):
        page.select_option(f"#id_passport_{number}", passport)
        page.fill(f"#id_until_{number}", "2099-12-31")
    page.click("main form:has(#id_on) button")
    for number, passport in enumerate(reader.passports, start=1):
        answer = page.locator(f"section[aria-labelledby=party-{number}]")
        expect(answer.locator("h2")).to_contain_text(passport)
        expect(answer.locator("li.panel h3")).to_have_text(list(reader.into))
        for border in answer.locator("li.panel").all():
            for told in (reader.bridge, reader.no_visa, reader.carry):
                expect(border).to_contain_text(told)


def seats_of(page: Page, reader: Reader, departure: Departure) -> Locator:
    """Open the page of the cruise, and return where it tells of the seats of the departure."""
    page.goto(f"/{reader.language}/tour/{CRUISE}/")
    return page.locator(f"tr:has(a[href$='/book/{departure.on.isoformat()}/'])")


def hold(page: Page, reader: Reader, departure: Departure, slow: Clock, *, address: str, seats: int) -> str:
    """Hold seats, coming from the page of the cruise; return the private address of the booking."""
    seats_of(page, reader, departure).locator("a.button").click()
    page.fill("#id_band_adult", str(seats))
    page.fill("#id_name", address.partition("@")[0].title())
    page.fill("#id_address", address)
    slow.pass_by(10)
    page.click("button[name=do][value=hold]")
    expect(page).to_have_url(re.compile(f"/{reader.language}/booking/by-link/"))
    expect(page.locator("#held")).to_have_text(reader.said("Minutes left: %(minutes)s") % {"minutes": 20})
    return page.url


def pass_by(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time pass, and have the clock end what was held too long."""
    moment = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    next(one for one in schedules.registered() if one.name == "tourism.holds").run()


def open_departure(desk: Page, departure: Departure) -> None:
    """Find the departure in its month at the operator's desk."""
    home = f"/zh-hans/desk/{departure.tour.organization.slug}/departures/"
    desk.goto(f"{home}?month={departure.on:%Y-%m}")
    desk.click(f"main tbody th a[href='{home}{departure.pk}/']")


def confirm_all(desk: Page, departure: Departure, *, waiting: int) -> None:
    """Confirm whatever waits for the operator's answer."""
    open_departure(desk, departure)
    buttons = desk.locator("button[name=do][value=confirm]")
    for left in range(waiting, 0, -1):
        expect(buttons).to_have_count(left)
        buttons.first.click()
    expect(buttons).to_have_count(0)


def call_off(desk: Page, departure: Departure) -> None:
    """Cancel the departure: without a reason it is refused, with one it is done."""
    open_departure(desk, departure)
    desk.click("main a[href$='/cancel/']")
    desk.click("main form button.primary")
    expect(desk.locator(".error-summary")).to_be_visible()
    desk.fill("#id_reason", STORM)
    desk.click("main form button.primary")
    expect(desk).to_have_url(re.compile(f"/departures/{departure.pk}/$"))
    expect(desk.locator("main a[href$='/cancel/']")).to_have_count(0)


def told(address: str) -> list[str]:
    """Return the subjects of all letters to somebody, up to the name of the cruise."""
    letters = [letter for letter in mail.outbox if letter.to == [address]]
    return [re.split(r"[:：]", str(letter.subject))[0].strip() for letter in letters]


@pytest.mark.parametrize(
    ("reader", "parties", "scripts"),
    [
        pytest.param(THAI, {SOMCHAI: 1, AISYAH: 1}, True, id="th"),
        pytest.param(CHINESE, {SOMCHAI: 2}, False, id="zh-hans"),
    ],
)
def test_a_cruise_is_found_held_booked_and_called_off(
    page_of: Opener,
    slow: Clock,
    departure: Departure,
    operator: User,
    monkeypatch: pytest.MonkeyPatch,
    reader: Reader,
    parties: dict[str, int],
    scripts: bool,
) -> None:
    page, other = page_of(width=360, scripts=scripts), page_of(scripts=scripts)
    desk = page_of(operator, scripts=scripts)
    find(page, reader)
    check_borders(page, reader, departure)

    # Both seats are held: nobody else can have them, until the twenty minutes are over.
    expect(seats_of(other, reader, departure)).to_contain_text("2 / 24")
    first = hold(page, reader, departure, slow, address=SOMCHAI, seats=2)
    full = seats_of(other, reader, departure)
    expect(full).to_contain_text("0 / 24")
    expect(full.locator("a.button")).to_have_text(reader.said("Waiting list"))
    pass_by(21, monkeypatch)
    page.reload()
    expect(page.locator("#held")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(reader.said("Not confirmed in time"))
    expect(seats_of(other, reader, departure)).to_contain_text("2 / 24")

    own = {}
    for (address, seats), browser in zip(parties.items(), (page, other), strict=False):
        own[address] = hold(browser, reader, departure, slow, address=address, seats=seats)
        browser.click("button[name=do][value=request]")
        expect(browser.locator("button[name=do][value=request]")).to_have_count(0)
    assert first not in own.values()
    confirm_all(desk, departure, waiting=len(parties))
    for address in own.values():
        page.goto(address)
        expect(page.locator("main .form-row section[lang]")).to_have_count(2)
        # What only scripts can do is not offered without them.
        expect(page.locator("[data-keeps]")).to_be_visible(visible=scripts)

    call_off(desk, departure)
    post(desk)
    asked = ["Seats are held for you", "Your request is with the operator", "Your booking is confirmed"]
    once = [*asked, "Your departure is cancelled"]
    before = ["Seats are held for you", "Your booking came to nothing"]
    for address in parties:
        events = [*before, *once] if address == SOMCHAI else once
        assert sorted(told(address)) == sorted(reader.said(event) for event in events)
        letter = next(one for one in reversed(mail.outbox) if one.to == [address])
        assert STORM in str(letter.body)
        assert own[address].split("/", 3)[3] in str(letter.body)
        page.goto(own[address])
        expect(page.locator("main")).to_contain_text(STORM)
        expect(page.locator("main .form-row section[lang]")).to_have_count(0)
    assert departure.on.isoformat() not in seats_of(other, reader, departure).page.content()
