"""What a tour's pictures say, in other languages: taken from the picture, and taken away for good."""

from dataclasses import replace

import pytest

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.tourism.services.tour_drafts import TOURS, save_draft
from portal.accounts.models import User
from tests.catalog.tourism.tour_documents import told
from tests.catalog.tourism.tours.test_languages_of_tours import kept, states

pytestmark = pytest.mark.django_db


def test_a_pictures_translation_that_is_taken_away_does_not_come_back(
    house: Organization, owner: User, bay: Picture
) -> None:
    draft = save_draft(organization=house, document=told(pictures=(bay.pk,)), by=owner)
    name = f"picture.{bay.pk}"
    assert states(draft, "vi")[name] == "machine"
    TOURS.translate(draft=draft, language="vi", texts={name: ""}, reviewed=(), by=owner)
    assert states(draft, "vi")[name] == "missing"
    renamed = replace(kept(draft), alt={str(bay.pk): {**kept(draft).alt[str(bay.pk)], "en": "The sea."}})
    assert save_draft(organization=house, document=renamed, draft=draft, by=owner).document["made_from"] == {}


def test_what_a_picture_says_itself_is_outdated_once_its_original_changes(
    house: Organization, owner: User, bay: Picture
) -> None:
    draft = save_draft(organization=house, document=told(pictures=(bay.pk,)), by=owner)
    changed = told(pictures=(bay.pk,), alt={str(bay.pk): {"en": "The harbour."}})
    draft = save_draft(organization=house, document=changed, draft=draft, by=owner)
    assert states(draft, "vi")[f"picture.{bay.pk}"] == "outdated"
    assert kept(draft).alt == changed.alt, "what the picture says itself stays with it"
