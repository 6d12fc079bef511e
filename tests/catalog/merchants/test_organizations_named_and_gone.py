"""Organizations: how they come by a name and an address, get another name, and leave without a trace."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from catalog.audit.models import Entry
from catalog.merchants.brand_documents import CONTRIBUTOR as BRANDS
from catalog.merchants.documents import CONTRIBUTOR as STOREFRONTS
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Brand, Membership, Organization, Storefront, StorefrontVersion
from catalog.merchants.services import add_member, create_organization, save_brand
from catalog.merchants.services.leaving import remove_organization
from catalog.merchants.services.naming import rename_organization
from catalog.seams import events, freshness
from catalog.search.documents import SearchDocument
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from catalog.translation.selectors import text_in
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def create(**changes: object) -> Organization:
    values = {"kind": "company", "country": "SG", "source_language": "en", "name": {"en": "Straits Kitchen"}}
    return create_organization(**{**values, **changes})  # type: ignore[arg-type]


def dirty() -> set[tuple[str, int]]:
    return set(IndexChange.objects.values_list("kind", "record"))


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({}, "straits-kitchen"),
        ({"slug_from": "SK Trading"}, "sk-trading"),
        ({"source_language": "zh-hans", "name": {"zh-hans": "青榕", "en": "Green Banyan"}}, "green-banyan"),
        ({"source_language": "vi", "name": {"vi": "Cửa hàng Phở"}}, "cua-hang-pho"),
        ({"name": {"en": "Storefronts"}}, "storefronts-2"),
    ],
)
def test_an_address_is_made_of_the_name_and_never_one_of_ours(changes: dict[str, object], slug: str) -> None:
    made = create(**changes)
    assert (made.slug, made.storefront.slug, str(made), str(made.storefront)) == (slug, slug, slug, slug)


@pytest.mark.parametrize("name", [{}, {"en": ""}, {"en": " \n"}, {"th": "ร้าน"}])
def test_without_a_name_in_its_own_language_nothing_is_made(name: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"own language \(en\)"):
        create(name=name)
    assert not Organization.objects.exists()
    assert not Storefront.objects.exists()


@pytest.mark.parametrize(("states", "expected"), [({"th": "reviewed"}, "reviewed"), (None, "machine")])
def test_a_name_by_another_hand_says_whose(states: dict[str, str] | None, expected: str) -> None:
    made = create(name={"en": "Straits", "th": "ช่องแคบ"}, states=states)
    state = TextState.objects.get(content_type__model="organization", object_id=made.pk, language="th")
    assert state.state == expected


def test_who_made_it_is_noted(administrator: User) -> None:
    made = create(by=administrator)
    entry = Entry.objects.get(action="organization.created")
    assert (entry.actor, entry.target_name, entry.after) == (
        administrator,
        made.slug,
        {"en": "Straits Kitchen"},
    )


def test_a_new_one_is_active_real_and_shows_nothing_yet() -> None:
    made = create()
    assert (made.status, made.is_demo, made.city_id) == ("active", False, None)
    assert (made.storefront.status, made.storefront.version, made.storefront.published_at) == (
        "draft",
        0,
        None,
    )
    assert not list(STOREFRONTS.all_ids())


def test_an_organization_has_one_storefront() -> None:
    made = create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Storefront.objects.create(organization=made, slug="another")


@pytest.mark.parametrize("role", Membership.Role.values)
def test_a_person_may_hold_every_role(tea_house: Organization, wei: User, role: str) -> None:
    held = add_member(organization=tea_house, user_id=wei.pk, role=role)
    assert str(held) == f"{tea_house.pk}:{wei.pk}:{role}"
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    assert set(tea_house.memberships.values_list("role", flat=True)) == {role, "owner"}


def test_a_new_name_is_everywhere_and_the_address_stays(tea_house: Organization) -> None:
    slug = tea_house.slug
    rename_organization(organization=tea_house, name={"zh-hans": "大榕树", "th": "ไทรใหญ่"})
    tea_house.refresh_from_db()
    assert tea_house.slug == slug
    named = {code: text_in(tea_house, "name", code) for code in ("zh-hans", "th", "en")}
    assert named == {"zh-hans": "大榕树", "th": "ไทรใหญ่", "en": ""}


@pytest.mark.parametrize("name", [{}, {"en": "Banyan"}, {"zh-hans": " "}])
def test_a_new_name_must_be_readable_to_itself(tea_house: Organization, name: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"own language \(zh-hans\)"):
        rename_organization(organization=tea_house, name=name)
    assert text_in(tea_house, "name", "zh-hans") == "青榕树茶坊"


def only(documents: Iterator[SearchDocument]) -> SearchDocument:
    (found,) = documents
    return found


def test_storefront_and_brands_are_found_by_the_new_name(
    tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})
    heard: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [heard.append])
    IndexChange.objects.all().delete()
    pages = freshness.generation("goods"), freshness.generation("storefronts")
    rename_organization(organization=tea_house, name={"zh-hans": "大榕树"})
    assert dirty() == {("storefront", tea_house.storefront.pk), ("brand", brand.pk)}
    assert "大榕树" in only(iter(BRANDS.documents([brand.pk]))).bodies["zh-hans"]
    assert only(iter(STOREFRONTS.documents([tea_house.storefront.pk]))).titles == {"zh-hans": "大榕树"}
    assert heard == [StorefrontChanged(tea_house.storefront.pk, tea_house.pk)]
    assert freshness.generation("goods") != pages[0]
    assert freshness.generation("storefronts") != pages[1]


def test_who_leaves_takes_everything_but_the_people(
    tea_house: Organization, pepper_garden: Organization, wei: User
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={"en": "Old"})
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    storefront = tea_house.storefront.pk
    IndexChange.objects.all().delete()
    remove_organization(organization=tea_house)
    assert dirty() == {("storefront", storefront), ("brand", brand.pk)}
    assert Organization.objects.get() == pepper_garden
    assert not Brand.objects.exists()
    assert not Membership.objects.exists()
    assert not StorefrontVersion.objects.filter(storefront=storefront).exists()
    assert User.objects.filter(pk=wei.pk).exists()
    left = TextState.objects.filter(content_type__model__in=["brand", "storefront", "organization"])
    mine = {pepper_garden.pk, pepper_garden.storefront.pk}
    assert set(left.values_list("object_id", flat=True)) <= mine


def test_upper_rooms_hear_who_left(tea_house: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [heard.append])
    gone = StorefrontChanged(tea_house.storefront.pk, tea_house.pk)
    remove_organization(organization=tea_house)
    assert heard == [gone]
