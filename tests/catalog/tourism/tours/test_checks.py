"""Every rule a tour's document can break has a message at its field; a whole one has none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.tourism.checks import PHONE, check_tour
from catalog.tourism.models import Place
from catalog.tourism.price_checks import price_problems
from catalog.tourism.tour_document import (
    BandDocument,
    CancellationStep,
    DayDocument,
    TourDocument,
)
from tests.catalog.tourism.conftest import MakePlace
from tests.catalog.tourism.tour_documents import HA_LONG, make_operator, make_way, told

ADULT, CHILD, INFANT = HA_LONG.bands
SUMMER, WINTER = HA_LONG.seasons


@pytest.fixture
def operator(make_place: MakePlace) -> Organization:
    make_way(make_place)
    return make_operator()


def wrong(operator: Organization, document: TourDocument) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        check_tour(organization=operator, document=document)
    return refused.value.message_dict


def test_a_whole_document_gives_its_places_and_its_way(operator: Organization) -> None:
    resolved = check_tour(organization=operator, document=HA_LONG)
    assert set(resolved.places) == {"nanning", "pass", "ha-long"}
    assert [(step.slug, step.day) for step in resolved.way] == [
        ("nanning", 1),
        ("pass", 1),
        ("ha-long", 2),
        ("ha-long", 2),
    ]


BROKEN: list[tuple[str, dict[str, Any], set[str]]] = [
    ("language", {"source_language": "eo"}, {"source_language", "title", "meeting", "days.1", "days.2"}),
    ("no title", {"title": {"zh-hans": "下龙"}}, {"title"}),
    ("long title", {"title": {"en": "a" * 201}}, {"title"}),
    ("unknown language of a text", {"summary": {"tlh": "Qapla"}}, {"summary"}),
    ("unknown language held", {"held": ("tlh",)}, {"held"}),
    ("mode", {"mode": "camel"}, {"mode"}),
    ("no days", {"days": ()}, {"days", "ends"}),
    ("too many days", {"days": (DayDocument(title={"en": "x"}, places=("pass",)),) * 61}, {"days"}),
    ("a day without words", {"days": (HA_LONG.days[0], DayDocument(places=("ha-long",)))}, {"days.2"}),
    ("no places", {"days": (DayDocument(title={"en": "Home"}),), "ends": "nanning"}, {"days"}),
    ("no beginning", {"begins": ""}, {"begins"}),
    ("unknown end", {"ends": "atlantis"}, {"ends"}),
    (
        "unknown place",
        {"days": (HA_LONG.days[0], replace(HA_LONG.days[1], places=("atlantis",)))},
        {"days.2"},
    ),
    ("no crossing", {"days": (replace(HA_LONG.days[0], places=()), HA_LONG.days[1])}, {"days.2"}),
    ("no way home", {"ends": "nanning"}, {"ends"}),
    ("no bands", {"bands": ()}, {"bands", "seasons.1", "seasons.2"}),
    ("an adult on a lap", {"bands": (replace(ADULT, seat=False), CHILD, INFANT)}, {"bands"}),
    ("currency", {"currency": "XXX"}, {"currency"}),
    ("no seasons", {"seasons": ()}, {"seasons"}),
    ("no guide", {"guide_languages": ()}, {"guide_languages"}),
    ("unknown guide language", {"guide_languages": ("en", "tlh")}, {"guide_languages"}),
    ("group upside down", {"group_min": 9, "group_max": 8}, {"group_max"}),
    ("group of nobody", {"group_min": 0}, {"group_max"}),
    ("group without measure", {"group_max": 501}, {"group_max"}),
    ("both lists", {"only_nationals": ("TH",), "not_nationals": ("MY",)}, {"not_nationals"}),
    ("no such nation", {"only_nationals": ("TH", "XX")}, {"only_nationals"}),
    ("cut-off", {"cutoff_hours": -1}, {"cutoff_hours"}),
    ("decision", {"decision_days": 181}, {"decision_days"}),
    ("names", {"names_days": 400}, {"names_days"}),
    ("no meeting place", {"meeting_place": ""}, {"meeting_place"}),
    ("no meeting point", {"meeting": {"th": "สถานี"}}, {"meeting"}),
    ("no meeting time", {"meeting_time": None}, {"meeting_time"}),
    ("no such clock", {"time_zone": "Asia/Atlantis"}, {"time_zone"}),
    ("another country's clock", {"time_zone": "Asia/Bangkok"}, {"time_zone"}),
    ("no telephone", {"emergency_phone": " "}, {"emergency_phone"}),
    ("a telephone in words", {"emergency_phone": "ask at the desk"}, {"emergency_phone"}),
    ("no such picture", {"pictures": (987654,)}, {"pictures"}),
]


def test_what_breaks_a_rule_is_told_at_its_field(operator: Organization) -> None:
    found = {name: set(wrong(operator, told(**changes))) for name, changes, _fields in BROKEN}
    assert found == {name: fields for name, _changes, fields in BROKEN}


def test_a_gap_on_the_way_names_the_place_and_both_countries(operator: Organization) -> None:
    (message,) = wrong(operator, told(ends="nanning"))["ends"]
    assert message == ("No border crossing leads from Vietnam to Nanning (China). Name the one taken.")


def test_a_place_that_is_no_longer_shown_leads_nowhere(operator: Organization) -> None:
    Place.objects.filter(slug="ha-long").update(shown=False)
    assert set(wrong(operator, HA_LONG)) == {"ends", "days.2"}


def test_age_bands_do_not_overlap(operator: Organization) -> None:
    cases: list[tuple[tuple[BandDocument, ...], str]] = [
        ((ADULT, replace(CHILD, age_to=12), INFANT), "“Child” and “Adult” overlap"),
        ((ADULT, CHILD, replace(INFANT, age_to=2)), "“Infant” and “Child” overlap"),
        ((replace(ADULT, age_to=10), CHILD, INFANT), "Adult: the ages go from the lower"),
        ((replace(ADULT, age_to=121), CHILD, INFANT), "Adult: the ages go from the lower"),
        ((ADULT, CHILD, INFANT, replace(INFANT)), "Name each age band once"),
        ((ADULT, CHILD, INFANT, BandDocument(key="giant", age_from=100)), "from the list"),
    ]
    for bands, message in cases:
        found = wrong(operator, told(bands=bands))["bands"]
        assert any(message in one for one in found), (message, found)


def test_ages_nobody_is_taken_at_are_no_fault(operator: Organization) -> None:
    check_tour(organization=operator, document=told(bands=(replace(ADULT, age_to=70), CHILD, INFANT)))


def test_a_gap_between_seasons_is_named_with_its_days_in_the_readers_language(operator: Organization) -> None:
    cases = [
        ("en", date(2027, 7, 2), "There is no price for July 1, 2027."),
        ("en", date(2027, 7, 11), "There is no price from July 1, 2027 to July 10, 2027."),
    ]
    for language, begins, message in cases:
        with translation.override(language):
            seasons = (SUMMER, replace(WINTER, from_day=begins))
            assert wrong(operator, told(seasons=seasons)) == {"seasons": [message]}
    with translation.override("zh-hans"):
        (told_in_chinese,) = wrong(operator, told(seasons=seasons))["seasons"]
    assert "2027年7月1日" in told_in_chinese
    assert "2027年7月10日" in told_in_chinese


def test_seasons_out_of_order_or_on_one_day_twice_are_told_at_the_later_one(operator: Organization) -> None:
    for seasons in ((WINTER, SUMMER), (SUMMER, replace(WINTER, from_day=SUMMER.until_day))):
        assert set(wrong(operator, told(seasons=seasons))) == {"seasons.2"}


def test_each_season_prices_each_band(operator: Organization) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"until_day": date(2027, 6, 30)}, "A season ends after it begins."),
        ({"prices": {"adult": 1, "infant": 0}}, "“Child” has no price in this season."),
        ({"prices": {**WINTER.prices, "senior": 1}}, "an age band the tour does not have"),
        ({"prices": {**WINTER.prices, "adult": -1}}, "Prices are not negative"),
        ({"prices": {**WINTER.prices, "adult": 10**12 + 1}}, "Prices are not negative"),
    ]
    for changes, message in cases:
        found = wrong(operator, told(seasons=(SUMMER, replace(WINTER, **changes))))["seasons.2"]
        assert any(message in one for one in found), (message, found)


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        ((), True),
        (((14, 30), (7, 60), (1, 100)), True),
        (((7, 50), (1, 50)), True),
        (((365, 0), (0, 100)), True),
        (((7, 60), (14, 100)), False),
        (((7, 60), (7, 100)), False),
        (((14, 60), (7, 30)), False),
        (((14, 101),), False),
        (((14, -1),), False),
        (((366, 10),), False),
        (((-1, 10),), False),
    ],
)
def test_steps_of_cancellation_only_go_up(steps: tuple[tuple[int, int], ...], right: bool) -> None:
    stated = tuple(CancellationStep(days_before=days, keeps=keeps) for days, keeps in steps)
    found = {field for field, _message in price_problems(told(cancellation=stated))}
    assert found == (set() if right else {"cancellation"})


def test_a_picture_is_the_operators_or_the_portals(operator: Organization) -> None:
    rival = make_operator("fast-roads")
    rows = [
        Picture(title="x", file=f"{name}.jpg", width=1, height=1, owner=owner, token=name)
        for name, owner in (("own", operator.pk), ("editors", 0), ("theirs", rival.pk))
    ]
    own, editors, theirs = (one.pk for one in map(_kept, rows))
    check_tour(organization=operator, document=told(pictures=(own, editors)))
    assert set(wrong(operator, told(pictures=(own, theirs)))) == {"pictures"}


def _kept(picture: Picture) -> Picture:
    picture.save()
    return picture


@pytest.mark.parametrize("phone", ["+86 771 555 0100", "0771 555 0100", "+66(0)2-555.0100", "112 33"])
def test_telephones_are_taken_as_people_write_them(phone: str) -> None:
    assert PHONE.fullmatch(phone)


@pytest.mark.parametrize(
    "phone", ["", "110", "call me", "+", "++86 771 555", "+86 771 555 0100 or 0101 2222 3333 4444"]
)
def test_what_nobody_can_dial_is_no_telephone(phone: str) -> None:
    assert not PHONE.fullmatch(phone)
