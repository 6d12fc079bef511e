"""A reviewer's page says what keeps a listing back, decides once, and those who write are told, no others."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from catalog.audit.models import Entry
from catalog.files.models import PrivateFile
from catalog.files.selectors import readable_file
from catalog.files.services import save_picture
from catalog.jobs.services import drain
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice
from catalog.notices.services import MAIL_DRAIN
from catalog.products.document import CertificateDocument, ProductDocument, from_json
from catalog.products.models import Category, GoodsRule, ListingDraft, Product
from catalog.products.services import AttributeDeclaration, move_product, save_category
from catalog.products.services.drafting import save_draft, submit_draft
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.pages import read
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(reviewer: User) -> Client:
    browser = Client()
    browser.force_login(reviewer)
    return browser


def sent_in(house: Organization, by: User, document: ProductDocument = LIUBAO, **of: Any) -> ListingDraft:
    return submit_draft(draft=save_draft(organization=house, document=document, by=by, **of), by=by)


@pytest.fixture
def waiting(tea: Category, tea_house: Organization, owner: User) -> ListingDraft:
    return sent_in(tea_house, owner)


def at(draft: ListingDraft) -> str:
    return f"/editors/review/listing/{draft.pk}/"


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"decision": "perhaps"},
        {"decision": "refuse"},
        {"decision": "refuse", "reason": "999999"},
        {"decision": "accept", "note": "x" * 2001},
    ],
)
def test_a_decision_that_is_none_is_refused_and_nothing_changes(
    typed: dict[str, str], office: Client, waiting: ListingDraft
) -> None:
    records = Entry.objects.count()
    page = read(office.post(at(waiting), {"revision": "1", **typed}), 422)
    assert page.select_one(".w-field--error, .error-message, .w-field__errors")
    waiting.refresh_from_db()
    assert waiting.state == "review"
    assert Entry.objects.count() == records
    assert not Notice.objects.exists()


@pytest.mark.parametrize("about", ["evidence", "storefront", "suspension"])
def test_only_reasons_about_listings_are_offered_and_taken(
    about: str, office: Client, waiting: ListingDraft, reason: DecisionReason
) -> None:
    other = DecisionReason.objects.create(key="other", about=about, words={"en": "Another matter."})
    gone = DecisionReason.objects.create(
        key="gone", about="listing", words={"en": "No longer said."}, offered=False
    )
    choices = {one["value"] for one in read(office.get(at(waiting))).select("select[name=reason] option")}
    assert str(reason.pk) in choices
    assert choices.isdisjoint({str(other.pk), str(gone.pk)})
    for one in (other, gone):
        typed = {"decision": "refuse", "revision": "1", "reason": one.pk}
        assert office.post(at(waiting), typed).status_code == 422


@pytest.mark.parametrize("revision", ["", "0", "2", "one", "9" * 30])
def test_what_the_reviewer_did_not_see_is_not_decided_about(
    revision: str, office: Client, waiting: ListingDraft
) -> None:
    page = office.post(at(waiting), {"decision": "accept", "revision": revision}, follow=True)
    assert "Nothing was changed: it was withdrawn or decided about meanwhile." in page.content.decode()
    assert not Product.objects.exists()
    assert ListingDraft.objects.get().state == "review"


def test_what_keeps_a_listing_back_is_said_before_and_after_it_is_decided(
    office: Client, waiting: ListingDraft
) -> None:
    assert "not listed here" not in read(office.get(at(waiting))).get_text()
    GoodsRule.objects.create(key="tea", kind="forbidden", names={"en": "Tea of any kind"}, hs="0902")
    words = "Goods of this kind are not listed here: Tea of any kind."
    assert words in read(office.get(at(waiting))).get_text()
    after = office.post(at(waiting), {"decision": "accept", "revision": "1"}, follow=True).content.decode()
    assert f"It cannot be published: {words}" in after
    assert not Product.objects.exists()
    assert ListingDraft.objects.get().state == "review"


def test_one_decision_is_one_record_and_one_version(
    office: Client, waiting: ListingDraft, reviewer: User, owner: User
) -> None:
    for _again in range(2):
        office.post(at(waiting), {"decision": "accept", "revision": "1", "note": " Sound. "})
    product = Product.objects.get()
    assert product.version == 1
    [entry] = Entry.objects.filter(action="listing.approved")
    assert (entry.actor, entry.role) == (reviewer, "reviewer")
    assert entry.before == {"version": 0}
    assert entry.after == {"version": 1, "draft": str(waiting.pk), "note": "Sound."}


def test_one_return_is_one_record_with_its_reason(
    office: Client, waiting: ListingDraft, reviewer: User, reason: DecisionReason
) -> None:
    for _again in range(2):
        office.post(at(waiting), {"decision": "refuse", "revision": "1", "reason": reason.pk})
    [entry] = Entry.objects.filter(action="listing.returned")
    assert (entry.actor, entry.role) == (reviewer, "reviewer")
    assert entry.before == {"state": "review"}
    assert entry.after == {"state": "returned", "draft": str(waiting.pk), "reason": "wrong-picture"}


@pytest.mark.parametrize("decision", ["accept", "refuse"])
def test_owners_and_editors_are_told_each_in_their_language_and_nobody_else(
    decision: str,
    office: Client,
    waiting: ListingDraft,
    tea_house: Organization,
    reason: DecisionReason,
    owner: User,
    nok: User,
    lan: User,
    sophea: User,
) -> None:
    for person, role in ((nok, "editor"), (lan, "sales"), (sophea, "finance")):
        add_member(organization=tea_house, user_id=person.pk, role=role)
    typed = {"decision": decision, "revision": "1", "reason": reason.pk, "note": "Page 2."}
    office.post(at(waiting), typed)
    drain(MAIL_DRAIN)
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {owner.email, nok.email}
    assert len(mail.outbox) == 2
    assert f"/zh-hans/desk/{tea_house.slug}/products/" in str(letters[owner.email].body)
    assert f"/th/desk/{tea_house.slug}/products/" in str(letters[nok.email].body)
    assert any("฀" <= sign <= "๿" for sign in str(letters[nok.email].subject))
    assert all("Page 2." in str(letter.body) for letter in mail.outbox)


def test_papers_and_new_pictures_are_before_the_reviewer(
    office: Client,
    tea: Category,
    tea_house: Organization,
    owner: User,
    paper: PrivateFile,
    reviewer: User,
    sophea: User,
) -> None:
    shown = save_picture(data=picture(), title="tea", owner_id=tea_house.pk)
    document = replace(
        LIUBAO,
        pictures=(shown.pk,),
        alt={str(shown.pk): {"zh-hans": "一篓茶", "en": "A basket of tea"}},
        certificates=(CertificateDocument(kind="organic", number="O-1", file=str(paper.pk)),),
    )
    page = read(office.get(at(sent_in(tea_house, owner, document))))
    assert page.select_one('img[alt="A basket of tea"]')
    assert page.find("a", string="organic.pdf")
    assert readable_file(file_id=paper.pk, reader=reviewer)
    assert readable_file(file_id=paper.pk, reader=sophea) is None


def test_a_translation_left_behind_is_called_as_its_property_is(
    office: Client, tea_house: Organization, owner: User, food: Category
) -> None:
    save_category(
        slug="honey",
        parent=food,
        names={"en": "Honey"},
        attributes=[AttributeDeclaration(key="grower", kind="text", names={"en": "Kept by"})],
    )
    honey = replace(
        LIUBAO,
        category="honey",
        hs6="",
        variants=(),
        attributes={"grower": "韦"},
        words={"attributes.grower": {"en": "Wei"}},
    )
    office.post(at(sent_in(tea_house, owner, honey)), {"decision": "accept", "revision": "1"})
    changed = replace(honey, attributes={"grower": "李"})
    edit = sent_in(tea_house, owner, changed, product=Product.objects.get())
    box = read(office.get(at(edit))).select_one(".help-info")
    assert box
    assert "Kept by: English" in box.get_text()


@pytest.mark.parametrize(("status", "linked"), [("published", True), ("paused", False), ("archived", False)])
def test_the_page_readers_see_is_linked_where_readers_see_one(
    status: str, linked: bool, office: Client, liubao: Product, tea_house: Organization, owner: User
) -> None:
    if status != "published":
        move_product(product=liubao, to=status)
    edit = sent_in(tea_house, owner, replace(LIUBAO, moq=40), product=liubao)
    page = read(office.get(at(edit)))
    assert bool(page.select_one(f'a[href="/en/product/{liubao.slug}/"]')) == linked


def test_an_edit_that_says_the_same_says_that_nothing_differs(
    office: Client, liubao: Product, tea_house: Organization, owner: User
) -> None:
    assert "Nothing differs." in read(office.get(at(sent_in(tea_house, owner, product=liubao)))).get_text()


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_is_not_before_the_reviewers_is_shown_without_a_decision(
    state: str, office: Client, waiting: ListingDraft
) -> None:
    ListingDraft.objects.filter(pk=waiting.pk).update(state=state)
    page = read(office.get(at(waiting)))
    assert not page.select("input[name=decision]")
    office.post(at(waiting), {"decision": "accept", "revision": "1"})
    assert not Product.objects.exists()
    waiting.refresh_from_db()
    assert (waiting.state, from_json(waiting.document)) == (state, LIUBAO)
