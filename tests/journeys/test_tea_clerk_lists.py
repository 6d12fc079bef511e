"""Wei, export clerk of a tea brand in Wuzhou: from "I registered" to a listing that Bangkok can read.

He reads and writes Chinese. A reviewer gives the first attempt back, agrees to the second, and later
sees field by field what an edit changes.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.jobs.services import drain
from catalog.merchants.models import DecisionReason, Organization
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Category, ListingDraft, Product
from portal.accounts import bot_check
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.merchants.evidence.conftest import _private_place as _private_place
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.pages import sent
from tests.journeys.test_seller_joins import newest_link, sign_up
from tests.portal.accounts.visitor import Clock, Visitor

TYPED = {
    "title": "六堡茶 2019 篓装",
    "packing": "5公斤篓",
    "unit": "kg",
    "price": "tiers",
    "money_0_currency": "MYR",
    "money_1_currency": "VND",
    "tier_0_from": "1",
    "tier_0_0": "52",
    "tier_0_1": "92000",
    "tier_1_from": "100",
    "tier_1_0": "48.5",
    "tier_1_1": "88000",
    "moq": "20",
    "property_grade": "first",
}


@pytest.fixture
def office(editor: User) -> Client:
    """The reviewer's browser."""
    editor.groups.add(ensure_editors())
    browser = Client()
    browser.force_login(editor)
    return browser


@pytest.fixture
def wei(db: None, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A browser that was never here before."""
    clock = Clock()
    monkeypatch.setattr(bot_check, "time", SimpleNamespace(time=lambda: clock.now))
    return Visitor(Client(), clock)


def page_of(browser: Client, address: str) -> BeautifulSoup:
    answer = browser.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def decide(office: Client, **decision: Any) -> None:
    """Open the queue, the one listing that waits, and decide about what is shown."""
    draft = ListingDraft.objects.get(state="review")
    queue = page_of(office, "/editors/review/")
    link = queue.select_one(f'a[href$="/{draft.pk}/"]')
    assert link
    revision = page_of(office, str(link["href"])).select_one("input[name=revision]")
    assert revision
    office.post(str(link["href"]), {"revision": revision["value"], **decision})
    drain(MAIL_DRAIN)


def write(wei: Visitor, address: str, **typed: Any) -> None:
    answer = wei.client.post(address, sent(page_of(wei.client, address), **typed))
    assert answer.status_code == 302, answer.content.decode()[:2000]


def begin(wei: Visitor) -> tuple[str, str]:
    """Make an account and an organization, find the step, choose a category; return desk and draft."""
    sign_up(wei, "wei@example.com", "zh-hans")
    wei.open("/zh-hans/desk/new/")
    wei.send(kind="brand-owner", source_language="zh-hans", name="青榕树茶坊", country="CN", city="wuzhou")
    desk = f"/zh-hans/desk/{Organization.objects.get().slug}/"
    assert wei.address == desk
    assert wei.page.select_one(f'.steps a[href="{desk}products/"]')
    chosen = wei.client.post(f"{desk}products/new/", {"category": "tea"})
    return desk, chosen["Location"]


def test_from_the_first_form_to_a_listing_in_bangkok(wei: Visitor, office: Client, tea: Category) -> None:
    desk, draft = begin(wei)
    write(wei, draft, title="六堡茶")
    refused = wei.client.post(draft, sent(page_of(wei.client, draft), submit="1"))
    assert refused.status_code == 422, "no unit yet"
    photo = SimpleUploadedFile("tea.png", picture())
    write(wei, draft, **TYPED, pictures_new=photo)
    write(wei, draft, picture_0_alt="一篓茶", submit="1")

    reason = DecisionReason.objects.get(key="listing-claims")
    decide(office, decision="refuse", reason=reason.pk)
    assert newest_link("wei@example.com", "/products/") == draft
    assert reason.words["zh-hans"] in page_of(wei.client, draft).get_text()

    write(wei, draft, moq="40", submit="1")
    decide(office, decision="accept")
    published = Product.objects.get()
    assert newest_link("wei@example.com", "/published/") == f"{desk}products/published/{published.slug}/"

    nok = Client()
    nok.cookies["currency"] = "VND"
    read = nok.get(f"/th/product/{published.slug}/?quantity=100").content.decode()
    assert "六堡茶 2019 篓装" in read
    assert "8,800,000" in read

    wei.client.post(f"{desk}products/published/{published.slug}/edit/")
    edit = f"{desk}products/{ListingDraft.objects.get().pk}/"
    write(wei, edit, title="陈年六堡茶", submit="1")
    assert "六堡茶 2019 篓装" in nok.get(f"/zh-hans/product/{published.slug}/").content.decode()
    shown = page_of(office, f"/editors/review/listing/{ListingDraft.objects.get().pk}/")
    cells = [cell.get_text() for cell in shown.select("tbody td")]
    assert cells == ["六堡茶 2019 篓装", "陈年六堡茶"], "what differs, and nothing else"
    decide(office, decision="accept")
    assert "陈年六堡茶" in Client().get(f"/zh-hans/product/{published.slug}/").content.decode()
    assert len(mail.outbox) == 4, "the confirmation and three decisions"
