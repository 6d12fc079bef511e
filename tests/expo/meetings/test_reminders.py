"""Both sides are reminded a day and an hour before, once, of the time that holds."""

from datetime import timedelta

import pytest

from catalog.jobs.services import drain
from catalog.notices.models import Notice
from expo.meetings.models import Appointment, MeetingReminder, Side
from expo.meetings.services import deciding
from expo.meetings.services.reminding import REMINDERS
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, Clock, seen

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def agreed(request_of_nok: Appointment) -> Appointment:
    return deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")


def reminded() -> list[str]:
    found = Notice.objects.filter(kind="meetings.reminder").order_by("created_at", "recipient__email")
    return [one.recipient.email for one in found]


def test_both_sides_are_reminded_a_day_and_an_hour_before(agreed: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK - DAY - HOUR)
    drain(REMINDERS.name)
    assert reminded() == []
    clock(TEN_IN_BANGKOK - DAY)
    drain(REMINDERS.name)
    drain(REMINDERS.name)
    assert sorted(reminded()) == ["nok@example.com", "wei@example.com"]
    clock(TEN_IN_BANGKOK - HOUR)
    drain(REMINDERS.name)
    assert len(reminded()) == 4


def test_telling_again_tells_nobody_twice(agreed: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK - HOUR)
    drain(REMINDERS.name)
    count = len(reminded())
    MeetingReminder.objects.update(state="waiting")
    drain(REMINDERS.name)
    assert len(reminded()) == count


def test_a_meeting_that_was_moved_is_reminded_of_at_its_new_time(agreed: Appointment, clock: Clock) -> None:
    later = TEN_IN_BANGKOK + timedelta(minutes=30)
    deciding.move(seen=seen(agreed, Side.BUYER), begins_at=later)
    assert set(MeetingReminder.objects.values_list("due_at", flat=True)) == {later - DAY, later - HOUR}
    clock(later - HOUR)
    drain(REMINDERS.name)
    told = Notice.objects.filter(kind="meetings.reminder", recipient__email="nok@example.com").last()
    assert told is not None
    assert told.values["begins"] == later.isoformat()


def test_a_meeting_called_off_is_not_reminded_of(agreed: Appointment, clock: Clock) -> None:
    deciding.cancel(seen=seen(agreed, Side.BUYER), reason="The flight was moved.")
    assert not MeetingReminder.objects.exists()


def test_a_reminder_that_outlived_its_meeting_says_nothing(agreed: Appointment, clock: Clock) -> None:
    Appointment.objects.update(state=Appointment.State.CANCELLED)
    clock(TEN_IN_BANGKOK - HOUR)
    drain(REMINDERS.name)
    assert reminded() == []


def test_a_worker_that_comes_too_late_says_nothing(agreed: Appointment, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK + HOUR)
    drain(REMINDERS.name)
    assert reminded() == []
    assert set(MeetingReminder.objects.values_list("state", flat=True)) == {"done"}


def test_what_is_agreed_at_short_notice_is_reminded_of_once(
    request_of_nok: Appointment, clock: Clock
) -> None:
    clock(TEN_IN_BANGKOK - 2 * HOUR)
    deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")
    assert list(MeetingReminder.objects.values_list("due_at", flat=True)) == [TEN_IN_BANGKOK - HOUR]
