"""The desk shows how often its things were looked at: as figures, a drawing, tables and a file."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.numbers.looking import Look
from catalog.numbers.models import Counted, DayOf
from catalog.numbers.services import record
from catalog.products.models import Product
from catalog.products.services import move_product
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
Some = Callable[..., Counted]


def ago(days: int) -> date:
    return (datetime.now(UTC) - timedelta(days=days)).date()


@pytest.fixture
def desk(client: Client, tea_house: Organization, wei: User) -> str:
    """The address of the tea house's numbers, with Wei in front of them."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    return f"/en/desk/{tea_house.slug}/numbers/"


@pytest.fixture
def counted(liubao: Product) -> Counted:
    """Liubao tea with numbers of today, of last week and of two months ago."""
    record([Look(ago(0), "product", liubao.slug, str(number), found=number == 0) for number in range(3)])
    thing = Counted.objects.get()
    DayOf.objects.create(counted=thing, day=ago(7), views=1200, found=400, saves=5, messages=2)
    DayOf.objects.create(counted=thing, day=ago(60), views=90)
    return thing


def figures(page: Tag) -> list[str]:
    return [words(one) for one in page.select(".figures dd")]


def test_the_sums_of_a_period_with_today_in_them(client: Client, desk: str, counted: Counted) -> None:
    assert figures(page_of(client.get(desk))) == ["1,203", "401", "5", "2"]
    assert figures(page_of(client.get(f"{desk}?days=90"))) == ["1,293", "401", "5", "2"]


@pytest.mark.parametrize("days", ["", "7", "x", "-1", "9" * 50, "٣٠"])
def test_a_period_nobody_offers_is_the_usual_one(
    client: Client, desk: str, counted: Counted, days: str
) -> None:
    page = page_of(client.get(desk, {"days": days}))
    assert words(the(page, '.tabs a[aria-current="page"]')) == "30 days"


def test_the_drawing_has_a_column_a_day_and_the_same_stands_in_a_table(
    client: Client, desk: str, counted: Counted
) -> None:
    page = page_of(client.get(desk))
    drawing = the(page, "svg.chart")
    assert len(drawing.select("rect.a")) == len(drawing.select("rect.b")) == 30 + 1  # and the legend
    assert drawing["role"] == "img"
    assert words(the(drawing, "title")) == "Views by day"
    rows = the(page, "details table").select("tbody tr")
    assert len(rows) == 30
    assert [words(cell) for cell in rows[0].select("td")] == ["3", "1", "0", "0"]
    assert [words(cell) for cell in rows[7].select("td")] == ["1,200", "400", "5", "2"]
    longer = page_of(client.get(f"{desk}?days=90"))
    assert longer.select_one("svg.chart path.line-a")


def test_each_thing_leads_to_its_own_numbers(
    client: Client, desk: str, counted: Counted, tea_house: Organization
) -> None:
    record([Look(ago(0), "storefront", tea_house.storefront.slug, "a", found=False)])
    page = page_of(client.get(desk))
    names = [words(row) for row in page.select("main > div > div table")[-1].select("tbody th")]
    assert names == ["Liubao dark tea, 2019, basket", "Green Banyan Tea House"]
    one = page_of(client.get(desk, {"of": counted.pk}))
    assert figures(one) == ["1,203", "401", "5", "2"]
    assert the(one, f'a[href="/en/product/{Product.objects.get().slug}/"]')
    other = Counted.objects.get(kind="storefront")
    assert figures(page_of(client.get(desk, {"of": other.pk}))) == ["1", "0", "0", "0"]


@pytest.mark.parametrize("of", ["0", "x", "-1", "9" * 30, "١"])
def test_a_thing_that_does_not_exist_is_not_found(
    client: Client, desk: str, counted: Counted, of: str
) -> None:
    assert client.get(desk, {"of": of}).status_code == 404


def test_another_organizations_thing_is_not_found_and_its_numbers_stay_its_own(
    client: Client, desk: str, counted: Counted, pepper_garden: Organization, sophea: User
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    client.force_login(sophea)
    theirs = f"/en/desk/{pepper_garden.slug}/numbers/"
    assert client.get(theirs, {"of": counted.pk}).status_code == 404
    assert figures(page_of(client.get(theirs))) == ["0", "0", "0", "0"]
    assert "Nothing counted yet" in client.get(theirs).content.decode()
    assert len(rows_of(client, f"{theirs}file/")) == 1


def test_what_is_not_shown_any_more_keeps_its_numbers_and_its_name(
    client: Client, desk: str, counted: Counted, liubao: Product
) -> None:
    move_product(product=liubao, to="paused")
    page = page_of(client.get(desk)).get_text()
    assert "Liubao dark tea, 2019, basket" in page
    assert "product, not shown now" in page
    assert not page_of(client.get(desk, {"of": counted.pk})).select(f'a[href$="/product/{liubao.slug}/"]')


def rows_of(client: Client, address: str) -> list[list[str]]:
    answer: Any = client.get(address)
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_the_file_has_a_line_for_each_day_and_thing(client: Client, desk: str, counted: Counted) -> None:
    head, *rows = rows_of(client, f"{desk}file/")
    assert head == ["day", "kind", "name", "views", "from_search", "saves", "messages"]
    name = "Liubao dark tea, 2019, basket"
    assert rows == [
        [ago(60).isoformat(), "product", name, "90", "0", "0", "0"],
        [ago(7).isoformat(), "product", name, "1200", "400", "5", "2"],
        [ago(0).isoformat(), "product", name, "3", "1", "0", "0"],
    ]


def test_a_spreadsheet_takes_no_name_for_a_formula(client: Client, desk: str, counted: Counted) -> None:
    gone = Counted.objects.create(
        organization=counted.organization, kind="product", subject_id=0, title="=1+1", title_language="en"
    )
    DayOf.objects.create(counted=gone, day=ago(1), views=1)
    assert "'=1+1" in [row[2] for row in rows_of(client, f"{desk}file/")]


@pytest.mark.parametrize("count", [1, 24, 200])
def test_the_page_asks_as_much_however_much_there_is(
    client: Client,
    desk: str,
    liubao: Product,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    house = liubao.organization
    things = Counted.objects.bulk_create(
        Counted(
            organization=house,
            kind="product",
            subject_id=liubao.pk if number == 0 else 10**6 + number,
            title=f"Tea {number}",
            title_language="en",
        )
        for number in range(count)
    )
    DayOf.objects.bulk_create(
        DayOf(counted=thing, day=ago(day), views=number + 1)
        for number, thing in enumerate(things)
        for day in range(3)
    )
    client.get(desk)
    with django_assert_num_queries(10):
        page = page_of(client.get(desk))
    shown = page.select("main > div > div table")[-1].select("tbody th")
    assert len(shown) == min(count, 50)
    assert len(rows_of(client, f"{desk}file/")) == 1 + 3 * count


@pytest.mark.parametrize("language", ["zh-hans", "th", "my"])
def test_it_is_said_in_the_readers_language(
    client: Client, desk: str, counted: Counted, language: str
) -> None:
    page = page_of(client.get(desk.replace("/en/", f"/{language}/")))
    assert "Views" not in page.get_text()
    assert "Days end at midnight" not in page.get_text()
