"""A moderator takes an organization or its storefront off the site: each state, what is told, what stays."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.selectors import shown, shown_brands
from catalog.merchants.services import (
    MoveRefused,
    add_member,
    move_brand,
    publish_storefront,
    save_brand,
    suspending,
)
from catalog.merchants.services.founding import save_profile
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from portal.accounts.models import User
from tests.cast import Person
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(person: Person) -> User:
    """Somebody who decides; which rights that takes is not this room's."""
    return person("moderator", "Mei")


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def off(tea_house: Organization, moderator: User) -> Organization:
    """The tea house, suspended."""
    suspending.suspend_organization(organization=tea_house, by=moderator)
    tea_house.refresh_from_db()
    return tea_house


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[StorefrontChanged]:
    """What upper rooms hear."""
    told: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [told.append])
    return told


@pytest.mark.parametrize("state", Storefront.Status.values)
def test_a_storefront_of_any_state_is_suspended_once(
    tea_house: Organization, moderator: User, state: str
) -> None:
    store = tea_house.storefront
    Storefront.objects.filter(pk=store.pk).update(status=state)
    if state == "suspended":
        with pytest.raises(MoveRefused, match="'suspended' cannot become 'suspended'"):
            suspending.suspend_storefront(storefront=store, by=moderator)
        assert not Entry.objects.filter(action="storefront.moved").exists()
        return
    assert suspending.suspend_storefront(storefront=store, by=moderator) == state
    entry = Entry.objects.get(action="storefront.moved")
    assert (entry.actor, entry.role) == (moderator, "moderator")
    assert (entry.before, entry.after) == ({"status": state}, {"status": "suspended"})
    store.refresh_from_db()
    assert store.status == "suspended"


@pytest.mark.parametrize("state", [one for one in Storefront.Status.values if one != "suspended"])
def test_only_a_suspended_storefront_is_given_back(
    tea_house: Organization, moderator: User, heard: list[StorefrontChanged], state: str
) -> None:
    store = tea_house.storefront
    Storefront.objects.filter(pk=store.pk).update(status=state)
    with pytest.raises(MoveRefused, match=f"'{state}' cannot become 'published'"):
        suspending.restore_storefront(storefront=store, to="published", by=moderator)
    store.refresh_from_db()
    assert (store.status, heard) == (state, [])


@pytest.mark.parametrize("state", Brand.Status.values)
def test_a_brand_of_any_state_is_suspended_once_and_given_back(
    tea_house: Organization, moderator: User, state: str
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})
    Brand.objects.filter(pk=brand.pk).update(status=state)
    if state == "suspended":
        with pytest.raises(MoveRefused, match="'suspended' cannot become 'suspended'"):
            suspending.suspend_brand(brand=brand, by=moderator)
        return
    with pytest.raises(MoveRefused, match=f"'{state}' cannot become 'shown'"):
        suspending.restore_brand(brand=brand, to="shown", by=moderator)
    assert suspending.suspend_brand(brand=brand, by=moderator) == state
    assert not shown_brands().exists()
    suspending.restore_brand(brand=brand, to=state, by=moderator)
    assert Brand.objects.get().status == state
    noted = Entry.objects.filter(action="brand.moved").order_by("pk").values_list("role", "before", "after")
    assert list(noted) == [
        ("moderator", {"status": state}, {"status": "suspended"}),
        ("moderator", {"status": "suspended"}, {"status": state}),
    ]


def test_a_state_there_is_not_is_never_given(tea_house: Organization, moderator: User) -> None:
    store = tea_house.storefront
    suspending.suspend_storefront(storefront=store, by=moderator)
    with pytest.raises(ValueError, match="sold"):
        suspending.restore_storefront(storefront=store, to="sold", by=moderator)
    store.refresh_from_db()
    assert store.status == "suspended"


def test_an_organization_goes_once_and_comes_back_once(tea_house: Organization, moderator: User) -> None:
    with pytest.raises(MoveRefused, match="'active' cannot become 'active'"):
        suspending.restore_organization(organization=tea_house, by=moderator)
    assert suspending.suspend_organization(organization=tea_house, by=moderator) == "active"
    with pytest.raises(MoveRefused, match="'suspended' cannot become 'suspended'"):
        suspending.suspend_organization(organization=tea_house, by=moderator)
    suspending.restore_organization(organization=tea_house, by=moderator)
    noted = Entry.objects.filter(action="organization.moved").order_by("pk")
    assert [(one.role, one.before["status"], one.after["status"]) for one in noted] == [
        ("moderator", "active", "suspended"),
        ("moderator", "suspended", "active"),
    ]


def test_its_storefront_and_brands_keep_their_own_states(tea_house: Organization, moderator: User) -> None:
    names = ("甲", "乙")
    shown_one, gone = (
        save_brand(organization=tea_house, names={"zh-hans": name}, stories={}) for name in names
    )
    move_brand(brand=gone, to="withdrawn")
    suspending.suspend_organization(organization=tea_house, by=moderator)
    assert not shown().filter(organization=tea_house).exists()
    assert not shown_brands().filter(organization=tea_house).exists()
    assert Storefront.objects.get(organization=tea_house).status == "published"
    suspending.restore_organization(organization=tea_house, by=moderator)
    assert list(shown_brands().filter(organization=tea_house)) == [shown_one]
    assert Brand.objects.get(pk=gone.pk).status == "withdrawn"


@pytest.mark.parametrize("whole", [True, False])
def test_pages_search_and_upper_rooms_hear_of_it(
    tea_house: Organization,
    pepper_garden: Organization,
    moderator: User,
    heard: list[StorefrontChanged],
    whole: bool,
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})
    save_brand(organization=pepper_garden, names={"km": "មេគង្គ"}, stories={})
    IndexChange.objects.all().delete()
    before = freshness.generation("storefronts")
    if whole:
        suspending.suspend_organization(organization=tea_house, by=moderator)
    else:
        suspending.suspend_storefront(storefront=tea_house.storefront, by=moderator)
    assert heard == [StorefrontChanged(tea_house.storefront.pk, tea_house.pk)]
    told = set(IndexChange.objects.filter(kind__in=("storefront", "brand")).values_list("kind", "record"))
    assert told == {("storefront", tea_house.storefront.pk)} | ({("brand", brand.pk)} if whole else set())
    assert freshness.generation("storefronts") != before


@pytest.mark.parametrize("page", ["", "profile/", "members/", "evidence/", "storefront/", "suspensions/"])
def test_its_owner_still_works_at_the_desk(off: Organization, owner: User, client: Client, page: str) -> None:
    client.force_login(owner)
    assert client.get(f"/en/desk/{off.slug}/{page}").status_code == 200


WRITES: dict[str, Callable[[Organization, User], object]] = {
    "its name": lambda house, by: save_profile(
        organization=house, names={"zh-hans": "新名"}, country="CN", city="", by=by
    ),
    "its storefront": lambda house, by: publish_storefront(
        storefront=house.storefront,
        document=StorefrontDocument(source_language="zh-hans", tagline={"zh-hans": "新"}, about={}),
        by=by,
    ),
    "a brand": lambda house, by: save_brand(organization=house, names={"zh-hans": "新"}, stories={}, by=by),
}


@pytest.mark.parametrize("what", WRITES)
def test_what_its_owner_writes_is_kept_and_shows_nothing(
    off: Organization, owner: User, client: Client, what: str
) -> None:
    written = Entry.objects.count()
    WRITES[what](off, owner)
    off.refresh_from_db()
    assert off.status == "suspended"
    assert Entry.objects.count() + off.storefront.versions.count() > written + 1
    caches["pages"].clear()
    assert client.get(f"/en/storefront/{off.slug}/").status_code == 404
    assert not page_of(client.get("/en/storefronts/")).select(f"main a[href*='{off.slug}']")
    assert not shown_brands().exists()


def test_what_was_written_meanwhile_is_there_when_it_is_back(
    off: Organization, owner: User, moderator: User, client: Client
) -> None:
    WRITES["its storefront"](off, owner)
    suspending.restore_organization(organization=off, by=moderator)
    page = page_of(client.get(f"/zh-hans/storefront/{off.slug}/"))
    assert "新" in words(the(page, "main"))


@pytest.mark.parametrize("kind", ["storefront", "card", "card.vcf"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "my"])
def test_none_of_its_pages_is_shown_in_any_language(
    off: Organization, client: Client, kind: str, language: str
) -> None:
    more = {"storefront": "", "card": "card/", "card.vcf": "card.vcf"}[kind]
    assert client.get(f"/{language}/storefront/{off.slug}/{more}").status_code == 404


def test_owners_read_that_it_was_suspended_and_by_whom(
    off: Organization, owner: User, client: Client
) -> None:
    client.force_login(owner)
    page = page_of(client.get(f"/en/desk/{off.slug}/members/changes/"))
    lines = [words(one) for one in page.select("ol.stack > li")]
    said = "The organization was suspended or shown again Active → Suspended Mei"
    assert sum(line.startswith(said) for line in lines) == 1


def test_another_seller_is_left_alone(off: Organization, pepper_garden: Organization, client: Client) -> None:
    assert client.get(f"/en/storefront/{pepper_garden.slug}/").status_code == 200
    assert shown().filter(organization=pepper_garden).exists()
