"""The page of a listing's form: two people at it, codes looked for, categories, its size."""

import gzip
from typing import Any

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.document import (
    ProductDocument,
)
from catalog.products.models import Category, ListingDraft
from catalog.products.services.drafting import save_draft
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read, sent
from tests.catalog.products.desk.test_form import FULL, at, kept
from tests.catalog.products.desk.test_form import draft as draft

pytestmark = pytest.mark.django_db


def test_the_second_of_two_sees_what_the_first_left_and_chooses(desk: Client, draft: ListingDraft) -> None:
    mine = read(desk.get(at(draft)))
    first = read(desk.get(at(draft)))
    desk.post(at(draft), sent(first, title="甲茶", moq="40"))
    back = read(desk.post(at(draft), sent(mine, title="乙茶")), 409)
    told = back.select_one(".error-summary")
    assert told
    assert "甲茶" in told.get_text()
    assert "40" in told.get_text()
    assert sent(back)["title"] == "乙茶"
    assert kept(draft).title["zh-hans"] == "甲茶"
    assert desk.post(at(draft), sent(back)).status_code == 302
    assert kept(draft).title["zh-hans"] == "乙茶"


def test_a_customs_code_is_found_by_words_and_nothing_typed_is_lost(
    desk: Client, draft: ListingDraft
) -> None:
    page = read(desk.get(at(draft)))
    back = read(desk.post(at(draft), sent(page, title="新名", hs_words="black tea", find_hs="1")))
    found = back.select_one("#found")
    assert found
    assert "0902.40" in found.get_text()
    assert sent(back)["title"] == "新名"
    assert kept(draft) == FULL
    nothing = read(desk.post(at(draft), sent(page, hs_words="qqqq", find_hs="1"))).select_one("#found")
    assert nothing
    assert "No code found" in nothing.get_text()


def test_another_category_keeps_what_it_can(desk: Client, draft: ListingDraft, pepper: Category) -> None:
    shown = read(desk.get(f"{at(draft)}category/"))
    assert shown.select_one('option[value="tea"][selected]')
    refused = desk.post(f"{at(draft)}category/", {"category": "no-such", "revision": "1"})
    assert refused.status_code == 422
    desk.post(f"{at(draft)}category/", {"category": "pepper", "revision": "1"})
    said = kept(draft)
    assert (said.category, said.attributes, said.variants[0].options) == ("pepper", {}, {})
    assert said.title == FULL.title
    assert read(desk.get(at(draft))).find(id="id_property_moisture")


def test_the_page_is_small(desk: Client, draft: ListingDraft) -> None:
    for language in ("en", "zh-hans", "my"):
        body = desk.get(at(draft, language)).content
        assert len(gzip.compress(body)) < 25_000


def test_the_page_takes_the_same_queries_whatever_it_holds(
    desk: Client,
    draft: ListingDraft,
    tea_house: Organization,
    owner: User,
    django_assert_max_num_queries: Any,
) -> None:
    empty = ProductDocument(source_language="zh-hans", title={}, category="tea", country="", unit="")
    other = save_draft(organization=tea_house, document=empty, by=owner)
    desk.get(at(other))  # what the frame keeps between requests is asked for now
    with django_assert_max_num_queries(40) as few:
        desk.get(at(other))
    with django_assert_max_num_queries(len(few) + 6):
        desk.get(at(draft))
