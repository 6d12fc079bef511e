"""What changes while a tour waits for its reviewers, and what a next version leaves as it was promised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from catalog.conversations.subjects import SUBJECTS
from catalog.merchants.models import Evidence, Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.moderation.kinds import KINDS
from catalog.notices.models import Notice
from catalog.seams.preferences import Preferences
from catalog.tourism.conversing import on_tours
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.reviewing import QUEUE
from catalog.tourism.selectors.tour_drafts import is_licensed, problems_of
from catalog.tourism.selectors.tours import document_of, shown
from catalog.tourism.services import seats
from catalog.tourism.services.departures import open_departure, plan_departure
from catalog.tourism.services.tour_drafts import (
    Conflict,
    approve_draft,
    discard_draft,
    save_draft,
    submit_draft,
    withdraw_draft,
)
from catalog.tourism.services.tours import move_tour, publish_tour
from catalog.tourism.tour_document import to_json
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import Clock
from tests.catalog.tourism.tour_documents import HA_LONG, told
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(house: Organization, owner: User, licence: Evidence) -> TourDraft:
    return submit_draft(draft=save_draft(organization=house, document=HA_LONG, by=owner), by=owner)


@pytest.fixture
def desk_of_reviews(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


def decides(client: Client, draft: TourDraft, revision: int = 1) -> str:
    """Agree to a revision, and return what the reviewer is told then."""
    sent = {"decision": "accept", "revision": revision}
    answer = client.post(f"/editors/review/tour/{draft.pk}/", sent, follow=True)
    assert answer.status_code == 200
    return words(the(page_of(answer), ".messages"))


def test_a_draft_taken_back_while_a_reviewer_reads_it_is_not_published(
    waiting: TourDraft, owner: User, desk_of_reviews: Client
) -> None:
    withdraw_draft(draft=waiting, by=owner)
    assert "withdrawn or decided about meanwhile" in decides(desk_of_reviews, waiting)
    waiting.refresh_from_db()
    assert (waiting.state, Tour.objects.count()) == ("draft", 0)
    discard_draft(draft=waiting, by=owner)
    assert "withdrawn or decided about meanwhile" in decides(desk_of_reviews, waiting)
    assert not Tour.objects.exists()


def test_a_reviewer_agrees_to_what_they_read_and_to_nothing_newer(
    waiting: TourDraft, house: Organization, owner: User, desk_of_reviews: Client, reviewer: User
) -> None:
    back = withdraw_draft(draft=waiting, by=owner)
    newer = save_draft(organization=house, document=told(mode="ship"), draft=back, by=owner)
    submit_draft(draft=newer, by=owner)
    assert "withdrawn or decided about meanwhile" in decides(desk_of_reviews, waiting, revision=1)
    with pytest.raises(Conflict) as met:
        approve_draft(draft=waiting, revision=1, by=reviewer)
    assert met.value.document.mode == "ship"
    assert not Tour.objects.exists()
    assert decides(desk_of_reviews, waiting, revision=2) == "Saved."
    assert Tour.objects.get().mode == "ship"


def test_a_licence_that_ended_meanwhile_is_told_to_who_wanted_to_agree(
    waiting: TourDraft, licence: Evidence, desk_of_reviews: Client
) -> None:
    Evidence.objects.filter(pk=licence.pk).update(expires_on=timezone.localdate() - timedelta(days=2))
    said = decides(desk_of_reviews, waiting)
    assert "It cannot be published:" in said
    assert "No licence to run tours is accepted and valid." in said
    assert (TourDraft.objects.get().state, Tour.objects.count()) == ("review", 0)


def test_a_licence_holds_through_its_last_day_where_the_operator_is(
    house: Organization, licence: Evidence, clock: Clock
) -> None:
    Evidence.objects.filter(pk=licence.pk).update(expires_on=date(2026, 12, 1))
    # Midnight in China is four in the afternoon in UTC.
    clock(datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC))
    assert is_licensed(house)
    clock(datetime(2026, 12, 1, 16, tzinfo=UTC))
    assert not is_licensed(house)


def test_a_tour_of_a_suspended_operator_is_agreed_to_and_stays_hidden(
    waiting: TourDraft, house: Organization, owner: User, reviewer: User
) -> None:
    Organization.objects.filter(pk=house.pk).update(status=Organization.Status.SUSPENDED)
    tour = approve_draft(draft=waiting, by=reviewer)
    assert (tour.status, shown().exists()) == ("published", False)
    assert Notice.objects.get(recipient=owner).values["hidden"] is True
    assert SUBJECTS.get("tour").find([tour.pk], "en") == {}
    Organization.objects.filter(pk=house.pk).update(status=Organization.Status.ACTIVE)
    assert shown().get() == tour


def test_what_is_wrong_is_said_in_the_language_of_who_reads(house: Organization, licence: Evidence) -> None:
    document = told(days=(replace(HA_LONG.days[0], places=()), HA_LONG.days[1]), seasons=())
    said = {}
    for language in ("en", "zh-hans", "th"):
        with translation.override(language):
            said[language] = problems_of(organization=house, document=document)
    assert [set(found) for found in said.values()] == [{"days.2", "seasons"}] * 3
    assert "越南" in said["zh-hans"]["days.2"][0]
    assert "เวียดนาม" in said["th"]["days.2"][0]
    # The place is called as its operator's travellers call it.
    assert all("Ha Long Bay" in found["days.2"][0] for found in said.values())


def test_bookings_keep_the_version_and_the_price_they_were_made_at(house: Organization, clock: Clock) -> None:
    tour = publish_tour(organization=house, document=told(group_min=1))
    departure = plan_departure(tour=tour, on=date(2027, 3, 1), seats=9)
    open_departure(departure=departure)
    before = seats.reserve(departure=departure, party={"adult": 2}, booker=booker())
    dearer = tuple(replace(one, prices={**one.prices, "adult": 200_000}) for one in HA_LONG.seasons)
    moved = told(group_min=1, seasons=dearer, cancellation=(), meeting={"en": "At the west gate."})
    publish_tour(organization=house, document=moved, tour=tour)
    departure.tour.refresh_from_db()
    after = seats.reserve(departure=departure, party={"adult": 2}, booker=booker("Lan"))
    before.refresh_from_db()
    departure.refresh_from_db()
    assert [(one.version, one.price["total"]) for one in (before, after)] == [(1, 240_000), (2, 400_000)]
    assert document_of(tour=tour, version=before.version).cancellation == HA_LONG.cancellation
    assert (departure.minimum, departure.taken) == (1, 4)


def test_a_version_that_breaks_a_rule_today_is_not_sent_in_again(
    house: Organization, owner: User, licence: Evidence
) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    draft = save_draft(organization=house, document=HA_LONG, tour=tour, by=owner)
    tour.ends.shown = False
    tour.ends.save()
    with pytest.raises(ValidationError) as refused:
        submit_draft(draft=draft, by=owner)
    assert set(refused.value.message_dict) == {"ends", "days.2"}
    assert shown().get() == tour


def _drafts(house: Organization, owner: User, wanted: int) -> None:
    there, now = TourDraft.objects.count(), timezone.now()
    TourDraft.objects.bulk_create(
        TourDraft(
            organization=house,
            document=to_json(told(title={"en": f"Tour {number}"})),
            state="review",
            submitted_at=now + timedelta(minutes=number),
            updated_at=now,
            updated_by=owner,
        )
        for number in range(there, wanted)
    )


def test_what_waits_and_what_stands_at_the_desk_takes_as_many_queries_for_two_hundred_as_for_one(
    client: Client, house: Organization, owner: User
) -> None:
    client.force_login(owner)
    client.get("/en/desk/slow-roads/tours/")  # what a process reads once
    counts = []
    for wanted in (1, 24, 200):
        _drafts(house, owner, wanted)
        with CaptureQueriesContext(connection) as of_queue:
            assert len(QUEUE.longest(500)) == QUEUE.count() == wanted
        with CaptureQueriesContext(connection) as of_desk:
            page = page_of(client.get("/en/desk/slow-roads/tours/"))
        assert len(page.select("tbody tr")) == wanted
        counts.append((len(of_queue), len(of_desk)))
    assert len(set(counts)) == 1, counts
    assert [line.title for line in QUEUE.longest(2)] == ["Tour 0", "Tour 1"]


def test_a_moderator_takes_a_tour_off_once_and_gives_it_back_as_it_was(
    house: Organization, reviewer: User
) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    move_tour(tour=tour, status="paused")
    kind: Any = KINDS.get("tour")
    with pytest.raises(MoveRefused):
        kind.restore(str(tour.pk), "published", reviewer)
    was = kind.suspend(str(tour.pk), reviewer)
    assert was == "paused"
    with pytest.raises(MoveRefused):
        kind.suspend(str(tour.pk), reviewer)
    kind.restore(str(tour.pk), was, reviewer)
    tour.refresh_from_db()
    assert (tour.status, shown().exists()) == ("paused", False)


def test_only_what_visitors_see_is_written_about(house: Organization) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    kind = SUBJECTS.get("tour")
    for status, found in (("paused", 0), ("published", 1), ("archived", 0)):
        move_tour(tour=tour, status=status)
        assert len(kind.find([tour.pk, tour.pk + 1], "th")) == found, status
    assert kind.by_slugs(["nowhere"]) == {}
    assert on_tours([], Preferences("en")) == {}
