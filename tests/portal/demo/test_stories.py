"""What is told of protected names and of brands: whole in ten languages, and nothing that no source says."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from catalog.merchants.models import Brand
from catalog.products.models import GeographicalIndication, Product
from catalog.translation.models import TextState
from portal.demo.loading import load_demonstration
from portal.demo.reading import Content, content
from portal.demo.schema import IndicationEntry, Texts
from tests.portal.demo.conftest import Tell

TEN = {code for code, _name in settings.LANGUAGES}
# A text in one of these is written in letters nobody else uses.
LETTERS = {
    "zh-hans": "[\u4e00-\u9fff]", "th": "[\u0e00-\u0e7f]", "lo": "[\u0e80-\u0eff]",
    "my": "[\u1000-\u109f]", "km": "[\u1780-\u17ff]",
}  # fmt: skip
# Said beside a year in no step: what the notes of the sources and the facts about the places give.
OTHER_YEARS = {"liubao-tea": {2014}, "hengxian-jasmine-tea": {2021}, "baise-mango": {2024},
               "fangcheng-cassia": {2008}}  # fmt: skip
SOURCE_YEARS = {
    "gx-gi-marks-2017": 2017,
    "gx-agri-fair-2020": 2020,
    "liuzhou-gi-2019": 2019,
    "beihai-gi-2018": 2018,
    "affa-asean-gis-2023": 2023,
}


def is_in_its_own_letters(texts: Texts) -> bool:
    return all(re.search(letters, texts[code]) for code, letters in LETTERS.items()) and not any(
        re.search(letters, texts["en"]) for letters in LETTERS.values()
    )


def load() -> dict[str, int]:
    return {tally.label: tally.new + tally.changed for tally in load_demonstration(lambda line: None)}


@pytest.mark.parametrize("entry", content().indications, ids=lambda entry: entry.slug)
def test_a_protected_name_has_its_story_in_ten_languages(entry: IndicationEntry) -> None:
    assert set(entry.story) == TEN
    assert is_in_its_own_letters(entry.story)
    sentences = [part for part in re.split(r"[.。](?:\s|$)", entry.story["en"]) if part]
    assert 2 <= len(sentences) <= 4, sentences
    assert max(map(len, entry.story.values())) < 600


@pytest.mark.parametrize("entry", content().indications, ids=lambda entry: entry.slug)
def test_a_story_names_no_year_that_its_sources_do_not_give(entry: IndicationEntry) -> None:
    given = {step.year for step in entry.steps if step.year}
    given |= {SOURCE_YEARS[step.source] for step in entry.steps if step.source in SOURCE_YEARS}
    given |= OTHER_YEARS.get(entry.slug, set())
    told = {
        code: set(map(int, re.findall(r"\b20\d\d\b|20\d\d(?= ?年)", text)))
        for code, text in entry.story.items()
    }
    assert told["en"] <= given
    # Every language tells the same years.
    assert all(years == told["en"] for code, years in told.items() if code not in {"th", "lo", "km", "my"}), (
        told
    )


def test_no_story_says_who_may_use_the_name() -> None:
    sellers = {entry.name["zh-hans"][:4] for entry in content().organizations}
    for entry in content().indications:
        assert not re.search(r"authori[sz]ed|授权|Demo|演示", entry.story["en"] + entry.story["zh-hans"])
        assert not any(seller in entry.story["zh-hans"] for seller in sellers), entry.slug


def test_there_are_twelve_brands_of_guangxi_with_stories_in_ten_languages() -> None:
    told = content()
    houses = {entry.slug: entry for entry in told.organizations}
    assert len({entry.slug for entry in told.brands}) == 12
    for entry in told.brands:
        assert houses[entry.organization].country == "CN", entry.slug
        assert set(entry.name) == set(entry.story) == TEN, entry.slug
        assert is_in_its_own_letters(entry.name), entry.slug
        assert is_in_its_own_letters(entry.story), entry.slug


def test_every_brand_is_carried_by_goods_of_its_own_house_and_shows_one_of_them() -> None:
    told = content()
    for brand in told.brands:
        goods = [entry for entry in told.products if entry.brand == brand.slug]
        assert goods, brand.slug
        assert {entry.organization for entry in goods} == {brand.organization}, brand.slug
        assert brand.picture in {entry.picture for entry in goods}, brand.slug
    assert {entry.brand for entry in told.products if entry.brand} == {brand.slug for brand in told.brands}


@pytest.mark.django_db
def test_stories_come_with_their_honest_states(piece: Content) -> None:
    load()
    pepper: Any = GeographicalIndication.objects.get(slug="kampot-pepper")
    assert pepper.story_en.startswith("Kampot pepper comes from Cambodia.")
    states = TextState.objects.filter(
        content_type__model="geographicalindication", object_id=pepper.pk, field="story"
    )
    assert dict(states.values_list("language", "state")) == {
        code: "source" if code == "km" else "machine" for code in TEN
    }


@pytest.mark.django_db
def test_brands_come_with_their_goods(piece: Content) -> None:
    load()
    brand: Any = Brand.objects.get()
    assert brand.slug == "demo-old-basket"
    assert brand.organization.slug == "demo-green-banyan-tea-house"
    assert brand.name_vi == "Giỏ Cũ (minh họa · hư cấu)"
    assert brand.story_en.startswith("Demonstration brand. ")
    assert brand.logo is not None
    assert brand.logo.title == "liubao-tea-basket"
    carried = Product.objects.rewrite(False).filter(brand=brand)
    assert [product.slug for product in carried] == ["liubao-tea-basket-2019"]
    assert load()["Brands"] == 0


@pytest.mark.django_db
def test_a_brand_told_anew_keeps_its_address(piece: Content, tell: Tell) -> None:
    load()
    old = Brand.objects.get()
    renamed = replace(piece.brands[0], name=piece.brands[0].name | {"en": "Demo New Basket (fictional)"})
    tell(replace(piece, brands=(renamed,)))
    assert load()["Brands"] == 1
    after: Any = Brand.objects.get()
    assert (after.pk, after.slug, after.name_en) == (old.pk, old.slug, "Demo New Basket (fictional)")
