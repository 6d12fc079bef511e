"""A new operator begins with a tour, not with goods; sent in, nothing is left to do."""

import pytest
from django.test import Client

from catalog.merchants.models import Evidence, Organization
from catalog.tourism.models import TourDraft
from catalog.tourism.registering import has_tour
from catalog.tourism.services.tour_drafts import save_draft, submit_draft
from catalog.tourism.services.tours import publish_tour
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read
from tests.catalog.tourism.tour_documents import HA_LONG

pytestmark = pytest.mark.django_db


def test_the_desk_leads_an_operator_to_its_first_tour(
    client: Client, owner: User, house: Organization
) -> None:
    client.force_login(owner)
    steps = [
        one.get_text(" ", strip=True) for one in read(client.get("/en/desk/slow-roads/")).select(".steps li")
    ]
    assert [one for one in steps if one.startswith("First tour open")]
    assert not [one for one in steps if "First product" in one]


def test_one_sent_in_or_published_is_enough(owner: User, house: Organization, licence: Evidence) -> None:
    draft = save_draft(organization=house, document=HA_LONG, tour=None, by=owner)
    assert not has_tour(house.pk)
    submit_draft(draft=draft, revision=draft.revision, by=owner)
    assert has_tour(house.pk)
    TourDraft.objects.all().delete()
    assert not has_tour(house.pk)
    publish_tour(organization=house, document=HA_LONG)
    assert has_tour(house.pk)
