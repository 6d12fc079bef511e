"""Sources somebody read and one nobody did, and makers of places, crossings and rules."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalog.reference.models import Source
from catalog.tourism.models import EntryRule, Place
from catalog.tourism.services.places import CrossingFacts, PlaceFacts, save_place
from catalog.tourism.services.rules import RuleFacts, save_rule

MakePlace = Callable[..., Place]
MakeRule = Callable[..., EntryRule]


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
