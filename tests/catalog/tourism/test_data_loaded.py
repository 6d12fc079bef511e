"""The project's own places, routes and rules: whole, sourced, and never over what an editor wrote."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from catalog.reference.languages import codes
from catalog.reference.models import Source
from catalog.tourism.loading import load_journeys
from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route
from catalog.translation.selectors import text_in
from catalog.translation.services import write_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db: None) -> list[str]:
    out = StringIO()
    call_command("load_journeys", stdout=out)
    return out.getvalue().splitlines()


def test_everything_comes_once_with_its_source_and_names(loaded: list[str]) -> None:
    assert loaded == [
        "places: 41 added, 0 there already",
        "places: 27 added, 0 there already",
        "routes: 9 added, 0 there already",
        "entry rules: 17 added, 0 there already",
    ]
    records: list[Any] = [*Place.objects.all(), *Route.objects.all(), *EntryRule.objects.all()]
    for record in records:
        field = "note" if isinstance(record, EntryRule) else "about"
        texts = ["name", field] if text_in(record, field, "en") else ["name"]
        missing = [(text, code) for text in texts for code in codes() if not text_in(record, text, code)]
        assert not missing, record.slug
    told = [crossing for crossing in BorderCrossing.objects.all() if text_in(crossing, "terms", "en")]
    assert [
        crossing.place_id for crossing in told if not all(text_in(crossing, "terms", c) for c in codes())
    ] == []
    assert told
    assert not EntryRule.objects.filter(source__checked_on=None, confirmed=True).exists()
    assert not Place.objects.filter(source__checked_on=None, confirmed=True).exists()
    assert not Place.objects.filter(coordinates_confirmed=True).exists()
    assert {one.pk for one in Source.objects.filter(checked_on=None)} >= {"journeys-general", "places"}

    # The facts that a traveller's answer rests on.
    zone = BorderCrossing.objects.get(place__slug="detian-ban-gioc-zone")
    assert (str(zone.opens), str(zone.closes), zone.time_zone) == ("09:00:00", "15:00:00", "Asia/Shanghai")
    assert (zone.nationals, zone.group_max, zone.other_id) == (["CN", "VN"], 20, "VN")
    assert EntryRule.objects.get(slug="guilin-groups").confirmed is False
    both = EntryRule.objects.filter(nationalities="TL", scheme="asean-visa").order_by("slug")
    assert [rule.requirement for rule in both] == ["visa", "not-covered"]
    train = Route.objects.get(slug="nanning-hanoi-train")
    stops = [stop.place.slug for stop in train.stops.select_related("place")]
    assert stops == ["nanning", "pingxiang-dong-dang-railway", "hanoi"]

    # Loaded again: what editors wrote stays, what is missing comes.
    place = Place.objects.get(slug="guilin")
    write_texts(target=place, language="en", texts={"name": "Guilin, corrected"}, state="source")
    Route.objects.filter(slug="nanning-hanoi-train").delete()
    assert [(row.added, row.there) for row in load_journeys()] == [(0, 41), (0, 27), (1, 8), (0, 17)]
    assert text_in(Place.objects.get(pk=place.pk), "name", "en") == "Guilin, corrected"
