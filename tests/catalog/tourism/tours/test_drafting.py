"""A tour is drafted however little it says, needs a licence to be sent in, and is decided about once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.conversations.subjects import SUBJECTS
from catalog.files.models import Picture
from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.merchants.services import add_member
from catalog.moderation.kinds import KINDS
from catalog.notices.models import Notice
from catalog.products.services.reviewed import DraftGone, DraftMoveRefused
from catalog.seams.preferences import Preferences
from catalog.tourism.conversing import on_tours
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.reviewing import QUEUE
from catalog.tourism.selectors.tour_drafts import draft_of, is_licensed, own_pictures, problems_of
from catalog.tourism.selectors.tours import document_of, shown
from catalog.tourism.services.tour_drafts import (
    Conflict,
    approve_draft,
    discard_draft,
    return_draft,
    save_draft,
    submit_draft,
    withdraw_draft,
)
from catalog.tourism.services.tours import move_tour, publish_tour
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.cast import Person
from tests.catalog.tourism.tour_documents import HA_LONG, make_operator, told

pytestmark = pytest.mark.django_db
EMPTY = TourDocument(source_language="en", title={})


@pytest.fixture
def waiting(house: Organization, owner: User, licence: Evidence) -> TourDraft:
    return submit_draft(draft=save_draft(organization=house, document=HA_LONG, by=owner), by=owner)


def test_a_draft_may_say_nothing_and_keeps_what_it_says(house: Organization, owner: User) -> None:
    draft = save_draft(organization=house, document=EMPTY, by=owner)
    again = save_draft(organization=house, document=HA_LONG, draft=draft, by=owner)
    assert (draft.pk, again.revision) == (again.pk, 2)
    assert from_json(again.document) == HA_LONG
    assert save_draft(organization=house, document=HA_LONG, draft=again, by=owner).revision == 2
    assert not Tour.objects.exists()
    assert draft_of(make_operator("fast-roads"), draft.pk) is None


def test_of_two_who_write_at_once_the_second_is_told(house: Organization, owner: User) -> None:
    draft = save_draft(organization=house, document=EMPTY, by=owner)
    save_draft(organization=house, document=told(mode="ship"), draft=draft, by=owner)
    with pytest.raises(Conflict) as met:
        save_draft(organization=house, document=told(mode="walk"), draft=draft, revision=1, by=owner)
    assert (met.value.revision, met.value.document.mode) == (2, "ship")
    draft.refresh_from_db()
    assert from_json(draft.document).mode == "ship"


def test_a_picture_of_another_operator_is_not_kept(house: Organization, owner: User) -> None:
    rival = make_operator("fast-roads")
    theirs = Picture(title="x", file="x.jpg", width=1, height=1, owner=rival.pk, token="x")
    theirs.save()
    with pytest.raises(ValidationError) as refused:
        save_draft(organization=house, document=told(pictures=(theirs.pk,)), by=owner)
    assert set(refused.value.message_dict) == {"pictures"}
    assert own_pictures(rival, [theirs.pk]) == {theirs.pk}
    tour = publish_tour(organization=rival, document=told(pictures=(theirs.pk,)))
    assert own_pictures(house, [theirs.pk], tour) == {theirs.pk}


def test_without_a_licence_that_holds_no_tour_is_sent_in(
    house: Organization, owner: User, licence: Evidence
) -> None:
    draft = save_draft(organization=house, document=HA_LONG, by=owner)
    yesterday = timezone.localdate() - timedelta(days=2)
    changes: list[dict[str, Any]] = [
        {"state": "submitted", "decided_at": None},
        {"state": "refused"},
        {"kind": "registration"},
        {"expires_on": yesterday},
    ]
    stood = {"state": "accepted", "kind": "travel-licence", "expires_on": None, "decided_at": timezone.now()}
    for change in changes:
        Evidence.objects.filter(pk=licence.pk).update(**{**stood, **change})
        assert not is_licensed(house)
        with pytest.raises(ValidationError) as refused:
            submit_draft(draft=draft, by=owner)
        assert set(refused.value.message_dict) == {"licence"}
    Evidence.objects.filter(pk=licence.pk).update(**stood)
    assert submit_draft(draft=draft, by=owner).state == "review"


def test_who_sells_goods_offers_no_tours(house: Organization, owner: User, licence: Evidence) -> None:
    Organization.objects.filter(pk=house.pk).update(kind="merchant")
    house.refresh_from_db()
    assert problems_of(organization=house, document=HA_LONG) == {
        "licence": ["Only tour operators offer tours."]
    }


def test_what_is_missing_is_told_by_field_and_nothing_is_sent(
    house: Organization, owner: User, licence: Evidence
) -> None:
    draft = save_draft(organization=house, document=EMPTY, by=owner)
    with pytest.raises(ValidationError) as refused:
        submit_draft(draft=draft, by=owner)
    told_at = set(refused.value.message_dict)
    assert {"title", "days", "begins", "ends", "bands", "seasons", "currency", "meeting_place"} <= told_at
    draft.refresh_from_db()
    assert (draft.state, QUEUE.count()) == ("draft", 0)


def test_a_picture_nobody_put_into_words_keeps_a_tour_back(house: Organization, licence: Evidence) -> None:
    silent = Picture(title="x", file="x.jpg", width=1, height=1, owner=house.pk, token="x")
    silent.save()
    document = told(pictures=(silent.pk,))
    assert set(problems_of(organization=house, document=document)) == {"pictures"}
    spoken = replace(document, alt={str(silent.pk): {"en": "The bay."}})
    assert problems_of(organization=house, document=spoken) == {}


def test_it_waits_for_the_reviewers_and_can_be_taken_back(waiting: TourDraft, owner: User) -> None:
    (line,) = QUEUE.longest(5)
    assert (line.title, line.owner, line.url) == (
        "Nanning to Ha Long",
        "Slow Roads",
        f"/editors/review/tour/{waiting.pk}/",
    )
    with pytest.raises(DraftMoveRefused):
        save_draft(organization=waiting.organization, document=EMPTY, draft=waiting, by=owner)
    assert withdraw_draft(draft=waiting, by=owner).state == "draft"
    assert QUEUE.count() == 0
    with pytest.raises(DraftMoveRefused):
        withdraw_draft(draft=waiting, by=owner)


def test_agreed_to_it_is_published_as_its_writers_version_and_they_are_told(
    waiting: TourDraft, owner: User, reviewer: User, person: Person
) -> None:
    add_member(organization=waiting.organization, user_id=person("fin", "Fin").pk, role="finance")
    tour = approve_draft(draft=waiting, by=reviewer, reason=" Fine. ")
    assert (tour.status, tour.version, shown().get().pk) == ("published", 1, tour.pk)
    version = tour.versions.get()
    assert version.author == owner
    assert not TourDraft.objects.exists()
    entry = Entry.objects.get(action="tour.approved")
    assert (entry.before, entry.after["note"], entry.role) == ({"version": 0}, "Fine.", "reviewer")
    notice = Notice.objects.get()
    assert notice.recipient == owner
    assert notice.link.endswith("/desk/slow-roads/tours/published/nanning-to-ha-long/")
    with pytest.raises(DraftGone):
        approve_draft(draft=waiting, by=reviewer)


def test_a_licence_that_ended_while_it_waited_keeps_it_back(
    waiting: TourDraft, reviewer: User, licence: Evidence
) -> None:
    Evidence.objects.filter(pk=licence.pk).update(expires_on=timezone.localdate() - timedelta(days=2))
    with pytest.raises(ValidationError):
        approve_draft(draft=waiting, by=reviewer)
    assert not Tour.objects.exists()
    assert TourDraft.objects.get().state == "review"


def test_given_back_it_says_why_and_comes_again(
    waiting: TourDraft, owner: User, reviewer: User, reason: DecisionReason
) -> None:
    back = return_draft(draft=waiting, reason=reason, note="See day 2.", by=reviewer)
    assert (back.state, back.reason, back.note) == ("returned", reason, "See day 2.")
    notice = Notice.objects.get()
    assert notice.link.endswith(f"/desk/slow-roads/tours/{waiting.pk}/")
    with pytest.raises(DraftMoveRefused):
        return_draft(draft=back, reason=reason, by=reviewer)
    assert submit_draft(draft=back, by=owner).state == "review"


def test_a_published_tour_has_one_draft_and_stays_paused(
    house: Organization, owner: User, licence: Evidence, reviewer: User
) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    move_tour(tour=tour, status="paused")
    draft = save_draft(organization=house, document=told(mode="car"), tour=tour, by=owner)
    with pytest.raises(Conflict) as met:
        save_draft(organization=house, document=HA_LONG, tour=tour, by=owner)
    assert met.value.draft.pk == draft.pk
    approve_draft(draft=submit_draft(draft=draft, by=owner), by=reviewer)
    tour.refresh_from_db()
    assert (tour.status, tour.version, tour.mode) == ("paused", 2, "car")
    assert document_of(tour=tour, version=1).mode == "coach"


def test_a_discarded_draft_leaves_what_is_published(house: Organization, owner: User) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    draft = save_draft(organization=house, document=told(mode="car"), tour=tour, by=owner)
    with pytest.raises(Conflict):
        discard_draft(draft=draft, revision=9, by=owner)
    discard_draft(draft=draft, by=owner)
    assert (TourDraft.objects.count(), document_of(tour=tour)) == (0, HA_LONG)


def test_a_days_translation_remembers_the_words_it_was_made_from(house: Organization, owner: User) -> None:
    first = replace(HA_LONG.days[0], text={"en": "Over the pass.", "th": "ข้ามด่าน"})
    draft = save_draft(organization=house, document=told(days=(first, HA_LONG.days[1])), by=owner)
    otherwise = replace(first, text={"en": "By night train.", "th": "ข้ามด่าน"})
    kept = save_draft(
        organization=house, document=told(days=(otherwise, HA_LONG.days[1])), draft=draft, by=owner
    )
    assert from_json(kept.document).made_from == {"day.1.text": {"th": digest("Over the pass.")}}


def test_the_reviewers_page_shows_what_differs_and_decides(
    waiting: TourDraft, reviewer: User, client: Client
) -> None:
    client.force_login(reviewer)
    address = f"/editors/review/tour/{waiting.pk}/"
    page = client.get(address).content.decode()
    for words in (
        "Nanning to Ha Long",
        "1. Friendship Pass",
        "Adult: 12+",
        "Fewer than 14 days before: 30 %",
    ):
        assert words in page, words
    assert "CN¥1,200.00" in page or "1,200.00" in page
    answer = client.post(address, {"decision": "accept", "revision": waiting.revision})
    assert answer.status_code == 302
    assert Tour.objects.get().version == 1


def test_a_tour_can_be_reported_suspended_and_written_about(house: Organization, reviewer: User) -> None:
    tour = publish_tour(organization=house, document=HA_LONG)
    kind = KINDS.get("tour")
    assert kind.at is not None
    assert kind.suspend is not None
    assert kind.restore is not None
    key = kind.at(tour.slug)
    assert key == str(tour.pk)
    assert SUBJECTS.get("tour").by_slugs([tour.slug]) == {tour.slug: tour.pk}
    thing, subject = kind.find(key, "zh-hans"), SUBJECTS.get("tour").find([tour.pk], "zh-hans")[tour.pk]
    assert thing is not None
    assert thing.title.value == subject.title.value == "南宁到下龙"
    assert subject.path.endswith("/tour/nanning-to-ha-long/")
    assert (thing.path, subject.organization_id) == (subject.path, house.pk)
    assert on_tours([tour.pk], Preferences("en"))[tour.pk]["url"].endswith("/tour/nanning-to-ha-long/")
    was = kind.suspend(key, reviewer)
    assert SUBJECTS.get("tour").find([tour.pk], "en") == {}
    assert (was, shown().exists(), kind.at(tour.slug)) == ("published", False, "")
    assert publish_tour(organization=house, document=HA_LONG, tour=tour).status == "suspended"
    kind.restore(key, was, reviewer)
    assert shown().get() == tour
