"""Wei sells tea and Sophea pepper: from "I registered" to a stranger who reads the listing, in a browser.

What they do step by step stands in `test_tea_clerk_lists` and `test_seller_joins`; here it is clicked,
by him with scripts and by her without, and the editor's browser is like the seller's.
"""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from catalog.merchants.models import Organization
from catalog.products.models import Category
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.browser.people import Opener
from tests.catalog.merchants.evidence.conftest import USCC
from tests.catalog.merchants.evidence.conftest import _private_place as _private_place
from tests.journeys import selling
from tests.journeys.selling import Seller, accept, open_waiting
from tests.journeys.test_seller_joins import newest_link
from tests.portal.accounts.visitor import Clock

WEI = Seller(
    address="wei@example.com",
    language="zh-hans",
    house="青榕树茶坊",
    in_english="Green Banyan Tea House",
    kind="brand-owner",
    country="CN",
    city="wuzhou",
    number=USCC,
    tagline="只做六堡茶",
    category="tea",
    title="六堡茶 2019 篓装",
    alt="一篓茶",
    typed={
        "packing": "5公斤篓",
        "tier_0_from": "1",
        "tier_0_0": "52",
        "tier_1_from": "100",
        "tier_1_0": "48.5",
        "moq": "20",
    },
    chosen={"unit": "kg", "money_0_currency": "MYR", "country": "CN", "property_grade": "first"},
    in_thai={"title": "ชาลิ่วเป่า 2019", "packing": "ตะกร้า 5 กก."},
)
SOPHEA = Seller(
    address="sophea@example.com",
    language="km",
    house="សួនម្រេច",
    in_english="Pepper Garden",
    kind="merchant",
    country="KH",
    number="Co. 1234/2019",
    tagline="ម្រេចកំពត",
    category="pepper",
    title="ម្រេចខ្មៅកំពត",
    alt="ម្រេចមួយបាវ",
    typed={"tier_0_from": "50", "tier_0_0": "14.50", "moq": "50", "property_moisture": "11.5"},
    chosen={"unit": "kg", "money_0_currency": "USD", "country": "KH"},
)
AGED = "陈年六堡茶"


@pytest.fixture
def reviewer(transactional_db: None, editor: User) -> User:
    """Who looks at what sellers send in."""
    editor.groups.add(ensure_editors())
    return editor


def come_to_the_desk(page: Page, seller: Seller, slow: Clock) -> str:
    """Take every step up to a listing that has a title; return the address of the desk."""
    selling.sign_up(page, seller, slow)
    desk = selling.found_house(page, seller)
    selling.say_its_name(page, seller, desk)
    selling.send_evidence(page, seller, desk)
    selling.open_storefront(page, seller, desk)
    selling.begin_listing(page, seller, desk)
    return desk


def agree(page: Page, seller: Seller) -> None:
    """Look at the registration, the storefront and the listing, and agree to each."""
    for kind, said in (
        ("evidence", seller.number),
        ("storefront", seller.tagline),
        ("listing", seller.title),
    ):
        open_waiting(page, kind)
        expect(page.locator("main")).to_contain_text(said)
        accept(page, kind)


def find(page: Page, seller: Seller, shown: str) -> None:
    """Come to the storefront, which is trusted by now, and from there to what is sold."""
    page.goto(shown)
    expect(page.locator("main section[aria-labelledby=trust]")).to_be_visible()
    assert seller.number not in page.content(), "numbers of registrations are the reviewers'"
    page.locator("main a[href*='/th/product/']").first.click()
    expect(page.locator("h1")).to_contain_text(seller.title)
    expect(page.locator(f"main .gallery img[alt='{seller.alt}']")).to_be_visible()


def is_told(page: Page, seller: Seller, desk: str) -> None:
    """See at the desk that no first step is left, and open the link in the mail about the listing."""
    page.goto(desk)
    expect(page.locator(".steps .badge.good")).to_have_count(4)
    link = newest_link(seller.address, "/published/")
    assert link.startswith(f"{desk}products/published/"), "in the seller's own language"
    page.goto(link)
    expect(page.locator("h1")).to_have_text(seller.title)


def storefront_in_thai() -> str:
    return f"/th/storefront/{Organization.objects.get().storefront.slug}/"


def test_sophea_publishes_without_scripts(
    page_of: Opener, slow: Clock, pepper: Category, reviewer: User
) -> None:
    sophea, stranger = page_of(scripts=False), page_of(width=360, scripts=False)
    desk = come_to_the_desk(sophea, SOPHEA, slow)
    selling.fill_listing(sophea, SOPHEA)
    selling.send_in(sophea)
    unseen = stranger.goto(storefront_in_thai())
    assert unseen is not None
    assert unseen.status == 404, "nobody has agreed to anything yet"
    agree(page_of(reviewer, scripts=False), SOPHEA)
    find(stranger, SOPHEA, storefront_in_thai())
    is_told(sophea, SOPHEA, desk)
    assert [letter.to for letter in mail.outbox] == [[SOPHEA.address]] * 4, "a confirmation, three decisions"


def test_wei_publishes_in_two_languages_and_changes_it_with_scripts(
    page_of: Opener, slow: Clock, tea: Category, reviewer: User
) -> None:
    wei, stranger, office = page_of(), page_of(width=360), page_of(reviewer)
    desk = come_to_the_desk(wei, WEI, slow)
    selling.fill_listing(wei, WEI)
    selling.translate_and_send_in(wei, WEI)
    agree(office, WEI)
    find(stranger, WEI, storefront_in_thai())
    expect(stranger.locator("h1")).to_contain_text(WEI.in_thai["title"])
    is_told(wei, WEI, desk)

    wei.click("main form[action$='/edit/'] button")
    wei.fill("#id_title", AGED)
    selling.send_in(wei)
    stranger.reload()
    expect(stranger.locator("h1")).to_contain_text(WEI.title)
    assert AGED not in stranger.content(), "readers see it as it was"

    open_waiting(office, "listing")
    expect(office.locator("main table.listing tbody td")).to_have_text([WEI.title, AGED])
    expect(office.locator("main .help-info li")).to_have_text(["Title: Thai"])
    accept(office, "listing")
    stranger.reload()
    expect(stranger.locator("h1")).to_contain_text(AGED)
