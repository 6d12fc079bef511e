"""Whose a list is, how many there may be, how long they last, and what reading them costs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.products.keepers import COOKIE
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.selectors.lists import Keeper
from catalog.products.services import lists as services
from catalog.seams import schedules
from portal.accounts.models import User
from tests.catalog.products.list_visits import add, begin, read, titles
from tests.reading import the

pytestmark = pytest.mark.django_db


def test_a_person_has_the_same_lists_everywhere(client: Client, lan: User, liubao: Product) -> None:
    client.force_login(lan)
    response = add(client, liubao)
    assert COOKIE not in response.cookies
    elsewhere = Client()
    elsewhere.force_login(lan)
    assert len(read(elsewhere, "/vi/lists/").select(".lists li")) == 1
    assert GoodsList.objects.get().owner == lan


def test_what_was_kept_before_signing_in_is_adopted_with_the_next_change(
    client: Client, lan: User, liubao: Product, kampot: Product, favourites: str
) -> None:
    begin(client, "Samples")
    services.keep_goods(keeper=Keeper(user_id=lan.pk), product=kampot)
    client.force_login(lan)
    assert len(read(client, "/en/lists/").select(".lists li")) == 3
    add(client, kampot)
    assert GoodsList.objects.filter(owner=lan).count() == GoodsList.objects.count() == 2
    favourite = GoodsList.objects.get(is_favourites=True)
    assert set(favourite.items.values_list("product", flat=True)) == {liubao.pk, kampot.pk}


def test_a_list_is_either_a_persons_or_a_strangers(lan: User) -> None:
    for owner, holder in ((None, ""), (lan, "somebody")):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoodsList.objects.create(owner=owner, holder=holder)


def test_nobody_has_two_lists_of_favourites(lan: User) -> None:
    for fields in ({"owner": lan}, {"holder": "somebody"}):
        GoodsList.objects.create(is_favourites=True, **fields)
        with pytest.raises(IntegrityError), transaction.atomic():
            GoodsList.objects.create(is_favourites=True, **fields)


def test_a_full_list_says_so_and_keeps_what_it_has(
    client: Client, liubao: Product, kampot: Product, favourites: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_GOODS", 1)
    add(client, kampot)
    page = read(client, f"/en/product/{kampot.slug}/")
    assert "up to 1 goods" in the(page, ".page-messages").get_text()
    assert titles(read(client, f"/en/lists/{favourites}/")) == ["Liubao dark tea, 2019, basket"]


def test_there_is_an_end_to_lists(client: Client, favourites: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_LISTS", 1)
    with pytest.raises(ValidationError):
        services.new_list(keeper=Keeper(holder=GoodsList.objects.get().holder), name="One more")
    assert client.post("/en/lists/begin/", {"name": "One more"}).status_code == 422


def test_lists_nobody_can_open_any_more_are_pruned(client: Client, lan: User, favourites: str) -> None:
    own = GoodsList.objects.create(owner=lan)
    old = timezone.now() - timedelta(days=services.UNTOUCHED_DAYS + 1)
    assert services.prune_lists() == 0
    GoodsList.objects.update(updated_at=old)
    assert services.prune_lists() == 1
    assert GoodsList.objects.get() == own
    assert "products.prune-lists" in {schedule.name for schedule in schedules.registered()}


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_a_list_takes_the_same_queries_however_many_goods(
    client: Client,
    much_tea: Callable[[int], list[Product]],
    favourites: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    held = GoodsList.objects.get()
    GoodsListItem.objects.bulk_create(
        GoodsListItem(goods_list=held, product=product) for product in much_tea(rows)
    )
    token = services.share_list(goods_list=held)
    for address, most in ((f"/lo/lists/{favourites}/", 6), (f"/lo/lists/shared/{token}/", 5)):
        client.get(address)
        with django_assert_max_num_queries(most):
            page = read(client, address)
        assert len(titles(page)) == rows + 1


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_all_lists_take_the_same_queries_however_many_they_are(
    client: Client,
    liubao: Product,
    favourites: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    holder = GoodsList.objects.get().holder
    made = GoodsList.objects.bulk_create(
        GoodsList(holder=holder, name=f"List {number}") for number in range(rows)
    )
    GoodsListItem.objects.bulk_create(GoodsListItem(goods_list=one, product=liubao) for one in made)
    client.get("/lo/lists/")
    with django_assert_max_num_queries(2):
        page = read(client, "/lo/lists/")
    assert len(page.select(".lists li")) == rows + 1
