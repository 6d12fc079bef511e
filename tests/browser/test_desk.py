"""The desk in a real browser: everyone can use it, and it works without scripts."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import HOUSE, LOOKED_AT, Site, opened
from tests.browser.test_axe import AXE, Scheme, faults
from tests.browser.tours import OPERATOR

DESK = {
    "close": "account/close/",  # first: a little later it asks for the password again
    "desks": "desk/",
    "new": "desk/new/",
    "home": f"desk/{HOUSE}/",
    "profile": f"desk/{HOUSE}/profile/",
    "evidence": f"desk/{HOUSE}/evidence/",
    "evidence-new": f"desk/{HOUSE}/evidence/new/registration/",
    "storefront": f"desk/{HOUSE}/storefront/",
    "texts": f"desk/{HOUSE}/storefront/texts/th/",
    "look": f"desk/{HOUSE}/storefront/look/",
    "draft": f"desk/{HOUSE}/storefront/draft/",
    "members": f"desk/{HOUSE}/members/",
    "invite": f"desk/{HOUSE}/members/invite/",
    "changes": f"desk/{HOUSE}/members/changes/",
    "listings": f"desk/{HOUSE}/products/",
    "listing-new": f"desk/{HOUSE}/products/new/",
    "listing": f"desk/{HOUSE}/products/{{draft}}/",
    "listing-look": f"desk/{HOUSE}/products/{{draft}}/look/",
    "listing-languages": f"desk/{HOUSE}/products/{{draft}}/languages/",
    "listing-language": f"desk/{HOUSE}/products/{{draft}}/languages/th/",
    "published": f"desk/{HOUSE}/products/published/{{listing}}/",
    "files": f"desk/{HOUSE}/products/import/",
    "inbox": f"desk/{HOUSE}/inbox/",
    "thread": f"desk/{HOUSE}/inbox/{{conversation}}/",
    "statistics": f"desk/{HOUSE}/numbers/",
    "suspensions": f"desk/{HOUSE}/suspensions/",
    "booth": f"desk/{HOUSE}/booth/",
    "booth-words": f"desk/{HOUSE}/booth/words/",
    "booth-exhibits": f"desk/{HOUSE}/booth/exhibits/",
    "booth-staff": f"desk/{HOUSE}/booth/staff/",
    "booth-hours": f"desk/{HOUSE}/booth/hours/",
    "booth-media": f"desk/{HOUSE}/booth/media/",
    "booth-languages": f"desk/{HOUSE}/booth/languages/",
    "booth-texts": f"desk/{HOUSE}/booth/languages/th/",
    "booth-look": f"desk/{HOUSE}/booth/look/",
    "booth-cards": f"desk/{HOUSE}/booth/cards/?answer={{card}}",
    "stands": f"desk/{HOUSE}/stands/",
    "stand": f"desk/{HOUSE}/stands/{{edition}}/{{hall}}/{{free_stand}}/",
    "leads": f"desk/{HOUSE}/leads/",
    "meetings": f"desk/{HOUSE}/meetings/",
    "meeting": f"desk/{HOUSE}/meetings/{{meeting}}/",
    "meeting-hours": f"desk/{HOUSE}/meetings/hours/",
    "bookings": "bookings/",
    "tours": f"desk/{OPERATOR}/tours/",
    "tour": f"desk/{OPERATOR}/tours/{{tour_draft}}/",
    "departures": f"desk/{OPERATOR}/departures/",
    "departure": f"desk/{OPERATOR}/departures/{{departure}}/",
    "plan": f"desk/{OPERATOR}/departures/plan/",
    "pattern": f"desk/{OPERATOR}/departures/patterns/{{pattern}}/",
    "groups": f"desk/{OPERATOR}/departures/groups/",
    "brands": f"desk/{HOUSE}/brands/",
    "brand-new": f"desk/{HOUSE}/add-brand/",
    "card": f"storefront/{HOUSE}/card/",
    "report": f"report/storefront/{HOUSE}/",
    "thanks": f"report/storefront/{HOUSE}/thanks/",
}

# The desk is many pages of few parts: each is looked at once in either theme and at either width.
LOOKS: dict[int, tuple[Scheme, ...]] = {1280: ("light",), 360: ("dark",)}


def sign_in(page: Page, site: Site, language: str = "en", who: str = "owner") -> None:
    """Sign in through the form as somebody of the demonstration."""
    page.goto(f"{site.url}/{language}/account/login/")
    page.fill("#id_login", f"{who}@demo.example")
    page.fill("#id_password", site.slugs[f"{who}_password"])
    page.click("main form button.primary")
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LOOKED_AT)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    chromium: Browser, demonstration: Site, language: str
) -> None:
    found: list[str] = []
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.set_default_timeout(20_000)
    sign_in(page, demonstration, language)
    for name, path in DESK.items():
        address = f"{demonstration.url}/{language}/{path.format(**demonstration.slugs)}"
        found += [f"{name}: {line}" for line in faults(page, address, LOOKS)]
    context.close()
    assert not found, "\n".join(found)


def test_somebody_is_invited_without_scripts(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360, scripts=False) as page:
        sign_in(page, demonstration)
        page.goto(f"{demonstration.url}/en/desk/{HOUSE}/members/invite/")
        page.fill("#id_email", "new@example.com")
        page.check("input[name=roles][value=sales]")
        page.click("main form button.primary")
        assert "new@example.com" in page.inner_text("main")
        assert page.url.endswith(f"/en/desk/{HOUSE}/members/")
        here = page.locator("nav.side [aria-current]").bounding_box()
        assert here is not None
        assert 0 <= here["x"] <= 360 - here["width"], "the row of the desk begins where one is"
