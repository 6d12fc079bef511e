"""A storefront's states: each move that may be made, each that may not, and who hears of it."""

import pytest
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.merchants.events import BrandChanged, StorefrontChanged
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.services import (
    MoveRefused,
    create_organization,
    move_brand,
    move_storefront,
    save_brand,
)
from catalog.merchants.services.organizations import STOREFRONT_MOVES
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
Status = Storefront.Status


@pytest.fixture
def storefront() -> Storefront:
    house = create_organization(kind="company", country="SG", source_language="en", name={"en": "Straits"})
    return house.storefront


@pytest.mark.parametrize("wanted", Status.values)
@pytest.mark.parametrize("current", Status.values)
def test_every_move_is_made_or_refused_as_the_table_says(
    storefront: Storefront, current: str, wanted: str
) -> None:
    Storefront.objects.filter(pk=storefront.pk).update(status=current)
    allowed = wanted in STOREFRONT_MOVES[Status(current)]
    if allowed:
        assert move_storefront(storefront=storefront, to=wanted).status == wanted
    else:
        with pytest.raises(MoveRefused) as refused:
            move_storefront(storefront=storefront, to=wanted)
        assert (refused.value.current, refused.value.wanted) == (current, wanted)
        assert str(refused.value) == f"{current!r} cannot become {wanted!r}"
    storefront.refresh_from_db()
    assert storefront.status == (wanted if allowed else current)
    assert Entry.objects.filter(action="storefront.moved").count() == int(allowed)


def test_nobody_can_go_back_to_a_draft() -> None:
    assert not [state for state, targets in STOREFRONT_MOVES.items() if Status.DRAFT in targets]


def test_a_state_nobody_knows_is_refused(storefront: Storefront) -> None:
    with pytest.raises(ValueError, match="sold"):
        move_storefront(storefront=storefront, to="sold")


def test_a_move_is_noted_with_who_made_it(tea_house: Organization, wei: User) -> None:
    move_storefront(storefront=tea_house.storefront, to="paused", by=wei)
    entry = Entry.objects.get(action="storefront.moved")
    assert (entry.actor, entry.before, entry.after) == (wei, {"status": "published"}, {"status": "paused"})


def test_a_stale_copy_does_not_move_twice(tea_house: Organization) -> None:
    first = Storefront.objects.get(organization=tea_house)
    second = Storefront.objects.get(organization=tea_house)
    move_storefront(storefront=first, to="paused")
    with pytest.raises(MoveRefused, match="'paused' cannot become 'paused'"):
        move_storefront(storefront=second, to="paused")
    assert second.status == "paused"


def test_the_day_of_first_publication_stays(tea_house: Organization) -> None:
    storefront = tea_house.storefront
    first = storefront.published_at
    move_storefront(storefront=storefront, to="paused")
    move_storefront(storefront=storefront, to="published")
    assert storefront.published_at == first
    assert storefront.updated_at <= timezone.now()


def test_pages_search_and_upper_rooms_hear_of_a_move(
    tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [heard.append])
    IndexChange.objects.all().delete()
    before = freshness.generation("storefronts")
    move_storefront(storefront=tea_house.storefront, to="paused")
    assert heard == [StorefrontChanged(tea_house.storefront.pk, tea_house.pk)]
    assert list(IndexChange.objects.values_list("kind", "record")) == [
        ("storefront", tea_house.storefront.pk)
    ]
    assert freshness.generation("storefronts") != before


def test_a_refused_move_is_heard_by_nobody(tea_house: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [heard.append])
    IndexChange.objects.all().delete()
    with pytest.raises(MoveRefused):
        move_storefront(storefront=tea_house.storefront, to="published")
    assert heard == []
    assert not IndexChange.objects.exists()


@pytest.fixture
def old_banyan(tea_house: Organization) -> Brand:
    return save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})


def test_a_brand_goes_and_comes_back(old_banyan: Brand, wei: User) -> None:
    assert move_brand(brand=old_banyan, to="withdrawn", by=wei).status == "withdrawn"
    assert move_brand(brand=old_banyan, to="shown").status == "shown"
    noted = Entry.objects.filter(action="brand.moved").order_by("pk").values_list("actor", "before", "after")
    assert Entry.objects.filter(action="brand.moved").latest("pk").role == "system"
    assert list(noted) == [
        (wei.pk, {"status": "shown"}, {"status": "withdrawn"}),
        (None, {"status": "withdrawn"}, {"status": "shown"}),
    ]


@pytest.mark.parametrize("wanted", ["shown", "withdrawn"])
def test_who_sells_under_a_suspended_brand_does_not_show_it_again(old_banyan: Brand, wanted: str) -> None:
    Brand.objects.filter(pk=old_banyan.pk).update(status="suspended")
    with pytest.raises(MoveRefused, match=f"'suspended' cannot become '{wanted}'"):
        move_brand(brand=old_banyan, to=wanted)
    save_brand(organization=old_banyan.organization, brand=old_banyan, names={"zh-hans": "新榕"}, stories={})
    old_banyan.refresh_from_db()
    assert old_banyan.status == "suspended", "what it says may be put right"


@pytest.mark.parametrize("state", Brand.Status.values)
def test_a_brand_does_not_move_to_where_it_is(old_banyan: Brand, state: str) -> None:
    Brand.objects.filter(pk=old_banyan.pk).update(status=state)
    with pytest.raises(MoveRefused, match=f"'{state}' cannot become '{state}'"):
        move_brand(brand=old_banyan, to=state)


def test_upper_rooms_hear_of_a_brand(old_banyan: Brand, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[BrandChanged] = []
    monkeypatch.setitem(events.HANDLERS, BrandChanged, [heard.append])
    move_brand(brand=old_banyan, to="withdrawn")
    save_brand(organization=old_banyan.organization, brand=old_banyan, names={"zh-hans": "新榕"}, stories={})
    assert heard == [BrandChanged(old_banyan.pk, old_banyan.organization_id)] * 2
