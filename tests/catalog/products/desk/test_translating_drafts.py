"""Texts of a draft in another language: written, confirmed, outdated, held back, and read once published."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from catalog.glossary.services import AREA
from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument, SampleDocument, from_json
from catalog.products.languages import places_of
from catalog.products.models import Category, ListingDraft, Product
from catalog.products.selectors.drafts import published_document
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from catalog.products.services.beside import TextsMoved
from catalog.products.services.drafting import (
    LISTINGS,
    Conflict,
    DraftGone,
    DraftMoveRefused,
    approve_draft,
    discard_draft,
    save_draft,
    submit_draft,
)
from catalog.reference.languages import codes
from catalog.seams import freshness
from catalog.translation.places import OUTDATED, state_of
from catalog.translation.proposing import proposals_for
from catalog.translation.selectors import completeness, states_of, text_in
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
TEN = {code: f"Title {code}" for code in codes()}
OTHERS = [code for code in codes() if code != "zh-hans"]


@pytest.fixture
def garden_tea(food: Category) -> Category:
    """Tea whose seller states in words who grew it."""
    return save_category(
        slug="tea",
        parent=food,
        names={"en": "Tea"},
        attributes=[AttributeDeclaration(key="grower", kind="text", names={"en": "Grower"})],
    )


@pytest.fixture
def said(garden_tea: Category) -> ProductDocument:
    """Liubao tea, with words in every kind of place, in Chinese alone."""
    return ProductDocument(
        source_language="zh-hans",
        title={"zh-hans": "六堡茶"},
        packing={"zh-hans": "纸箱"},
        category="tea",
        country="CN",
        unit="kg",
        attributes={"grower": "韦家茶园"},
        storage="阴凉处",
        sample=SampleDocument(quantity="一饼"),
    )


@pytest.fixture
def draft(said: ProductDocument, tea_house: Organization, owner: User) -> ListingDraft:
    return save_draft(organization=tea_house, document=said, by=owner)


ENGLISH = {
    "title": "Liubao tea",
    "packing": "Carton",
    "attributes.grower": "Wei garden",
    "storage": "Cool",
    "sample": "One cake",
}


def document_of(draft: ListingDraft) -> ProductDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def published(draft: ListingDraft, owner: User, reviewer: User) -> Product:
    draft.refresh_from_db()
    return approve_draft(draft=submit_draft(draft=draft, by=owner), by=reviewer)


def states(draft: ListingDraft, language: str) -> dict[str, str]:
    document = document_of(draft)
    origins = LISTINGS.published_origins(draft.product)
    return {
        place.name: state_of(document, place, language, origins) for place in places_of(document, {"grower"})
    }


def test_texts_go_to_their_places_and_readers_get_them_once_published(
    draft: ListingDraft, owner: User, reviewer: User
) -> None:
    LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed={"title", "storage"}, by=owner)
    assert states(draft, "en") == {
        "title": "reviewed",
        "packing": "machine",
        "attributes.grower": "machine",
        "storage": "reviewed",
        "sample": "machine",
    }
    product = published(draft, owner, reviewer)
    assert (text_in(product, "title", "en"), text_in(product, "packing", "en")) == ("Liubao tea", "Carton")
    stored = states_of(product)
    assert (stored["title", "en"].state, stored["packing", "en"].state) == ("reviewed", "machine")
    assert product.facts["words"]["storage"]["en"] == {"text": "Cool", "state": "reviewed"}
    assert product.facts["words"]["attributes.grower"]["en"] == {"text": "Wei garden", "state": "machine"}


def test_an_emptied_text_is_gone_with_all_that_was_known_of_it(draft: ListingDraft, owner: User) -> None:
    before = document_of(draft)
    LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed=ENGLISH, by=owner)
    LISTINGS.translate(
        draft=draft, language="en", texts=dict.fromkeys(ENGLISH, " \n"), reviewed=ENGLISH, by=owner
    )
    assert document_of(draft) == before


def test_one_language_leaves_the_others_alone(draft: ListingDraft, owner: User) -> None:
    LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed={"title"}, by=owner)
    LISTINGS.translate(draft=draft, language="th", texts={"title": "ชาหลิวเป่า"}, reviewed=(), by=owner)
    document = document_of(draft)
    assert document.title == {"zh-hans": "六堡茶", "en": "Liubao tea", "th": "ชาหลิวเป่า"}
    assert document.states["title"] == {"en": "reviewed", "th": "machine"}


def test_saving_the_same_again_changes_nothing(draft: ListingDraft, owner: User) -> None:
    first = LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed={"title"}, by=owner)
    again = LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed={"title"}, by=owner)
    assert again.revision == first.revision


def test_a_changed_source_makes_nine_outdated_and_one_review_leaves_eight(
    said: ProductDocument, tea_house: Organization, owner: User, reviewer: User
) -> None:
    reviewed = {"title": dict.fromkeys(OTHERS, "reviewed")}
    product = publish_product(organization=tea_house, document=replace(said, title=TEN, states=reviewed))
    assert {one.outdated for one in completeness(product).values()} == {0}
    changed = replace(published_document(product), title={**TEN, "zh-hans": "陈年六堡茶"})
    draft = save_draft(organization=tea_house, document=changed, product=product, by=owner)
    assert {states(draft, code)["title"] for code in OTHERS} == {OUTDATED}
    product = published(draft, owner, reviewer)
    assert [one.outdated for one in completeness(product).values()] == [1] * 9

    draft = save_draft(
        organization=tea_house, document=published_document(product), product=product, by=owner
    )
    LISTINGS.translate(draft=draft, language="vi", texts={"title": TEN["vi"]}, reviewed={"title"}, by=owner)
    assert [code for code in OTHERS if states(draft, code)["title"] == OUTDATED] == [
        code for code in OTHERS if code != "vi"
    ]
    product = published(draft, owner, reviewer)
    found = completeness(product)
    assert sum(one.outdated for one in found.values()) == 8
    assert found["vi"].outdated == 0
    assert found["vi"].reviewed >= 1


def test_saving_an_outdated_text_without_a_review_leaves_it_outdated(
    said: ProductDocument, tea_house: Organization, owner: User
) -> None:
    product = publish_product(organization=tea_house, document=replace(said, title=TEN))
    changed = replace(said, title={**TEN, "zh-hans": "陈年六堡茶"})
    draft = save_draft(organization=tea_house, document=changed, product=product, by=owner)
    LISTINGS.translate(draft=draft, language="vi", texts={"title": TEN["vi"]}, reviewed=(), by=owner)
    assert states(draft, "vi")["title"] == OUTDATED
    LISTINGS.translate(
        draft=draft, language="vi", texts={"title": "Trà Lục Bảo lâu năm"}, reviewed=(), by=owner
    )
    assert states(draft, "vi")["title"] == "machine", "a new text is made from the source as it is"


def test_two_people_translate_at_once_as_long_as_it_is_not_the_same_text(
    draft: ListingDraft, tea_house: Organization, owner: User
) -> None:
    places = {place.name: place for place in places_of(document_of(draft), {"grower"})}
    seen = {name: place.seen("en") for name, place in places.items()}
    thai = {name: place.seen("th") for name, place in places.items()}
    LISTINGS.translate(draft=draft, language="en", texts={"title": "A"}, reviewed=(), seen=seen, by=owner)
    LISTINGS.translate(draft=draft, language="th", texts={"title": "ก"}, reviewed=(), seen=thai, by=owner)
    LISTINGS.translate(draft=draft, language="en", texts={"storage": "B"}, reviewed=(), seen=seen, by=owner)
    with pytest.raises(TextsMoved) as told:
        LISTINGS.translate(draft=draft, language="en", texts={"title": "C"}, reviewed=(), seen=seen, by=owner)
    assert told.value.places == {"title"}
    document = document_of(draft)
    assert (document.title["en"], document.title["th"], document.words["storage"]["en"]) == ("A", "ก", "B")


def test_a_source_that_changed_meanwhile_is_told_before_anything_is_saved(
    draft: ListingDraft, tea_house: Organization, owner: User, said: ProductDocument
) -> None:
    seen = {place.name: place.seen("en") for place in places_of(said, {"grower"})}
    save_draft(
        organization=tea_house, document=replace(said, title={"zh-hans": "普洱茶"}), draft=draft, by=owner
    )
    with pytest.raises(TextsMoved):
        LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed=ENGLISH, seen=seen, by=owner)
    assert document_of(draft).words == {}


@pytest.mark.parametrize("language", ["zh-hans", "xx", ""])
def test_only_another_language_of_the_portal_is_a_translation(
    draft: ListingDraft, owner: User, language: str
) -> None:
    with pytest.raises(ValueError, match="no language"):
        LISTINGS.translate(draft=draft, language=language, texts={"title": "x"}, reviewed=(), by=owner)


def test_a_place_the_listing_does_not_have_is_refused(draft: ListingDraft, owner: User) -> None:
    with pytest.raises(ValueError, match="no text 'description'"):
        LISTINGS.translate(draft=draft, language="en", texts={"description": "x"}, reviewed=(), by=owner)


def test_texts_that_do_not_fit_are_told_by_their_places(draft: ListingDraft, owner: User) -> None:
    texts = {"title": "x" * 201, "storage": "x" * 501, "packing": "Carton"}
    with pytest.raises(ValidationError) as refused:
        LISTINGS.translate(draft=draft, language="en", texts=texts, reviewed=(), by=owner)
    assert set(refused.value.message_dict) == {"title", "storage"}
    assert "en" not in document_of(draft).packing


def test_what_is_with_the_reviewers_is_not_changed(draft: ListingDraft, owner: User) -> None:
    submit_draft(draft=draft, by=owner)
    with pytest.raises(DraftMoveRefused):
        LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed=(), by=owner)
    with pytest.raises(DraftMoveRefused):
        LISTINGS.choose_languages(draft=draft, shown=(), by=owner)


def test_what_was_thrown_away_is_gone(draft: ListingDraft, owner: User) -> None:
    discard_draft(draft=draft, by=owner)
    with pytest.raises(DraftGone):
        LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed=(), by=owner)


def test_chosen_languages_are_shown_together_and_the_rest_waits(
    draft: ListingDraft, owner: User, reviewer: User
) -> None:
    for code in ("en", "vi", "th"):
        draft = LISTINGS.translate(draft=draft, language=code, texts=ENGLISH, reviewed=ENGLISH, by=owner)
    draft = LISTINGS.choose_languages(draft=draft, shown={"en", "vi"}, by=owner)
    product = published(draft, owner, reviewer)
    shown = [code for code in codes() if text_in(product, "title", code)]
    assert shown == ["zh-hans", "en", "vi"]
    assert set(product.facts["words"]["storage"]) == {"en", "vi"}
    kept = published_document(product)
    assert kept.title["th"] == "Liubao tea", "kept for the day it is chosen"


def test_a_language_that_lacks_what_buyers_need_cannot_be_chosen(draft: ListingDraft, owner: User) -> None:
    without = {name: text for name, text in ENGLISH.items() if name != "storage"}
    draft = LISTINGS.translate(draft=draft, language="en", texts=without, reviewed=without, by=owner)
    with pytest.raises(ValidationError):
        LISTINGS.choose_languages(draft=draft, shown={"en"}, by=owner)
    assert document_of(draft).held == ()


def test_choosing_from_a_page_that_is_no_longer_true_is_told(draft: ListingDraft, owner: User) -> None:
    LISTINGS.translate(draft=draft, language="en", texts=ENGLISH, reviewed=(), by=owner)
    with pytest.raises(Conflict):
        LISTINGS.choose_languages(draft=draft, shown={"en"}, revision=1, by=owner)


def test_proposals_are_made_for_places_and_kept_by_nobody(draft: ListingDraft) -> None:
    freshness.changed(AREA)  # an empty glossary, whatever other tests have read
    places = places_of(document_of(draft), {"grower"})
    found = proposals_for(places, source="zh-hans", target="en")
    assert {name: bool(one.text) for name, one in found.items()} == dict.fromkeys(
        ("title", "packing", "attributes.grower", "storage", "sample"), False
    )
    assert found["title"].lacking == ("六堡茶",)
    assert document_of(draft).states == {}
