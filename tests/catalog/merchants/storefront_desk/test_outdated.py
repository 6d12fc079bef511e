"""A storefront's translation says that it is outdated once its original has changed, until somebody looks."""

from typing import Any

import pytest
from django.test import Client

from catalog.merchants.document import StorefrontDocument, from_json, to_json
from catalog.merchants.models import Storefront
from catalog.merchants.selectors.drafts import draft_of, kinds_of_texts, published_document
from catalog.merchants.services import publish_storefront
from catalog.merchants.services.drafting import save_draft, written
from catalog.reference.languages import codes
from catalog.translation.selectors import completeness
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import read, sent
from tests.reading import words

pytestmark = pytest.mark.django_db
OTHERS = [code for code in codes() if code != "zh-hans"]
SAID = StorefrontDocument(
    source_language="zh-hans",
    tagline={code: f"Tea {code}" for code in codes()},
    about={"zh-hans": "三代"},
    states={"tagline": dict.fromkeys(OTHERS, "reviewed")},
)


def rows(page: Any) -> dict[str, str]:
    return {str(row["aria-label"]): words(row) for row in page.select(".translating")}


def kinds(store: Storefront, field: str = "tagline") -> dict[str, str]:
    found = kinds_of_texts(store, draft_of(store).document)
    return {code: by_field[field] for code, by_field in found.items()}


def test_a_new_original_turns_nine_outdated_and_one_review_leaves_eight(
    store: Storefront, owner: User
) -> None:
    publish_storefront(storefront=store, document=SAID)
    assert set(kinds(store).values()) == {"reviewed"}
    changed = written(SAID, language="zh-hans", texts={"tagline": "陈年六堡茶"})
    save_draft(storefront=store, document=changed, revision=0, by=owner)
    assert kinds(store) == dict.fromkeys(OTHERS, "outdated")
    confirmed = written(changed, language="vi", texts={"tagline": "Tea vi"}, reviewed=["tagline"])
    save_draft(storefront=store, document=confirmed, revision=1, by=owner)
    assert kinds(store) == {**dict.fromkeys(OTHERS, "outdated"), "vi": "reviewed"}


def test_what_the_draft_says_of_it_holds_once_it_is_published(store: Storefront, owner: User) -> None:
    publish_storefront(storefront=store, document=SAID)
    changed = written(SAID, language="zh-hans", texts={"tagline": "陈年六堡茶"})
    confirmed = written(changed, language="vi", texts={"tagline": "Tea vi"}, reviewed=["tagline"])
    publish_storefront(storefront=store, document=confirmed)
    assert sum(one.outdated for one in completeness(store).values()) == 8
    assert kinds(store)["vi"] == "reviewed"
    again = written(published_document(store), language="zh-hans", texts={"tagline": "六堡"})
    save_draft(storefront=store, document=again, revision=0, by=owner)
    assert kinds(store)["vi"] == "outdated"


def test_a_first_draft_remembers_what_its_words_were_made_from(owner: User, shop: Storefront) -> None:
    said = StorefrontDocument(source_language="km", tagline={"km": "ម្រេច"}, about={})
    said = written(said, language="en", texts={"tagline": "Pepper"})
    assert said.made_from == {"tagline": {"en": digest("ម្រេច")}}
    save_draft(storefront=shop, document=said, revision=0, by=owner)
    assert kinds(shop)["en"] == "reviewed"
    said = written(said, language="km", texts={"tagline": "ម្រេចកំពត"})
    save_draft(storefront=shop, document=said, revision=1, by=owner)
    assert kinds(shop)["en"] == "outdated"
    assert kinds(shop)["th"] == "missing"


def test_taking_a_text_away_forgets_what_it_was_made_from() -> None:
    said = written(SAID, language="en", texts={"tagline": "Green tea"})
    assert "en" in said.made_from["tagline"]
    said = written(said, language="en", texts={"tagline": " "})
    assert said.made_from == {}
    assert from_json(to_json(said)) == said


def test_the_page_says_so_and_a_tick_puts_it_right(desk: Client, store: Storefront, owner: User) -> None:
    publish_storefront(storefront=store, document=SAID)
    changed = written(SAID, language="zh-hans", texts={"tagline": "陈年六堡茶"})
    save_draft(storefront=store, document=changed, revision=0, by=owner)
    here = f"/en/desk/{store.organization.slug}/storefront/texts/vi/"
    page = read(desk.get(here))
    assert "Outdated: the original has changed" in rows(page)["In one line"]
    assert desk.post(here, sent(page, **{"reviewed-tagline": "on"})).status_code == 302
    assert "Reviewed" in rows(read(desk.get(here)))["In one line"]


def test_every_language_has_its_bar(desk: Client, store: Storefront, owner: User) -> None:
    publish_storefront(storefront=store, document=SAID)
    changed = written(SAID, language="zh-hans", texts={"tagline": "陈年六堡茶"})
    save_draft(storefront=store, document=changed, revision=0, by=owner)
    page = read(desk.get(f"/en/desk/{store.organization.slug}/storefront/"))
    bars = {str(one.a["lang"]): words(one) for one in page.select(".locale") if one.a}
    assert len(bars) == 9
    assert "Outdated: the original has changed: 1 · Missing: 1" in bars["th"]
