"""How far the languages of tours are, in the operator's list and on the page of a published tour."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.reference.languages import codes
from catalog.tourism.models import Place, Tour, TourDraft, TourVersion
from catalog.tourism.selectors.tour_languages import (
    newest_documents,
    progress_of_each,
    with_pictures_told,
)
from catalog.tourism.services.tour_drafts import TOURS, save_draft
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import to_json
from catalog.translation.places import together
from portal.accounts.models import User
from tests.catalog.tourism.tour_documents import HA_LONG, told
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
DESK = "/en/desk/slow-roads/tours/"


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def test_all_languages_of_a_tour_are_counted_together(house: Organization, owner: User) -> None:
    draft = save_draft(organization=house, document=HA_LONG, by=owner)
    draft = TOURS.translate(draft=draft, language="th", texts={"title": "ก"}, reviewed={"title"}, by=owner)
    (far,) = progress_of_each({draft.pk: (TOURS.from_json(draft.document), None)}).values()
    assert set(far) == set(codes()) - {"en"}
    assert (far["th"].reviewed, far["zh-hans"].machine, far["my"].missing) == (1, 1, 8)
    whole = together(far.values())
    assert (whole.total, whole.reviewed, whole.machine, whole.missing) == (72, 1, 1, 70)


def test_nothing_to_count_is_nothing() -> None:
    assert progress_of_each({}) == {}
    assert newest_documents([]) == {}
    assert together([]).total == 0


def test_an_edit_is_measured_by_what_readers_know(house: Organization) -> None:
    shown = told(title={"en": "Bay", "th": "อ่าว"})
    tour = publish_tour(organization=house, document=shown)
    changed = replace(shown, title={"en": "Sea", "th": "อ่าว"})
    far = progress_of_each({"edit": (changed, tour), "shown": (shown, tour), "new": (changed, None)})
    assert far["edit"]["th"].outdated == 1
    assert far["shown"]["th"].outdated == far["new"]["th"].outdated == 0


def test_only_the_newest_version_is_what_readers_know(house: Organization) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    tour = publish_tour(organization=house, document=told(title={"en": "Second"}), tour=tour)
    assert newest_documents([tour])[tour.pk].title == {"en": "Second"}


def test_pictures_are_told_by_the_document_before_they_tell_themselves(house: Organization) -> None:
    ids = [
        Picture.objects.create(title=one, width=1, height=1, file="x.jpg", alt=alt, owner=house.pk).pk
        for one, alt in (("a", {"en": "Bay", "th": "อ่าว"}), ("b", {}))
    ]
    first = told(pictures=tuple(ids), alt={str(ids[0]): {"en": "The bay"}})
    found = with_pictures_told([first, HA_LONG])
    assert found[0].alt == {str(ids[0]): {"en": "The bay", "th": "อ่าว"}}
    assert found[1] is HA_LONG


def test_the_list_leads_to_the_languages_and_a_published_tour_to_its_own(
    desk: Client, house: Organization, owner: User
) -> None:
    draft = save_draft(organization=house, document=told(title={"en": "Not yet"}), by=owner)
    tour = publish_tour(organization=house, document=HA_LONG)
    page = page_of(desk.get(DESK))
    cells = {words(the(row, "th")): the(row, "[data-label=Languages]") for row in page.select("tbody tr")}
    assert the(cells["Not yet"], "a")["href"] == f"{DESK}{draft.pk}/languages/"
    assert "Missing: 72" in words(cells["Not yet"])
    assert the(cells["Nanning to Ha Long"], "a")["href"] == f"{DESK}published/{tour.slug}/#languages"
    page = page_of(desk.get(f"{DESK}published/{tour.slug}/"))
    lines = page.select("#languages .locale")
    assert len(lines) == 9
    assert "Translated by machine: 1 · Missing: 7" in words(lines[0])
    assert not page.select("#languages .locale a"), "there is no draft to write in yet"


def test_from_a_published_tour_one_goes_to_writing_its_languages(desk: Client, house: Organization) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    address = f"{DESK}published/{tour.slug}/"
    form = the(page_of(desk.get(address)), "#languages form")
    answer = desk.post(str(form["action"]), {str(the(form, "button")["name"]): "1"})
    draft = TourDraft.objects.get(tour=tour)
    assert answer["Location"] == f"{DESK}{draft.pk}/languages/"
    page = page_of(desk.get(address))
    assert len(page.select("#languages .locale a")) == 9
    assert not page.select("#languages form"), "the draft is there"
    assert desk.post(f"{address}edit/")["Location"] == f"{DESK}{draft.pk}/"
    assert the(page_of(desk.get(f"{DESK}{draft.pk}/")), f"a[href='{DESK}{draft.pk}/languages/']")


def grow(house: Organization, owner: User, many: int) -> None:
    """Give the house tours until it has so many: every third a draft, every third one with an edit."""
    place, now = Place.objects.first(), timezone.now()
    stated: dict[str, Any] = {
        "organization": house,
        "source_language": "en",
        "mode": "coach",
        "days": 2,
        "currency": "CNY",
    }
    stated |= {"begins": place, "ends": place, "group_max": 9, "price_low": 1, "price_high": 1, "version": 1}
    stated |= {"time_zone": "Asia/Shanghai", "meeting_time": time(8)}
    there = Tour.objects.count()
    tours = Tour.objects.bulk_create(Tour(slug=f"t-{at}", **stated) for at in range(there, many))
    document = to_json(HA_LONG)
    TourVersion.objects.bulk_create(TourVersion(tour=one, number=1, document=document) for one in tours)
    TourDraft.objects.bulk_create(
        TourDraft(organization=house, tour=tour, document=document, updated_at=now, updated_by=owner)
        for at, one in enumerate(tours)
        for tour in ((one,) if at % 2 else (None,))
    )


def test_the_list_asks_as_much_however_many_tours_there_are(
    desk: Client, house: Organization, owner: User
) -> None:
    asked = []
    for many in (2, 24, 200):
        grow(house, owner, many)
        with CaptureQueriesContext(connection) as queries:
            page = page_of(desk.get(DESK))
        assert len(page.select("tbody tr")) == many + many // 2
        asked.append(len(queries))
    assert len(set(asked[1:])) == 1, asked
    assert asked[0] >= asked[1]
