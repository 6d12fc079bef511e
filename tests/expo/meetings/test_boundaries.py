"""Where deciding ends: whose word counts, the last letter of a reason, the last minute, a stale page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from catalog.notices.models import Notice
from expo.meetings.models import Appointment, MeetingReminder, Side, TakenQuarter
from expo.meetings.refusals import Taken
from expo.meetings.services import deciding
from expo.meetings.services.asking import LONGEST_PURPOSE, MOST_WAITING
from expo.meetings.services.deciding import LONGEST_REASON, Seen
from expo.meetings.services.hours import save_terms
from portal.accounts.models import User
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, Asking, Clock, seen

pytestmark = pytest.mark.django_db

BUYER, EXHIBITOR = Side.BUYER, Side.EXHIBITOR
QUARTER, SECOND = timedelta(minutes=15), timedelta(seconds=1)
Move = Callable[[Seen], Appointment]


@pytest.fixture
def agreed(request_of_nok: Appointment) -> Appointment:
    return deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind="phone")


def as_it_is(appointment: Appointment) -> tuple[object, ...]:
    """Return everything that a refused move must leave alone."""
    fresh = Appointment.objects.get(pk=appointment.pk)
    taken = sorted(TakenQuarter.objects.values_list("party_id", "begins_at"))
    moves = (fresh.state, fresh.awaits, fresh.sequence, fresh.begins_at, fresh.place, fresh.reason)
    return (*moves, taken, Notice.objects.count(), MeetingReminder.objects.count())


MOVES: dict[str, Move] = {
    "accept": lambda one: deciding.accept(seen=one, place_kind="link"),
    "decline": lambda one: deciding.decline(seen=one, reason="No."),
    "propose": lambda one: deciding.propose(seen=one, begins_at=TEN_IN_BANGKOK + QUARTER, place_kind="phone"),
    "withdraw": lambda one: deciding.withdraw(seen=one),
    "move": lambda one: deciding.move(seen=one, begins_at=TEN_IN_BANGKOK + QUARTER),
    "cancel": lambda one: deciding.cancel(seen=one, reason="No."),
}


@pytest.mark.parametrize("side", [BUYER, EXHIBITOR])
@pytest.mark.parametrize("move", ["accept", "decline", "propose", "withdraw"])
def test_what_is_agreed_is_not_answered_any_more(agreed: Appointment, side: Side, move: str) -> None:
    before = as_it_is(agreed)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        MOVES[move](seen(agreed, side))
    assert as_it_is(agreed) == before


@pytest.mark.parametrize("move", ["move", "cancel"])
def test_what_waits_is_neither_moved_nor_called_off(request_of_nok: Appointment, move: str) -> None:
    before = as_it_is(request_of_nok)
    for side in (BUYER, EXHIBITOR):
        with pytest.raises(ValidationError, match="changed meanwhile"):
            MOVES[move](seen(request_of_nok, side))
    assert as_it_is(request_of_nok) == before


@pytest.mark.parametrize("move", ["move", "cancel"])
@pytest.mark.parametrize("off", [-1, 1, 2**31 - 1])
def test_a_page_of_another_moment_decides_nothing(agreed: Appointment, move: str, off: int) -> None:
    before = as_it_is(agreed)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        MOVES[move](Seen(agreed, BUYER, agreed.sequence + off))
    assert as_it_is(agreed) == before


@pytest.mark.parametrize(
    ("length", "is_fine"), [(1, True), (LONGEST_REASON, True), (LONGEST_REASON + 1, False), (0, False)]
)
def test_a_reason_has_a_first_and_a_last_letter(agreed: Appointment, length: int, is_fine: bool) -> None:
    said = "理" * length
    if is_fine:
        assert deciding.cancel(seen=seen(agreed, EXHIBITOR), reason=f"  {said}\n").reason == said
        return
    before = as_it_is(agreed)
    with pytest.raises(ValidationError) as refused:
        deciding.cancel(seen=seen(agreed, EXHIBITOR), reason=f"  {said}\n")
    assert list(refused.value.message_dict) == ["reason"]
    assert str(LONGEST_REASON) in refused.value.messages[0]
    assert as_it_is(agreed) == before


@pytest.mark.parametrize(("length", "is_fine"), [(LONGEST_PURPOSE, True), (LONGEST_PURPOSE + 1, False)])
def test_a_purpose_has_a_last_letter(asking: Asking, length: int, is_fine: bool) -> None:
    if is_fine:
        assert len(asking(purpose=f" {'茶' * length} ").purpose) == length
    else:
        with pytest.raises(ValidationError, match=str(LONGEST_PURPOSE)):
            asking(purpose="茶" * length)


@pytest.mark.parametrize("side", [BUYER, EXHIBITOR])
@pytest.mark.parametrize("move", ["move", "cancel"])
def test_the_last_second_before_it_begins_is_early_enough(
    agreed: Appointment, clock: Clock, side: Side, move: str
) -> None:
    clock(TEN_IN_BANGKOK - SECOND)
    assert MOVES[move](seen(agreed, side)).sequence == agreed.sequence + 1
    assert bool(TakenQuarter.objects.exists()) is (move == "move")


def test_a_request_is_agreed_to_until_its_first_second(request_of_nok: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK - SECOND)
    assert MOVES["accept"](seen(request_of_nok, EXHIBITOR)).state == "accepted"
    assert not MeetingReminder.objects.exists()


def test_a_buyer_does_not_say_where_it_is(request_of_nok: Appointment) -> None:
    deciding.propose(seen=seen(request_of_nok, EXHIBITOR), begins_at=TEN_IN_BANGKOK, place_kind="phone")
    agreed = deciding.accept(seen=seen(request_of_nok, BUYER), place_kind="link")
    assert (agreed.place_kind, agreed.place) == ("phone", "+86 771 555 0100")


def test_a_place_that_is_gone_is_not_agreed_on(request_of_nok: Appointment, house: Organization) -> None:
    save_terms(organization=house, time_zone="Asia/Shanghai", phone="  ")
    before = as_it_is(request_of_nok)
    for kind in ("phone", "link", "stand", "somewhere"):
        with pytest.raises(ValidationError) as refused:
            deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind=kind)
        assert "not known yet" in refused.value.message_dict["place_kind"][0]
    assert as_it_is(request_of_nok) == before


def test_an_exhibitor_moves_beyond_its_hours_a_buyer_does_not(agreed: Appointment) -> None:
    evening = TEN_IN_BANGKOK + timedelta(hours=8)
    before = as_it_is(agreed)
    with pytest.raises(ValidationError, match="does not receive at that time"):
        deciding.move(seen=seen(agreed, BUYER), begins_at=evening)
    assert as_it_is(agreed) == before
    assert deciding.move(seen=seen(agreed, EXHIBITOR), begins_at=evening).begins_at == evening


@pytest.mark.parametrize("quarters", [-1, 0, 1])
def test_a_meeting_is_not_in_its_own_way(agreed: Appointment, quarters: int) -> None:
    moved = deciding.move(seen=seen(agreed, EXHIBITOR), begins_at=TEN_IN_BANGKOK + quarters * QUARTER)
    begins = set(TakenQuarter.objects.values_list("begins_at", flat=True))
    assert begins == {moved.begins_at, moved.begins_at + QUARTER}
    assert TakenQuarter.objects.count() == 4


@pytest.mark.parametrize(
    ("quarters", "is_free"), [(-2, True), (-1, False), (0, False), (1, False), (2, True)]
)
def test_meetings_may_touch_and_not_overlap(
    agreed: Appointment, asking: Asking, other_shop: Organization, lan: User, quarters: int, is_free: bool
) -> None:
    beside = asking(TEN_IN_BANGKOK + quarters * QUARTER, buyer=other_shop, by=lan)
    if is_free:
        deciding.accept(seen=seen(beside, EXHIBITOR), place_kind="phone")
        assert TakenQuarter.objects.count() == 8
    else:
        with pytest.raises(Taken, match="The exhibitor has another meeting"):
            deciding.accept(seen=seen(beside, EXHIBITOR), place_kind="phone")
        assert TakenQuarter.objects.count() == 4


def test_requests_that_nobody_answered_in_time_count_no_more(asking: Asking, clock: Clock) -> None:
    for number in range(MOST_WAITING):
        asking(TEN_IN_BANGKOK - (number + 1) * QUARTER, minutes=15)
    with pytest.raises(ValidationError, match="Withdraw one first"):
        asking()
    # The first of them has begun: nobody waits for it any more.
    clock(TEN_IN_BANGKOK - MOST_WAITING * QUARTER)
    assert asking().state == "waiting"


def test_what_was_given_back_is_taken_by_the_next(
    agreed: Appointment, asking: Asking, other_shop: Organization, lan: User
) -> None:
    second = asking(buyer=other_shop, by=lan)
    deciding.cancel(seen=seen(agreed, BUYER), reason="The flight was moved.")
    deciding.accept(seen=seen(second, EXHIBITOR), place_kind="phone")
    parties = set(TakenQuarter.objects.values_list("party_id", flat=True))
    assert parties == {second.buyer_id, second.exhibitor_id}
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.move(seen=seen(agreed, BUYER), begins_at=TEN_IN_BANGKOK + QUARTER)
