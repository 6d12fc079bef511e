"""A tour from Nanning over the Friendship Pass to Ha Long, as its operator would describe it."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from catalog.merchants.models import Organization
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.tour_document import (
    BandDocument,
    CancellationStep,
    DayDocument,
    SeasonDocument,
    TourDocument,
)
from tests.catalog.tourism.conftest import MakePlace

HA_LONG = TourDocument(
    source_language="en",
    title={"en": "Nanning to Ha Long", "zh-hans": "南宁到下龙"},
    summary={"en": "Two days by the sea."},
    included={"en": "Coach, boat, one night."},
    excluded={"en": "Visa fees."},
    meeting={"en": "In front of the east station."},
    mode="coach",
    begins="nanning",
    ends="ha-long",
    days=(
        DayDocument(title={"en": "To the sea"}, text={"en": "Over the pass."}, places=("pass",)),
        DayDocument(title={"en": "On the water"}, places=("ha-long",)),
    ),
    guide_languages=("zh-hans", "vi"),
    group_min=4,
    group_max=20,
    bands=(
        BandDocument(key="adult", age_from=12),
        BandDocument(key="child", age_from=2, age_to=11),
        BandDocument(key="infant", age_to=1, seat=False),
    ),
    currency="CNY",
    seasons=(
        SeasonDocument(
            from_day=date(2027, 1, 1),
            until_day=date(2027, 6, 30),
            prices={"adult": 120000, "child": 80000, "infant": 0},
        ),
        SeasonDocument(
            from_day=date(2027, 7, 1),
            until_day=date(2027, 12, 31),
            prices={"adult": 150000, "child": 90000, "infant": 0},
        ),
    ),
    cancellation=(
        CancellationStep(days_before=14, keeps=30),
        CancellationStep(days_before=7, keeps=60),
        CancellationStep(days_before=1, keeps=100),
    ),
    meeting_place="nanning",
    meeting_time=time(7, 30),
    time_zone="Asia/Shanghai",
    emergency_phone="+86 771 555 0100",
)


def told(**changes: Any) -> TourDocument:
    """Return the tour with some of it said otherwise."""
    return replace(HA_LONG, **changes)


def make_way(make_place: MakePlace) -> None:
    """Enter the places of the tour."""
    make_place("nanning", kind="destination", names={"en": "Nanning", "zh-hans": "南宁"})
    make_place(
        "pass",
        names={"en": "Friendship Pass", "zh-hans": "友谊关"},
        crossing=CrossingFacts(kind="road", other_id="VN"),
    )
    make_place(
        "ha-long",
        kind="attraction",
        names={"en": "Ha Long Bay", "vi": "Vịnh Hạ Long"},
        country_id="VN",
        lat=Decimal("20.91"),
        lon=Decimal("107.18"),
    )


def make_operator(slug: str = "slow-roads", **changes: Any) -> Organization:
    """Found an operator of tours."""
    stated = {"kind": "tour-operator", "source_language": "en", "country_id": "CN", **changes}
    return Organization.objects.create(slug=slug, **stated)
