"""The desk's list of brands: all of one's own, whatever became of them, in the same queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Brand, Organization
from catalog.merchants.selectors.brands import brand_lines, own_brand, seen_texts
from catalog.merchants.services import add_member, move_brand, save_brand
from catalog.translation.services import write_texts
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_banyan(tea_house: Organization) -> Brand:
    return save_brand(
        organization=tea_house,
        names={"zh-hans": "老榕", "en": "Old Banyan"},
        stories={"zh-hans": "老榕树下的茶。", "en": "Tea from under the old banyan."},
    )


def more(organization: Organization, count: int) -> None:
    Brand.objects.bulk_create(
        Brand(organization=organization, slug=f"more-{number}", name_zh_hans=f"品牌{number}")
        for number in range(count)
    )


def test_the_page_takes_the_same_queries_at_1_24_and_200(
    client: Client, tea_house: Organization, old_banyan: Brand, wei: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="editor")
    client.force_login(wei)
    there = f"/th/desk/{tea_house.slug}/brands/"
    client.get(there)  # what is read once for the process is read now
    taken = []
    for count in (1, 24, 200):
        more_needed = count - Brand.objects.count()
        Brand.objects.bulk_create(
            Brand(organization=tea_house, slug=f"b-{count}-{number}", name_zh_hans=f"品牌{number}")
            for number in range(more_needed)
        )
        with CaptureQueriesContext(connection) as asked:
            page = client.get(there).content.decode()
        assert page.count(f"/desk/{tea_house.slug}/brands/") >= count
        taken.append(len(asked))
    assert taken[0] == taken[1] == taken[2]


@pytest.mark.parametrize("count", [1, 24, 200])
def test_the_lines_are_one_query(count: int, tea_house: Organization) -> None:
    more(tea_house, count)
    with CaptureQueriesContext(connection) as asked:
        assert len(brand_lines(tea_house, "lo")) == count
    assert len(asked) == 1


def test_all_are_listed_the_oldest_first_each_with_what_became_of_it(
    tea_house: Organization, old_banyan: Brand, pepper_garden: Organization
) -> None:
    more(tea_house, 1)
    more(pepper_garden, 0)
    save_brand(organization=pepper_garden, names={"km": "ម្រេច", "en": "Pepper"}, stories={})
    move_brand(brand=old_banyan, to="withdrawn")
    lines = brand_lines(tea_house, "en")
    assert [(line.slug, line.shown) for line in lines] == [("old-banyan", False), ("more-0", True)]
    assert len({line.state for line in lines}) == 2


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("zh-hans", "老榕", "zh-hans"),
        ("en", "Old Banyan", "en"),
        ("km", "Old Banyan", "en"),
        ("id", "Old Banyan", "en"),
    ],
)
def test_a_name_is_told_in_the_nearest_language(
    tea_house: Organization, old_banyan: Brand, language: str, name: str, written: str
) -> None:
    (line,) = brand_lines(tea_house, language)
    assert (line.name.value, line.name.language) == (name, written)


def test_another_organizations_brand_is_none_of_ones_own(
    old_banyan: Brand, tea_house: Organization, pepper_garden: Organization
) -> None:
    assert own_brand(tea_house, "old-banyan") == old_banyan
    assert own_brand(pepper_garden, "old-banyan") is None
    assert own_brand(tea_house, "") is None
    assert own_brand(tea_house, "OLD-BANYAN") is None


def test_a_withdrawn_brand_is_still_ones_own(old_banyan: Brand, tea_house: Organization) -> None:
    move_brand(brand=old_banyan, to="withdrawn")
    assert own_brand(tea_house, "old-banyan") == old_banyan


def test_what_somebody_saw_differs_once_a_text_or_its_original_was_written_anew(
    old_banyan: Brand, tea_house: Organization
) -> None:
    def seen(language: str) -> dict[str, str]:
        found = own_brand(tea_house, "old-banyan")
        assert found is not None
        return dict(seen_texts(found, language))

    english, thai = seen("en"), seen("th")
    assert seen("en") == english
    assert english["name"] != english["story"] != thai["story"]
    write_texts(target=old_banyan, language="en", texts={"story": "Another story."}, state="reviewed")
    assert seen("en")["story"] != english["story"]
    assert seen("en")["name"] == english["name"]
    assert seen("th") == thai, "what others wrote in English is no matter to who writes Thai"
    save_brand(organization=tea_house, names={"zh-hans": "新榕"}, stories={}, brand=old_banyan)
    assert seen("th")["name"] != thai["name"]
