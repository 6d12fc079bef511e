"""Numbers read back: by day and by thing, from the first day asked for to the last, one's own alone."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.numbers import selectors, services, showing
from catalog.numbers.looking import Look
from catalog.numbers.models import Counted, DayOf, DaySalt, Looked
from catalog.numbers.selectors import Numbers, Thing
from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.translation.texts import LocalText
from portal.accounts.models import User
from tests.catalog.numbers.conftest import NOON, TODAY, at

pytestmark = pytest.mark.django_db
FIRST = TODAY - timedelta(days=2)


def thing(house: Organization, number: int = 1, title: str = "Tea", kind: str = "product") -> Counted:
    return Counted.objects.create(
        organization=house, kind=kind, subject_id=10**6 + number, title=title, title_language="en"
    )


def day(counted: Counted, when: date, **numbers: int) -> None:
    DayOf.objects.create(counted=counted, day=when, **numbers)


def test_days_without_anything_are_days_too(tea_house: Organization) -> None:
    found = selectors.by_day(organization_id=tea_house.pk, first=FIRST, last=TODAY)
    assert found == [(FIRST + timedelta(days=number), Numbers()) for number in range(3)]


def test_a_period_has_both_its_ends_and_nothing_beyond(tea_house: Organization) -> None:
    tea = thing(tea_house)
    for number, views in enumerate((1000, 1, 2, 3, 1000)):
        day(tea, FIRST + timedelta(days=number - 1), views=views)
    asked: dict[str, Any] = {"organization_id": tea_house.pk, "first": FIRST, "last": TODAY}
    assert [numbers.views for _day, numbers in selectors.by_day(**asked)] == [1, 2, 3]
    [only] = selectors.by_thing(**asked, language="en")
    assert only.numbers == Numbers(views=6)
    assert [row[0] for row in selectors.lines(**asked, language="en")][1:] == [
        (FIRST + timedelta(days=number)).isoformat() for number in range(3)
    ]


def test_a_day_not_yet_added_up_is_read_together_with_what_was_counted_of_it(liubao: Product) -> None:
    with at(NOON):
        services.record([Look(TODAY, "product", liubao.slug, one, found=one == "a") for one in "abc"])
        services.count(kind="product", subject_id=liubao.pk, saves=2, messages=1)
    house = liubao.organization_id
    [(_day, numbers)] = selectors.by_day(organization_id=house, first=TODAY, last=TODAY)
    assert numbers == Numbers(views=3, found=1, saves=2, messages=1)
    services.add_up(now=NOON + timedelta(days=1))
    assert not Looked.objects.exists()
    [(_day, again)] = selectors.by_day(organization_id=house, first=TODAY, last=TODAY)
    assert again == numbers, "adding up changes no figure"


def test_the_most_looked_at_comes_first_then_what_was_written_about_and_saved(
    tea_house: Organization,
) -> None:
    for number, counts in enumerate(((1, 0, 0), (5, 0, 0), (1, 0, 2), (1, 3, 0), (1, 0, 0))):
        views, saves, messages = counts
        day(thing(tea_house, number, f"Tea {number}"), TODAY, views=views, saves=saves, messages=messages)
    asked: dict[str, Any] = {"organization_id": tea_house.pk, "first": TODAY, "last": TODAY, "language": "en"}
    found = [one.title.value for one in selectors.by_thing(**asked)]
    assert found == ["Tea 1", "Tea 2", "Tea 3", "Tea 0", "Tea 4"]
    assert [one.title.value for one in selectors.by_thing(**asked, most=2)] == found[:2]


def test_no_house_reads_anothers_numbers(tea_house: Organization, pepper_garden: Organization) -> None:
    theirs = thing(pepper_garden)
    day(theirs, TODAY, views=9)
    asked: dict[str, Any] = {"organization_id": tea_house.pk, "first": TODAY, "last": TODAY}
    assert selectors.by_day(**asked) == [(TODAY, Numbers())]
    assert selectors.by_day(**asked, counted=theirs.pk) == [(TODAY, Numbers())]
    assert selectors.by_thing(**asked, language="en") == []
    assert len(list(selectors.lines(**asked, language="en"))) == 1
    assert selectors.one_thing(organization_id=tea_house.pk, counted=theirs.pk, language="en") is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_becomes_a_formula_whatever_it_begins_with(tea_house: Organization, start: str) -> None:
    day(thing(tea_house, title=f"{start}HYPERLINK(1)"), TODAY, views=1)
    _head, row = selectors.lines(organization_id=tea_house.pk, first=TODAY, last=TODAY, language="en")
    assert row[2] == f"'{start}HYPERLINK(1)"


def test_a_name_with_commas_and_quotes_stays_one_field(
    client: Client, tea_house: Organization, wei: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="finance")
    day(thing(tea_house, title='Tea, "old", 六堡茶'), datetime.now(UTC).date(), views=1)
    client.force_login(wei)
    answer = client.get(f"/en/desk/{tea_house.slug}/numbers/file/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [row[2] for row in csv.reader(io.StringIO(text))] == ["name", 'Tea, "old", 六堡茶']
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
    assert f"numbers-{tea_house.slug}-" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 11, 27, 0, 0, tzinfo=UTC), date(2026, 11, 27)),
        (datetime.fromisoformat("2026-11-27T06:59:59+07:00"), date(2026, 11, 26)),
        (datetime.fromisoformat("2026-11-27T07:00:00+07:00"), date(2026, 11, 27)),
    ],
)
def test_a_day_ends_at_midnight_utc_wherever_it_was_written(
    liubao: Product, moment: datetime, counted: date
) -> None:
    services.count(kind="product", subject_id=liubao.pk, messages=1, at=moment)
    assert DayOf.objects.get().day == counted


def test_what_is_not_shown_or_not_there_is_not_counted(liubao: Product) -> None:
    services.count(kind="product", subject_id=10**9, saves=1)
    services.count(kind="dragon", subject_id=liubao.pk, saves=1)
    move_product(product=liubao, to="paused")
    services.count(kind="product", subject_id=liubao.pk, saves=1)
    with at(NOON):
        services.record([Look(TODAY, "product", liubao.slug, "a", found=False)])
        services.record([Look(TODAY, "product", "no-such-thing", "a", found=False)])
    assert not Counted.objects.exists()
    assert not Looked.objects.exists()


@pytest.mark.parametrize("role", ["owner", "editor", "finance", "sales"])
def test_no_member_of_the_house_adds_to_its_numbers(liubao: Product, wei: User, nok: User, role: str) -> None:
    add_member(organization=liubao.organization, user_id=wei.pk, role=role)
    for person in (wei, nok):
        services.count(kind="product", subject_id=liubao.pk, saves=1, by=person.pk)
    assert DayOf.objects.get().saves == 1


def test_several_days_that_are_over_are_each_added_up_and_today_is_left(liubao: Product) -> None:
    for back in (2, 1, 0):
        moment = NOON - timedelta(days=back)
        with at(moment):
            looks = [
                Look(moment.date(), "product", liubao.slug, f"{n}", found=False) for n in range(back + 1)
            ]
            services.record(looks)
    assert services.add_up(now=NOON) == 2
    assert list(DayOf.objects.order_by("day").values_list("day", "views")) == [
        (TODAY - timedelta(days=2), 3),
        (TODAY - timedelta(days=1), 2),
    ]
    assert [salt.day for salt in DaySalt.objects.all()] == [TODAY]
    assert Looked.objects.get().day == TODAY


def test_a_thing_goes_by_what_it_was_last_called(liubao: Product) -> None:
    old = thing(liubao.organization, title="Once")
    Counted.objects.filter(pk=old.pk).update(subject_id=liubao.pk)
    services.count(kind="product", subject_id=liubao.pk, saves=1)
    old.refresh_from_db()
    assert old.title == "Liubao dark tea, 2019, basket"
    assert Counted.objects.count() == 1


DAYS = [(TODAY - timedelta(days=back), Numbers(views=back * 1000, found=back)) for back in (2, 1, 0)]


def test_the_table_of_days_has_the_newest_first_and_numbers_as_the_reader_writes_them() -> None:
    table = showing.day_table(DAYS, "id")
    assert [row[0]["text"] for row in table["rows"]] == ["26 Nov 2026", "25 Nov 2026", "24 Nov 2026"]
    assert [row[1]["text"] for row in table["rows"]] == ["0", "1.000", "2.000"]
    assert all(cell["figure"] for row in table["rows"] for cell in row[1:])


@pytest.mark.parametrize(("count", "columns"), [(1, True), (31, True), (32, False), (90, False)])
def test_a_month_is_drawn_as_columns_and_more_as_lines(count: int, columns: bool) -> None:
    days = [(TODAY - timedelta(days=back), Numbers(views=back)) for back in reversed(range(count))]
    drawing = BeautifulSoup(showing.chart(days, "en"), "html.parser")
    assert bool(drawing.select("path.line-a")) == (not columns)
    assert (len(drawing.select("rect.a")) > 1) == columns


@pytest.mark.parametrize(
    ("kind", "path", "said"),
    [
        ("product", "/en/product/tea/", "product"),
        ("product", "", "product, not shown now"),
        ("storefront", "", "storefront, not shown now"),
        ("dragon", "", "dragon, not shown now"),
    ],
)
def test_what_is_hidden_or_of_a_kind_that_is_gone_is_called_so(kind: str, path: str, said: str) -> None:
    assert showing.kind_label(Thing(1, kind, LocalText("x", "en"), path, Numbers())) == said


def test_a_name_in_another_language_is_marked_and_leads_to_its_own_numbers() -> None:
    things = [
        Thing(7, "product", LocalText("六堡茶", "zh-hans"), "/x/", Numbers(1, 2, 3, 4)),
        Thing(8, "product", LocalText("Tea", "en"), "/y/", Numbers()),
    ]
    table = showing.thing_table(things, "en", slug="house", days=90)
    first, second = (row[0] for row in table["rows"])
    assert (first["lang"], second["lang"]) == ("zh-Hans", "")
    assert first["url"].endswith("/desk/house/numbers/?days=90&of=7")
    assert [cell["text"] for cell in table["rows"][0][2:]] == ["1", "2", "3", "4"]
    assert [cell["label"] for cell in table["rows"][0][2:]] == ["Views", "From search", "Saved", "Messages"]
