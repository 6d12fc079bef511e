"""Wei brings his tea to the fair: from a free stand on the plan to a booth with its staff at its hours.

He finds everything from the plan and the desk; the organizer confirms; a stranger reads the booth.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.models import Product
from expo.fair.models import Stand
from portal.accounts.models import User
from portal.pages.services import ensure_editors
from tests.browser.people import Opener
from tests.catalog.merchants.evidence.conftest import PDF
from tests.journeys.conftest import FIRST_DAY


@pytest.fixture
def organizer(editor: User) -> User:
    """Who runs the fair."""
    editor.groups.add(ensure_editors())
    return editor


def book(page: Page, house: str) -> None:
    """Go from the plan to a free stand, hold it for the house, and apply for it."""
    page.goto("/zh-hans/fair/expo/hall/tea/")
    page.click("svg.plan a.free[data-code=T02]")
    page.click(f"main a[href*='/desk/{house}/']")
    page.click("main form[action$='/hold/'] button")
    expect(page.locator(".page-messages")).to_contain_text("T02")
    page.fill("#id_shows", "六堡茶，现场冲泡")
    page.click("main button[name=send]")
    expect(page.locator("main form[action$='/give-back/'] button")).to_be_visible()
    assert page.locator("main button[name=send]").count() == 0, "it is before the organizer now"


def fill_booth(page: Page, house: str) -> None:
    """Walk through the tabs of the booth that came with the stand: words to documents."""
    booth = f"/zh-hans/desk/{house}/booth/"
    page.goto(booth)
    to_tab(page, f"{booth}words/")
    page.fill("#id_headline", "六堡茶，现场品鉴")
    page.fill("#id_about", "三代人做茶。")
    save(page, "#id_headline")
    to_tab(page, f"{booth}exhibits/")
    page.click("main button[name=add]")
    page.locator("main textarea[name=note]").fill("展会现场冲泡 2019 年陈茶")
    page.locator("main input[name=price_note]").fill("展会价每公斤 150 元")
    save(page, "textarea[name=note]")
    to_tab(page, f"{booth}staff/")
    page.fill("#id_name", "韦文")
    page.check("input[name=languages][value=zh-hans]")
    page.check("input[name=languages][value=th]")
    save(page, "#id_name")
    to_tab(page, f"{booth}hours/")
    fill(page, first=FIRST_DAY, last=FIRST_DAY + timedelta(days=1), opens="09:00", closes="17:00")
    save(page, "#id_opens")
    assert page.locator("main button[name=remove]").count() == 2, "a stretch of hours for each day"
    to_tab(page, f"{booth}media/")
    page.locator("main form:has([value=document]) input[name=name]").fill("六堡茶目录")
    page.set_input_files(
        "main input[type=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    save(page, "input[type=file]")


def fill(page: Page, **values: object) -> None:
    for name, value in values.items():
        page.fill(f"#id_{name}", str(value))


def to_tab(page: Page, address: str) -> None:
    page.click(f"main nav.tabs a[href='{address}']")


def save(page: Page, inside: str) -> None:
    """Send the form that something stands in, and see that nothing was wrong with it."""
    page.locator(f"main form:has({inside}) button:not([name])").first.click()
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def open_hours(page: Page, house: str) -> None:
    """Receive buyers on the first morning of the fair."""
    page.goto(f"/zh-hans/desk/{house}/meetings/hours/")
    fill(page, first=FIRST_DAY, last=FIRST_DAY, begins="09:00", ends="12:00")
    page.click("main button[name=do][value=open]")
    expect(page.locator("section[aria-labelledby=now]")).to_contain_text("09:00")


def confirm(page: Page) -> None:
    """Find the application in the queue of what waits, and confirm it."""
    page.goto("/editors/review/")
    page.click("main a:has-text('T02')")
    expect(page.locator("main")).to_contain_text("六堡茶，现场冲泡")
    page.check("input[name=decision][value=confirm]")
    page.click("main form:has([name=decision]) button")
    expect(page.locator("main")).not_to_contain_text("T02")


def test_from_a_free_stand_to_a_booth_that_visitors_read(
    page_of: Opener,
    free_stands: list[Stand],
    tea_house: Organization,
    liubao: Product,
    wei: User,
    organizer: User,
) -> None:
    house = tea_house.slug
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    seller = page_of(wei)
    book(seller, house)
    stranger = page_of(width=360)
    stranger.goto("/en/fair/expo/hall/tea/")
    assert stranger.locator("svg.plan a[data-code=T02]").get_attribute("class") == "held"

    confirm(page_of(organizer))
    fill_booth(seller, house)
    open_hours(seller, house)
    stranger.reload()
    assert stranger.locator("svg.plan .free").count() == 3
    assert stranger.locator(f"svg.plan a[href$='/booth/{house}/']").count() == 0, "a draft shows to nobody"
    seller.goto(f"/zh-hans/desk/{house}/booth/")
    seller.click("main form[action$='/publish/'] button")

    stranger.reload()
    stranger.click(f"section#list a[href$='/booth/{house}/']")
    main = stranger.locator("main")
    expect(main).to_contain_text("六堡茶，现场品鉴")
    expect(main).to_contain_text("展会价每公斤 150 元")
    expect(main).to_contain_text("韦文")
    expect(main).to_contain_text(re.compile("Chinese.*Thai"))
    assert main.locator("section[aria-labelledby=hours] li").count() == 2
    with stranger.expect_download() as taken:
        main.locator("section[aria-labelledby=documents] a").click()
    assert taken.value.path().read_bytes() == PDF
