"""Where travellers meet, by which clock: that of the place's own country, whichever the tour begins in."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.tourism.checks import check_tour
from catalog.tourism.models import Place
from tests.catalog.tourism.tour_documents import told


def faults(house: Organization, place: str, zone: str) -> list[str]:
    document = told(meeting_place=place, time_zone=zone)
    with pytest.raises(ValidationError) as refused:
        check_tour(organization=house, document=document)
    assert set(refused.value.message_dict) == {"time_zone"}
    return [str(one) for one in refused.value.message_dict["time_zone"]]


CLOCKS = [
    ("nanning", "Asia/Shanghai", True),
    ("nanning", "Asia/Ho_Chi_Minh", False),
    ("ha-long", "Asia/Ho_Chi_Minh", True),
    ("ha-long", "Asia/Shanghai", False),
    # A crossing is where its own country says it is, though it leads to another.
    ("pass", "Asia/Shanghai", True),
    ("pass", "Asia/Ho_Chi_Minh", False),
    ("nanning", "asia/shanghai", False),
    ("nanning", "CST", False),
    ("nanning", "+08:00", False),
    ("nanning", "", False),
]


def test_a_clock_is_one_of_the_meeting_places_country(house: Organization) -> None:
    for place, zone, right in CLOCKS:
        if right:
            check_tour(organization=house, document=told(meeting_place=place, time_zone=zone))
        else:
            assert len(faults(house, place, zone)) == 1, (place, zone)


def test_the_country_is_named_in_the_readers_language(house: Organization) -> None:
    assert faults(house, "ha-long", "Asia/Shanghai") == [
        "This is not a clock of the meeting place's country, Vietnam."
    ]
    for language, country in (("zh-hans", "越南"), ("th", "เวียดนาม")):
        with translation.override(language):
            assert country in faults(house, "ha-long", "Asia/Shanghai")[0]
    assert faults(house, "ha-long", "Mars/Olympus") == ["There is no such time zone."]


def test_a_meeting_place_that_went_away_is_asked_for_and_its_clock_is_left_alone(house: Organization) -> None:
    Place.objects.filter(slug="nanning").update(shown=False)
    with pytest.raises(ValidationError) as refused:
        check_tour(organization=house, document=told(begins="pass"))
    assert set(refused.value.message_dict) == {"meeting_place"}
