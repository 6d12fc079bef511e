"""In which languages a listing is offered, and what is known of each of its texts."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.products.document import ProductDocument, SampleDocument, from_json, to_json
from catalog.products.languages import (
    has_words,
    offered_in,
    places_of,
    word_of,
)
from catalog.products.models import Category, Product
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from catalog.products.services.drafting import LISTINGS
from catalog.reference.languages import codes
from catalog.translation.places import completeness, lacking, state_of
from catalog.translation.selectors import Origins
from catalog.translation.selectors import completeness as completeness_of
from catalog.translation.texts import digest
from tests.reading import page_of, the, words

TITLES = {code: f"Title {code}" for code in codes()}
WRITTEN = {"grower"}
UNPUBLISHED: Origins = {}


def document(**changes: Any) -> ProductDocument:
    values: dict[str, Any] = {
        "source_language": "zh-hans",
        "title": {"zh-hans": "六堡茶"},
        "category": "tea",
        "country": "CN",
        "unit": "kg",
    }
    return ProductDocument(**{**values, **changes})


def full(**changes: Any) -> ProductDocument:
    """A document with every kind of text, in Chinese and English."""
    return document(
        **{
            "title": {"zh-hans": "六堡茶", "en": "Liubao tea"},
            "summary": {"zh-hans": "陈香"},
            "packing": {"zh-hans": "纸箱", "en": "Carton"},
            "attributes": {"grower": "韦家茶园", "grade": "first", "year": 2019},
            "storage": "阴凉干燥处",
            "sample": SampleDocument(quantity="200 g"),
            "words": {"attributes.grower": {"en": "Wei tea garden"}, "storage": {"en": "Cool and dry"}},
            **changes,
        }
    )


def states(said: ProductDocument, language: str = "en", published: Origins = UNPUBLISHED) -> dict[str, str]:
    return {place.name: state_of(said, place, language, published) for place in places_of(said, WRITTEN)}


@pytest.mark.parametrize("text", ["", "4–8 °C", "≤ 25 °C", "-18°C", "200 g", "2 × 500 ml", "10 kg / 5 l"])
def test_numbers_and_measures_speak_every_language(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["冷藏", "cool", "keep at 4 °C", "200 g pack", "ត្រជាក់", "5 gm"])
def test_words_have_to_be_translated(text: str) -> None:
    assert has_words(text)


def test_a_listing_has_the_texts_its_source_has() -> None:
    assert [place.name for place in places_of(document(), WRITTEN)] == ["title"]
    names = [place.name for place in places_of(full(), WRITTEN)]
    assert names == ["title", "summary", "packing", "attributes.grower", "storage"]


def test_a_chosen_value_and_a_number_are_no_texts() -> None:
    names = [place.name for place in places_of(full(), {"grower", "year"})]
    assert "attributes.grade" not in names
    assert "attributes.year" not in names


def test_title_attributes_and_terms_are_needed_and_the_rest_is_not() -> None:
    needed = {place.name for place in places_of(full(), WRITTEN) if place.needed}
    assert needed == {"title", "packing", "attributes.grower", "storage"}


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, []),
        ({"title": {"zh-hans": "六堡茶"}}, ["title"]),
        ({"packing": {"zh-hans": "纸箱", "en": "  "}}, ["packing"]),
        ({"words": {"storage": {"en": "Cool"}}}, ["attributes.grower"]),
        ({"words": {"attributes.grower": {"en": "Wei"}}}, ["storage"]),
        ({"sample": SampleDocument(quantity="一饼")}, ["sample"]),
        ({"description": {"zh-hans": "长文"}}, []),
    ],
)
def test_what_a_language_lacks_is_named(change: dict[str, Any], lacks: list[str]) -> None:
    assert lacking(places_of(full(**change), WRITTEN), "en") == lacks


def test_each_text_is_missing_made_by_machine_reviewed_or_outdated() -> None:
    said = full(
        states={"title": {"en": "reviewed"}, "storage": {"en": "reviewed"}},
        made_from={"title": {"en": digest("六堡茶")}, "packing": {"en": digest("木箱")}},
    )
    assert states(said) == {
        "title": "reviewed",
        "summary": "missing",
        "packing": "outdated",
        "attributes.grower": "machine",
        "storage": "reviewed",
    }
    assert set(states(said, "th").values()) == {"missing"}


def test_a_bar_counts_every_text_once() -> None:
    said = full(states={"title": {"en": "reviewed"}}, made_from={"packing": {"en": digest("木箱")}})
    found = completeness(said, places_of(said, WRITTEN), UNPUBLISHED)
    assert "zh-hans" not in found
    english = found["en"]
    counts = (english.reviewed, english.machine, english.outdated, english.missing)
    assert counts == (1, 2, 1, 1)
    assert (english.total, english.percent, found["th"].percent) == (5, 80, 0)


def test_a_document_with_words_and_languages_held_back_survives_json() -> None:
    said = full(held=("th",))
    assert from_json(to_json(said)) == said


@pytest.mark.parametrize(
    ("words_of", "language", "shown"),
    [
        ({"en": {"text": "Dry", "state": "reviewed"}}, "en", "Dry en"),
        ({"en": {"text": "Dry", "state": "reviewed"}}, "th", "Dry en"),
        ({"th": {"text": "แห้ง", "state": "machine"}}, "vi", "ស្ងួត km"),
        ({}, "en", "ស្ងួត km"),
    ],
)
def test_a_reader_gets_a_text_without_columns_by_the_same_chain(
    words_of: dict[str, Any], language: str, shown: str
) -> None:
    facts = {"language": "km", "words": {"storage": words_of}}
    found = word_of(facts, "storage", "ស្ងួត", language)
    assert f"{found.value} {found.language}" == shown


def test_what_was_published_before_words_had_translations_is_shown_as_it_stands() -> None:
    assert word_of({}, "storage", "ស្ងួត", "en").value == "ស្ងួត"


def test_a_machines_word_says_so() -> None:
    facts = {"language": "km", "words": {"storage": {"en": {"text": "Dry", "state": "machine"}}}}
    assert word_of(facts, "storage", "ស្ងួត", "en").by_machine
    assert not word_of(facts, "storage", "ស្ងួត", "km").by_machine


@pytest.fixture
def tea_with_grower(food: Category) -> Category:
    """Tea whose seller states the grower in words."""
    return save_category(
        slug="tea",
        parent=food,
        names={"en": "Tea", "zh-hans": "茶叶"},
        attributes=[AttributeDeclaration(key="grower", kind="text", names={"en": "Grower"})],
    )


@pytest.mark.django_db
class TestPublished:
    """What readers get of it."""

    @pytest.fixture
    def said(self, tea_with_grower: Category) -> ProductDocument:
        return full(attributes={"grower": "韦家茶园"}, states={"storage": {"en": "reviewed"}})

    def shown(self, tea_house: Any, said: ProductDocument, product: Product | None = None) -> Product:
        return publish_product(organization=tea_house, document=said, product=product)

    def test_a_language_counts_with_title_attributes_and_terms(
        self, tea_house: Any, said: ProductDocument
    ) -> None:
        product = self.shown(tea_house, said)
        assert offered_in(product, WRITTEN) == ["zh-hans", "en"]
        for lacking_one in (
            replace(said, title={"zh-hans": "六堡茶"}),
            replace(said, packing={"zh-hans": "纸箱"}),
            replace(said, words={"storage": {"en": "Cool"}}),
            replace(said, words={"attributes.grower": {"en": "Wei"}}),
        ):
            product = self.shown(tea_house, lacking_one, product)
            assert offered_in(product, WRITTEN) == ["zh-hans"]

    def test_the_page_says_in_which_languages_it_is_and_shows_the_words(
        self, tea_house: Any, said: ProductDocument, client: Client
    ) -> None:
        product = self.shown(tea_house, said)
        page = page_of(client.get(f"/en/product/{product.slug}/"))
        told = words(the(page, "main"))
        assert "简体中文 , English" in told
        assert "Wei tea garden" in told
        assert "Cool and dry" in told
        assert "Translated by machine, not yet reviewed" in told
        original = words(the(page_of(client.get(f"/zh-hans/product/{product.slug}/")), "main"))
        assert "韦家茶园" in original
        assert "阴凉干燥处" in original
        assert "Wei tea garden" not in original

    def test_a_language_held_back_is_kept_and_shown_to_nobody(
        self, tea_house: Any, said: ProductDocument, client: Client
    ) -> None:
        product = self.shown(tea_house, replace(said, held=("en",)))
        assert offered_in(product, WRITTEN) == ["zh-hans"]
        told = client.get(f"/en/product/{product.slug}/").content.decode()
        assert "Liubao tea" not in told
        assert "Wei tea garden" not in told
        version = product.versions.get()
        assert from_json(version.document).title["en"] == "Liubao tea"
        product = self.shown(tea_house, said, product)
        assert offered_in(product, WRITTEN) == ["zh-hans", "en"]

    def test_a_language_the_portal_does_not_have_is_refused(
        self, tea_house: Any, said: ProductDocument
    ) -> None:
        with pytest.raises(ValidationError) as refusal:
            self.shown(tea_house, replace(said, held=("xx",), words={"storage": {"yy": "x"}}))
        assert set(refusal.value.message_dict) == {"held", "words"}

    def test_a_new_source_makes_nine_translations_outdated_and_one_review_leaves_eight(
        self, tea_house: Any, said: ProductDocument
    ) -> None:
        reviewed = dict.fromkeys(codes(), "reviewed")
        product = self.shown(
            tea_house, replace(said, title=TITLES, states={"title": reviewed, "storage": {"en": "reviewed"}})
        )
        changed = replace(said, title={**TITLES, "zh-hans": "陈年六堡茶"}, states={"title": reviewed})
        origins = LISTINGS.published_origins(product)
        (title,) = (place for place in places_of(changed, WRITTEN) if place.name == "title")
        others = [code for code in codes() if code != "zh-hans"]
        assert {state_of(changed, title, code, origins) for code in others} == {"outdated"}
        product = self.shown(tea_house, changed, product)
        assert sum(one.outdated for one in completeness_of(product).values()) == 9
        confirmed = replace(changed, made_from={"title": {"vi": digest("陈年六堡茶")}})
        product = self.shown(tea_house, confirmed, product)
        assert sum(one.outdated for one in completeness_of(product).values()) == 8
        assert completeness_of(product)["vi"].outdated == 0
