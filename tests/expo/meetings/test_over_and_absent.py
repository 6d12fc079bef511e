"""Once begun, a meeting is moved and called off no more; who did not come is noted once, by one side."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import add_member
from expo.fair import feeds
from expo.meetings import showing
from expo.meetings.models import Appointment, Side, TakenQuarter
from expo.meetings.selectors import meetings
from expo.meetings.services import deciding
from portal.accounts.models import User
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, Asking, Browser, Clock, seen
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

BUYER, EXHIBITOR = Side.BUYER, Side.EXHIBITOR
MINUTE = timedelta(minutes=1)


@pytest.fixture
def agreed(request_of_nok: Appointment) -> Appointment:
    return deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind="phone")


@pytest.mark.parametrize("side", [BUYER, EXHIBITOR])
def test_nobody_is_absent_before_the_time(agreed: Appointment, clock: Clock, side: Side) -> None:
    clock(TEN_IN_BANGKOK - MINUTE)
    with pytest.raises(ValidationError, match="has not begun yet"):
        deciding.mark_absent(seen=seen(agreed, side))
    clock(TEN_IN_BANGKOK)
    marked = deciding.mark_absent(seen=seen(agreed, side))
    assert marked.absent == deciding.other(side)


def test_a_word_about_absence_is_not_turned_around(agreed: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK + MINUTE)
    deciding.mark_absent(seen=seen(agreed, EXHIBITOR))
    for side in Side:
        with pytest.raises(ValidationError, match="changed meanwhile"):
            deciding.mark_absent(seen=seen(agreed, Side(side)))
    agreed.refresh_from_db()
    assert (agreed.absent, agreed.sequence) == (BUYER, 2)


def test_of_two_who_note_each_other_at_once_the_first_counts(agreed: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK + MINUTE)
    mine, theirs = seen(agreed, BUYER), seen(agreed, EXHIBITOR)
    deciding.mark_absent(seen=mine)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.mark_absent(seen=theirs)
    agreed.refresh_from_db()
    assert agreed.absent == EXHIBITOR


@pytest.mark.parametrize("state", ["waiting", "declined", "withdrawn", "cancelled"])
def test_only_who_had_agreed_can_be_absent(request_of_nok: Appointment, clock: Clock, state: str) -> None:
    Appointment.objects.update(state=state)
    clock(TEN_IN_BANGKOK + MINUTE)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        deciding.mark_absent(seen=seen(request_of_nok, EXHIBITOR))


@pytest.mark.parametrize("side", [BUYER, EXHIBITOR])
def test_a_meeting_that_has_begun_is_not_moved(agreed: Appointment, clock: Clock, side: Side) -> None:
    before = set(TakenQuarter.objects.values_list("party", "begins_at"))
    clock(TEN_IN_BANGKOK)
    with pytest.raises(ValidationError, match="has passed"):
        deciding.move(seen=seen(agreed, side), begins_at=TEN_IN_BANGKOK + timedelta(minutes=30))
    agreed.refresh_from_db()
    assert (agreed.begins_at, agreed.sequence) == (TEN_IN_BANGKOK, 1)
    assert set(TakenQuarter.objects.values_list("party", "begins_at")) == before


def test_what_may_be_done_follows_state_side_and_time(request_of_nok: Appointment, clock: Clock) -> None:
    def moves() -> tuple[set[str], set[str]]:
        fresh = Appointment.objects.get()
        return showing.moves(fresh, BUYER), showing.moves(fresh, EXHIBITOR)

    answers = {"accept", "decline", "propose"}
    assert moves() == ({"withdraw"}, answers)
    deciding.propose(
        seen=seen(request_of_nok, EXHIBITOR),
        begins_at=TEN_IN_BANGKOK + timedelta(minutes=15),
        place_kind="phone",
    )
    assert moves() == (answers, {"withdraw"})
    clock(TEN_IN_BANGKOK + timedelta(minutes=15))
    assert moves() == (set(), set())
    clock(TEN_IN_BANGKOK)
    deciding.accept(seen=seen(request_of_nok, BUYER))
    assert moves() == ({"move", "cancel"}, {"move", "cancel"})
    clock(TEN_IN_BANGKOK + timedelta(minutes=15))
    assert moves() == ({"absent"}, {"absent"})
    deciding.mark_absent(seen=seen(request_of_nok, BUYER))
    assert moves() == (set(), set())


def test_absence_is_noted_and_shown_by_the_pages(
    agreed: Appointment, house: Organization, browser_of: Browser, nok: User, wei: User, clock: Clock
) -> None:
    address = f"/en/desk/{house.slug}/meetings/{agreed.pk}/"
    clock(TEN_IN_BANGKOK + MINUTE)
    wei_reads = browser_of(wei)
    sent = wei_reads.post(address, {"do": "absent", "sequence": "1"})
    assert sent.status_code == 302
    for person, path in ((wei, address), (nok, f"/en/meetings/{agreed.pk}/")):
        page = page_of(browser_of(person).get(path))
        assert "Did not come: Buyer" in words(the(page, "main"))
        assert not page.select('input[name="do"]')


def test_a_request_nobody_answered_says_so(
    request_of_nok: Appointment, browser_of: Browser, nok: User, clock: Clock
) -> None:
    clock(TEN_IN_BANGKOK)
    page = page_of(browser_of(nok).get(f"/en/meetings/{request_of_nok.pk}/"))
    assert "Nobody answered in time" in words(the(page, "dl.facts").parent)  # type: ignore[arg-type]
    assert not page.select('input[name="do"]')


def test_lists_have_the_soonest_first_then_the_past_the_latest_first(
    asking: Asking, nok: User, clock: Clock
) -> None:
    quarter = timedelta(minutes=15)
    made = [asking(TEN_IN_BANGKOK + number * quarter, minutes=15) for number in (1, 0, 2)]
    begins = [one.begins_at for one in meetings.asked_by(nok)]
    assert begins == sorted(one.begins_at for one in made)
    clock(TEN_IN_BANGKOK + quarter)
    assert [one.begins_at for one in meetings.asked_by(nok)] == [
        TEN_IN_BANGKOK + 2 * quarter,
        TEN_IN_BANGKOK + quarter,
        TEN_IN_BANGKOK,
    ]


def test_who_leaves_an_organization_sees_its_meetings_no_more(
    agreed: Appointment, shop: Organization, house: Organization, nok: User, wei: User, lan: User
) -> None:
    assert meetings.for_buyer(appointment_id=agreed.pk, person=nok) == agreed
    assert meetings.for_buyer(appointment_id=agreed.pk, person=lan) is None
    add_member(organization=shop, user_id=lan.pk, role="finance")
    assert meetings.for_buyer(appointment_id=agreed.pk, person=lan) == agreed
    Membership.objects.filter(user__in=[nok.pk, wei.pk]).delete()
    assert meetings.for_buyer(appointment_id=agreed.pk, person=nok) is None
    assert meetings.asked_by(nok) == []
    for person in (nok, wei):
        assert feeds.entries_of(person, "en") == []


def test_a_meeting_is_its_own_exhibitors(
    agreed: Appointment, house: Organization, shop: Organization
) -> None:
    assert meetings.for_exhibitor(appointment_id=agreed.pk, organization_id=house.pk) == agreed
    assert meetings.for_exhibitor(appointment_id=agreed.pk, organization_id=shop.pk) is None
    assert meetings.for_exhibitor(appointment_id=uuid4(), organization_id=house.pk) is None


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("sales", 200), ("editor", 403), ("finance", 403)]
)
def test_only_who_answers_for_an_exhibitor_sees_its_meetings(
    agreed: Appointment, house: Organization, browser_of: Browser, lan: User, role: str, status: int
) -> None:
    add_member(organization=house, user_id=lan.pk, role=role)
    browser = browser_of(lan)
    for path in ("", f"{agreed.pk}/", f"{agreed.pk}/calendar.ics", "hours/"):
        assert browser.get(f"/en/desk/{house.slug}/meetings/{path}").status_code == status, path
