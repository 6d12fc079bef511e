"""A reviewer sees what would change, decides, and whoever sent it in is told in their language."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from catalog.jobs.services import drain
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.suspending import suspend_organization
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.notices.services import MAIL_DRAIN
from catalog.products.document import PriceDocument, ProductDocument, TierDocument
from catalog.products.models import Category, ListingDraft, Product
from catalog.products.reviewing import LISTINGS
from catalog.products.services import move_product
from catalog.products.services.drafting import save_draft, submit_draft, withdraw_draft
from catalog.products.services.suspending import suspend_product
from catalog.products.services.telling import DECIDED
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
EDITED = replace(
    LIUBAO,
    title={**LIUBAO.title, "zh-hans": "陈年六堡茶"},
    moq=40,
    attributes={"grade": "second"},
    price=PriceDocument(kind="tiers", currency="CNY", tiers=(TierDocument(quantity_from=40, minor=9900),)),
)


@pytest.fixture
def office(reviewer: User) -> Client:
    """The reviewer's browser."""
    browser = Client()
    browser.force_login(reviewer)
    return browser


def sent_in(house: Organization, by: User, document: ProductDocument, **of: Any) -> ListingDraft:
    return submit_draft(draft=save_draft(organization=house, document=document, by=by, **of), by=by)


@pytest.fixture
def edit(liubao: Product, tea_house: Organization, owner: User) -> ListingDraft:
    """An edit of Wei's published tea that waits."""
    return sent_in(tea_house, owner, EDITED, product=liubao)


def at(draft: ListingDraft) -> str:
    return f"/editors/review/listing/{draft.pk}/"


def test_the_queue_names_what_waits_longest_first(
    office: Client, tea: Category, tea_house: Organization, owner: User
) -> None:
    first = sent_in(tea_house, owner, LIUBAO)
    sent_in(tea_house, owner, replace(LIUBAO, title={"zh-hans": "新茶"}))
    assert LISTINGS.count() == 2
    waiting = LISTINGS.longest(1)
    assert [(one.title, one.owner, one.url) for one in waiting] == [
        ("Liubao dark tea, 2019, basket", "青榕树茶坊", at(first))
    ]
    assert waiting[0].url in office.get("/editors/review/").content.decode()
    withdraw_draft(draft=first, by=owner)
    assert LISTINGS.count() == 1


def test_each_field_that_differs_stands_beside_what_readers_see(office: Client, edit: ListingDraft) -> None:
    page = read(office.get(at(edit)))
    rows = {
        row.th.get_text(): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select("tbody tr")
        if row.th
    }
    assert rows.pop(next(iter(rows))) == [LIUBAO.title["zh-hans"], "陈年六堡茶"]
    assert rows["Grade"] == ["First grade", "Second grade"]
    assert rows["Vintage"] == ["2019", "–"]
    assert rows["Minimum order"] == ["20", "40"]
    assert "99.00" in rows["Price"][1]
    assert "168.00" in rows["Price"][0]
    assert len(rows) == 4, "nothing that stayed the same"


def test_the_translations_affected_are_named(office: Client, edit: ListingDraft) -> None:
    box = read(office.get(at(edit))).select_one(".help-info")
    assert box
    assert "Title: English, Thai" in box.get_text()
    assert "Summary" not in box.get_text()


def test_a_new_listing_is_shown_whole(
    office: Client, tea: Category, tea_house: Organization, owner: User
) -> None:
    page = read(office.get(at(sent_in(tea_house, owner, LIUBAO)))).get_text()
    for words in (*LIUBAO.title.values(), "FCA Wuzhou", "0902.40", "LB-5"):
        assert words in page
    assert "become outdated" not in page


def test_published_it_is_told_to_whoever_may_write(
    office: Client, edit: ListingDraft, owner: User, liubao: Product
) -> None:
    answer = office.post(at(edit), {"decision": "accept", "revision": "1", "note": "Fine."})
    assert answer["Location"] == "/editors/review/"
    liubao.refresh_from_db()
    assert (liubao.moq, liubao.version) == (40, 2)
    assert not ListingDraft.objects.exists()
    drain(MAIL_DRAIN)
    letter = mail.outbox[-1]
    assert letter.to == [owner.email]
    assert letter.subject.startswith("陈年六堡茶")
    assert "已发布" in letter.subject
    assert f"/zh-hans/desk/{edit.organization.slug}/products/published/{liubao.slug}/" in str(letter.body)


@pytest.mark.parametrize("hidden", ["paused", "product", "organization"])
def test_agreed_to_while_it_is_off_the_site_nobody_is_told_that_readers_see_it(
    office: Client, edit: ListingDraft, reviewer: User, liubao: Product, hidden: str
) -> None:
    if hidden == "paused":
        move_product(product=liubao, to="paused")
    elif hidden == "product":
        suspend_product(product=liubao, by=reviewer)
    else:
        suspend_organization(organization=liubao.organization, by=reviewer)
    office.post(at(edit), {"decision": "accept", "revision": "1"})
    liubao.refresh_from_db()
    assert liubao.version == 2
    told = shown(Notice.objects.get(kind=DECIDED), "en")
    assert told.subject.endswith(": Accepted")
    assert "It is paused or suspended: readers see it when that ends." in told.text
    assert "now" not in told.text


def test_given_back_the_reason_is_read_in_the_owner_s_language(
    office: Client, desk: Client, edit: ListingDraft, reason: DecisionReason, liubao: Product
) -> None:
    bare = office.post(at(edit), {"decision": "refuse", "revision": "1"})
    assert bare.status_code == 422
    office.post(
        at(edit), {"decision": "refuse", "revision": "1", "reason": reason.pk, "note": "See the second."}
    )
    edit.refresh_from_db()
    liubao.refresh_from_db()
    assert (edit.state, liubao.version) == ("returned", 1)
    assert Notice.objects.get().values["reason"] == reason.words
    drain(MAIL_DRAIN)
    assert "图片与商品不符。" in str(mail.outbox[-1].body)
    there = f"/zh-hans/desk/{edit.organization.slug}/products/{edit.pk}/"
    shown = read(desk.get(there)).get_text()
    assert "图片与商品不符。" in shown
    assert "See the second." in shown


def test_what_was_withdrawn_or_changed_is_not_decided_about(
    office: Client, edit: ListingDraft, tea_house: Organization, owner: User, liubao: Product
) -> None:
    decision = {"decision": "accept", "revision": "1"}
    taken = withdraw_draft(draft=edit, by=owner)
    office.post(at(edit), decision)
    other = save_draft(organization=tea_house, document=replace(EDITED, moq=5), draft=taken, by=owner)
    submit_draft(draft=other, by=owner)
    page = office.post(at(edit), decision, follow=True).content.decode()
    assert "Nothing was changed" in page
    liubao.refresh_from_db()
    assert liubao.version == 1
    ListingDraft.objects.all().delete()
    assert office.get(at(edit)).status_code == 404
    assert office.post(at(edit), decision).status_code == 302
    liubao.refresh_from_db()
    assert liubao.version == 1


def test_only_reviewers_decide(editor: User, edit: ListingDraft, desk: Client) -> None:
    for browser in (desk, Client()):
        browser.post(at(edit), {"decision": "accept", "revision": "1"})
    edit.refresh_from_db()
    assert edit.state == "review"
