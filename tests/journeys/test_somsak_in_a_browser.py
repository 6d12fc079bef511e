"""Somsak in Bangkok has no account and writes to two sellers, in a real browser, with scripts and without.

What the same people do step by step stands in `test_somsak_writes_to_two_sellers`; here it is clicked.
"""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Product
from portal.accounts.models import User
from tests.browser.people import Opener
from tests.portal.accounts.visitor import Clock

SOMSAK = "somsak@example.com"
TEA, FROM_WUZHOU = "ขอราคาชาลิ่วเป่า 100 กก. ครับ", "您好，100 公斤每公斤 152 元。"
PEPPER, FROM_KAMPOT = "พริกไทยดำ 30 กก. ราคาเท่าไรครับ", "30 គីឡូ តម្លៃ 435 ដុល្លារ"


def newest_link(at: str) -> str:
    """Return the path in Somsak's newest mail that leads to a part of the site."""
    drain(MAIL_DRAIN)
    letter = next(one for one in reversed(mail.outbox) if one.to == [SOMSAK])
    found = next(word for word in str(letter.body).split() if word.startswith("http") and at in word)
    return "/" + found.split("/", 3)[3]


def write_from(page: Page, shown: str, text: str, slow: Clock) -> None:
    """Go from what a seller shows to the form, write, and confirm by the address in the mail."""
    page.goto(shown)
    page.locator("main a[href*='/write/']").first.click()
    page.fill("#id_name", "สมศักดิ์")
    page.fill("#id_address", SOMSAK)
    page.fill("#id_text", text)
    slow.pass_by(10)
    page.click("main form:has(#id_text) button.primary")
    expect(page.locator("main [role=status]")).to_be_visible()
    page.goto(newest_link("/conversation-confirm/"))
    page.click("main form button.primary")
    expect(page.locator(".thread .message.mine")).to_contain_text(text)


def answer(page: Page, inbox: str, question: str, text: str) -> None:
    """Find the question in the inbox and answer it; only then the address shows."""
    page.goto(f"{inbox}?waiting=1")
    page.locator("main ol > li", has_text=question).locator("h2 a").click()
    assert SOMSAK not in page.inner_text("main")
    page.fill("#id_text", text)
    page.click("section[aria-labelledby=answer] form button.primary")
    expect(page.locator(".message.mine")).to_contain_text(text)
    expect(page.locator("main")).to_contain_text(SOMSAK)


def read_answer(page: Page, text: str, seller: str) -> None:
    """Open the private link of the newest mail and read what the seller says, in the seller's language."""
    page.goto(newest_link("/conversation/"))
    expect(page.locator(".thread .message:not(.mine)")).to_contain_text(text)
    assert seller in page.inner_text("h1")
    assert page.locator("section[aria-labelledby=answer] form").is_visible(), "and can write again"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_questions_and_two_answers(
    page_of: Opener,
    slow: Clock,
    transactional_db: None,
    liubao: Product,
    pepper_garden: Organization,
    wei: User,
    sophea: User,
    scripts: bool,
) -> None:
    house = liubao.organization
    add_member(organization=house, user_id=wei.pk, role="sales")
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    somsak = page_of(width=360, scripts=scripts)
    write_from(somsak, f"/th/product/{liubao.slug}/", TEA, slow)
    write_from(somsak, f"/th/storefront/{pepper_garden.storefront.slug}/", PEPPER, slow)

    for person, inbox, question, text, seller in (
        (wei, f"/zh-hans/desk/{house.slug}/inbox/", TEA, FROM_WUZHOU, "Green Banyan"),
        (sophea, f"/km/desk/{pepper_garden.slug}/inbox/", PEPPER, FROM_KAMPOT, "Mekong Pepper"),
    ):
        answer(page_of(person, scripts=scripts), inbox, question, text)
        read_answer(somsak, text, seller)
