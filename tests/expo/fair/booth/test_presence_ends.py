"""Presence ends by itself: by the clock, with the hours, with the membership, and with the edition."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from catalog.merchants.events import MemberLeft
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.merchants.services.departing import end_roles
from catalog.merchants.services.members import remove_member
from catalog.seams import freshness
from catalog.search.models import IndexChange
from expo.fair.booth_search import documents, staffed_now
from expo.fair.models import Booth, BoothHours, BoothStaff, Edition
from expo.fair.selectors.booths import staff_of
from expo.fair.selectors.staffing import attendance, present_staff, staffed_booths
from expo.fair.services.staffing import arrive, follow_member, leave, save_staff, stay
from portal.accounts.models import User
from tests.cast import Person
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.booth.many import man, many_booths

pytestmark = pytest.mark.django_db
NINE = MORNING - timedelta(hours=1)
FIVE = NINE + timedelta(hours=8)
Queries = Callable[[int], Any]


def seconds(count: int) -> timedelta:
    return timedelta(seconds=count)


def is_there(staff: BoothStaff, at: datetime) -> bool:
    return staff.pk in attendance([staff.booth_id], at)[staff.booth_id].present


@pytest.fixture
def seller(person: Person, tea_house: Organization) -> User:
    """A salesman of the tea house, who may leave it: he is not its owner."""
    seller = person("seller", "Seller", language="zh-hans")
    add_member(organization=tea_house, user_id=seller.pk, role="sales")
    return seller


@pytest.mark.parametrize(
    ("after", "there"),
    [(-1, False), (0, True), (899, True), (900, False), (901, False)],
)
def test_presence_begins_with_the_word_and_lasts_a_quarter_of_an_hour(
    staffed: BoothStaff, after: int, there: bool
) -> None:
    arrive(staff=staffed, now=MORNING)
    assert is_there(staffed, MORNING + seconds(after)) is there


@pytest.mark.parametrize(
    ("said", "asked", "there"),
    [
        (NINE - seconds(60), NINE - seconds(1), False),
        (NINE - seconds(60), NINE, True),
        (FIVE - seconds(60), FIVE - seconds(1), True),
        (FIVE - seconds(60), FIVE, False),
    ],
)
def test_the_opening_hours_bound_presence_to_the_second(
    staffed: BoothStaff, said: datetime, asked: datetime, there: bool
) -> None:
    arrive(staff=staffed, now=said)
    assert is_there(staffed, asked) is there


@pytest.mark.parametrize(
    ("after", "noted", "lasts_until"),
    [
        (59, 0, 900),
        (60, 0, 900),
        (61, 1, 961),
        (899, 1, 1799),
        (900, 0, 900),
        (901, 0, 900),
    ],
)
def test_activity_is_noted_after_a_minute_and_until_presence_has_lapsed(
    staffed: BoothStaff, owner: User, after: int, noted: int, lasts_until: int
) -> None:
    arrive(staff=staffed, now=MORNING)
    house = staffed.booth.organization_id
    assert stay(person=owner, organization_id=house, now=MORNING + seconds(after)) == noted
    assert is_there(staffed, MORNING + seconds(lasts_until - 1))
    assert not is_there(staffed, MORNING + seconds(lasts_until))


def test_who_works_through_the_pause_has_to_say_so_again(staffed: BoothStaff, owner: User) -> None:
    BoothHours.objects.update(ends_at=MORNING)
    reopens = MORNING + timedelta(minutes=20)
    BoothHours.objects.create(booth=staffed.booth, starts_at=reopens, ends_at=FIVE)
    arrive(staff=staffed, now=MORNING - seconds(30))
    house = staffed.booth.organization_id
    for minute in (1, 8, 15):
        assert stay(person=owner, organization_id=house, now=MORNING + timedelta(minutes=minute)) == 0
    assert not is_there(staffed, reopens)
    arrive(staff=staffed, now=reopens)
    assert is_there(staffed, reopens)


def test_who_leaves_is_not_kept_by_what_they_do_next(staffed: BoothStaff, owner: User) -> None:
    arrive(staff=staffed, now=MORNING)
    leave(staff=staffed)
    later = MORNING + timedelta(minutes=5)
    assert stay(person=owner, organization_id=staffed.booth.organization_id, now=later) == 0
    assert not is_there(staffed, later)
    assert (staffed.present_since, staffed.active_at) == (None, None)


def test_each_of_two_at_a_booth_comes_and_goes_alone(staffed: BoothStaff, seller: User) -> None:
    other = save_staff(booth=staffed.booth, person_id=seller.pk, name="Li", languages=["en"], order=1)
    arrive(staff=staffed, now=MORNING)
    arrive(staff=other, now=MORNING + timedelta(minutes=10))
    at = MORNING + timedelta(minutes=14)
    told = attendance([staffed.booth_id], at)[staffed.booth_id]
    assert [(one.name, one.is_here) for one in staff_of(staffed.booth, told)] == [
        ("Li", True),
        ("韦文", True),
    ]
    leave(staff=staffed)
    assert (is_there(other, at), is_there(staffed, at)) == (True, False)
    assert staffed_booths(at) == [staffed.booth_id]


def test_who_leaves_the_organization_leaves_its_booth(
    staffed: BoothStaff, seller: User, owner: User, tea_house: Organization
) -> None:
    other = save_staff(booth=staffed.booth, person_id=seller.pk, name="Li", languages=["lo"])
    arrive(staff=other, now=MORNING)
    assert next(documents([staffed.booth_id])).facets["answers"] == ["zh-hans", "vi", "lo"]
    remove_member(organization=tea_house, user_id=seller.pk, by=owner)
    told = attendance([staffed.booth_id], MORNING)[staffed.booth_id]
    assert not told.is_staffed
    assert [one.name for one in staff_of(staffed.booth, told)] == ["韦文"]
    assert next(documents([staffed.booth_id])).facets["answers"] == ["zh-hans", "vi"]


def test_a_booth_that_loses_its_staff_is_told_to_search_and_readers(
    staffed: BoothStaff, seller: User, pepper_garden: Organization
) -> None:
    save_staff(booth=staffed.booth, person_id=seller.pk, name="Li", languages=["lo"])
    IndexChange.objects.all().delete()
    before = freshness.generation("fair")
    follow_member(MemberLeft(organization_id=pepper_garden.pk, user_id=seller.pk))
    assert (IndexChange.objects.count(), freshness.generation("fair")) == (0, before)
    end_roles(person=seller)
    assert list(BoothStaff.objects.all()) == [staffed]
    assert list(IndexChange.objects.values_list("kind", "record")) == [("booth", staffed.booth_id)]
    assert freshness.generation("fair") != before


def test_the_archive_keeps_who_received_visitors_but_shows_nobody(
    staffed: BoothStaff, seller: User, owner: User, tea_house: Organization
) -> None:
    save_staff(booth=staffed.booth, person_id=seller.pk, name="Li", languages=["lo"])
    Edition.objects.update(state="archived")
    remove_member(organization=tea_house, user_id=seller.pk, by=owner)
    assert BoothStaff.objects.count() == 2
    told = attendance([staffed.booth_id], MORNING)[staffed.booth_id]
    assert [one.name for one in staff_of(staffed.booth, told)] == ["韦文"]


def test_a_closed_account_is_at_no_booth(staffed: BoothStaff, owner: User) -> None:
    arrive(staff=staffed, now=MORNING)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert not is_there(staffed, MORNING)


@pytest.mark.parametrize(
    ("state", "there"),
    [("planned", True), ("booking", True), ("open", True), ("after", False), ("archived", False)],
)
def test_nobody_is_at_a_booth_of_an_edition_that_is_over(
    staffed: BoothStaff, owner: User, state: str, there: bool
) -> None:
    arrive(staff=staffed, now=MORNING)
    Edition.objects.update(state=state)
    assert is_there(staffed, MORNING) is there
    assert (staffed_booths(MORNING) == [staffed.booth_id]) is there
    house = staffed.booth.organization_id
    assert stay(person=owner, organization_id=house, now=MORNING + timedelta(minutes=5)) == int(there)


def test_one_person_at_two_booths_is_kept_only_where_they_work(
    staffed: BoothStaff, owner: User, pepper_garden: Organization, edition: Edition
) -> None:
    add_member(organization=pepper_garden, user_id=owner.pk, role="sales")
    other = Booth.objects.create(edition=edition, organization=pepper_garden, slug="pepper")
    BoothHours.objects.create(booth=other, starts_at=NINE, ends_at=FIVE)
    second = save_staff(booth=other, person_id=owner.pk, name="Wei", languages=["en"])
    for staff in (staffed, second):
        arrive(staff=staff, now=MORNING)
    stay(person=owner, organization_id=pepper_garden.pk, now=MORNING + timedelta(minutes=10))
    late = MORNING + timedelta(minutes=20)
    assert (is_there(staffed, late), is_there(second, late)) == (False, True)


@pytest.mark.parametrize("count", [1, 24, 200])
def test_who_is_where_costs_the_same_however_many_booths(
    edition: Edition, lan: User, count: int, django_assert_num_queries: Queries
) -> None:
    booths = many_booths(edition, count)
    man(booths, lan, MORNING)
    ids = [booth.pk for booth in booths]
    with django_assert_num_queries(1):
        assert staffed_booths(MORNING) == sorted(ids)
    with django_assert_num_queries(2):
        told = attendance(ids, MORNING)
    assert sum(one.is_staffed for one in told.values()) == count
    assert {one.open_until for one in told.values()} == {MORNING + timedelta(minutes=30)}
    with django_assert_num_queries(1):
        assert present_staff(MORNING).count() == count


def test_what_search_asks_names_each_booth_once(
    staffed: BoothStaff, seller: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = save_staff(booth=staffed.booth, person_id=seller.pk, name="Li", languages=["en"])
    for staff in (staffed, other):
        arrive(staff=staff, now=MORNING)
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    assert staffed_now() == {"now": [str(staffed.booth_id)]}
