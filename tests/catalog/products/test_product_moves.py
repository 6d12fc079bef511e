"""A product's states and addresses: each move that may be made, each that may not, and who hears of it."""

import pytest

from catalog.audit.models import Entry
from catalog.products.events import ProductChanged, ProductsChanged
from catalog.products.models import FormerSlug, Product
from catalog.products.selectors.cards import cards_by_id, shown
from catalog.products.selectors.page import former_address
from catalog.products.services import MoveRefused, move_product, remove_products, rename_product
from catalog.products.services.listings import MOVES
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
Status = Product.Status


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[ProductChanged]:
    told: list[ProductChanged] = []
    monkeypatch.setitem(events.HANDLERS, ProductsChanged, [lambda event: told.extend(event.changes)])
    return told


@pytest.mark.parametrize("wanted", Status.values)
@pytest.mark.parametrize("current", Status.values)
def test_every_move_is_made_or_refused_as_the_table_says(
    kampot: Product, heard: list[ProductChanged], current: str, wanted: str
) -> None:
    Product.objects.filter(pk=kampot.pk).update(status=current)
    IndexChange.objects.all().delete()
    heard.clear()
    allowed = wanted in MOVES[Status(current)]
    if allowed:
        assert move_product(product=kampot, to=wanted).status == wanted
    else:
        with pytest.raises(MoveRefused) as refused:
            move_product(product=kampot, to=wanted)
        assert (refused.value.current, refused.value.wanted) == (current, wanted)
        assert str(refused.value) == f"{current!r} cannot become {wanted!r}"
    kampot.refresh_from_db()
    assert kampot.status == (wanted if allowed else current)
    assert [event.status for event in heard] == ([wanted] if allowed else [])
    assert IndexChange.objects.count() == Entry.objects.filter(action="product.moved").count() == int(allowed)


def test_every_state_leads_somewhere_and_none_to_itself() -> None:
    assert set(MOVES) == set(Status)
    assert all(state not in targets for state, targets in MOVES.items())
    assert [state for state, targets in MOVES.items() if not targets] == [Status.SUSPENDED]


@pytest.mark.parametrize("status", [state for state in Status.values if state != "published"])
def test_only_what_is_published_is_shown(kampot: Product, status: str) -> None:
    assert shown().get() == kampot
    Product.objects.update(status=status)
    assert not shown().exists()
    assert cards_by_id([kampot.pk], language="en") == {}


def test_a_move_is_noted_with_who_made_it_and_as_what(kampot: Product, sophea: User) -> None:
    move_product(product=kampot, to="paused", by=sophea, role="owner")
    entry = Entry.objects.get(action="product.moved")
    assert (entry.actor, entry.role, entry.target_name) == (sophea, "owner", kampot.slug)
    assert (entry.before, entry.after) == ({"status": "published"}, {"status": "paused"})


def test_a_stale_copy_does_not_move_twice(kampot: Product) -> None:
    stale = Product.objects.get(pk=kampot.pk)
    move_product(product=kampot, to="paused")
    with pytest.raises(MoveRefused, match="'paused' cannot become 'paused'"):
        move_product(product=stale, to="paused")
    assert stale.status == "paused"


def test_an_address_given_up_leads_to_the_present_one(kampot: Product, heard: list[ProductChanged]) -> None:
    former = kampot.slug
    before = freshness.generation("goods")
    for name in ("Old pepper", "Older pepper"):
        rename_product(product=kampot, slug_from=name)
    assert kampot.slug == "older-pepper"
    assert former_address(former) == former_address("old-pepper") == "older-pepper"
    assert former_address("older-pepper") is None
    assert len(heard) == 2
    assert freshness.generation("goods") != before


def test_a_rename_to_what_it_is_called_changes_nothing(kampot: Product, heard: list[ProductChanged]) -> None:
    IndexChange.objects.all().delete()
    assert rename_product(product=kampot, slug_from="Kampot BLACK pepper").slug == kampot.slug
    assert not FormerSlug.objects.exists()
    assert heard == []
    assert not IndexChange.objects.exists()


def test_an_address_somebody_else_has_or_had_is_not_given_away(kampot: Product, liubao: Product) -> None:
    former = liubao.slug
    rename_product(product=liubao, slug_from="Basket tea")
    assert rename_product(product=kampot, slug_from="Basket tea").slug == "basket-tea-2"
    assert rename_product(product=kampot, slug_from=former).slug == f"{former}-2"


def test_former_addresses_go_with_their_product(kampot: Product) -> None:
    former = kampot.slug
    rename_product(product=kampot, slug_from="Old pepper")
    assert remove_products(products=[kampot]) == 1
    assert former_address(former) is None


def test_removing_nothing_removes_nothing(kampot: Product) -> None:
    assert remove_products(products=[]) == 0
    assert Product.objects.count() == 1
