"""Cards follow their pages: drawn when these come, drawn anew when they look otherwise, gone with them."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.storage import default_storage

from catalog.files.services import delete_picture
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services.naming import rename_organization
from catalog.products.document import PriceDocument, TierDocument
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.services import (
    move_product,
    publish_product,
    remove_products,
    rename_product,
    save_category,
)
from catalog.products.services.removal import remove_category
from catalog.reference.languages import codes
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.subjects.pages import ENTRANCE_NAMES
from portal.discovery.cards.words import CardWords
from portal.discovery.models import Card, CardChange
from portal.pages.models import ArticlePage, HomePage, SectionPage, SiteSettings
from portal.pages.services import ArticleWords, ensure_section
from tests.portal.discovery.cards.conftest import MakePicture, files, kept
from tests.portal.discovery.conftest import DrawAll
from tests.stock import LIUBAO, MakeProduct

LANGUAGES = len(codes())


def republish(product: Product, **changes: Any) -> Product:
    return publish_product(
        organization=product.organization, document=replace(LIUBAO, **changes), product=product
    )


def test_a_product_gets_a_card_in_every_language(
    liubao: Product, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    assert not Card.objects.exists()
    draw_all("product")
    said = {words.language: words for words in drawn if words.subject == liubao.slug}
    assert list(said) == list(codes())
    assert (said["th"].title.value, said["th"].title.language) == ("ชาลิ่วเป่า 2019", "th")
    assert (said["lo"].title.value, said["lo"].title.language) == ("Liubao dark tea, 2019, basket", "en")
    english = said["en"]
    assert (english.kind, english.line) == ("Goods", "Wuzhou, China")
    assert english.price == ("from CNY ", "139.00", " / kg")
    assert english.site == "China–ASEAN Expo Online"
    cards = Card.objects.filter(kind="product")
    assert {card.language for card in cards} == set(codes())
    assert {card.path for card in Card.objects.all()} == files()
    for card in cards:
        assert card.digest in card.path
        assert f"{card.record}-{card.language}-" in card.path


def test_a_price_on_request_and_a_fictional_seller_are_said(
    more_tea: MakeProduct, tea_house: Organization, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    tea = more_tea(1, price=PriceDocument(kind="on-request", currency="", tiers=()))
    draw_all("product")
    (said,) = [words for words in drawn if words.subject == tea.slug and words.language == "en"]
    assert said.price == ("", "Price on request", "")
    assert said.kind == "Goods · fictional"


def test_what_can_not_be_seen_draws_nothing(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    before = {card.path for card in Card.objects.all()}
    republish(liubao, description={"en": "Another description."}, states={})
    assert not Card.objects.filter(kind="product", current=True).exists()
    assert draw_all() == 0
    assert Card.objects.filter(kind="product", current=True).count() == LANGUAGES
    assert {card.path for card in Card.objects.all()} == before == files()


@pytest.mark.parametrize(
    ("changes", "anew"),
    [
        ({"title": {**LIUBAO.title, "th": "ชาใหม่"}, "states": {}}, 1),
        ({"title": {"zh-hans": "六堡茶 2020"}, "states": {}}, LANGUAGES),
        ({"price": replace(LIUBAO.price, tiers=(TierDocument(quantity_from=20, minor=99_00),))}, LANGUAGES),
        ({"price": replace(LIUBAO.price, currency="USD")}, LANGUAGES),
    ],
    ids=["one title", "titles", "price", "currency"],
)
def test_what_can_be_seen_is_drawn_anew_and_the_old_card_goes(
    liubao: Product, draw_all: DrawAll, changes: dict[str, Any], anew: int
) -> None:
    draw_all("product")
    before = files()
    republish(liubao, **changes)
    assert not Card.objects.filter(kind="product", current=True).exists()
    assert draw_all() == anew
    assert Card.objects.filter(kind="product", current=True).count() == LANGUAGES
    assert len(before - files()) == len(files() - before) == anew
    assert {card.path for card in Card.objects.all()} == files()


def test_a_picture_is_followed(
    more_tea: MakeProduct, make_picture: MakePicture, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    picture = make_picture("green")
    tea = more_tea(1, pictures=(picture.pk,))
    draw_all("product")
    first = kept("product", tea.pk)
    assert first.picture == picture.pk
    assert drawn[-1].picture == picture.manifest["jpeg"][-1][2]
    make_picture("red")  # under the same key: another file in its place
    assert draw_all() == LANGUAGES
    assert kept("product", tea.pk).path != first.path
    assert default_storage.exists(drawn[-1].picture)
    assert drawn[-1].picture != picture.manifest["jpeg"][-1][2]
    delete_picture(picture=picture)
    assert draw_all() == LANGUAGES
    assert (drawn[-1].picture, kept("product", tea.pk).picture) == ("", None)


@pytest.mark.parametrize("to", ["paused", "archived"])
def test_a_product_its_seller_takes_away_has_no_card(liubao: Product, draw_all: DrawAll, to: str) -> None:
    draw_all("product")
    ours = {card.path for card in Card.objects.filter(kind="product")}
    assert ours <= files()
    move_product(product=liubao, to=to)
    draw_all()
    assert not Card.objects.filter(kind="product").exists()
    assert not ours & files()


def test_a_product_that_comes_back_has_its_card_again(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    move_product(product=liubao, to="paused")
    draw_all()
    move_product(product=liubao, to="published")
    assert draw_all() == LANGUAGES


def test_a_deleted_product_leaves_nothing(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    remove_products(products=[liubao])
    draw_all()
    assert not Card.objects.filter(kind="product").exists()
    assert {card.path for card in Card.objects.all()} == files()


def test_a_product_that_is_renamed_is_found_under_its_new_address(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    renamed = rename_product(product=liubao, slug_from="old tea of Wuzhou")
    draw_all()
    assert set(Card.objects.filter(kind="product").values_list("subject", flat=True)) == {renamed.slug}


def test_storefronts_and_brands_follow_their_names(
    banyan: Brand, tea_house: Organization, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    draw_all()
    assert kept("storefront", tea_house.storefront.pk).alt == "Green Banyan Tea House"
    assert kept("brand", banyan.pk).alt == "Green Banyan"
    rename_organization(organization=tea_house, name={"zh-hans": "青榕树茶坊", "en": "Old Banyan Tea House"})
    draw_all()
    assert kept("storefront", tea_house.storefront.pk).alt == "Old Banyan Tea House"
    assert kept("storefront", tea_house.storefront.pk, "zh-hans").alt == "青榕树茶坊"
    (brand,) = {words.kind for words in drawn if words.subject == banyan.slug and words.language == "en"}
    assert brand == "Brand"


def test_categories_follow_their_names_and_those_above(
    food: Category, tea: Category, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    draw_all("category")
    assert kept("category", tea.pk).alt == "Tea"
    save_category(slug="food", names={"en": "Food and drink", "zh-hans": "食品", "th": "อาหาร"})
    draw_all()
    assert kept("category", food.pk).alt == "Food and drink"
    assert {words.line for words in drawn if words.subject == "tea" and words.language == "en"} == {
        "Food",
        "Food and drink",
    }
    remove_category(category=tea)
    draw_all()
    assert set(Card.objects.filter(kind="category").values_list("record", flat=True)) == {food.pk}


def test_an_entry_of_the_register_has_its_card(whole_site: None, draw_all: DrawAll) -> None:
    draw_all("gi")
    entry = GeographicalIndication.objects.get()
    assert kept("gi", entry.pk).alt == "Liubao tea"
    assert kept("gi", entry.pk, "zh-hans").alt == "六堡茶"


def test_a_page_has_cards_in_its_own_languages_alone(stories: SectionPage, draw_all: DrawAll) -> None:
    draw_all("page")
    cards = {(card.alt, card.language) for card in Card.objects.filter(kind="page")}
    assert cards == {("故事", "zh-hans"), ("Stories", "en"), ("茶", "zh-hans")}
    ArticlePage.objects.get(slug="tea", locale__language_code="zh-hans").unpublish()
    draw_all()
    assert {card.alt for card in Card.objects.filter(kind="page")} == {"故事", "Stories"}


def test_a_page_that_is_published_anew_is_drawn_anew(
    home: HomePage, stories: SectionPage, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    draw_all()
    ensure_section(
        parent=home,
        slug="stories",
        words={"zh-hans": ArticleWords("新故事"), "en": ArticleWords("New stories")},
    )
    assert draw_all() == 2
    assert {words.title.value for words in drawn[-2:]} == {"新故事", "New stories"}
    (article,) = [words for words in drawn if words.title.value == "茶"]
    assert (article.kind, article.line) == ("2026年11月20日", "编辑部")


def test_the_home_page_greets_on_its_card_as_it_does_itself(
    home: HomePage, draw_all: DrawAll, drawn: list[CardWords]
) -> None:
    draw_all("entrance")
    assert kept("entrance", 1).alt == "Search China and ASEAN in your own language"
    home.heading = "来，谈生意"
    home.save_revision().publish()
    assert draw_all() == LANGUAGES
    assert (drawn[-1].title.value, drawn[-1].title.language) == ("来，谈生意", "zh-hans")
    assert ENTRANCE_NAMES[0] == "home"


def test_every_card_follows_the_name_of_the_site(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    settings = SiteSettings.load()
    settings.telephone = "+86 771 0000000"
    settings.save()
    assert not CardChange.objects.filter(kind="").exists()
    settings.name = {"en": "Expo", "th": "งานแสดงสินค้า"}
    settings.save()
    assert Card.objects.filter(current=True).count() == Card.objects.count()
    anew = draw_all()
    assert anew >= Card.objects.count()  # what all cards say was changed in every language
    assert draw_all() == 0


def test_two_changes_are_one_drawing(liubao: Product, draw_all: DrawAll, drawn: list[CardWords]) -> None:
    draw_all("product")
    republish(liubao, title={"zh-hans": "甲"}, states={})
    republish(liubao, title={"zh-hans": "乙"}, states={})
    assert draw_all() == LANGUAGES
    assert {words.title.value for words in drawn[-LANGUAGES:]} == {"乙"}


def test_a_title_no_font_can_set_has_no_card(liubao: Product, draw_all: DrawAll) -> None:
    draw_all("product")
    republish(liubao, title={"zh-hans": "六堡茶", "en": "Чай"}, states={})
    draw_all()
    assert set(Card.objects.filter(kind="product").values_list("language", flat=True)) == {"zh-hans"}


def test_every_kind_says_which_records_it_has(whole_site: None) -> None:
    for name, kind in KINDS.items():
        ids = list(kind.all_ids())
        said = kind.words(ids, "zh-hans")
        assert said, name
        assert set(said) <= set(ids), name
        assert kind.words([], "zh-hans") == {}, name
        assert kind.words([10**9], "zh-hans") == {}, name
