"""Organizations and their storefronts: created, shown, paused, narrowed by country."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import (
    MoveRefused,
    add_member,
    create_organization,
    move_storefront,
    publish_storefront,
)
from catalog.products.models import Product
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_an_organization_needs_a_name_in_its_own_language() -> None:
    with pytest.raises(ValueError, match="own language"):
        create_organization(kind="merchant", country="KH", source_language="km", name={"en": "Pepper"})
    assert not Organization.objects.exists()


def test_two_of_one_name_get_two_addresses() -> None:
    made = [
        create_organization(
            kind="company", country="SG", source_language="en", name={"en": "Straits Kitchen"}
        )
        for _ in range(2)
    ]
    assert [one.slug for one in made] == ["straits-kitchen", "straits-kitchen-2"]
    assert [one.storefront.status for one in made] == ["draft", "draft"]


def test_a_role_is_given_once_and_noted(tea_house: Organization, wei: User) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    assert Membership.objects.get().role == "owner"
    assert Entry.objects.filter(action="member.added").count() == 1
    with pytest.raises(ValueError, match="emperor"):
        add_member(organization=tea_house, user_id=wei.pk, role="emperor")


def test_each_publication_is_a_version(tea_house: Organization) -> None:
    document = StorefrontDocument(
        source_language="zh-hans", tagline={"zh-hans": "老茶"}, about={}, founded=1987
    )
    storefront = publish_storefront(storefront=tea_house.storefront, document=document)
    assert (storefront.version, storefront.founded) == (2, 1987)
    assert list(storefront.versions.values_list("number", flat=True)) == [2, 1]


def test_a_draft_is_not_shown_and_a_paused_one_goes_at_once(client: Client, tea_house: Organization) -> None:
    create_organization(kind="company", country="SG", source_language="en", name={"en": "Not yet open"})
    names = [link.get_text() for link in read(client, "/en/storefronts/").select(".card-line h3 a")]
    assert names == ["Green Banyan Tea House"]
    move_storefront(storefront=tea_house.storefront, to="paused")
    assert not read(client, "/en/storefronts/").select(".card-line")
    read(client, f"/en/storefront/{tea_house.slug}/", 404)


def test_a_move_the_table_does_not_allow_names_both_states(tea_house: Organization) -> None:
    with pytest.raises(MoveRefused, match="'published' cannot become 'published'"):
        move_storefront(storefront=tea_house.storefront, to="published")


def test_a_storefront_shows_itself_and_its_goods(
    client: Client, liubao: Product, tea_house: Organization
) -> None:
    page = read(client, f"/zh-hans/storefront/{tea_house.slug}/")
    heading = page.select_one("h1")
    assert heading is not None
    assert heading.get_text().strip() == "青榕树茶坊"
    assert "三代人做茶" in page.get_text()
    assert [link.get_text() for link in page.select(".card h3 a")] == ["六堡茶 2019 篓装"]


def test_its_own_name_stands_beside_the_readers(client: Client, pepper_garden: Organization) -> None:
    page = read(client, f"/en/storefront/{pepper_garden.slug}/")
    original = page.select_one("h1 .original")
    assert original is not None
    assert (original["lang"], original.get_text()) == ("km", "សួនម្រេចមេគង្គ")


def test_a_suspended_organization_shows_nothing(
    client: Client, liubao: Product, tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(status=Organization.Status.SUSPENDED)
    caches["pages"].clear()
    read(client, f"/en/storefront/{tea_house.slug}/", 404)
    read(client, f"/en/product/{liubao.slug}/", 404)


def test_the_list_is_narrowed_by_country(
    client: Client, tea_house: Organization, pepper_garden: Organization
) -> None:
    page = read(client, "/en/storefronts/?country=KH")
    assert [link.get_text() for link in page.select(".card-line h3 a")] == ["Mekong Pepper Garden"]
    assert len(read(client, "/en/storefronts/?country=XX").select(".card-line")) == 2


@pytest.mark.parametrize("number", ["0", "7", "1000000000", "many"])
def test_a_page_that_does_not_exist_says_so(client: Client, tea_house: Organization, number: str) -> None:
    page = read(client, f"/en/storefronts/?page={number}", 404)
    notice = page.select_one(".notice")
    assert notice is not None
    assert "The last one is 1" in notice.get_text()
