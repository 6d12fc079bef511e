"""Sources somebody read and one nobody did, and makers of places, crossings, rules, tours and departures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from catalog.merchants.models import Organization
from catalog.reference.models import Source
from catalog.tourism.models import Departure, EntryRule, Place, Tour
from catalog.tourism.models.tours import TourStop, TourVersion
from catalog.tourism.services.places import CrossingFacts, PlaceFacts, save_place
from catalog.tourism.services.rules import RuleFacts, save_rule
from catalog.tourism.tour_document import (
    BandDocument,
    CancellationStep,
    DayDocument,
    SeasonDocument,
    TourDocument,
    to_json,
)

MakePlace = Callable[..., Place]
MakeRule = Callable[..., EntryRule]
MakeTour = Callable[..., Tour]
MakeDeparture = Callable[..., Departure]


@pytest.fixture
def sources(db: None) -> None:
    Source.objects.create(
        pk="gazette", title="Gazette of ways", address="https://example.org/ways", checked_on="2026-11-20"
    )
    Source.objects.create(pk="hearsay", title="Somebody said so")


@pytest.fixture
def make_place(sources: None) -> MakePlace:
    def make(
        slug: str = "detian",
        *,
        names: dict[str, str] | None = None,
        abouts: dict[str, str] | None = None,
        crossing: CrossingFacts | None = None,
        terms: dict[str, str] | None = None,
        **changes: Any,
    ) -> Place:
        told: dict[str, Any] = {
            "kind": "crossing" if crossing else "attraction",
            "country_id": "CN",
            "lat": Decimal("22.85"),
            "lon": Decimal("106.72"),
            "source_id": "gazette",
            "confirmed": True,
        }
        return save_place(
            slug=slug,
            names=names or {"en": "Detian waterfall", "zh-hans": "德天瀑布"},
            abouts=abouts or {"en": "A waterfall on the border.", "zh-hans": "界河上的瀑布。"},
            facts=PlaceFacts(**{**told, **changes}),
            crossing=crossing,
            terms=terms,
        )

    return make


@pytest.fixture
def make_rule(sources: None) -> MakeRule:
    def make(
        slug: str = "exemption", *, nationalities: tuple[str, ...] = ("TH", "MY"), **changes: Any
    ) -> EntryRule:
        told: dict[str, Any] = {
            "scheme": "exemption",
            "destination_id": "CN",
            "requirement": "free",
            "days": 30,
            "source_id": "gazette",
            "checked_on": date(2026, 11, 20),
            "confirmed": True,
        }
        return save_rule(
            slug=slug,
            names={"en": "Mutual exemption", "th": "การยกเว้นวีซ่าซึ่งกันและกัน"},
            notes={"en": "For holders of ordinary passports."},
            facts=RuleFacts(**{**told, **changes}),
            nationalities=nationalities,
        )

    return make


TOUR_DOCUMENT = TourDocument(
    source_language="en",
    title={"en": "Two days at Detian", "zh-hans": "德天二日"},
    summary={"en": "Waterfall and border market."},
    meeting={"en": "Gate 2 of the coach station."},
    mode="coach",
    begins="detian",
    ends="detian",
    days=(DayDocument(title={"en": "Waterfall"}, places=("detian",)), DayDocument(title={"en": "Market"})),
    guide_languages=("zh-hans", "en"),
    group_max=20,
    bands=(
        BandDocument(key="adult", age_from=12),
        BandDocument(key="child", age_from=2, age_to=11),
        BandDocument(key="infant", age_from=0, age_to=1, seat=False),
    ),
    currency="CNY",
    seasons=(
        SeasonDocument(
            from_day=date(2026, 1, 1),
            until_day=date(2027, 12, 31),
            prices={"adult": 12000, "child": 10000, "infant": 0},
        ),
    ),
    cancellation=(CancellationStep(days_before=14, keeps=30), CancellationStep(days_before=1, keeps=100)),
    meeting_place="detian",
    meeting_time=time(8, 30),
    time_zone="Asia/Shanghai",
    emergency_phone="+86 771 0000000",
)


@pytest.fixture
def make_tour(make_place: MakePlace) -> MakeTour:
    """Return a maker of published tours with one version; fields of the document may be changed.

    `organization` and `stops` (places, crossings included, in their order, all on day 1) may be given.
    """

    def make(
        slug: str = "detian-days",
        *,
        organization: Organization | None = None,
        stops: tuple[Place, ...] = (),
        document: dict[str, Any] | None = None,
        **changes: Any,
    ) -> Tour:
        said = replace(TOUR_DOCUMENT, **(document or {}))
        place = Place.objects.filter(slug="detian").first() or make_place()
        if organization is None:
            organization, _created = Organization.objects.get_or_create(
                slug="slow-roads",
                defaults={"kind": "tour-operator", "source_language": "en", "country_id": "CN"},
            )
        told: dict[str, Any] = {
            "source_language": said.source_language,
            "title_en": said.title["en"],
            "meeting_en": said.meeting.get("en", ""),
            "mode": said.mode,
            "days": len(said.days),
            "begins": place,
            "ends": place,
            "guide_languages": list(said.guide_languages),
            "group_min": said.group_min,
            "group_max": said.group_max,
            "currency": said.currency,
            "price_low": 10000,
            "price_high": 12000,
            "time_zone": said.time_zone,
            "meeting_time": said.meeting_time,
            "emergency_phone": said.emergency_phone,
            "cutoff_hours": said.cutoff_hours,
            "decision_days": said.decision_days,
            "names_days": said.names_days,
            "version": 1,
            "published_at": datetime(2026, 11, 1, tzinfo=UTC),
        }
        tour = Tour.objects.create(slug=slug, organization=organization, **{**told, **changes})
        TourVersion.objects.create(tour=tour, number=1, document=to_json(said))
        for position, stop in enumerate(stops or (place,)):
            TourStop.objects.create(tour=tour, place=stop, day=1, position=position)
        return tour

    return make


@pytest.fixture
def make_departure(make_tour: MakeTour) -> MakeDeparture:
    """Return a maker of departures that are open: of a tour, or of one made for it."""

    def make(
        tour: Tour | None = None, *, on: date = date(2027, 3, 1), seats: int = 5, **changes: Any
    ) -> Departure:
        tour = tour or Tour.objects.filter(slug="detian-days").first() or make_tour()
        meets = datetime.combine(on, tour.meeting_time, tzinfo=ZoneInfo(tour.time_zone)).astimezone(UTC)
        told: dict[str, Any] = {
            "back_on": on + timedelta(days=tour.days - 1),
            "meets_at": meets,
            "closes_at": meets - timedelta(hours=tour.cutoff_hours),
            "decides_on": on - timedelta(days=tour.decision_days),
            "state": Departure.State.OPEN,
            "minimum": tour.group_min,
        }
        return Departure.objects.create(tour=tour, on=on, seats=seats, **{**told, **changes})

    return make


@pytest.fixture
def over_the_border(make_place: MakePlace, make_tour: MakeTour, make_departure: MakeDeparture) -> Departure:
    """Two days from China into Viet Nam, for four."""
    make_place()
    gate = make_place(
        "dongxing",
        names={"en": "Dongxing"},
        abouts={},
        crossing=CrossingFacts(kind="road", other_id="VN", documents=("border-permit",)),
    )
    beyond = make_place("ha-long", names={"en": "Ha Long"}, abouts={}, country_id="VN")
    return make_departure(make_tour(stops=(gate, beyond)), seats=4)


Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock; until then it stands at the first of December 2026, noon UTC."""

    def stands_at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    stands_at(datetime(2026, 12, 1, 12, tzinfo=UTC))
    return stands_at
