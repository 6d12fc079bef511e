"""A stand is held by one at a time, for half an hour, and goes to whoever waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, create_organization
from catalog.notices.models import Notice
from expo.fair.models import Booth, Edition, Stand, StandApplication, StandWish
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.services import holding
from expo.fair.services.applying import (
    confirm_application,
    decline_application,
    keep_words,
    send_application,
    withdraw_application,
)
from expo.fair.services.editions import move_edition
from expo.fair.services.holding import end_overdue, hold_stand, stop_waiting, wait_for
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def third(db: None) -> Organization:
    return create_organization(kind="merchant", country="LA", source_language="lo", name={"lo": "ກາເຟ"})


@pytest.fixture
def sent(stands: list[Stand], edition: Edition, tea_house: Organization, wei: User) -> StandApplication:
    """Wei's application for T01, before the organizer."""
    hold_stand(stand=stands[0], organization=tea_house)
    words = keep_words(edition=edition, organization=tea_house, shows="六堡茶", needs="")
    return send_application(application=words, by=wei)


def pass_time(**since: float) -> None:
    """Let so much time pass for every hold and offer."""
    for one in StandApplication.objects.filter(until__isnull=False):
        StandApplication.objects.filter(pk=one.pk).update(until=one.until - timedelta(**since))  # type: ignore[operator]


def states() -> dict[str, str]:
    return dict(Stand.objects.order_by("code").values_list("code", "state"))


def state_of(organization: Organization) -> tuple[str, str | None]:
    return StandApplication.objects.values_list("state", "stand__code").get(organization=organization)


def test_a_hold_lasts_half_an_hour(stands: list[Stand], tea_house: Organization) -> None:
    held = hold_stand(stand=stands[0], organization=tea_house)
    assert held.until is not None
    assert timedelta(minutes=29) < held.until - timezone.now() <= timedelta(minutes=30)
    assert states()["T01"] == "held"
    again = hold_stand(stand=stands[0], organization=tea_house)
    assert again.until == held.until


def test_what_somebody_holds_nobody_else_holds(
    stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    hold_stand(stand=stands[0], organization=tea_house)
    with pytest.raises(Refused, match="T01"):
        hold_stand(stand=stands[0], organization=pepper_garden)
    assert state_of(tea_house) == ("held", "T01")
    assert not StandApplication.objects.filter(organization=pepper_garden, stand__isnull=False).exists()


@pytest.mark.parametrize("state", ["taken", "closed"])
def test_a_stand_that_is_not_free_is_not_held(
    stands: list[Stand], tea_house: Organization, state: str
) -> None:
    Stand.objects.filter(pk=stands[0].pk).update(state=state)
    with pytest.raises(Refused, match="T01"):
        hold_stand(stand=stands[0], organization=tea_house)


def test_whoever_holds_another_stand_gives_the_first_back(
    stands: list[Stand], tea_house: Organization
) -> None:
    hold_stand(stand=stands[0], organization=tea_house)
    hold_stand(stand=stands[1], organization=tea_house)
    assert (states()["T01"], states()["T02"]) == ("free", "held")
    assert state_of(tea_house) == ("held", "T02")


def test_when_the_time_is_over_the_stand_is_free_and_what_was_typed_stays(
    stands: list[Stand], edition: Edition, tea_house: Organization, wei: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    hold_stand(stand=stands[0], organization=tea_house)
    words = keep_words(edition=edition, organization=tea_house, shows="六堡茶", needs="水")
    assert end_overdue() == 0
    pass_time(minutes=31)
    with pytest.raises(Refused, match="kept"):
        send_application(application=words, by=wei)
    assert (end_overdue(), end_overdue()) == (1, 0)
    assert (state_of(tea_house), states()["T01"]) == (("draft", None), "free")
    kept = StandApplication.objects.get()
    assert (kept.shows, kept.needs) == ("六堡茶", "水")
    assert Notice.objects.get(recipient=wei).values["happened"] == "lapsed"
    hold_stand(stand=stands[1], organization=tea_house)
    assert StandApplication.objects.get().shows == "六堡茶"


def test_a_hold_that_is_over_stands_in_nobodys_way_before_the_clock_comes(
    stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    hold_stand(stand=stands[0], organization=tea_house)
    pass_time(minutes=31)
    hold_stand(stand=stands[0], organization=pepper_garden)
    assert state_of(tea_house) == ("draft", None)
    assert state_of(pepper_garden) == ("held", "T01")


def test_a_sent_application_keeps_its_stand_until_it_is_decided(
    sent: StandApplication, tea_house: Organization
) -> None:
    assert (sent.state, sent.until) == ("applied", None)
    pass_time(days=9)
    assert end_overdue() == 0
    assert states()["T01"] == "held"
    with pytest.raises(Refused, match="T01"):
        hold_stand(stand=Stand.objects.get(code="T02"), organization=tea_house)


def test_without_a_word_about_what_is_shown_nothing_is_sent(
    stands: list[Stand], tea_house: Organization, wei: User
) -> None:
    application = hold_stand(stand=stands[0], organization=tea_house)
    with pytest.raises(Refused):
        send_application(application=application, by=wei)
    assert state_of(tea_house) == ("held", "T01")


def test_confirmation_gives_the_stand_and_a_draft_booth_on_it(
    sent: StandApplication, tea_house: Organization, wei: User, administrator: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="editor")
    booth = confirm_application(application=sent, by=administrator)
    assert (booth.status, booth.organization_id, states()["T01"]) == ("draft", tea_house.pk, "taken")
    assert Booth.objects.get().stand_id == sent.stand_id
    assert state_of(tea_house) == ("confirmed", "T01")
    assert Notice.objects.get(recipient=wei).values["happened"] == "confirmed"
    assert Entry.objects.get(action="stand.confirmed").actor_id == administrator.pk


def test_of_two_who_decide_at_once_the_second_is_told(sent: StandApplication, administrator: User) -> None:
    seen = StandApplication.objects.get(pk=sent.pk)
    confirm_application(application=sent, by=administrator)
    for decide in (
        lambda: confirm_application(application=seen, by=administrator),
        lambda: decline_application(application=seen, reason="too late", by=administrator),
    ):
        with pytest.raises(MoveRefused, match="Confirmed"):
            decide()
    assert (StandApplication.objects.get().reason, states()["T01"]) == ("", "taken")


def test_declining_needs_a_reason_which_is_read_and_frees_the_stand(
    sent: StandApplication, tea_house: Organization, wei: User, administrator: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    with pytest.raises(Refused):
        decline_application(application=sent, reason=" ", by=administrator)
    decline_application(application=sent, reason="The hall is for pottery.", by=administrator)
    told = Notice.objects.get(recipient=wei)
    assert (told.values["happened"], told.values["reason"], told.values["stand"]) == (
        "declined",
        "The hall is for pottery.",
        "T01",
    )
    assert (state_of(tea_house), states()["T01"]) == (("declined", None), "free")
    hold_stand(stand=Stand.objects.get(code="T02"), organization=tea_house)
    assert StandApplication.objects.get().shows == "六堡茶"


def test_who_gives_a_stand_back_has_none(sent: StandApplication, tea_house: Organization, wei: User) -> None:
    withdraw_application(application=sent, by=wei)
    assert (state_of(tea_house), states()["T01"]) == (("draft", None), "free")
    with pytest.raises(MoveRefused):
        withdraw_application(application=sent, by=wei)


def test_a_stand_given_back_is_offered_to_who_waits_the_longest(
    sent: StandApplication,
    stands: list[Stand],
    pepper_garden: Organization,
    third: Organization,
    wei: User,
    sophea: User,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    wait_for(stand=stands[0], organization=pepper_garden)
    wait_for(stand=stands[0], organization=third)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_application(application=sent, by=wei)
        assert states()["T01"] == "held"
    assert state_of(pepper_garden) == ("offered", "T01")
    assert Notice.objects.get(recipient=sophea).values["happened"] == "offered"
    assert list(StandWish.objects.values_list("application__organization", flat=True)) == [third.pk]
    pass_time(hours=25)
    with django_capture_on_commit_callbacks(execute=True):
        end_overdue()
    assert (state_of(pepper_garden), state_of(third)) == (("draft", None), ("offered", "T01"))
    pass_time(hours=25)
    with django_capture_on_commit_callbacks(execute=True):
        end_overdue()
    assert (state_of(third), states()["T01"]) == (("draft", None), "free")


def test_an_offer_that_no_process_lived_to_make_is_made_by_the_clock(
    sent: StandApplication, stands: list[Stand], pepper_garden: Organization, wei: User
) -> None:
    wait_for(stand=stands[0], organization=pepper_garden)
    withdraw_application(application=sent, by=wei)
    assert state_of(pepper_garden) == ("draft", None)
    end_overdue()
    assert state_of(pepper_garden) == ("offered", "T01")


def test_a_stand_free_by_itself_is_offered_by_the_clock_and_no_other(
    booth: Booth, stands: list[Stand], pepper_garden: Organization
) -> None:
    wait_for(stand=stands[0], organization=pepper_garden)
    Stand.objects.filter(pk=stands[0].pk).update(state="free")
    end_overdue()
    assert state_of(pepper_garden) == ("offered", "T01")
    assert states() == {"T01": "held", "T02": "free", "T03": "free", "T04": "free"}


def test_whoever_has_a_stand_by_now_is_passed_over(
    sent: StandApplication, stands: list[Stand], pepper_garden: Organization, third: Organization, wei: User
) -> None:
    wait_for(stand=stands[0], organization=pepper_garden)
    wait_for(stand=stands[0], organization=third)
    hold_stand(stand=stands[1], organization=pepper_garden)
    withdraw_application(application=sent, by=wei)
    end_overdue()
    assert (state_of(pepper_garden), state_of(third)) == (("held", "T02"), ("offered", "T01"))


def test_waiting_is_for_stands_that_somebody_has_and_for_those_without_one(
    sent: StandApplication, stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    first = wait_for(stand=stands[0], organization=pepper_garden)
    assert wait_for(stand=stands[0], organization=pepper_garden).pk == first.pk
    Stand.objects.filter(pk=stands[2].pk).update(state="closed")
    for stand, organization in (
        (stands[1], pepper_garden),
        (stands[2], pepper_garden),
        (stands[1], tea_house),
    ):
        with pytest.raises(Refused):
            wait_for(stand=stand, organization=organization)
    stop_waiting(stand=stands[0], organization=pepper_garden)
    stop_waiting(stand=stands[0], organization=pepper_garden)
    assert not StandWish.objects.exists()


@pytest.mark.parametrize(
    ("next_state", "says"),
    [("", "not announced"), ("planned", "Expo 2027"), ("booking", "Book at Expo 2027")],
)
def test_a_closed_edition_takes_no_booking_and_says_where_the_next_one_is(
    edition: Edition, stands: list[Stand], tea_house: Organization, next_state: str, says: str
) -> None:
    move_edition(edition=edition, to="after")
    if next_state:
        after = plan_edition("2027", 24, 2027)
        Edition.objects.filter(pk=after.pk).update(state=next_state)
    stand = Stand.objects.get(pk=stands[0].pk)
    for ask in (hold_stand, wait_for):
        with pytest.raises(Refused, match=says):
            ask(stand=stand, organization=tea_house)
    assert not StandApplication.objects.exists()


def test_the_clock_ends_holds_every_minute() -> None:
    from catalog.seams.schedules import SCHEDULES

    schedule = SCHEDULES.get("fair.holds")
    assert (schedule.every, schedule.run) == (timedelta(minutes=1), holding.end_overdue)
