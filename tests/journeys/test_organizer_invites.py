"""Mei runs the fair: twenty exhibitors come from a table, each gets a mail, one claims its booth.

In the evening she reads what that booth has brought.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.services import MAIL_DRAIN
from catalog.numbers import holding
from catalog.numbers.services import add_up
from expo.fair.models import Booth, Exhibitor, Stand
from expo.fair.services.booths import publish_booth, save_booth
from portal.accounts.models import User
from portal.pages.services import ensure_editors
from tests.browser.people import Opener

HEAD = "Name,E-mail,Language,Country,Hall,Stand"
COUNT = 20


@pytest.fixture
def mei(editor: User) -> User:
    """Who runs the fair."""
    editor.groups.add(ensure_editors())
    return editor


def table() -> str:
    """Return twenty exhibitors, the first with a stand, and a row that cannot be taken."""
    rows = [f"Tea House {number},tea{number}@example.com,zh-hans,CN,," for number in range(2, COUNT + 1)]
    first = "Green Banyan,wei@example.com,zh-hans,CN,tea,T02"
    return "\n".join([HEAD, first, *rows, "Nameless,no address,zh-hans,CN,,"])


def take_table(page: Page) -> None:
    """Upload the table, read what it would do, and only then have it taken."""
    page.goto("/editors/fair/exhibitors/")
    content = table().encode()
    page.set_input_files("#id_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": content})
    page.click("form[action$='/upload/'] button")
    said = page.locator("main")
    expect(said).to_contain_text(f"New: {COUNT}")
    expect(said).to_contain_text("B22")
    assert not Exhibitor.objects.exists(), "a dry run writes nothing"
    page.locator("main form button").first.click()
    expect(page.locator(".messages")).to_contain_text(f"{COUNT} new")


def invite_all(page: Page) -> None:
    """Tick everybody and invite them."""
    boxes = page.locator("main input[name=exhibitor]")
    assert boxes.count() == COUNT
    boxes.evaluate_all("boxes => boxes.forEach(box => box.click())")
    page.locator("main form:has([name=exhibitor]) > button").click()
    expect(page.locator(".messages")).to_contain_text(f"{COUNT} exhibitors are invited")


def link_in_mail(address: str) -> str:
    """Return the path that the invitation of an exhibitor leads to."""
    (letter,) = [one for one in mail.outbox if one.to == [address]]
    found = next(word for word in str(letter.body).split() if "/account/booth/" in word)
    return "/" + found.split("/", 3)[3]


def claim(page: Page, link: str, house: str) -> None:
    """Open the mail's link signed in, say whose booth it is, and find the booth at the desk."""
    page.goto(link)
    expect(page.locator("main")).to_contain_text("T02")
    page.check(f"main input[name=organization][value={house}]")
    page.click("main form button.primary")
    assert page.url.endswith(f"/zh-hans/desk/{house}/")
    page.goto(link)
    assert page.locator("main form").count() == 0, "a link works once"


def open_booth_of(house: Organization, by: User) -> None:
    """Say in one line what the booth shows, and publish it."""
    booth = Booth.objects.get(organization=house)
    said = {"headline": "六堡茶", "about": ""}
    save_booth(booth=booth, texts=said, time_zone="", banner=None, revision=booth.revision, by=by)
    publish_booth(booth=booth, by=by)


def test_from_a_table_to_what_a_booth_has_brought(
    page_of: Opener, free_stands: list[Stand], tea_house: Organization, wei: User, mei: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    organizer = page_of(mei)
    take_table(organizer)
    invite_all(organizer)
    drain(MAIL_DRAIN)
    assert len(mail.outbox) == COUNT

    claim(page_of(wei), link_in_mail("wei@example.com"), tea_house.slug)
    open_booth_of(tea_house, wei)
    stranger = page_of(width=360)
    stranger.goto(f"/th/fair/expo/booth/{tea_house.slug}/")
    holding.write()
    add_up(now=timezone.now() + timedelta(days=2))

    organizer.goto("/editors/fair/exhibitors/?choice=waiting")
    assert organizer.locator("main input[name=exhibitor]").count() == COUNT - 1
    organizer.goto("/editors/fair/expo/funnel/")
    line = organizer.locator("main tbody tr", has_text="T02").locator("td")
    assert line.all_inner_texts()[:4] == ["tea", "T02", "Green Banyan Tea House", "1"]
