"""Which card an address has: that of what it is about, in its language, as long as the card holds."""

import pytest
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries

from portal.discovery.cards.drawing import HEIGHT, WIDTH
from portal.discovery.cards.selectors import card_of, subject_of
from portal.discovery.cards.services import want_all_cards, want_cards
from portal.discovery.models import EVERYTHING, Card, CardChange

HOME = ("entrance", "home")


def card(record: int = 1, *, kind: str = "product", language: str = "en", **more: object) -> Card:
    usual = {
        "subject": "tea",
        "digest": "d",
        "frame": "f",
        "path": f"cards/{record}.jpg",
        "alt": f"card {record}",
    }
    return Card.objects.create(kind=kind, record=record, language=language, **{**usual, **more})


def alt(kind: str = "product", subject: str = "tea", language: str = "en") -> str | None:
    found = card_of(kind, subject, language)
    return found.alt if found else None


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/en/product/liubao-dark-tea/", ("product", "liubao-dark-tea")),
        ("/en/storefront/green-banyan/", ("storefront", "green-banyan")),
        ("/en/brand/banyan/", ("brand", "banyan")),
        ("/en/gi/liubao-tea/", ("gi", "liubao-tea")),
        ("/en/country/kh/", ("country", "kh")),
        ("/en/goods/tea/", ("category", "tea")),
        ("/en/goods/", ("entrance", "goods")),
        ("/en/storefronts/", ("entrance", "storefronts")),
        ("/en/gi/", ("entrance", "gi-register")),
        ("/en/", HOME),
        ("/en/search/", HOME),
        ("/en/offline/", HOME),
        ("/en/stories/tea/", HOME),
    ],
)
def test_an_address_names_what_its_card_is_about(address: str, subject: tuple[str, str]) -> None:
    assert subject_of(resolve(address)) == subject


def test_a_page_of_editors_is_known_by_its_key_whatever_its_address() -> None:
    assert subject_of(resolve("/en/stories/tea/"), "a-key") == ("page", "a-key")
    assert subject_of(None, "a-key") == ("page", "a-key")


def test_an_error_page_has_the_card_of_the_home_page() -> None:
    assert subject_of(None) == HOME


@pytest.mark.django_db
def test_a_card_has_a_whole_address_its_size_and_its_words(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    card()
    with django_assert_num_queries(1):
        found = card_of("product", "tea", "en")
    assert found is not None
    assert found.address.startswith("http")
    assert found.address.endswith("cards/1.jpg")
    assert (found.width, found.height, found.alt) == (WIDTH, HEIGHT, "card 1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [("brand", "tea", "en"), ("product", "pepper", "en"), ("product", "tea", "th"), ("product", "", "en")],
)
def test_no_page_shows_the_card_of_another(asked: tuple[str, str, str]) -> None:
    card()
    assert alt(*asked) is None


@pytest.mark.django_db
def test_a_card_that_no_longer_holds_is_not_shown() -> None:
    card(current=False)
    assert alt() is None


@pytest.mark.django_db
def test_of_two_records_that_had_one_address_the_later_is_shown() -> None:
    card(1)
    card(2)
    assert alt() == "card 2"


@pytest.mark.django_db
def test_a_change_takes_the_card_off_in_every_language_and_no_other_card() -> None:
    for language in ("en", "th"):
        card(1, language=language)
        card(2, language=language, subject="pepper")
        card(1, kind="brand", language=language)
    want_cards(kind="product", ids=[1])
    shown = Card.objects.filter(current=True).values_list("kind", "record", "language")
    assert set(shown) == {
        (kind, record, language)
        for kind, record in (("product", 2), ("brand", 1))
        for language in ("en", "th")
    }


@pytest.mark.django_db
def test_a_record_named_twice_is_looked_at_once() -> None:
    want_cards(kind="product", ids=[3, 1, 3])
    changes = CardChange.objects.filter(kind="product").values_list("record", flat=True)
    assert sorted(changes) == [1, 3]


@pytest.mark.django_db
def test_nothing_wanted_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):  # the transaction alone
        want_cards(kind="product", ids=[])
    assert not CardChange.objects.filter(kind="product").exists()


@pytest.mark.django_db
def test_while_all_are_drawn_anew_those_that_stand_are_shown() -> None:
    card()
    want_all_cards()
    assert alt() == "card 1"
    assert CardChange.objects.filter(kind=EVERYTHING).count() == 1
