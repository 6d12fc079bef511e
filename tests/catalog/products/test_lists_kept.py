"""Lists as they are kept: whose they are, what is on them, what becomes of a stranger's on signing in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.products import lists_page
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.selectors.lists import (
    Keeper,
    ListGoods,
    ListItem,
    ListLine,
    goods_on,
    holder_of,
    kept_by,
    lists_of,
    own_list,
    shared_list,
)
from catalog.products.services import lists as services
from catalog.products.services import move_product
from portal.accounts.models import User
from tests.catalog.products.made_up import card, reader

STRANGER = Keeper(holder=holder_of("x" * 32))
OTHER = Keeper(holder=holder_of("y" * 32))


@pytest.mark.django_db
def test_nobody_has_no_lists(kampot: Product) -> None:
    services.keep_goods(keeper=STRANGER, product=kampot)
    assert lists_of(Keeper()) == []
    assert not kept_by(Keeper()).exists()


@pytest.mark.django_db
def test_favourites_come_first_then_the_newest(kampot: Product) -> None:
    names = ["First", "Second"]
    for name in names:
        services.new_list(keeper=STRANGER, name=name)
    services.keep_goods(keeper=STRANGER, product=kampot)
    assert [(line.name, line.is_favourites, line.count) for line in lists_of(STRANGER)] == [
        ("", True, 1),
        ("Second", False, 0),
        ("First", False, 0),
    ]
    assert lists_of(OTHER) == []


@pytest.mark.django_db
def test_what_is_not_on_offer_is_not_counted_and_not_shown_but_kept(kampot: Product, liubao: Product) -> None:
    favourites = services.keep_goods(keeper=STRANGER, product=kampot)
    services.keep_goods(keeper=STRANGER, product=liubao)
    move_product(product=kampot, to="paused")
    assert lists_of(STRANGER)[0].count == 1
    found = goods_on(favourites, language="en")
    assert ([item.card.slug for item in found.items], found.hidden) == ([liubao.slug], 1)
    move_product(product=kampot, to="published")
    assert goods_on(favourites, language="en").hidden == 0


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "no-such-key", "a/b", "\x00", "x" * 65, "ключ"])
def test_a_key_that_opens_nothing(key: str) -> None:
    services.new_list(keeper=STRANGER, name="Teas")
    assert own_list(keeper=STRANGER, key=key) is None
    assert shared_list(token=key) is None


@pytest.mark.django_db
def test_anothers_list_is_as_if_it_were_not_there(lan: User, nok: User) -> None:
    mine = services.new_list(keeper=Keeper(user_id=lan.pk), name="Teas")
    assert own_list(keeper=Keeper(user_id=lan.pk), key=mine.key) == mine
    assert own_list(keeper=Keeper(user_id=nok.pk), key=mine.key) is None
    assert own_list(keeper=STRANGER, key=mine.key) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Teas  for\tspring ", "Teas for spring"),
        ("x" * 80, "x" * 80),
        ("茶\x00叶", "茶叶"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_is_kept_as_meant(typed: str, kept: str) -> None:
    made = services.new_list(keeper=STRANGER, name=typed)
    assert made.name == kept
    services.rename_list(goods_list=made, name=typed)
    made.refresh_from_db()
    assert made.name == kept


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "  ", "\x00", "x" * 81])
def test_a_name_that_does_not_do_says_how_long_it_may_be(typed: str) -> None:
    made = services.new_list(keeper=STRANGER, name="Teas")
    for attempt in (
        lambda: services.new_list(keeper=STRANGER, name=typed),
        lambda: services.rename_list(goods_list=made, name=typed),
    ):
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert refused.value.message_dict == {"name": ["Give the list a name of up to 80 characters."]}
    assert GoodsList.objects.get().name == "Teas"


@pytest.mark.django_db
def test_notes_are_of_one_list_and_one_product(kampot: Product, liubao: Product) -> None:
    first = services.keep_goods(keeper=STRANGER, product=kampot)
    second = services.new_list(keeper=STRANGER, name="Other")
    services.keep_goods(keeper=STRANGER, product=kampot, goods_list=second)
    services.keep_goods(keeper=STRANGER, product=liubao)
    services.note_goods(goods_list=first, slug=kampot.slug, note="  good\n\nprice ")
    notes = GoodsListItem.objects.exclude(note="").values_list("goods_list", "product", "note")
    assert list(notes) == [(first.pk, kampot.pk, "good price")]
    with pytest.raises(ValidationError, match="up to 300 characters"):
        services.note_goods(goods_list=first, slug=kampot.slug, note="x" * 301)
    services.note_goods(goods_list=first, slug=kampot.slug, note="")
    assert not GoodsListItem.objects.exclude(note="").exists()


@pytest.mark.django_db
def test_what_is_taken_out_of_one_list_stays_on_another(kampot: Product) -> None:
    first = services.keep_goods(keeper=STRANGER, product=kampot)
    second = services.new_list(keeper=STRANGER, name="Other")
    services.keep_goods(keeper=STRANGER, product=kampot, goods_list=second)
    services.take_out(goods_list=first, slug=kampot.slug)
    services.take_out(goods_list=first, slug="never-there")
    assert GoodsListItem.objects.get().goods_list == second


@pytest.mark.django_db
def test_a_link_stays_the_same_while_open_and_never_comes_back() -> None:
    made = services.new_list(keeper=STRANGER, name="Teas")
    token = services.share_list(goods_list=made)
    assert services.share_list(goods_list=made) == token
    assert shared_list(token=token) == made
    assert lists_of(STRANGER)[0].is_shared
    services.stop_sharing(goods_list=made)
    assert shared_list(token=token) is None
    assert services.share_list(goods_list=made) != token


@pytest.mark.django_db
def test_signing_in_joins_both_favourites_and_brings_lists_along(
    lan: User, kampot: Product, liubao: Product
) -> None:
    person = Keeper(user_id=lan.pk)
    services.keep_goods(keeper=person, product=kampot)
    services.note_goods(goods_list=kept_by(person).get(), slug=kampot.slug, note="mine")
    for product in (kampot, liubao):
        services.keep_goods(keeper=STRANGER, product=product)
    services.new_list(keeper=STRANGER, name="Teas")
    services.new_list(keeper=OTHER, name="Not mine")
    services.adopt_lists(user_id=lan.pk, holder=STRANGER.holder)
    assert [(line.name, line.count) for line in lists_of(person)] == [("", 2), ("Teas", 0)]
    assert GoodsListItem.objects.get(product=kampot).note == "mine"
    assert lists_of(STRANGER) == []
    assert [line.name for line in lists_of(OTHER)] == ["Not mine"]


@pytest.mark.django_db
def test_only_strangers_lists_untouched_for_long_are_pruned(lan: User) -> None:
    now = timezone.now()
    old, fresh, own = (
        services.new_list(keeper=keeper, name=name)
        for keeper, name in ((STRANGER, "Old"), (STRANGER, "Fresh"), (Keeper(user_id=lan.pk), "Own"))
    )
    long_ago = now - timedelta(days=services.UNTOUCHED_DAYS, seconds=1)
    GoodsList.objects.filter(pk__in=[old.pk, own.pk]).update(updated_at=long_ago)
    GoodsList.objects.filter(pk=fresh.pk).update(updated_at=long_ago + timedelta(seconds=2))
    assert services.prune_lists(now) == 1
    assert set(GoodsList.objects.values_list("name", flat=True)) == {"Fresh", "Own"}
    assert services.prune_lists(now) == 0


# In words


@pytest.mark.parametrize(
    ("name", "favourites", "told"),
    [("", True, "Favourites"), ("", False, "List"), ("Teas", True, "Teas"), ("Teas", False, "Teas")],
)
def test_favourites_need_no_name(name: str, favourites: bool, told: str) -> None:
    assert lists_page.list_name(name, is_favourites=favourites) == told


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 products"), (1, "1 product"), (2, "2 products"), (1200, "1,200 products")]
)
def test_goods_are_counted_in_words(count: int, told: str) -> None:
    assert lists_page.count_text(count, "en") == told


def test_each_list_leads_to_itself() -> None:
    (line,) = lists_page.line_values([ListLine("abc", "", True, True, 1)], "en")
    assert line == {
        "key": "abc",
        "name": "Favourites",
        "url": "/en/lists/abc/",
        "count": "1 product",
        "is_shared": True,
    }


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        (0, ""),
        (1, "1 product of this list is not on offer at the moment."),
        (3, "3 products of this list are not on offer at the moment."),
    ],
)
def test_what_is_not_on_offer_is_told_by_number(hidden: int, told: str) -> None:
    goods = ListGoods(items=[ListItem(card(), "ask")], hidden=hidden)
    values = lists_page.list_values(GoodsList(key="abc", name="Teas"), goods, reader())
    assert (values["hidden"], values["count"]) == (told, "1 product")
    assert (values["goods"][0]["note"], values["goods"][0]["place"]) == ("ask", "Wuzhou, China")


def test_the_way_to_a_list_begins_at_home() -> None:
    assert lists_page.crumbs("en", ("Your lists", "/en/lists/"), ("Teas", "")) == [
        {"text": "Home", "url": "/en/"},
        {"text": "Your lists", "url": "/en/lists/"},
        {"text": "Teas", "url": ""},
    ]
