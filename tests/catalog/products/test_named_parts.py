"""Variants, trade terms, pictures and documents for buyers have texts of their own in every language."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from catalog.files.models import Picture
from catalog.products.document import (
    AttachedDocument,
    ProductDocument,
    TradeTerm,
    VariantDocument,
)
from catalog.products.languages import (
    offered_in,
    places_of,
    source_of,
    term_words,
    with_origins,
)
from catalog.products.models import Category
from catalog.products.named_parts import (
    made_by_machine,
    named_parts,
    shown_parts,
    term_places,
    variant_places,
    with_part_text,
)
from catalog.products.selectors.languages import with_pictures_told
from catalog.products.services import publish_product
from catalog.translation.places import completeness, lacking, state_of
from catalog.translation.texts import digest
from tests.reading import page_of, the, words

TEA = ProductDocument(
    source_language="zh-hans",
    title={"zh-hans": "六堡茶", "en": "Liubao tea"},
    category="tea",
    country="CN",
    unit="kg",
    variants=(
        VariantDocument(sku="TIN", names={"zh-hans": "铁罐装", "en": "Tin"}),
        VariantDocument(sku="G-250", names={"zh-hans": "250 g"}),
    ),
    terms=(TradeTerm(incoterm="FOB", place="钦州港"), TradeTerm(incoterm="EXW", place="梧州")),
    pictures=(7, 9),
    alt={"7": {"zh-hans": "茶饼", "en": "A tea cake"}, "9": {"zh-hans": "茶园"}},
    documents=(AttachedDocument(file="data-sheet", names={"zh-hans": "检测报告"}),),
    words={"term.FOB": {"en": "Qinzhou port"}},
)


def states(document: ProductDocument, language: str = "en") -> dict[str, str]:
    return {place.name: state_of(document, place, language, {}) for place in places_of(document, ())}


def test_every_part_with_words_has_its_place_and_its_state() -> None:
    assert states(TEA) == {
        "title": "machine",
        "variant.TIN": "machine",
        "term.FOB": "machine",
        "term.EXW": "missing",
        "picture.7": "machine",
        "picture.9": "missing",
        "document.data-sheet": "missing",
    }
    assert set(states(TEA, "th").values()) == {"missing"}


def test_a_name_of_numbers_and_measures_speaks_every_language() -> None:
    assert "variant.G-250" in {part.name for part in named_parts(TEA)}
    assert "variant.G-250" not in states(TEA)


def test_no_language_is_held_back_for_want_of_them() -> None:
    places = places_of(TEA, ())
    assert lacking(places, "en") == []
    assert lacking(places, "th") == ["title"]
    assert completeness(TEA, places, {})["en"].missing == 3


def test_variants_are_told_by_article_number_and_by_position_where_that_tells_too_little() -> None:
    assert variant_places(["A", "", "B"]) == ["variant.A", "variant.2", "variant.B"]
    assert variant_places(["A", "A"]) == ["variant.1", "variant.2"]


def test_a_rule_offered_at_two_places_has_two() -> None:
    assert term_places(["FOB", "CIF", "FOB", "FOB"]) == ["term.FOB", "term.CIF", "term.FOB.2", "term.FOB.3"]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("variant.TIN", "Variant TIN"),
        ("term.EXW", "Trade terms EXW"),
        ("picture.9", "Picture 2"),
        ("document.data-sheet", "Documents for buyers 1"),
    ],
)
def test_a_part_is_called_by_its_kind_and_what_tells_it_apart(name: str, called: str) -> None:
    assert {place.name: place.called for place in places_of(TEA, ())}[name] == called


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("variant.TIN", lambda said: said.variants[0].names),
        ("picture.9", lambda said: said.alt["9"]),
        ("document.data-sheet", lambda said: said.documents[0].names),
    ],
)
def test_a_text_is_written_where_its_part_keeps_it_and_taken_away_again(name: str, read: Any) -> None:
    own = read(TEA)["zh-hans"]
    said = with_part_text(TEA, name, "th", "ไทย")
    assert read(said)["th"] == "ไทย"
    assert read(said)["zh-hans"] == own
    assert "th" not in read(with_part_text(said, name, "th", ""))
    assert source_of(said, name) == own


def test_a_translation_left_behind_by_its_original_is_outdated() -> None:
    tin = replace(TEA.variants[0], names={"zh-hans": "礼盒装", "en": "Tin"})
    changed = replace(
        TEA,
        variants=(tin, TEA.variants[1]),
        terms=(TradeTerm(incoterm="FOB", place="防城港"),),
        alt={"7": {"zh-hans": "茶叶", "en": "A tea cake"}, "9": {"zh-hans": "茶园"}},
    )
    found = states(with_origins(TEA, changed))
    outdated = {name for name, state in found.items() if state == "outdated"}
    assert outdated == {"variant.TIN", "term.FOB", "picture.7"}


def test_a_translation_that_changes_with_its_original_is_not() -> None:
    tin = replace(TEA.variants[0], names={"zh-hans": "礼盒装", "en": "Gift box"})
    found = with_origins(TEA, replace(TEA, variants=(tin, TEA.variants[1])))
    assert states(found)["variant.TIN"] == "machine"


def test_what_a_document_says_of_an_origin_is_never_replaced() -> None:
    known = {"variant.TIN": {"en": digest("纸盒装")}}
    tin = replace(TEA.variants[0], names={"zh-hans": "礼盒装", "en": "Tin"})
    found = with_origins(TEA, replace(TEA, variants=(tin,), made_from=known))
    assert found.made_from["variant.TIN"] == known["variant.TIN"]


def test_nothing_is_remembered_where_no_original_changed() -> None:
    assert with_origins(TEA, replace(TEA, title={"zh-hans": "茶"})).made_from == {}


def test_texts_of_languages_held_back_stay_with_the_seller() -> None:
    shown = shown_parts(replace(TEA, held=("en",)))
    assert shown.variants[0].names == {"zh-hans": "铁罐装"}
    assert shown.alt["7"] == {"zh-hans": "茶饼"}
    assert shown_parts(TEA) is TEA


def test_only_what_a_machine_is_known_to_have_named_is_told_as_its() -> None:
    stated = {
        "variant.TIN": {"en": "machine", "th": "reviewed"},
        "picture.7": {"vi": "machine", "en": "machine"},
        "document.data-sheet": {"en": "reviewed"},
        "title": {"en": "machine"},
    }
    found = made_by_machine(replace(TEA, states=stated))
    assert found == {"variant.TIN": ["en"], "picture.7": ["en", "vi"]}
    assert made_by_machine(TEA) == {}


def test_a_place_reads_in_the_readers_language_or_as_its_seller_wrote_it() -> None:
    facts = {
        "language": "zh-hans",
        "terms": [{"incoterm": "FOB", "place": "钦州港"}, {"incoterm": "EXW", "place": "梧州"}],
        "words": {"term.FOB": {"en": {"text": "Qinzhou port", "state": "machine"}}},
    }
    found = [(rule, place.value, place.language) for rule, place in term_words(facts, "en")]
    assert found == [("FOB", "Qinzhou port", "en"), ("EXW", "梧州", "zh-hans")]
    assert term_words({}, "en") == []


@pytest.mark.django_db
class TestPublished:
    """What readers get of them."""

    @pytest.fixture
    def said(self, food: Category, tea_house: Any) -> ProductDocument:
        category = Category.objects.filter(slug="tea").first() or food
        return replace(TEA, category=category.slug, pictures=(), alt={}, documents=())

    def test_the_page_names_variants_and_places_in_the_readers_language(
        self, said: ProductDocument, tea_house: Any, client: Client
    ) -> None:
        product = publish_product(organization=tea_house, document=said)
        page = the(page_of(client.get(f"/en/product/{product.slug}/")), "main")
        told = words(page)
        assert "FOB Qinzhou port" in told
        assert "Tin" in told
        assert the(page, "dd span[lang=zh-Hans]").text == "梧州"

    def test_a_variant_named_by_a_machine_says_so(
        self, said: ProductDocument, tea_house: Any, client: Client
    ) -> None:
        told = "Translated by machine, not yet reviewed"
        plain = replace(said, words={}, states={"title": {"en": "reviewed"}})
        product = publish_product(organization=tea_house, document=plain)
        assert told not in client.get(f"/en/product/{product.slug}/").content.decode()
        by_machine = replace(plain, states={**plain.states, "variant.TIN": {"en": "machine"}})
        publish_product(organization=tea_house, document=by_machine, product=product)
        assert told in client.get(f"/en/product/{product.slug}/").content.decode()

    def test_what_is_held_back_is_named_in_the_sellers_words(
        self, said: ProductDocument, tea_house: Any, client: Client
    ) -> None:
        product = publish_product(organization=tea_house, document=replace(said, held=("en",)))
        told = words(the(page_of(client.get(f"/en/product/{product.slug}/")), "main"))
        assert "钦州港" in told
        assert "铁罐装" in told
        assert "Qinzhou port" not in told
        assert offered_in(product, ()) == ["zh-hans"]

    def test_a_place_without_translation_holds_no_language_back(
        self, said: ProductDocument, tea_house: Any
    ) -> None:
        product = publish_product(organization=tea_house, document=said)
        assert offered_in(product, ()) == ["zh-hans", "en"]


@pytest.mark.django_db
def test_what_a_picture_says_itself_is_beside_what_its_document_says(tea_house: Any) -> None:
    picture = Picture.objects.create(
        title="Tea", width=1, height=1, file="x.jpg", alt={"en": "Old", "th": "ชา"}, owner=tea_house.pk
    )
    key = str(picture.pk)
    said = replace(TEA, pictures=(picture.pk,), alt={key: {"zh-hans": "茶饼", "en": "A tea cake"}})
    assert with_pictures_told(said).alt == {key: {"zh-hans": "茶饼", "en": "A tea cake", "th": "ชา"}}
    nothing = replace(said, pictures=(), alt={})
    assert with_pictures_told(nothing) is nothing
