"""A new seller has no step left at the storefront once it is sent in, and one again when it comes back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.desk.menu import is_open
from catalog.merchants.models import Storefront
from catalog.merchants.services.opening import approve_storefront
from catalog.seams import desk as seam
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import read
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("point", "done"), [("nothing", False), ("draft", False), ("sent in", True), ("given back", False)]
)
def test_nothing_is_left_to_do_while_a_reviewer_has_it(
    shop: Storefront, bring: Callable[[str], None], point: str, done: bool
) -> None:
    bring(point)
    assert is_open(shop.organization_id) is done


def test_once_published_it_stays_done(
    shop: Storefront, store: Storefront, bring: Callable[[str], None], reviewer: User
) -> None:
    bring("sent in")
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    assert is_open(shop.organization_id)
    assert is_open(store.organization_id), "published long ago"


def test_a_draft_calls_nothing_optional_that_it_needs_before_it_is_published(
    desk: Client, store: Storefront
) -> None:
    at = f"/en/desk/{store.organization.slug}/storefront/"
    for page in (read(desk.get(at)), read(desk.get(f"{at}texts/th/"))):
        assert "In one line" in words(the(page, "main"))
        assert "optional" not in words(the(page, "main"))


def done(browser: Client, shop: Storefront, page: str, **typed: str) -> BeautifulSoup:
    """Send a form of the desk; return the page it leads to."""
    response = browser.post(f"/en/desk/{shop.organization.slug}/{page}/", typed, follow=True)
    assert "Saved" in words(the(read(response), ".page-messages")), words(the(read(response), "main"))
    return read(response)


def leads_on(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(words(link), str(link["href"])) for link in page.select("main > .page a.more")]


def test_a_step_done_leads_to_the_next(client: Client, shop: Storefront, sophea: User) -> None:
    client.force_login(sophea)
    at, place = f"/en/desk/{shop.organization.slug}", {"country": "KH"}
    page = done(client, shop, "profile", name_km="ម្រេច", **place)
    assert leads_on(page) == []
    assert "This step is still open: Say in a second language what you are called." in words(page)

    page = done(client, shop, "profile", name_km="ម្រេច", name_en="Pepper", **place)
    assert leads_on(page) == [("Next step: Evidence", f"{at}/evidence/")]
    assert "still open" not in words(page)
    assert leads_on(read(client.get(f"{at}/profile/"))) == [], "asked only once something was done"


def test_a_storefront_sent_in_leads_to_the_first_product_and_one_only_saved_does_not(
    client: Client, shop: Storefront, sophea: User
) -> None:
    client.force_login(sophea)
    page = done(client, shop, "storefront", revision="0", tagline="ម្រេចកំពត")
    assert "This step is still open: Say what you offer, and publish it." in words(page)
    at = f"/en/desk/{shop.organization.slug}"
    page = read(client.post(f"{at}/storefront/publish/", {"revision": "1"}, follow=True))
    assert leads_on(page) == [("Next step: First product", f"{at}/products/")]


def test_a_desk_that_has_everything_is_led_nowhere(
    client: Client, shop: Storefront, sophea: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(sophea)
    steps = [replace(one, is_done=lambda _: True) for one in seam.steps_for(shop.organization.kind)]
    monkeypatch.setattr(seam, "steps_for", lambda _: steps)
    page = done(client, shop, "profile", name_km="ម្រេច", country="KH")
    assert leads_on(page) == []
    assert "still open" not in words(page)
