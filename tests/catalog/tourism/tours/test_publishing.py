"""A tour is what its published document says: the row, its stops, its languages, its versions."""

from dataclasses import replace
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.seams import events, freshness
from catalog.search.models import IndexChange
from catalog.tourism.events import TourChanged
from catalog.tourism.models import FormerTourSlug, Tour
from catalog.tourism.selectors.tours import as_read, document_of, shown
from catalog.tourism.services.tours import MOVES, move_tour, publish_tour, rename_tour
from catalog.translation.selectors import states_of, text_in
from tests.catalog.tourism.conftest import MakePlace
from tests.catalog.tourism.tour_documents import HA_LONG, make_operator, make_way, told

Status = Tour.Status


@pytest.fixture
def operator(make_place: MakePlace) -> Organization:
    make_way(make_place)
    return make_operator()


@pytest.fixture
def tour(operator: Organization) -> Tour:
    return publish_tour(organization=operator, document=HA_LONG)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[TourChanged]:
    found: list[TourChanged] = []
    monkeypatch.setitem(events.HANDLERS, TourChanged, [found.append])
    return found


def test_the_row_says_what_the_document_says(tour: Tour) -> None:
    assert (tour.slug, tour.status, tour.version) == ("nanning-to-ha-long", "published", 1)
    assert (tour.begins.slug, tour.ends.slug, tour.days, tour.mode) == ("nanning", "ha-long", 2, "coach")
    assert (tour.group_min, tour.group_max, tour.guide_languages) == (4, 20, ["zh-hans", "vi"])
    assert (tour.currency, tour.price_low, tour.price_high) == ("CNY", 80000, 150000)
    assert (tour.meeting_time, tour.time_zone) == (HA_LONG.meeting_time, "Asia/Shanghai")
    assert (tour.cutoff_hours, tour.decision_days, tour.names_days) == (24, 7, 7)
    assert [(stop.place.slug, stop.day) for stop in tour.stops.select_related("place")] == [
        ("pass", 1),
        ("ha-long", 2),
    ]
    assert document_of(tour=tour) == HA_LONG


def test_texts_come_into_their_columns_with_what_vouches_for_them(operator: Organization) -> None:
    document = told(states={"title": {"zh-hans": "reviewed"}}, summary={"en": "Sea.", "th": "ทะเล"})
    tour = publish_tour(organization=operator, document=document)
    assert text_in(tour, "title", "zh-hans") == "南宁到下龙"
    found = {place: one.state for place, one in states_of(tour).items()}
    assert (found["title", "zh-hans"], found["summary", "th"]) == ("reviewed", "machine")


def test_a_language_held_back_is_in_no_column_and_in_the_version(operator: Organization) -> None:
    days = (replace(HA_LONG.days[0], text={"en": "Over.", "zh-hans": "过关"}), HA_LONG.days[1])
    document = told(held=("zh-hans",), days=days)
    tour = publish_tour(organization=operator, document=document)
    assert text_in(tour, "title", "zh-hans") == ""
    kept = document_of(tour=tour)
    assert kept.title["zh-hans"] == "南宁到下龙"
    read = as_read(kept)
    assert (read.title, read.days[0].text) == ({"en": "Nanning to Ha Long"}, {"en": "Over."})


def test_the_next_version_replaces_the_row_and_keeps_the_one_before(
    tour: Tour, operator: Organization, heard: list[TourChanged]
) -> None:
    before = tour.published_at
    shorter = told(
        title={"en": "To the pass"},
        ends="nanning",
        days=(replace(HA_LONG.days[0], places=("pass", "ha-long", "pass")),),
    )
    same = publish_tour(organization=operator, document=shorter, tour=tour)
    assert (same.pk, same.slug, same.version, same.published_at) == (tour.pk, tour.slug, 2, before)
    assert list(same.stops.values_list("place__slug", "day", "position")) == [
        ("pass", 1, 0),
        ("ha-long", 1, 1),
        ("pass", 1, 2),
    ]
    assert (document_of(tour=same), document_of(tour=same, version=1)) == (shorter, HA_LONG)
    with pytest.raises(LookupError):
        document_of(tour=same, version=3)
    assert heard == [TourChanged(tour.pk, operator.pk, "published")]


def test_who_reads_and_searches_hears_of_it(operator: Organization) -> None:
    before = freshness.generation("journeys")
    IndexChange.objects.all().delete()
    tour = publish_tour(organization=operator, document=HA_LONG)
    assert list(IndexChange.objects.values_list("kind", "record")) == [("tour", tour.pk)]
    assert freshness.generation("journeys") != before


def test_what_breaks_a_rule_leaves_everything_as_it_was(tour: Tour, operator: Organization) -> None:
    with pytest.raises(ValidationError):
        publish_tour(organization=operator, document=told(bands=()), tour=tour)
    tour.refresh_from_db()
    assert (tour.version, tour.versions.count(), tour.stops.count()) == (1, 1, 2)


def test_a_tour_of_somebody_else_is_not_published(tour: Tour) -> None:
    with pytest.raises(Tour.DoesNotExist):
        publish_tour(organization=make_operator("fast-roads"), document=HA_LONG, tour=tour)


def test_a_new_version_does_not_lift_a_moderators_hand(tour: Tour, operator: Organization) -> None:
    for was, stay_paused, then in (
        (Status.PUBLISHED, False, Status.PUBLISHED),
        (Status.PAUSED, False, Status.PUBLISHED),
        (Status.PAUSED, True, Status.PAUSED),
        (Status.ARCHIVED, True, Status.PUBLISHED),
        (Status.SUSPENDED, False, Status.SUSPENDED),
    ):
        Tour.objects.filter(pk=tour.pk).update(status=was)
        same = publish_tour(organization=operator, document=HA_LONG, tour=tour, stay_paused=stay_paused)
        assert same.status == then


def test_tours_move_by_the_table_alone(tour: Tour, heard: list[TourChanged]) -> None:
    for was, to in product(Status, Status):
        Tour.objects.filter(pk=tour.pk).update(status=was)
        tour.refresh_from_db()
        heard.clear()
        if to in MOVES[was]:
            assert move_tour(tour=tour, status=to).status == to
            assert [one.status for one in heard] == [to]
            continue
        with pytest.raises(MoveRefused) as refused:
            move_tour(tour=tour, status=to)
        assert (refused.value.current, refused.value.wanted, heard) == (was, to, [])
    moved = Entry.objects.filter(action="tour.moved").order_by("pk").values_list("before", "after")
    assert list(moved) == [
        ({"status": was}, {"status": to}) for was, to in product(Status, Status) if to in MOVES[was]
    ]


def test_visitors_see_published_tours_of_operators_that_are_not_suspended(
    tour: Tour, operator: Organization
) -> None:
    assert list(shown().values_list("pk", flat=True)) == [tour.pk]
    Organization.objects.filter(pk=operator.pk).update(status=Organization.Status.SUSPENDED)
    assert not shown().exists()
    Organization.objects.filter(pk=operator.pk).update(status=Organization.Status.ACTIVE)
    move_tour(tour=tour, status=Status.PAUSED)
    assert not shown().exists()


def test_two_tours_of_one_name_have_two_addresses_and_a_former_one_is_not_given_again(
    tour: Tour, operator: Organization
) -> None:
    second = publish_tour(organization=operator, document=HA_LONG)
    assert second.slug == "nanning-to-ha-long-2"
    rename_tour(tour=tour, slug_from="To the sea")
    assert (tour.slug, FormerTourSlug.objects.get().slug) == ("to-the-sea", "nanning-to-ha-long")
    third = publish_tour(organization=operator, document=HA_LONG)
    assert third.slug == "nanning-to-ha-long-3"
    assert rename_tour(tour=tour, slug_from="To the sea").slug == "to-the-sea"
    assert FormerTourSlug.objects.count() == 1


def test_a_title_without_a_letter_still_has_an_address(make_place: MakePlace) -> None:
    make_way(make_place)
    document = told(title={"en": "★"})
    assert publish_tour(organization=make_operator(), document=document).slug == "journey"


def test_the_cheapest_seat_is_the_low_price_not_the_lap(operator: Organization) -> None:
    seasons = tuple(replace(one, prices={"adult": 5, "child": 3, "infant": 0}) for one in HA_LONG.seasons)
    tour = publish_tour(organization=operator, document=told(seasons=seasons))
    assert (tour.price_low, tour.price_high) == (3, 5)
