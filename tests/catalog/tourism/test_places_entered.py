"""Places and crossings as they are entered: with a source, by name, and refused field by field."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.seams import freshness
from catalog.tourism.models import BorderCrossing, Place
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.words import DOCUMENTS, word
from catalog.translation.selectors import states_of, text_in
from tests.catalog.tourism.conftest import MakePlace

pytestmark = pytest.mark.django_db
ZONE = CrossingFacts(
    kind="zone",
    other_id="VN",
    opens=time(9),
    closes=time(15),
    nationals=("CN", "VN"),
    documents=("passport", "group-booking"),
    group_max=20,
)


def test_a_place_is_kept_as_it_was_entered_and_entered_again_is_corrected(make_place: MakePlace) -> None:
    season = {"kind": "best", "months": [6, 7, 8], "source": "gazette"}
    step = {"kind": "world-heritage", "year": 2016, "source": "gazette"}
    first = make_place(seasons=[season], heritage=[step], city_id="chongzuo")
    assert (first.seasons, first.heritage, first.city_id) == ([season], [step], "chongzuo")
    assert text_in(first, "name", "zh-hans") == "德天瀑布"
    assert states_of(first)["name", "en"].state == "source"
    assert states_of(first)["name", "zh-hans"].state == "machine"
    again = make_place(names={"en": "Detian"}, lat=Decimal("22.9"))
    assert again.pk == first.pk
    assert (again.lat, again.seasons, text_in(again, "name", "zh-hans")) == (Decimal("22.9"), [], "")


def test_a_crossing_brings_hours_documents_and_who_may_cross(make_place: MakePlace) -> None:
    place = make_place(crossing=ZONE, terms={"en": "Stay at most five hours."})
    kept = BorderCrossing.objects.get(place=place)
    assert (kept.kind, kept.other_id, kept.opens, kept.closes) == ("zone", "VN", time(9), time(15))
    assert (kept.nationals, kept.documents, kept.group_max) == (["CN", "VN"], [*ZONE.documents], 20)
    assert text_in(kept, "terms", "en") == "Stay at most five hours."


def test_pages_of_journeys_are_made_anew_after_a_change(make_place: MakePlace) -> None:
    with transaction.atomic():
        before = freshness.generation("journeys")
    make_place()
    assert freshness.generation("journeys") != before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "De Tian"}, "slug"),
        ({"slug": "journeys"}, "slug"),
        ({"names": {"zh-hans": "德天瀑布"}}, "name"),
        ({"lat": Decimal(91)}, "lat"),
        ({"lon": Decimal("-180.5")}, "lon"),
        ({"city_id": "hanoi"}, "city"),
        ({"source_id": "nowhere"}, "source"),
        ({"source_id": "hearsay"}, "confirmed"),
        ({"seasons": [{"kind": "best", "months": [], "source": "gazette"}]}, "seasons"),
        ({"seasons": [{"kind": "best", "months": [13], "source": "gazette"}]}, "seasons"),
        ({"seasons": [{"kind": "best", "months": [6], "source": "hearsay"}]}, "seasons"),
        ({"seasons": [{"kind": "rainy", "months": [6], "source": "gazette"}]}, "seasons"),
        ({"heritage": [{"kind": "wonder", "year": 2016, "source": "gazette"}]}, "heritage"),
        ({"heritage": [{"kind": "world-heritage", "year": 16, "source": "gazette"}]}, "heritage"),
        ({"heritage": [{"kind": "world-heritage", "year": 2016, "source": ""}]}, "heritage"),
        ({"kind": "crossing"}, "kind"),
        ({"kind": "attraction", "crossing": ZONE}, "kind"),
    ],
)
def test_a_place_that_does_not_do_is_refused_by_its_field(
    make_place: MakePlace, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make_place(**changes)
    assert list(refused.value.message_dict) == [field]
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (CrossingFacts(kind="road", other_id="CN"), "other"),
        (CrossingFacts(kind="road", opens=time(9)), "closes"),
        (CrossingFacts(kind="road", time_zone="Asia/Detian"), "time_zone"),
        (CrossingFacts(kind="road", documents=("charm",)), "documents"),
        (CrossingFacts(kind="road", nationals=("CN", "XX")), "nationals"),
    ],
)
def test_a_crossing_that_does_not_do_is_refused_by_its_field(
    make_place: MakePlace, facts: CrossingFacts, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make_place(crossing=facts)
    assert list(refused.value.message_dict) == [field]
    assert not Place.objects.exists()


def test_what_nobody_looked_at_may_be_entered_as_unconfirmed(make_place: MakePlace) -> None:
    assert make_place(source_id="hearsay", confirmed=False).confirmed is False


def test_the_database_keeps_a_place_on_earth(make_place: MakePlace) -> None:
    place = make_place()
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(lat=91)


def test_the_database_keeps_no_half_of_opening_hours(make_place: MakePlace) -> None:
    place = make_place(crossing=ZONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        BorderCrossing.objects.filter(place=place).update(closes=None)


def test_an_unknown_key_names_itself() -> None:
    assert (word(DOCUMENTS, "passport"), word(DOCUMENTS, "charm")) == ("Passport", "charm")
