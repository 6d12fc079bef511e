"""Languages of a listing published together, and what keeps one back."""

from dataclasses import replace

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument
from catalog.products.models import ListingDraft
from catalog.products.services import publish_product
from catalog.products.services.drafting import LISTINGS, save_draft, submit_draft
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.products.desk.test_languages_pages import at, document_of, sent
from tests.catalog.products.desk.test_languages_pages import draft as draft
from tests.catalog.products.desk.test_languages_pages import garden_tea as garden_tea
from tests.catalog.products.desk.test_languages_pages import said as said
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_languages_are_published_together(desk: Client, draft: ListingDraft, owner: User) -> None:
    full = {"title": "T", "packing": "P", "attributes.grower": "G"}
    for code in ("en", "th"):
        draft = LISTINGS.translate(draft=draft, language=code, texts=full, reviewed=full, by=owner)
    page = page_of(desk.get(at(draft)))
    offered = [str(box["value"]) for box in page.select("input[name=language]")]
    assert offered == ["en", "th"]
    answer = desk.post(at(draft, "publish"), {"revision": draft.revision, "language": ["th"]})
    assert answer.status_code == 302
    document = document_of(draft)
    assert draft.state == "review"
    assert "th" not in document.held
    assert "en" in document.held
    page = page_of(desk.get(at(draft)))
    assert "shown together once a reviewer has agreed" in words(the(page, "body"))
    assert not page.select("input[name=language], button.wide")


def test_an_incomplete_language_cannot_be_smuggled_in(desk: Client, draft: ListingDraft) -> None:
    answer = desk.post(at(draft, "publish"), {"revision": draft.revision, "language": ["my"]}, follow=True)
    assert "A language is offered once title, properties and terms are in it." in answer.content.decode()
    assert document_of(draft).held == ()
    assert draft.state == "draft"


def test_what_else_is_missing_is_said_where_it_can_be_put_right(
    desk: Client, draft: ListingDraft, owner: User, said: ProductDocument, tea_house: Organization
) -> None:
    draft = save_draft(organization=tea_house, document=replace(said, country=""), draft=draft, by=owner)
    answer = desk.post(at(draft, "publish"), {"revision": draft.revision}, follow=True)
    assert "Something else is still missing" in answer.content.decode()
    assert document_of(draft).held != ()
    assert draft.state == "draft"


def test_a_page_that_is_no_longer_true_publishes_nothing(
    desk: Client, draft: ListingDraft, owner: User
) -> None:
    LISTINGS.translate(draft=draft, language="en", texts={"title": "T"}, reviewed=(), by=owner)
    answer = desk.post(at(draft, "publish"), {"revision": 1}, follow=True)
    assert "somebody changed the draft meanwhile" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_while_reviewers_look_the_words_are_shown_and_not_changed(
    desk: Client, draft: ListingDraft, owner: User
) -> None:
    LISTINGS.translate(draft=draft, language="en", texts={"title": "Green tea"}, reviewed=(), by=owner)
    typed = sent(desk, draft, "en", **{"text-title": "Changed"})
    draft.refresh_from_db()
    submit_draft(draft=draft, by=owner)
    page = page_of(desk.get(at(draft, "en")))
    assert "Green tea" in words(the(page, "main"))
    assert not page.select("main form.stack-l button, main form [name^=text-]")
    answer = desk.post(at(draft, "en"), typed)
    assert "with the reviewers" in answer.content.decode()
    assert document_of(draft).title["en"] == "Green tea"


def test_a_changed_original_is_seen_on_the_page(
    desk: Client, said: ProductDocument, tea_house: Organization, owner: User
) -> None:
    ten = {code: f"Title {code}" for code in codes()}
    product = publish_product(organization=tea_house, document=replace(said, title=ten))
    changed = replace(said, title={**ten, "zh-hans": "新绿茶"})
    draft = save_draft(organization=tea_house, document=changed, product=product, by=owner)
    told = [words(line) for line in page_of(desk.get(at(draft))).select("ul.locales > li")]
    assert all("Outdated: the original has changed: 1" in line for line in told)
    page = page_of(desk.get(at(draft, "lo")))
    assert "Outdated" in words(page.select(".translating")[0])
