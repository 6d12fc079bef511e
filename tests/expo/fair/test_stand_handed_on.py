"""A stand changes hands: to the moment, in the role of whoever did it, and never past those who wait."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, create_organization
from catalog.notices.models import Notice
from expo.fair.models import Booth, Edition, Stand, StandApplication, StandWish
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.services.applying import (
    LONGEST,
    confirm_application,
    decline_application,
    keep_words,
    look_again,
    send_application,
    withdraw_application,
)
from expo.fair.services.editions import move_edition
from expo.fair.services.halls import lay_out
from expo.fair.services.holding import end_overdue, hold_stand, offer, stop_waiting, wait_for
from expo.fair.services.placing import clear_stand, place_booth
from portal.accounts.models import User
from tests.expo.fair.conftest import in_rows

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)  # at noon in Nanning
TICK = timedelta(microseconds=1)


@pytest.fixture
def clock(edition: Edition, stands: list[Stand], monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """A clock that stands at noon until it is moved."""
    return Clock(monkeypatch)


class Clock:
    """The moment everything happens at."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.moment = NOON
        patch.setattr(timezone, "now", lambda: self.moment)

    def move(self, *, to: timedelta) -> None:
        self.moment = NOON + to


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


def has(organization: Organization) -> tuple[str, str | None]:
    return StandApplication.objects.values_list("state", "stand__code").get(organization=organization)


def state(code: str = "T01") -> str:
    return Stand.objects.values_list("state", flat=True).get(code=code)


def apply(stand: Stand, organization: Organization, by: User) -> StandApplication:
    hold_stand(stand=stand, organization=organization, by=by)
    words = keep_words(edition=stand.hall.edition, organization=organization, shows="六堡茶", needs="")
    return send_application(application=words, by=by)


@pytest.mark.parametrize(
    ("after", "is_held"),
    [(timedelta(minutes=30) - TICK, True), (timedelta(minutes=30), False), (timedelta(hours=9), False)],
)
def test_a_hold_ends_on_the_minute(
    clock: Clock,
    stands: list[Stand],
    tea_house: Organization,
    pepper_garden: Organization,
    owner: User,
    after: timedelta,
    is_held: bool,
) -> None:
    held = hold_stand(stand=stands[0], organization=tea_house)
    assert held.until == NOON + timedelta(minutes=30)
    keep_words(edition=held.edition, organization=tea_house, shows="六堡茶", needs="水")
    clock.move(to=after)
    if is_held:
        with pytest.raises(Refused, match="T01"):
            hold_stand(stand=stands[0], organization=pepper_garden)
        sent = send_application(application=StandApplication.objects.get(pk=held.pk), by=owner)
        assert (sent.state, sent.sent_at, sent.until) == ("applied", NOON + after, None)
    else:
        with pytest.raises(Refused, match="kept"):
            send_application(application=StandApplication.objects.get(pk=held.pk), by=owner)
        hold_stand(stand=stands[0], organization=pepper_garden)
        assert (has(tea_house), has(pepper_garden)) == (("draft", None), ("held", "T01"))
        assert StandApplication.objects.get(pk=held.pk).shows == "六堡茶"


@pytest.mark.parametrize("hours", [23.99, 24])
def test_an_offer_ends_after_a_day_and_goes_on(
    clock: Clock, stands: list[Stand], tea_house: Organization, pepper_garden: Organization, hours: float
) -> None:
    Stand.objects.filter(pk=stands[0].pk).update(state="taken")
    for waits in (pepper_garden, tea_house):
        wait_for(stand=stands[0], organization=waits)
    Stand.objects.filter(pk=stands[0].pk).update(state="held")
    given = offer(stands[0].pk)
    assert given is not None
    assert (given.organization_id, given.until) == (pepper_garden.pk, NOON + timedelta(hours=24))
    clock.move(to=timedelta(hours=hours))
    ended = end_overdue()
    if hours == 24:
        assert (ended, has(pepper_garden)) == (1, ("draft", None))
        assert has(tea_house) == ("offered", "T01")
        assert not StandWish.objects.exists()
    else:
        assert (ended, has(pepper_garden), has(tea_house)) == (0, ("offered", "T01"), ("draft", None))


def test_who_holds_it_anew_after_the_end_has_the_whole_time_again_and_one_notice(
    clock: Clock, stands: list[Stand], tea_house: Organization, owner: User
) -> None:
    hold_stand(stand=stands[0], organization=tea_house, by=owner)
    clock.move(to=timedelta(minutes=31))
    again = hold_stand(stand=stands[0], organization=tea_house, by=owner)
    assert again.until == NOON + timedelta(minutes=61)
    assert [notice.values["happened"] for notice in Notice.objects.filter(recipient=owner)] == ["lapsed"]
    end_overdue()
    assert has(tea_house) == ("held", "T01")


def test_who_looks_after_the_end_sees_that_it_ended(
    clock: Clock, stands: list[Stand], tea_house: Organization
) -> None:
    held = hold_stand(stand=stands[0], organization=tea_house)
    assert look_again(held).state == "held"
    clock.move(to=timedelta(minutes=30))
    seen = look_again(held)
    assert (seen.state, seen.stand_id, state()) == ("draft", None, "free")
    assert look_again(seen).state == "draft"


def test_each_entry_names_the_role_of_whoever_acted(
    stands: list[Stand],
    tea_house: Organization,
    owner: User,
    lan: User,
    administrator: User,
    pepper_garden: Organization,
    sophea: User,
) -> None:
    add_member(organization=tea_house, user_id=lan.pk, role="editor")
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    sent = apply(stands[0], tea_house, lan)
    wait_for(stand=stands[0], organization=pepper_garden, by=sophea)
    decline_application(application=sent, reason="Full.", by=administrator)
    end_overdue()
    withdraw_application(
        application=StandApplication.objects.get(organization=pepper_garden, state="offered"), by=sophea
    )
    kept = Entry.objects.filter(action__startswith="stand.").order_by("pk")
    assert list(kept.values_list("action", "role", "actor")) == [
        ("stand.held", "editor", lan.pk),
        ("stand.applied", "editor", lan.pk),
        ("stand.wished", "owner", sophea.pk),
        ("stand.declined", "organizer", administrator.pk),
        ("stand.offered", "system", None),
        ("stand.given-back", "owner", sophea.pk),
    ]
    assert kept[3].after == {"state": "declined", "stand": ""}


@pytest.mark.parametrize("way", ["moved", "cleared"])
def test_what_a_booth_leaves_is_offered_to_who_waits_for_it(
    booth: Booth,
    stands: list[Stand],
    pepper_garden: Organization,
    django_capture_on_commit_callbacks: Commit,
    way: str,
) -> None:
    third = create_organization(kind="merchant", country="LA", source_language="lo", name={"lo": "ກາເຟ"})
    wait_for(stand=stands[0], organization=pepper_garden)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "moved":
            place_booth(booth=booth, stand=stands[2])
        else:
            clear_stand(booth=booth)
        with pytest.raises(Refused, match="T01"):
            hold_stand(stand=stands[0], organization=third)
    assert (has(pepper_garden), state()) == (("offered", "T01"), "held")


def test_a_confirmed_application_follows_its_booth(
    stands: list[Stand], tea_house: Organization, owner: User, administrator: User
) -> None:
    booth = confirm_application(application=apply(stands[0], tea_house, owner), by=administrator)
    place_booth(booth=booth, stand=stands[2], by=administrator)
    assert (has(tea_house), state("T01"), state("T03")) == (("confirmed", "T03"), "free", "taken")
    clear_stand(booth=booth, by=administrator)
    assert (has(tea_house), state("T03")) == (("draft", None), "free")
    hold_stand(stand=stands[1], organization=tea_house)
    assert has(tea_house) == ("held", "T02")


@pytest.mark.parametrize("past", ["after", "archived"])
def test_a_closed_edition_takes_no_application_and_confirms_none(
    edition: Edition,
    stands: list[Stand],
    tea_house: Organization,
    pepper_garden: Organization,
    owner: User,
    administrator: User,
    past: str,
) -> None:
    sent = apply(stands[0], tea_house, owner)
    hold_stand(stand=stands[1], organization=pepper_garden)
    held = keep_words(edition=edition, organization=pepper_garden, shows="胡椒", needs="")
    Edition.objects.update(state=past)
    with pytest.raises(Refused, match="takes no bookings"):
        send_application(application=held, by=owner)
    with pytest.raises(Refused, match="takes no bookings"):
        confirm_application(application=sent, by=administrator)
    assert (has(tea_house), has(pepper_garden)) == (("applied", "T01"), ("held", "T02"))
    assert not Booth.objects.exists()
    decline_application(application=sent, reason="The fair is over.", by=administrator)
    assert (has(tea_house), state()) == (("declined", None), "free")


def test_in_a_closed_edition_the_clock_offers_nothing_and_asks_for_nothing(
    edition: Edition, stands: list[Stand], tea_house: Organization, pepper_garden: Organization, owner: User
) -> None:
    sent = apply(stands[0], tea_house, owner)
    wait_for(stand=stands[0], organization=pepper_garden)
    move_edition(edition=edition, to="after")
    withdraw_application(application=sent, by=owner)
    assert state() == "held"
    end_overdue()
    end_overdue()
    assert (state(), has(pepper_garden)) == ("free", ("draft", None))
    assert not Entry.objects.filter(action="stand.offered").exists()


def test_a_stand_laid_away_meanwhile_stops_no_clock(
    stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    gone = stands[3].pk
    lay_out(hall=stands[0].hall, stands=in_rows(3))
    assert offer(gone) is None
    assert not Stand.objects.filter(pk=gone).exists()


def test_waiting_ends_where_one_has_no_wish_and_only_ones_own(
    stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    Stand.objects.filter(code__in=["T01", "T02"]).update(state="taken")
    for waits in (tea_house, pepper_garden):
        for stand in stands[:2]:
            wait_for(stand=stand, organization=waits)
    stop_waiting(stand=stands[0], organization=tea_house)
    left = StandWish.objects.order_by("stand__code").values_list("stand__code", "application__organization")
    assert list(left) == [("T01", pepper_garden.pk), ("T02", tea_house.pk), ("T02", pepper_garden.pk)]


@pytest.mark.parametrize(
    "typed", ["  六堡茶\r\n", "六\x00堡茶", "x" * (LONGEST + 9)], ids=["space", "NUL", "too long"]
)
def test_words_are_kept_clean_and_bounded(edition: Edition, tea_house: Organization, typed: str) -> None:
    kept = keep_words(edition=edition, organization=tea_house, shows=typed, needs=typed)
    assert kept.shows == kept.needs
    assert kept.shows in {"六堡茶", "x" * LONGEST}
    again = keep_words(edition=edition, organization=tea_house, shows="", needs="")
    assert (again.pk, again.shows, again.state) == (kept.pk, "", "draft")


@pytest.mark.parametrize("now", ["draft", "held", "offered", "confirmed", "declined"])
def test_only_what_is_before_the_organizer_is_decided(
    stands: list[Stand], tea_house: Organization, owner: User, administrator: User, now: str
) -> None:
    sent = apply(stands[0], tea_house, owner)
    StandApplication.objects.filter(pk=sent.pk).update(state=now)
    label = str(StandApplication.State(now).label)
    for decide in (
        lambda: confirm_application(application=sent, by=administrator),
        lambda: decline_application(application=sent, reason="No room.", by=administrator),
    ):
        with pytest.raises(MoveRefused, match=label):
            decide()
    kept = StandApplication.objects.get(pk=sent.pk)
    assert (kept.state, kept.reason, kept.decided_by, state()) == (now, "", None, "held")
    assert not Notice.objects.filter(kind="fair.stand").exists()
