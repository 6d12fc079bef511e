"""Requests are answered by the side whose turn it is; an agreed time is both sides'; each move is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from catalog.notices.models import Notice
from expo.meetings.models import Appointment, Side, TakenQuarter
from expo.meetings.refusals import Taken
from expo.meetings.selectors.hours import free_starts
from expo.meetings.services import deciding
from portal.accounts.models import User
from tests.expo.meetings.conftest import NOW, TEN_IN_BANGKOK, Asking, Clock, seen

pytestmark = pytest.mark.django_db

State = Appointment.State
BUYER, EXHIBITOR = Side.BUYER, Side.EXHIBITOR
LATER = TEN_IN_BANGKOK + timedelta(minutes=30)
QUARTER = timedelta(minutes=15)


def taken() -> set[tuple[int, datetime]]:
    return set(TakenQuarter.objects.values_list("party_id", "begins_at"))


def accepted(appointment: Appointment) -> Appointment:
    return deciding.accept(seen=seen(appointment, EXHIBITOR), place_kind="phone")


def told() -> list[tuple[str, str]]:
    return [(one.recipient.email, one.values["event"]) for one in Notice.objects.order_by("created_at", "pk")]


def test_accepting_takes_the_time_of_both(
    request_of_nok: Appointment, house: Organization, shop: Organization
) -> None:
    agreed = accepted(request_of_nok)
    assert (agreed.state, agreed.awaits, agreed.sequence) == (State.ACCEPTED, "", 1)
    assert (agreed.place_kind, agreed.place) == ("phone", "+86 771 555 0100")
    begins = TEN_IN_BANGKOK
    assert taken() == {(party.pk, moment) for party in (house, shop) for moment in (begins, begins + QUARTER)}
    free = free_starts(organization_id=house.pk, minutes=15, since=NOW, until=NOW + timedelta(days=30))
    assert not {begins, begins + QUARTER} & set(free)
    assert ("nok@example.com", "accepted") in told()


def test_the_second_of_two_requests_for_one_time_is_refused_with_words(
    request_of_nok: Appointment, asking: Asking, other_shop: Organization, lan: User
) -> None:
    second = asking(LATER - QUARTER, buyer=other_shop, by=lan)
    accepted(request_of_nok)
    before = taken()
    with pytest.raises(Taken, match="The exhibitor has another meeting at that time") as refused:
        accepted(second)
    assert refused.value.whose == EXHIBITOR
    second.refresh_from_db()
    assert (second.state, second.sequence, second.awaits) == (State.WAITING, 0, EXHIBITOR)
    assert taken() == before


def test_a_buyer_is_not_promised_to_two_exhibitors(
    request_of_nok: Appointment, shop: Organization, pepper_garden: Organization
) -> None:
    elsewhere = Appointment.objects.create(
        exhibitor=pepper_garden,
        buyer=shop,
        purpose="Pepper",
        language="th",
        begins_at=TEN_IN_BANGKOK + QUARTER,
        minutes=15,
        buyer_zone="Asia/Bangkok",
        exhibitor_zone="Asia/Phnom_Penh",
        awaits=BUYER,
        place_kind="phone",
        place="+855 1",
    )
    deciding.accept(seen=seen(elsewhere, BUYER))
    with pytest.raises(Taken, match="The buyer has another meeting"):
        accepted(request_of_nok)


def test_only_the_side_whose_turn_it_is_answers(request_of_nok: Appointment) -> None:
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.accept(seen=seen(request_of_nok, BUYER))
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.withdraw(seen=seen(request_of_nok, EXHIBITOR))


def test_what_was_seen_must_still_be_so(request_of_nok: Appointment) -> None:
    old = seen(request_of_nok, EXHIBITOR)
    deciding.withdraw(seen=seen(request_of_nok, BUYER))
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.accept(seen=old, place_kind="phone")
    assert not TakenQuarter.objects.exists()


def test_nothing_is_agreed_without_a_place(request_of_nok: Appointment, house: Organization) -> None:
    for kind in ("", "stand"):
        with pytest.raises(ValidationError) as refused:
            deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind=kind)
        assert list(refused.value.message_dict) == ["place_kind"]
    request_of_nok.refresh_from_db()
    assert request_of_nok.state == State.WAITING


def test_nothing_is_agreed_after_its_time(request_of_nok: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK)
    with pytest.raises(ValidationError, match="has passed"):
        accepted(request_of_nok)
    assert not TakenQuarter.objects.exists()


def test_declining_needs_a_reason_and_tells_it(request_of_nok: Appointment) -> None:
    with pytest.raises(ValidationError) as refused:
        deciding.decline(seen=seen(request_of_nok, EXHIBITOR), reason=" ")
    assert list(refused.value.message_dict) == ["reason"]
    deciding.decline(seen=seen(request_of_nok, EXHIBITOR), reason="We are travelling.")
    notice = Notice.objects.get(recipient__email="nok@example.com")
    assert (notice.values["event"], notice.values["reason"]) == ("declined", "We are travelling.")


def test_another_time_is_proposed_back_and_forth(request_of_nok: Appointment) -> None:
    evening = datetime(2026, 9, 17, 11, 0, tzinfo=UTC)  # outside the hours that are offered
    deciding.propose(seen=seen(request_of_nok, EXHIBITOR), begins_at=evening, place_kind="link")
    request_of_nok.refresh_from_db()
    assert (request_of_nok.awaits, request_of_nok.begins_at) == (BUYER, evening)
    with pytest.raises(ValidationError, match="does not receive at that time"):
        deciding.propose(seen=seen(request_of_nok, BUYER), begins_at=evening + QUARTER)
    deciding.propose(seen=seen(request_of_nok, BUYER), begins_at=LATER)
    agreed = deciding.accept(seen=seen(request_of_nok, EXHIBITOR))
    assert (agreed.begins_at, agreed.place) == (LATER, "https://meet.example.com/tea")
    assert agreed.sequence == 3
    assert told() == [
        ("wei@example.com", "asked"),
        ("nok@example.com", "proposed"),
        ("wei@example.com", "proposed"),
        ("nok@example.com", "accepted"),
    ]


def test_an_exhibitor_proposes_with_a_place(request_of_nok: Appointment) -> None:
    with pytest.raises(ValidationError) as refused:
        deciding.propose(seen=seen(request_of_nok, EXHIBITOR), begins_at=LATER)
    assert list(refused.value.message_dict) == ["place_kind"]


@pytest.mark.parametrize(
    ("begins_at", "words"),
    [
        (TEN_IN_BANGKOK + timedelta(minutes=5), "full quarter"),
        (TEN_IN_BANGKOK + timedelta(seconds=1), "full quarter"),
        (NOW, "has passed"),
    ],
)
def test_times_nobody_can_meet_at_are_refused(
    request_of_nok: Appointment, begins_at: datetime, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        deciding.propose(seen=seen(request_of_nok, EXHIBITOR), begins_at=begins_at, place_kind="phone")


def test_moving_gives_the_old_time_back(
    request_of_nok: Appointment, house: Organization, shop: Organization
) -> None:
    accepted(request_of_nok)
    moved = deciding.move(seen=seen(request_of_nok, BUYER), begins_at=TEN_IN_BANGKOK + QUARTER)
    assert (moved.state, moved.sequence) == (State.ACCEPTED, 2)
    assert taken() == {
        (party.pk, moment)
        for party in (house, shop)
        for moment in (TEN_IN_BANGKOK + QUARTER, TEN_IN_BANGKOK + 2 * QUARTER)
    }
    assert told()[-1] == ("wei@example.com", "moved")


def test_moving_onto_another_meeting_changes_nothing(
    request_of_nok: Appointment, asking: Asking, other_shop: Organization, lan: User
) -> None:
    accepted(request_of_nok)
    second = asking(LATER, buyer=other_shop, by=lan)
    accepted(second)
    before = taken()
    with pytest.raises(Taken, match="The exhibitor has another meeting"):
        deciding.move(seen=seen(second, EXHIBITOR), begins_at=TEN_IN_BANGKOK + QUARTER)
    second.refresh_from_db()
    assert (second.begins_at, second.sequence) == (LATER, 1)
    assert taken() == before


def test_calling_off_gives_the_time_back_and_says_why(request_of_nok: Appointment) -> None:
    accepted(request_of_nok)
    with pytest.raises(ValidationError, match="Give a reason"):
        deciding.cancel(seen=seen(request_of_nok, BUYER), reason="")
    off = deciding.cancel(seen=seen(request_of_nok, BUYER), reason="The flight was moved.")
    assert (off.state, off.sequence) == (State.CANCELLED, 2)
    assert taken() == set()
    assert told()[-1] == ("wei@example.com", "cancelled")


def test_a_meeting_that_has_begun_is_not_called_off_but_marked(
    request_of_nok: Appointment, clock: Clock
) -> None:
    accepted(request_of_nok)
    with pytest.raises(ValidationError, match="has not begun"):
        deciding.mark_absent(seen=seen(request_of_nok, EXHIBITOR))
    clock(TEN_IN_BANGKOK + QUARTER)
    with pytest.raises(ValidationError, match="has passed"):
        deciding.cancel(seen=seen(request_of_nok, EXHIBITOR), reason="Nobody came.")
    marked = deciding.mark_absent(seen=seen(request_of_nok, EXHIBITOR))
    assert marked.absent == BUYER


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.CANCELLED])
def test_what_came_to_nothing_stays_so(request_of_nok: Appointment, state: str) -> None:
    Appointment.objects.update(state=state, awaits="")
    for side in Side:
        with pytest.raises(ValidationError, match="changed meanwhile"):
            deciding.accept(seen=seen(request_of_nok, Side(side)), place_kind="phone")
        with pytest.raises(ValidationError, match="changed meanwhile"):
            deciding.move(seen=seen(request_of_nok, Side(side)), begins_at=LATER)
