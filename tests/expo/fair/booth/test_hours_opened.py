"""Opening hours are meant by the clock of the booth; those that cannot be are refused with words."""

from datetime import UTC, date, datetime, time

import pytest

from catalog.merchants.models import Organization
from expo.fair.models import Booth, BoothHours
from expo.fair.refusals import Refused
from expo.fair.selectors.staffing import zone_of
from expo.fair.services.staffing import (
    close_hours,
)
from tests.expo.fair.booth.hours import opened

pytestmark = pytest.mark.django_db


def test_hours_are_meant_by_the_clock_of_the_booth(booth: Booth) -> None:
    made = opened(booth)
    assert [hours.starts_at for hours in made] == [
        datetime(2026, 9, 17, 1, tzinfo=UTC),
        datetime(2026, 9, 18, 1, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("country", "zone", "first"),
    [
        ("MM", "Asia/Yangon", datetime(2026, 9, 17, 2, 30, tzinfo=UTC)),
        ("TL", "Asia/Dili", datetime(2026, 9, 17, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_clock_of_a_booth_is_that_of_its_country(
    booth: Booth, country: str, zone: str, first: datetime
) -> None:
    Organization.objects.filter(pk=booth.organization_id).update(country=country)
    found = Booth.objects.select_related("organization__country").get(pk=booth.pk)
    assert zone_of(found) == zone
    assert opened(found)[0].starts_at == first


def test_a_booth_may_keep_another_clock(booth: Booth) -> None:
    booth.time_zone = "Europe/London"
    assert opened(booth)[0].starts_at == datetime(2026, 9, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"opens": time(17), "closes": time(9)}, "end is before"),
        ({"opens": time(9), "closes": time(9)}, "end is before"),
        ({"last": date(2026, 9, 16)}, "end is before"),
        ({"last": date(2026, 10, 20)}, "at most 31 days"),
        ({"now": datetime(2026, 9, 17, 1, 1, tzinfo=UTC)}, "over already"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_words(
    booth: Booth, given: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        opened(booth, **given)
    assert not BoothHours.objects.exists()


def test_hours_that_clocks_leave_out_are_refused_whole(booth: Booth) -> None:
    booth.time_zone = "Europe/London"
    gap = {"first": date(2026, 3, 28), "last": date(2026, 3, 30), "opens": time(1, 15), "closes": time(5)}
    with pytest.raises(Refused, match="clocks leave it out"):
        opened(booth, **gap, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert not BoothHours.objects.exists()


def test_hours_do_not_overlap_but_may_touch(booth: Booth) -> None:
    opened(booth)
    with pytest.raises(Refused, match="2026-09-17"):
        opened(booth, opens=time(16, 59), closes=time(18))
    assert len(opened(booth, opens=time(17), closes=time(18))) == 2


def test_hours_can_be_taken_away(booth: Booth) -> None:
    for hours in opened(booth):
        close_hours(hours=hours)
    assert not BoothHours.objects.exists()
