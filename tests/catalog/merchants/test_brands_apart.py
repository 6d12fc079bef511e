"""A brand is its organization's: nobody else writes it, each language reads it, each state shows its own."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.brand_documents import CONTRIBUTOR
from catalog.merchants.models import Brand, Organization
from catalog.merchants.selectors import brand_page, shown_brands
from catalog.merchants.services import MoveRefused, move_brand, save_brand
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.translation.selectors import text_in
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NAMES = {"zh-hans": "老榕", "en": "Old Banyan", "th": "ไทรเก่า"}


@pytest.fixture
def old_banyan(tea_house: Organization) -> Brand:
    """A brand of the tea house, named in three languages."""
    return save_brand(organization=tea_house, names=NAMES, stories={"zh-hans": "老榕树下。"})


def test_another_organization_does_not_write_it(
    old_banyan: Brand, pepper_garden: Organization, sophea: User
) -> None:
    written = Entry.objects.count()
    with pytest.raises(Brand.DoesNotExist):
        save_brand(organization=pepper_garden, brand=old_banyan, names={"km": "របស់ខ្ញុំ"}, stories={}, by=sophea)
    old_banyan.refresh_from_db()
    assert old_banyan.organization_id != pepper_garden.pk
    assert text_in(old_banyan, "name", "zh-hans") == "老榕"
    assert Entry.objects.count() == written


def test_two_sellers_may_use_one_name_at_two_addresses(
    old_banyan: Brand, pepper_garden: Organization
) -> None:
    other = save_brand(organization=pepper_garden, names={"km": "ចាស់", "en": "Old Banyan"}, stories={})
    assert (old_banyan.slug, other.slug) == ("old-banyan", "old-banyan-2")


def test_its_address_stays_when_it_is_named_anew(old_banyan: Brand, tea_house: Organization) -> None:
    saved = save_brand(
        organization=tea_house, brand=old_banyan, names={"zh-hans": "新榕", "en": "New Banyan"}, stories={}
    )
    assert (saved.pk, saved.slug) == (old_banyan.pk, "old-banyan")
    assert text_in(saved, "name", "th") == ""


@pytest.mark.parametrize("names", [{}, {"en": "Only English"}, {"zh-hans": " "}])
def test_a_refused_change_leaves_it_as_it_was(
    old_banyan: Brand, tea_house: Organization, names: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        save_brand(organization=tea_house, brand=old_banyan, names=names, stories={})
    assert {code: text_in(old_banyan, "name", code) for code in NAMES} == NAMES


@pytest.mark.parametrize("language", codes())
def test_each_language_reads_the_nearest_name_and_its_own(
    client: Client, old_banyan: Brand, language: str
) -> None:
    page = page_of(client.get(f"/{language}/brand/{old_banyan.slug}/"))
    heading = the(page, "h1")
    nearest = NAMES.get(language, NAMES["en"])
    assert nearest in words(heading)
    assert ("老榕" in words(the(page, "main"))) is True


@pytest.mark.parametrize("state", [*Brand.Status.values, "sold"])
@pytest.mark.parametrize("start", Brand.Status.values)
def test_each_move_is_made_or_refused(old_banyan: Brand, start: str, state: str) -> None:
    Brand.objects.filter(pk=old_banyan.pk).update(status=start)
    old_banyan.refresh_from_db()
    written = Entry.objects.count()
    made = {start, state} == {"shown", "withdrawn"}
    if made:
        move_brand(brand=old_banyan, to=state)
    else:
        with pytest.raises((MoveRefused, ValueError)):
            move_brand(brand=old_banyan, to=state)
    old_banyan.refresh_from_db()
    assert old_banyan.status == (state if made else start)
    assert Entry.objects.count() == written + int(made)


@pytest.mark.parametrize(
    ("brand", "house", "seen"),
    [
        ("shown", "active", True),
        ("withdrawn", "active", False),
        ("shown", "suspended", False),
        ("withdrawn", "suspended", False),
    ],
)
def test_it_is_seen_everywhere_or_nowhere(
    client: Client, old_banyan: Brand, tea_house: Organization, brand: str, house: str, seen: bool
) -> None:
    Brand.objects.filter(pk=old_banyan.pk).update(status=brand)
    Organization.objects.filter(pk=tea_house.pk).update(status=house)
    caches["pages"].clear()
    assert (client.get("/en/brand/old-banyan/").status_code == 200) is seen
    assert shown_brands().filter(pk=old_banyan.pk).exists() is seen
    assert (brand_page(slug="old-banyan", language="en") is not None) is seen
    assert (old_banyan.pk in set(CONTRIBUTOR.all_ids())) is seen
    assert bool(list(CONTRIBUTOR.documents([old_banyan.pk]))) is seen
    present: Any = CONTRIBUTOR.present([old_banyan.pk], Preferences(language="en"))
    assert (old_banyan.pk in present) is seen
