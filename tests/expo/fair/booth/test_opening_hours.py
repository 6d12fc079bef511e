"""Opening hours: by the booth's own clock, in every zone of the fair, and what of them is refused."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalog.merchants.models import Organization
from expo.fair.clocks import instant
from expo.fair.models import Booth, BoothHours
from expo.fair.refusals import Refused
from expo.fair.selectors.staffing import attendance, zone_of
from expo.fair.services import staffing
from expo.fair.services.booths import save_booth
from expo.fair.services.staffing import open_hours
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
DAY = date(2026, 9, 17)


def opened(booth: Booth, **given: object) -> list[BoothHours]:
    fields = {"first": DAY, "last": DAY, "opens": time(9), "closes": time(17), "now": LONG_BEFORE}
    return open_hours(booth=booth, **(fields | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Asia/Shanghai", 1.0),
        ("Asia/Yangon", 2.5),
        ("Asia/Dili", 0.0),
        ("Asia/Bangkok", 2.0),
        ("Asia/Jayapura", 0.0),
        ("Asia/Kathmandu", 3.25),
        ("Europe/London", 8.0),
        ("America/New_York", 13.0),
        ("Pacific/Kiritimati", -5.0),
        ("Pacific/Pago_Pago", 20.0),
        ("UTC", 9.0),
    ],
)
def test_nine_on_the_wall_is_that_moment(zone: str, hour: float) -> None:
    midnight = datetime(2026, 9, 17, tzinfo=UTC)
    moment = instant(DAY, time(9), zone)
    assert moment == midnight + timedelta(hours=hour)
    assert moment.tzinfo is UTC
    assert moment.astimezone(ZoneInfo(zone)).time() == time(9)


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        (date(2026, 3, 29), time(1, 0), "Europe/London"),
        (date(2026, 3, 29), time(1, 59), "Europe/London"),
        (date(2026, 3, 8), time(2, 30), "America/New_York"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe"),
        (date(2011, 12, 30), time(12), "Pacific/Apia"),
    ],
)
def test_an_hour_that_never_comes_is_refused_by_name(day: date, clock: time, zone: str) -> None:
    with pytest.raises(Refused) as told:
        instant(day, clock, zone)
    for part in (f"{clock:%H:%M}", day.isoformat(), zone, "leave it out"):
        assert part in str(told.value)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        (date(2026, 10, 25), time(1, 30), "Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 11, 1), time(1, 30), "America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 59), "Europe/London", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), "Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_of_an_hour_that_comes_twice_the_first_is_meant(
    day: date, clock: time, zone: str, moment: datetime
) -> None:
    assert instant(day, clock, zone) == moment


def test_hours_on_both_sides_of_a_clock_change_are_the_same_on_the_wall(booth: Booth) -> None:
    booth.time_zone = "Europe/London"
    made = opened(booth, first=date(2026, 10, 24), last=date(2026, 10, 26), opens=time(0, 30), closes=time(3))
    london = ZoneInfo("Europe/London")
    assert {one.starts_at.astimezone(london).time() for one in made} == {time(0, 30)}
    assert {one.ends_at.astimezone(london).time() for one in made} == {time(3)}
    lengths = [one.ends_at - one.starts_at for one in made]
    assert lengths == [timedelta(hours=2.5), timedelta(hours=3.5), timedelta(hours=2.5)]


@pytest.mark.parametrize(("days", "fits"), [(1, True), (31, True), (32, False)])
def test_a_month_of_days_is_the_most_at_once(booth: Booth, days: int, fits: bool) -> None:
    last = DAY + timedelta(days=days - 1)
    if fits:
        assert len(opened(booth, last=last)) == days
    else:
        with pytest.raises(Refused, match="at most 31 days"):
            opened(booth, last=last)
    assert BoothHours.objects.count() == (days if fits else 0)


def test_a_booth_opens_only_so_often_and_nothing_is_kept_of_what_is_too_much(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing, "MOST_HOURS", 3)
    opened(booth, last=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="at most 3 times"):
        opened(booth, first=DAY + timedelta(days=5), last=DAY + timedelta(days=6))
    assert BoothHours.objects.count() == 2
    opened(booth, first=DAY + timedelta(days=5), last=DAY + timedelta(days=5))
    assert BoothHours.objects.count() == 3


@pytest.mark.parametrize(
    ("opens", "closes", "clashes"),
    [
        (time(7), time(9), False),
        (time(7), time(9, 1), True),
        (time(9), time(17), True),
        (time(10), time(11), True),
        (time(8), time(18), True),
        (time(16, 59), time(18), True),
        (time(17), time(18), False),
    ],
)
def test_hours_may_touch_but_not_overlap(booth: Booth, opens: time, closes: time, clashes: bool) -> None:
    opened(booth)
    if clashes:
        with pytest.raises(Refused, match="2026-09-17 at that time already"):
            opened(booth, opens=opens, closes=closes)
    else:
        opened(booth, opens=opens, closes=closes)
    assert BoothHours.objects.count() == (1 if clashes else 2)


@pytest.mark.parametrize(
    ("zone", "opens"),
    [("Asia/Shanghai", time(7)), ("Pacific/Kiritimati", time(9)), ("Pacific/Pago_Pago", time(20))],
)
def test_the_day_that_is_refused_is_that_of_the_booth(booth: Booth, zone: str, opens: time) -> None:
    booth.time_zone = zone
    opened(booth, opens=opens, closes=time(21))
    with pytest.raises(Refused, match="2026-09-17 at that time already"):
        opened(booth, first=DAY - timedelta(days=1), last=DAY, opens=opens, closes=time(21))


def test_one_day_of_several_that_overlaps_keeps_all_from_being_written(booth: Booth) -> None:
    opened(booth, first=date(2026, 9, 19), last=date(2026, 9, 19))
    with pytest.raises(Refused, match="2026-09-19"):
        opened(booth, last=date(2026, 9, 21))
    assert BoothHours.objects.count() == 1


def test_hours_of_another_booth_are_no_hindrance(booth: Booth, pepper_garden: Organization) -> None:
    other = Booth.objects.create(edition=booth.edition, organization=pepper_garden, slug="pepper")
    opened(booth)
    assert len(opened(other)) == 1


@pytest.mark.parametrize(
    ("now", "taken"),
    [
        (datetime(2026, 9, 17, 0, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 9, 17, 1, 0, tzinfo=UTC), True),
        (datetime(2026, 9, 17, 1, 0, 1, tzinfo=UTC), False),
        (datetime(2026, 9, 20, tzinfo=UTC), False),
    ],
)
def test_hours_begin_now_or_later(booth: Booth, now: datetime, taken: bool) -> None:
    if taken:
        assert opened(booth, now=now)
    else:
        with pytest.raises(Refused, match="Begin later"):
            opened(booth, now=now)


def test_hours_without_a_pause_are_one_stretch_to_a_visitor(booth: Booth) -> None:
    opened(booth)
    opened(booth, opens=time(17), closes=time(19))
    opened(booth, opens=time(19, 30), closes=time(20))
    noon = datetime(2026, 9, 17, 4, tzinfo=UTC)
    told = attendance([booth.pk], noon)[booth.pk]
    assert told.open_until == datetime(2026, 9, 17, 11, tzinfo=UTC)
    assert told.next == (datetime(2026, 9, 17, 11, 30, tzinfo=UTC), datetime(2026, 9, 17, 12, tzinfo=UTC))
    before = attendance([booth.pk], noon - timedelta(hours=6))[booth.pk]
    assert before.next == (datetime(2026, 9, 17, 1, tzinfo=UTC), datetime(2026, 9, 17, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("country", "chosen", "zone"),
    [
        ("CN", "", "Asia/Shanghai"),
        ("MM", "", "Asia/Yangon"),
        ("TL", "", "Asia/Dili"),
        ("ID", "", "Asia/Jakarta"),
        ("ID", "Asia/Jayapura", "Asia/Jayapura"),
        ("MM", "Europe/London", "Europe/London"),
    ],
)
def test_a_booth_keeps_the_clock_it_chose_or_its_countrys(
    booth: Booth, country: str, chosen: str, zone: str
) -> None:
    Organization.objects.filter(pk=booth.organization_id).update(country=country)
    found = Booth.objects.select_related("organization__country").get(pk=booth.pk)
    found.time_zone = chosen
    assert zone_of(found) == zone


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "asia/shanghai", "+08:00", "../etc/passwd", "Asia/Shanghai "]
)
def test_a_clock_that_is_none_is_not_kept(booth: Booth, owner: User, zone: str) -> None:
    with pytest.raises(Refused, match="no such time zone"):
        save_booth(booth=booth, texts={"headline": "x"}, time_zone=zone, banner=None, revision=0, by=owner)
    booth.refresh_from_db()
    assert (booth.time_zone, booth.revision) == ("", 0)
    assert opened(booth)
