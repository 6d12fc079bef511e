"""The page of partners: one's own, kept from everybody else, and the ways that lead there."""

from collections.abc import Callable

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.models import Category
from expo.meetings.models import BuyerInterest
from expo.meetings.selectors.interests import Interest, interest_of
from expo.meetings.services.interests import save_interest
from portal.accounts.models import User
from tests.expo.meetings.stalls import Stalls
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
PARTNERS = "/en/meetings/partners/"


def test_a_stranger_is_asked_to_sign_in(client: Client, stalls: Stalls) -> None:
    for answer in (client.get(PARTNERS), client.post(PARTNERS, {"countries": "CN"})):
        assert (answer.status_code, answer["Location"]) == (302, f"/en/account/login/?next={PARTNERS}")
    assert not BuyerInterest.objects.exists()


def test_a_buyer_says_what_is_looked_for_and_is_shown_who_has_it(
    stalls: Stalls, house: Organization, browser_of: Browser, nok: User, tea: Category
) -> None:
    browser = browser_of(nok)
    empty = page_of(browser.get(PARTNERS))
    assert not empty.select("main .panel h2 a, .empty")
    typed = {
        "categories": [tea.pk],
        "countries": ["CN", "KH"],
        "languages": ["th"],
        "quantity": "500",
        "unit": "kg",
    }
    sent = browser.post(PARTNERS, typed)
    assert (sent.status_code, sent["Location"]) == (302, PARTNERS)
    answer = browser.get(PARTNERS)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    page = page_of(answer)
    (partner,) = page.select("main li.panel")
    assert words(the(partner, "h2")) == "Green Banyan Tea House"
    assert the(partner, "h2 a")["href"] == f"/en/fair/2026/booth/{stalls.tea.slug}/"
    assert [words(one).replace("\xa0", " ") for one in partner.select("ul li")] == [
        "Shows what you look for: Tea",
        "Goods from a country you named: China",
        "Sells from 20 kg: no more than you buy at a time",
    ]
    assert the(partner, "a.button")["href"] == f"/en/meetings/with/{house.slug}/"
    assert "/exhibit/" in str(the(partner, "p.cluster a")["href"])
    chosen = {(one["name"], one["value"]) for one in page.select("main input[checked]")}
    assert chosen == {
        ("categories", str(tea.pk)),
        ("countries", "CN"),
        ("countries", "KH"),
        ("languages", "th"),
    }
    assert the(page, "#id_quantity")["value"] == "500"
    assert the(page, "#id_unit option[selected]")["value"] == "kg"
    assert the(page, 'a[aria-current="page"][href="/en/meetings/partners/"]')


def test_where_nobody_has_it_the_page_says_so(stalls: Stalls, browser_of: Browser, nok: User) -> None:
    save_interest(person=nok, interest=Interest(countries=("LA",)))
    page = page_of(browser_of(nok).get(PARTNERS))
    assert words(the(page, ".empty h2")) == "No booth has this yet"
    assert not page.select("main li.panel")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "", "Say at least one thing you look for."),
        ({"unit": "kg"}, "", "Say at least one thing you look for."),
        ({"quantity": "5"}, "unit", "Say in which unit you count."),
        ({"quantity": "a lot", "unit": "kg"}, "quantity", "Enter a number."),
        ({"quantity": "-5", "unit": "kg"}, "quantity", "greater than or equal to 0"),
        ({"countries": ["XX"]}, "countries", "Select a valid choice"),
        ({"categories": ["x"]}, "categories", "Select a valid choice"),
        ({"languages": ["de"]}, "languages", "Select a valid choice"),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(
    browser_of: Browser, nok: User, typed: dict[str, object], field: str, said: str
) -> None:
    answer = browser_of(nok).post(PARTNERS, typed)
    assert answer.status_code == 400
    page = page_of(answer)
    told = the(page, f'.error-summary a[href="#id_{field}"]' if field else ".error-summary li")
    assert said in words(told)
    assert not BuyerInterest.objects.exists()


def test_what_was_typed_is_still_there_after_a_mistake(browser_of: Browser, nok: User, tea: Category) -> None:
    page = page_of(browser_of(nok).post(PARTNERS, {"categories": [tea.pk], "quantity": "many", "unit": "t"}))
    assert the(page, f'input[name="categories"][value="{tea.pk}"]').has_attr("checked")
    assert the(page, "#id_quantity")["value"] == "many"
    assert the(page, "#id_unit option[selected]")["value"] == "t"


def test_a_buyer_takes_it_back(stalls: Stalls, browser_of: Browser, nok: User, lan: User) -> None:
    for person in (nok, lan):
        save_interest(person=person, interest=Interest(countries=("CN",)))
    browser = browser_of(nok)
    assert the(page_of(browser.get(PARTNERS)), 'button[value="forget"]')
    sent = browser.post(PARTNERS, {"do": "forget", "countries": "KH"})
    assert sent["Location"] == PARTNERS
    assert not page_of(browser.get(PARTNERS)).select('main li.panel, button[value="forget"]')
    assert list(BuyerInterest.objects.values_list("person", flat=True)) == [lan.pk]


def test_nobody_else_reads_what_is_looked_for(
    stalls: Stalls, browser_of: Browser, nok: User, wei: User, editor: User, house: Organization
) -> None:
    save_interest(person=nok, interest=Interest(countries=("CN",)))
    for person in (wei, editor):
        page = page_of(browser_of(person).get(PARTNERS))
        assert not page.select("main li.panel, main input[checked]")
    # Not in the browser of the exhibitor either, to whom the buyer is suggested.
    desk = browser_of(wei).get(f"/en/desk/{house.slug}/meetings/").content.decode()
    assert "Nok" not in desk
    assert interest_of(wei) == Interest()


def test_the_page_is_in_the_readers_language(
    stalls: Stalls, browser_of: Browser, nok: User, pepper: Category
) -> None:
    save_interest(person=nok, interest=Interest(categories=frozenset({pepper.pk})))
    page = page_of(browser_of(nok).get("/km/meetings/partners/"))
    (partner,) = page.select("main li.panel")
    assert words(the(partner, "h2")) == "សួនម្រេចមេគង្គ"
    assert words(partner.select("ul li")[0]).endswith(" ម្រេច")
    label = the(page, f'label[for="{the(page, "main input[checked]")["id"]}"]')
    assert words(label) == "Food › ម្រេច"


@pytest.mark.parametrize("page", ["/en/meetings/", PARTNERS, "/en/calendar/"])
def test_ones_own_pages_lead_to_each_other(browser_of: Browser, nok: User, page: str) -> None:
    found = page_of(browser_of(nok).get(page))
    tabs = the(found, "main nav.tabs")
    led = [str(one["href"]) for one in tabs.select("a")]
    assert [one for one in led if one in {"/en/meetings/", PARTNERS, "/en/calendar/"}] == [
        "/en/meetings/",
        PARTNERS,
        "/en/calendar/",
    ]
    assert [one["href"] for one in tabs.select('[aria-current="page"]')] == [page]
    menu = {words(one): one["href"] for one in found.select(".strip-tools details.menu a")}
    assert (menu["Your meetings"], menu["Your calendar"]) == ("/en/meetings/", "/en/calendar/")


def test_the_fair_leads_to_ones_own(client: Client, stalls: Stalls) -> None:
    front = page_of(client.get("/en/fair/"))
    ways = [str(one["href"]) for one in front.select('nav[aria-labelledby="own-title"] a')]
    assert ways == [PARTNERS, "/en/meetings/", "/en/calendar/"]
    stalls.edition.is_current = False
    stalls.edition.save()
    client.cookies["sessionid"] = "none"  # not from the kept pages
    past = page_of(client.get("/en/fair/2026/"))
    assert not past.select('nav[aria-labelledby="own-title"]')


def test_a_booth_that_receives_leads_to_ones_meetings(
    client: Client, stalls: Stalls, house: Organization
) -> None:
    page = page_of(client.get(f"/en/fair/2026/booth/{stalls.tea.slug}/"))
    ways = [str(one["href"]) for one in page.select("aside .no-print a")]
    assert f"/en/meetings/with/{house.slug}/" in ways
    assert "/en/meetings/" in ways


def test_who_has_no_meeting_yet_is_led_to_partners(browser_of: Browser, nok: User) -> None:
    page = page_of(browser_of(nok).get("/en/meetings/"))
    assert the(page, f'.empty a[href="{PARTNERS}"]')
