"""New exhibits on the fair's front: the newest of each booth, as long as their edition lives."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.products.models import Product, ProductVersion
from catalog.seams.preferences import Preferences
from expo.fair import exhibit_slots
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.selectors.newest import newest
from expo.fair.services.editions import move_edition
from tests.expo.fair.booth.many import many_booths
from tests.reading import page_of

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 9, 17, 1, 0, tzinfo=UTC)
READER = Preferences(language="en")


def put_up(booths: list[Booth], product: Product, *, each: int = 1) -> None:
    """Exhibit what one product says at many booths, without the services: for what a list costs."""
    version = ProductVersion.objects.get(product=product, number=product.version)
    goods = Product.objects.bulk_create(
        Product(
            slug=f"{booth.slug}-{number}",
            organization=booth.organization,
            category=product.category,
            country_id=product.country_id,
            status="published",
            unit=product.unit,
        )
        for booth in booths
        for number in range(each)
    )
    Exhibit.objects.bulk_create(
        Exhibit(
            booth=booths[at // each],
            product=one,
            document=version.document,
            version=1,
            shown_at=BEGAN + timedelta(minutes=at),
        )
        for at, one in enumerate(goods)
    )


def test_the_front_counts_and_shows_what_was_put_up_last(
    client: Client, shown_booth: Booth, exhibit: Exhibit
) -> None:
    page = page_of(client.get("/en/fair/"))
    row = page.select_one('.fair-now a[href="#new"]')
    assert row is not None
    assert row.get_text(" ", strip=True) == "New exhibits 1 exhibit"
    (card,) = page.select("#new article.card")
    link = card.select_one("h3 a")
    assert link is not None
    assert link["href"] == f"/en/fair/2026/booth/{shown_booth.slug}/"
    said = card.get_text(" ", strip=True)
    assert "青榕树茶坊" in said or "Green Banyan" in said
    assert "展会价每公斤 150 元" in said


def test_a_booth_shows_its_newest_only_and_the_newest_booths_come_first(
    edition: Edition, liubao: Product
) -> None:
    booths = many_booths(edition, 10)
    put_up(booths, liubao, each=3)
    found = newest(edition.pk, language="en", count=8)
    assert [one.booth.slug for one in found] == [booth.slug for booth in reversed(booths)][:8]
    last = {booth.pk: booth.exhibits.latest("shown_at").pk for booth in booths}
    assert [one.line.id for one in found] == [last[one.booth.id] for one in found]


@pytest.mark.parametrize("count", [1, 24, 200])
def test_it_asks_as_often_however_much_there_is(edition: Edition, liubao: Product, count: int) -> None:
    put_up(many_booths(edition, count), liubao)
    with CaptureQueriesContext(connection) as asked:
        assert len(newest(edition.pk, language="th", count=8)) == min(count, 8)
    # One more asks for the sizes of pictures; this tea has none.
    assert len(asked) == 3


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_what_no_visitor_sees_is_neither_counted_nor_shown(
    edition: Edition, shown_booth: Booth, exhibit: Exhibit, state: str
) -> None:
    assert exhibit_slots.counts([edition.pk], READER)[edition.pk]["count"] == "1 exhibit"
    Booth.objects.filter(pk=shown_booth.pk).update(status=state)
    assert exhibit_slots.counts([edition.pk], READER) == {}
    assert exhibit_slots.sections([edition.pk], READER) == {}


def test_a_product_that_is_paused_is_not_new(edition: Edition, shown_booth: Booth, liubao: Product) -> None:
    Product.objects.filter(pk=liubao.pk).update(status="paused")
    assert exhibit_slots.sections([edition.pk], READER) == {}


def test_an_edition_that_is_over_has_nothing_new(edition: Edition, shown_booth: Booth) -> None:
    assert exhibit_slots.sections([edition.pk], READER)
    move_edition(edition=edition, to="after")
    assert exhibit_slots.counts([edition.pk], READER) == {}
    assert exhibit_slots.sections([edition.pk], READER) == {}


def test_nothing_is_asked_of_editions_that_are_not_named(edition: Edition, shown_booth: Booth) -> None:
    assert exhibit_slots.counts([], READER) == {}
    assert exhibit_slots.counts([edition.pk + 1], READER) == {}
