"""An exhibit is a version: what a product says later, or that it went, changes nothing of what was shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest
from django.test import Client

from catalog.files.services import save_picture
from catalog.merchants.models import Organization
from catalog.products.document import PriceDocument, ProductDocument, TierDocument, to_json
from catalog.products.models import Product
from catalog.products.services import publish_product
from catalog.products.services.listings import move_product, remove_products
from expo.fair.booth_search import documents, said_of_goods
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.refusals import Refused
from expo.fair.selectors.exhibits import exhibits_of, in_sight, prices_of, texts_of
from expo.fair.services import exhibits as service
from expo.fair.services.exhibits import exhibit_product, order_exhibits
from tests.catalog.files.uploads import shot
from tests.stock import LIUBAO, MakeProduct

Queries = Callable[[int], Any]


def told(kind: Literal["tiers", "range", "on-request"], **prices: Any) -> ProductDocument:
    return replace(LIUBAO, price=PriceDocument(kind=kind, currency="CNY", **prices))


@pytest.mark.parametrize(
    ("document", "low", "high"),
    [
        (LIUBAO, 13_900, 16_800),
        (told("tiers", tiers=(TierDocument(quantity_from=1, minor=7),)), 7, 7),
        (told("tiers", tiers=()), None, None),
        (told("range", low=100, high=900), 100, 900),
        (told("range", low=100), 100, 100),
        (told("range", high=900), 900, 900),
        (told("range", low=0, high=0), 0, 0),
        (told("on-request", low=5, high=6), None, None),
        (replace(LIUBAO, price=PriceDocument()), None, None),
    ],
)
def test_the_price_that_is_kept(document: ProductDocument, low: int | None, high: int | None) -> None:
    assert prices_of(document) == (low, high)


@pytest.mark.parametrize(
    ("language", "value", "shown_in", "state"),
    [
        ("zh-hans", "六堡茶 2019 篓装", "zh-hans", "source"),
        ("en", "Liubao dark tea, 2019, basket", "en", "reviewed"),
        ("th", "ชาลิ่วเป่า 2019", "th", "machine"),
        ("vi", "Liubao dark tea, 2019, basket", "en", "reviewed"),
        ("km", "Liubao dark tea, 2019, basket", "en", "reviewed"),
    ],
)
def test_a_kept_text_is_read_in_the_readers_language_or_the_next(
    language: str, value: str, shown_in: str, state: str
) -> None:
    title = texts_of(LIUBAO, language)["title"]
    assert (title.value, title.language, title.state) == (value, shown_in, state)


@pytest.mark.parametrize(
    ("held", "language", "shown_in"),
    [
        (("en",), "en", "zh-hans"),
        (("en",), "th", "th"),
        (("th",), "th", "en"),
        (("en", "th"), "vi", "zh-hans"),
    ],
)
def test_a_text_held_back_is_read_by_nobody(held: tuple[str, ...], language: str, shown_in: str) -> None:
    assert texts_of(replace(LIUBAO, held=held), language)["title"].language == shown_in


def test_a_text_there_never_was_is_empty() -> None:
    packing = texts_of(LIUBAO, "th")["packing"]
    assert (packing.value, packing.language, packing.state) == ("", "th", "missing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "status", "seen"),
    [
        ("planned", "published", True),
        ("booking", "published", True),
        ("open", "published", True),
        ("open", "paused", False),
        ("open", "archived", False),
        ("open", "suspended", False),
        ("open", None, False),
        ("after", "published", True),
        ("after", "paused", True),
        ("archived", "archived", True),
        ("archived", "suspended", False),
        ("archived", None, True),
    ],
)
def test_what_is_seen_of_an_exhibit_by_edition_and_product(
    exhibit: Exhibit, liubao: Product, state: str, status: str | None, seen: bool
) -> None:
    Edition.objects.update(state=state)
    if status is None:
        Product.objects.filter(pk=liubao.pk).delete()
    else:
        Product.objects.update(status=status)
    assert in_sight(Exhibit.objects.all()).exists() is seen


@pytest.mark.django_db
def test_name_picture_and_price_note_stay_as_they_were(
    exhibit: Exhibit, booth: Booth, liubao: Product, tea_house: Organization
) -> None:
    picture = save_picture(data=shot(width=80, height=60), title="tea", owner_id=tea_house.pk)
    publish_product(organization=tea_house, document=replace(LIUBAO, pictures=(picture.pk,)), product=liubao)
    (living,) = exhibits_of(booth, language="en")
    assert len(living.pictures) == 1
    Edition.objects.update(state="archived")
    later = replace(LIUBAO, title={"zh-hans": "别的"}, pictures=(), price=PriceDocument(), hs6="090230")
    publish_product(organization=tea_house, document=later, product=liubao)
    (changed,) = exhibits_of(booth, language="en")
    remove_products(products=[liubao])
    (gone,) = exhibits_of(booth, language="en")
    for kept in (changed, gone):
        assert kept.card.title == living.card.title
        assert kept.texts == living.texts
        assert (kept.card.low, kept.card.high, kept.card.hs6) == (13_900, 16_800, "090240")
        assert kept.pictures == living.pictures
        assert str(kept.price_note) == "展会价每公斤 150 元"
        assert kept.version == 2
    assert (changed.product, gone.product) == (liubao.slug, "")


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "follows"), [("open", True), ("after", False), ("archived", False)])
def test_only_a_living_exhibit_follows_its_product(
    exhibit: Exhibit, liubao: Product, tea_house: Organization, state: str, follows: bool
) -> None:
    Edition.objects.update(state=state)
    document = replace(LIUBAO, title={**LIUBAO.title, "en": "Renamed"})
    publish_product(organization=tea_house, document=document, product=liubao)
    exhibit.refresh_from_db()
    assert (exhibit.document["title"]["en"] == "Renamed") is follows
    assert exhibit.version == (2 if follows else 1)
    assert follows or exhibit.document == to_json(LIUBAO)


@pytest.mark.django_db
def test_a_product_that_pauses_keeps_the_version_it_was_last_shown_in(
    exhibit: Exhibit, liubao: Product
) -> None:
    move_product(product=liubao, to="paused")
    exhibit.refresh_from_db()
    assert (exhibit.version, exhibit.document) == (1, to_json(LIUBAO))


@pytest.mark.django_db
def test_search_says_what_a_booth_shows_and_nothing_that_is_hidden(
    exhibit: Exhibit, booth: Booth, liubao: Product
) -> None:
    Booth.objects.update(status="published")
    assert "Liubao dark tea" in next(documents([booth.pk])).bodies["en"]
    assert said_of_goods([liubao.pk, 0]) == {liubao.pk: {"fair": ["2026"], "booth": [str(booth.pk)]}}
    Product.objects.update(status="paused")
    assert "Liubao" not in str(next(documents([booth.pk])).bodies)
    Booth.objects.update(status="withdrawn")
    assert said_of_goods([liubao.pk]) == {}
    assert list(documents([booth.pk])) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ids", "order"),
    [
        ([2, 1, 0], [2, 1, 0]),
        ([2], [2, 0, 1]),
        ([], [0, 1, 2]),
        ([1, 1, 0, 1], [1, 0, 2]),
        ([-1, 2, 99], [2, 0, 1]),
    ],
)
def test_an_order_that_is_half_said_or_wrong_loses_nothing(
    exhibit: Exhibit, booth: Booth, ids: list[int], order: list[int]
) -> None:
    Exhibit.objects.bulk_create(
        Exhibit(booth=booth, document=exhibit.document, version=1, shown_at=exhibit.shown_at, order=20)
        for _number in range(2)
    )
    pks = list(booth.exhibits.values_list("pk", flat=True))
    order_exhibits(booth=booth, ids=[pks[one] if 0 <= one < 3 else 10**9 for one in ids])
    assert list(booth.exhibits.values_list("pk", flat=True)) == [pks[one] for one in order]


@pytest.mark.django_db
def test_the_last_place_is_taken_and_one_more_is_refused(
    exhibit: Exhibit, booth: Booth, more_tea: MakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST", 2)
    Exhibit.objects.update(order=32_000)
    second = exhibit_product(booth=booth, product=more_tea(2))
    assert second.order == 32_000
    assert second.product is not None
    assert exhibit_product(booth=booth, product=second.product) == second
    with pytest.raises(Refused, match="at most 2"):
        exhibit_product(booth=booth, product=more_tea(3))


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 10**12, 10**30])
def test_an_exhibit_there_is_not_is_not_found(
    exhibit: Exhibit, booth: Booth, client: Client, number: int
) -> None:
    Booth.objects.update(status="published")
    assert client.get(f"/en/fair/2026/booth/{booth.slug}/exhibit/{number}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 24, 200])
def test_an_archive_with_pictures_costs_two_queries(
    exhibit: Exhibit, booth: Booth, tea_house: Organization, count: int, django_assert_num_queries: Queries
) -> None:
    picture = save_picture(data=shot(width=40, height=40), title="tea", owner_id=tea_house.pk)
    document = to_json(replace(LIUBAO, pictures=(picture.pk,)))
    Exhibit.objects.bulk_create(
        Exhibit(booth=booth, document=document, version=1, shown_at=exhibit.shown_at, note_en=f"n{number}")
        for number in range(count)
    )
    Edition.objects.update(state="archived")
    found = Booth.objects.get(pk=booth.pk)
    with django_assert_num_queries(2):
        lines = exhibits_of(found, language="en")
    assert len(lines) == count + 1
    assert sum(bool(line.pictures) for line in lines) == count
