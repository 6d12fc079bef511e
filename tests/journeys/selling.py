"""What a seller and an editor do in a browser, from the first form to a listing that is published."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext, override
from playwright.sync_api import FilePayload, Page, expect

from catalog.jobs.services import drain
from catalog.notices.services import MAIL_DRAIN
from tests.catalog.merchants.evidence.conftest import PDF, picture
from tests.journeys.test_seller_joins import PASSWORD, newest_link
from tests.portal.accounts.visitor import Clock

WAITS = "A reviewer looks at this draft before readers do. You can go on writing."
LICENCE: FilePayload = {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": PDF}
PHOTO: FilePayload = {"name": "goods.png", "mimeType": "image/png", "buffer": picture()}


@dataclass(frozen=True)
class Seller:
    """Who sells, and what: ``typed`` and ``chosen`` go into the listing's boxes, ``alt`` is what its photo
    shows, ``in_thai`` what it says in Thai.
    """

    address: str
    language: str
    house: str
    in_english: str
    kind: str
    country: str
    number: str
    tagline: str
    category: str
    title: str
    alt: str
    typed: dict[str, str]
    chosen: dict[str, str]
    city: str = ""
    in_thai: dict[str, str] = field(default_factory=dict)


def sign_up(page: Page, seller: Seller, slow: Clock) -> None:
    """Make an account, and confirm its address by the mail."""
    page.goto(f"/{seller.language}/account/signup/")
    page.fill("#id_email", seller.address)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    slow.pass_by(10)
    page.click("main form button.primary")
    expect(page.locator("main form")).to_have_count(0)
    post(page)
    page.goto(newest_link(seller.address, "/confirm-email/"))
    expect(page.locator("main")).to_contain_text(seller.address)
    page.click("main form button.primary")
    expect(page).to_have_url(re.compile(rf"/{seller.language}/$"))


def post(page: Page) -> None:
    """Let the postman go his round, once the page asks the server for nothing any more."""
    page.wait_for_load_state()
    drain(MAIL_DRAIN)


def found_house(page: Page, seller: Seller) -> str:
    """Come to an empty desk, bring the organization to it, and return the address of its desk."""
    page.goto(f"/{seller.language}/desk/")
    page.click("main a[href$='/desk/new/']")
    page.check(f"input[name=kind][value={seller.kind}]")
    page.select_option("#id_source_language", seller.language)
    page.fill("#id_name", seller.house)
    page.select_option("#id_country", seller.country)
    page.select_option("#id_city", seller.city)
    page.click("main form button.primary")
    expect(page.locator(".steps .badge.wait")).to_have_count(4)
    return "/" + page.url.split("/", 3)[3]


def to_step(page: Page, desk: str, step: str) -> None:
    """Go by the list of first steps."""
    page.goto(desk)
    page.click(f".steps a[href='{desk}{step}/']")


def say_its_name(page: Page, seller: Seller, desk: str) -> None:
    """Add what the organization is called in English."""
    to_step(page, desk, "profile")
    page.fill("#id_name_en", seller.in_english)
    page.click("main form:has(#id_name_en) button.primary")
    expect(page.locator(".page-messages")).to_be_visible()


def send_evidence(page: Page, seller: Seller, desk: str) -> None:
    """Send in the registration with its paper."""
    to_step(page, desk, "evidence")
    page.click("main a[href$='/evidence/new/registration/']")
    page.select_option("#id_country", seller.country)
    page.fill("#id_number", seller.number)
    page.fill("#id_expires_on", "2099-06-30")
    page.set_input_files("#id_file", LICENCE)
    page.click("main form:has(#id_file) button.primary")
    expect(page.locator("main tbody tr")).to_contain_text(seller.number)


def open_storefront(page: Page, seller: Seller, desk: str) -> None:
    """Write the storefront, and ask for it to be published."""
    to_step(page, desk, "storefront")
    page.fill("#id_tagline", seller.tagline)
    page.check(f"input[name=answering_languages][value={seller.language}]")
    page.click("main form:has(#id_tagline) button.primary")
    page.click("main form[action$='/storefront/publish/'] button")
    with override(seller.language):
        expect(page.locator("main .notice.wait")).to_contain_text(gettext(WAITS))


def begin_listing(page: Page, seller: Seller, desk: str) -> None:
    """Choose what it is, and send in a title alone: what is missing is said, and the title stays."""
    to_step(page, desk, "products")
    page.click("main a[href$='/products/new/']")
    page.select_option("#category", seller.category)
    page.click("main form button.primary")
    page.fill("#id_title", seller.title)
    page.click("button[name=submit]")
    expect(page.locator(".error-summary a[href='#part-price']")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value(seller.title)


def fill_listing(page: Page, seller: Seller) -> None:
    """Write the rest, leave the photo with the draft, and say what it shows."""
    for name, text in seller.typed.items():
        page.fill(f"#id_{name}", text)
    for name, value in seller.chosen.items():
        page.select_option(f"#id_{name}", value)
    page.check("input[name=price][value=tiers]")
    page.set_input_files("#id_pictures_new", PHOTO)
    save(page)
    page.fill("#id_picture_0_alt", seller.alt)


def save(page: Page) -> None:
    """Leave the listing as a draft, which is another revision then."""
    form = page.locator("main form:has(#id_title)")
    before = form.locator("[name=revision]").input_value()
    form.locator("button:not([name]):not([tabindex])").click()
    expect(form.locator("[name=revision]")).not_to_have_value(before)


def send_in(page: Page) -> None:
    """Put what is on the page before the reviewers."""
    page.click("button[name=submit]")
    expect(page.locator("main form[action$='/withdraw/']")).to_be_visible()


def translate_and_send_in(page: Page, seller: Seller) -> None:
    """Save the draft, say it in Thai beside the original, and send in the languages that are ready."""
    save(page)
    page.click("main a[href$='/languages/']")
    page.click("main .locale a[href$='/languages/th/']")
    for name, text in seller.in_thai.items():
        page.fill(f"[name='text-{name}']", text)
    page.click("button[name=all_reviewed]")
    expect(page.locator(".page-messages")).to_be_visible()
    page.click("main p a[href$='/languages/']")
    page.check("#language-th")
    page.click("main form[action$='/languages/publish/'] button")
    expect(page.locator("#language-th")).to_have_count(0)


def open_waiting(page: Page, kind: str) -> None:
    """Find in the queue the one of a kind that waits."""
    page.goto("/editors/review/")
    page.click(f"main td a[href*='/review/{kind}/']")
    expect(page.locator("[name=decision][value=accept]")).to_be_visible()


def accept(page: Page, kind: str) -> None:
    """Agree to what is open; it waits no longer, and the mail about it goes out."""
    page.check("[name=decision][value=accept]")
    page.click("main form:has([name=decision]) button.button")
    expect(page).to_have_url(re.compile("/editors/review/$"))
    expect(page.locator(f"main td a[href*='/review/{kind}/']")).to_have_count(0)
    post(page)
