"""The demonstration's edition keeps up with the days: when it begins, and what moves with it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from expo.fair.models import Edition, Session, SessionSeat
from expo.meetings.models import Appointment, OpenQuarter
from portal.demo.fair.ground import first_day
from portal.demo.fair.opening import first_coming
from tests.portal.demo.fair.conftest import Fair, load

NANNING = ZoneInfo("Asia/Shanghai")


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> datetime:
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


def edition_of(begins: date) -> Edition:
    return Edition(slug="demo-23", number=23, begins_on=begins, ends_on=begins + timedelta(days=4))


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 9, 17), date(2026, 9, 17)),
        (date(2026, 9, 18), date(2026, 9, 17)),
        (date(2026, 9, 19), date(2026, 9, 19)),
        (date(2027, 3, 1), date(2027, 3, 1)),
        # Somebody put the edition off: it begins when they say.
        (date(2026, 9, 10), date(2026, 9, 17)),
    ],
)
def test_the_edition_begins_anew_once_its_programme_is_over(today: date, begins: date) -> None:
    assert first_day(edition_of(date(2026, 9, 17)), today) == begins


def test_without_an_edition_it_begins_today() -> None:
    assert first_day(None, date(2026, 11, 26)) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("now", "zone", "first"),
    [
        (datetime(2026, 9, 17, 0, 0, tzinfo=UTC), "Asia/Shanghai", date(2026, 9, 18)),
        (datetime(2026, 9, 17, 16, 30, tzinfo=UTC), "Asia/Shanghai", date(2026, 9, 19)),
        # The Myanmar clock is half an hour apart, and Dili an hour ahead of Nanning.
        (datetime(2026, 9, 17, 17, 15, tzinfo=UTC), "Asia/Yangon", date(2026, 9, 18)),
        (datetime(2026, 9, 17, 17, 45, tzinfo=UTC), "Asia/Yangon", date(2026, 9, 19)),
        (datetime(2026, 9, 17, 15, 15, tzinfo=UTC), "Asia/Dili", date(2026, 9, 19)),
        (datetime(2026, 9, 1, 0, 0, tzinfo=UTC), "Asia/Dili", date(2026, 9, 17)),
    ],
)
def test_availability_begins_on_the_first_day_of_which_nothing_has_passed(
    now: datetime, zone: str, first: date
) -> None:
    assert first_coming(edition_of(date(2026, 9, 17)), zone, now) == first


@pytest.mark.django_db
def test_three_days_later_everything_moves_to_that_day(fair: Fair, monkeypatch: pytest.MonkeyPatch) -> None:
    sequences = dict(Session.objects.values_list("slug", "sequence"))
    moment = later(monkeypatch, 3)
    told = load()
    today = moment.astimezone(NANNING).date()
    edition = Edition.objects.get(slug="demo-23")
    assert (edition.begins_on, edition.pk, edition.state) == (today, fair.edition.pk, "open")
    changed = {label for label, tally in told.items() if tally.changed}
    assert {"Editions", "Opening hours", "Sessions", "Meetings"} <= changed
    assert told["Booths"].same == 2
    assert told["Cards"].same == 2
    # Calendars follow: the same entry, with a higher sequence.
    for session in Session.objects.filter(edition=edition):
        assert session.begins_at.astimezone(NANNING).date() in {today, today + timedelta(days=1)}
        assert session.sequence == sequences[session.slug] + 1
    assert SessionSeat.objects.filter(state="seated").count() == 2
    for booth in edition.booths.all():
        ahead = booth.hours.filter(ends_at__gt=datetime.combine(today, time(0), NANNING))
        assert ahead.count() == 5
    assert OpenQuarter.objects.filter(begins_at__gt=moment).exists()
    assert Appointment.objects.filter(begins_at__gt=moment, state="accepted").exists()
    assert Edition.objects.get(slug="demo-22").begins_on == date(2025, 9, 17)


@pytest.mark.django_db
def test_the_day_after_nothing_moves(fair: Fair, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 1)
    told = load()
    assert told["Sessions"].same == 3
    assert told["Opening hours"].same == 2
    assert Edition.objects.get(slug="demo-23").begins_on == fair.edition.begins_on
