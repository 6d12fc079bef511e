"""Hours are opened on a grid of quarters by the exhibitor's clock, whichever clock that is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from expo.meetings.models import OpenQuarter
from expo.meetings.selectors.hours import clock_of, free_starts, open_days
from expo.meetings.services.hours import MOST_DAYS, Hours, open_hours, save_terms, shut_hours
from tests.expo.meetings.conftest import NOW, Asking, Clock

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 18)
HOUR = Hours(first=DAY, last=DAY, begins=time(10), ends=time(11))


def opened(organization: Organization) -> list[datetime]:
    return list(
        OpenQuarter.objects.filter(organization=organization)
        .order_by("begins_at")
        .values_list("begins_at", flat=True)
    )


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Shanghai", time(2, 0)),
        ("Asia/Yangon", time(3, 30)),
        ("Asia/Dili", time(1, 0)),
        ("Asia/Bangkok", time(3, 0)),
        ("Asia/Kathmandu", time(4, 15)),
    ],
)
def test_ten_by_their_clock_is_one_moment_everywhere(
    pepper_garden: Organization, clock: Clock, zone: str, utc: time
) -> None:
    assert open_hours(organization=pepper_garden, hours=HOUR, zone=zone) == 4
    first = datetime.combine(DAY, utc, tzinfo=UTC)
    assert opened(pepper_garden) == [first + number * timedelta(minutes=15) for number in range(4)]


def test_opening_the_same_hours_again_changes_nothing(pepper_garden: Organization, clock: Clock) -> None:
    open_hours(organization=pepper_garden, hours=HOUR, zone="Asia/Phnom_Penh")
    longer = replace(HOUR, ends=time(11, 30))
    assert open_hours(organization=pepper_garden, hours=longer, zone="Asia/Phnom_Penh") == 2
    assert open_hours(organization=pepper_garden, hours=longer, zone="Asia/Phnom_Penh") == 0
    assert len(opened(pepper_garden)) == 6


def test_only_some_weekdays(pepper_garden: Organization, clock: Clock) -> None:
    fortnight = replace(HOUR, last=DAY + timedelta(days=13), weekdays=(0, 4))
    assert open_hours(organization=pepper_garden, hours=fortnight, zone="Asia/Phnom_Penh") == 4 * 4
    days = open_days(organization_id=pepper_garden.pk, zone="Asia/Phnom_Penh")
    assert [one.day.weekday() for one in days] == [4, 0, 4, 0]


def test_an_evening_lasts_until_midnight(pepper_garden: Organization, clock: Clock) -> None:
    evening = replace(HOUR, begins=time(23), ends=time(0))
    assert open_hours(organization=pepper_garden, hours=evening, zone="Asia/Phnom_Penh") == 4
    (day,) = open_days(organization_id=pepper_garden.pk, zone="Asia/Phnom_Penh")
    assert day.day == DAY
    ((_begins, ends, taken),) = day.stretches
    assert ends.astimezone(ZoneInfo("Asia/Phnom_Penh")).date() == DAY + timedelta(days=1)
    assert taken == 0


def test_hours_that_are_past_stay_shut(pepper_garden: Organization, clock: Clock) -> None:
    today = replace(HOUR, first=NOW.date(), last=NOW.date())
    clock(datetime(2026, 9, 10, 3, 20, tzinfo=UTC))  # twenty past ten in Phnom Penh
    assert open_hours(organization=pepper_garden, hours=today, zone="Asia/Phnom_Penh") == 2
    clock(NOW)
    with pytest.raises(ValidationError, match="has passed"):
        open_hours(organization=pepper_garden, hours=today, zone="Asia/Phnom_Penh")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"begins": time(10, 10)}, "begins"),
        ({"ends": time(10, 50)}, "ends"),
        ({"ends": time(9)}, "ends"),
        ({"ends": time(10)}, "ends"),
        ({"last": DAY - timedelta(days=1)}, "last"),
        ({"last": DAY + timedelta(days=MOST_DAYS)}, "last"),
    ],
)
def test_hours_that_are_none_are_named_and_refused(
    pepper_garden: Organization, clock: Clock, change: dict[str, object], field: str
) -> None:
    wrong = replace(HOUR, **change)  # type: ignore[arg-type]
    with pytest.raises(ValidationError) as refused:
        open_hours(organization=pepper_garden, hours=wrong, zone="Asia/Bangkok")
    assert list(refused.value.message_dict) == [field]
    assert opened(pepper_garden) == []


def test_an_hour_the_clock_skips_is_refused_with_words(pepper_garden: Organization, clock: Clock) -> None:
    clock(datetime(2027, 3, 1, tzinfo=UTC))
    day = date(2027, 3, 28)  # at one in the morning the clocks of London go forward to two
    night = Hours(first=day, last=day, begins=time(1, 30), ends=time(4))
    with pytest.raises(ValidationError, match=r"there is no 1:30.*London: the clocks go forward"):
        open_hours(organization=pepper_garden, hours=night, zone="Europe/London")
    assert opened(pepper_garden) == []


@pytest.mark.parametrize(("day", "quarters"), [(date(2027, 3, 28), 12), (date(2026, 10, 25), 20)])
def test_a_night_on_which_the_clocks_change_has_its_own_length(
    pepper_garden: Organization, clock: Clock, day: date, quarters: int
) -> None:
    night = Hours(first=day, last=day, begins=time(0), ends=time(4))
    assert open_hours(organization=pepper_garden, hours=night, zone="Europe/London") == quarters
    moments = opened(pepper_garden)
    assert moments[-1] - moments[0] == timedelta(minutes=15 * (quarters - 1))


def test_shutting_hours_leaves_the_rest(pepper_garden: Organization, clock: Clock) -> None:
    open_hours(organization=pepper_garden, hours=HOUR, zone="Asia/Phnom_Penh")
    middle = replace(HOUR, begins=time(10, 15), ends=time(10, 45))
    assert shut_hours(organization=pepper_garden, hours=middle, zone="Asia/Phnom_Penh") == 2
    (day,) = open_days(organization_id=pepper_garden.pk, zone="Asia/Phnom_Penh")
    assert len(day.stretches) == 2


def test_what_is_free_holds_the_whole_meeting(house: Organization) -> None:
    begin = datetime(2026, 9, 17, 1, 0, tzinfo=UTC)
    span = {"since": NOW, "until": NOW + timedelta(days=30)}
    quarter = free_starts(organization_id=house.pk, minutes=15, **span)
    hour = free_starts(organization_id=house.pk, minutes=60, **span)
    assert (quarter[0], len(quarter)) == (begin, 12)
    assert (hour[0], len(hour)) == (begin, 9)
    assert hour[-1] == begin + timedelta(hours=2)


def test_what_is_past_is_not_free(house: Organization, clock: Clock) -> None:
    clock(datetime(2026, 9, 17, 2, 20, tzinfo=UTC))
    found = free_starts(organization_id=house.pk, minutes=15, since=NOW, until=NOW + timedelta(days=30))
    assert found[0] == datetime(2026, 9, 17, 2, 30, tzinfo=UTC)


def test_an_organization_goes_by_its_own_clock_else_by_its_countrys(
    pepper_garden: Organization, clock: Clock
) -> None:
    assert clock_of(pepper_garden) == "Asia/Phnom_Penh"
    save_terms(organization=pepper_garden, time_zone="Asia/Yangon")
    assert clock_of(pepper_garden) == "Asia/Yangon"


@pytest.mark.parametrize("link", ["http://meet.example.com/x", "javascript:alert(1)", "nowhere"])
def test_a_meeting_room_has_a_safe_address(pepper_garden: Organization, clock: Clock, link: str) -> None:
    with pytest.raises(ValidationError):
        save_terms(organization=pepper_garden, time_zone="Asia/Yangon", join_link=link)


def test_free_times_cost_two_queries(
    house: Organization, asking: Asking, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        free_starts(organization_id=house.pk, minutes=30, since=NOW, until=NOW + timedelta(days=30))
