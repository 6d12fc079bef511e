"""What was done to a tour is told at the desk in the reader's words."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.tourism.departure_hooks import ACTS
from catalog.tourism.services.patterns import plan_pattern, stop_pattern
from catalog.tourism.services.tours import publish_tour
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read
from tests.catalog.tourism.tour_documents import HA_LONG

pytestmark = pytest.mark.django_db


def test_what_was_planned_is_told_in_the_readers_words(
    client: Client, owner: User, house: Organization
) -> None:
    client.force_login(owner)
    tour = publish_tour(organization=house, document=HA_LONG)
    today = timezone.now().date()
    pattern = plan_pattern(tour=tour, weekdays=[0], from_day=today, until_day=today, seats=9)
    stop_pattern(pattern=pattern)
    for language in ("en", "th"):
        said = read(client.get(f"/{language}/desk/slow-roads/tours/published/{tour.slug}/")).get_text(" ")
        with override(language):
            assert all(str(word) in said for word in list(ACTS.values())[:2]), language
        assert "departures.pattern" not in said


@pytest.mark.parametrize(
    ("chosen", "said", "place"),
    [("", "9:30 p.m.", "Shanghai"), ("Asia/Yangon", "8 p.m.", "Yangon")],
)
def test_times_are_by_the_readers_clock_or_the_operators_and_say_by_which(
    chosen: str, said: str, place: str, client: Client, owner: User, house: Organization
) -> None:
    User.objects.filter(pk=owner.pk).update(time_zone=chosen)
    client.force_login(owner)
    tour = publish_tour(organization=house, document=HA_LONG)
    today = timezone.now().date()
    plan_pattern(tour=tour, weekdays=[0], from_day=today, until_day=today, seats=9)
    Entry.objects.update(at=datetime(2026, 3, 1, 13, 30, tzinfo=UTC))
    page = read(client.get(f"/en/desk/slow-roads/tours/published/{tour.slug}/"))
    told = page.select("section:has(#changes) li time")
    assert told
    assert all(one.get_text().endswith(said) for one in told)
    assert f"All times by the clock of {place}." in page.get_text(" ")
