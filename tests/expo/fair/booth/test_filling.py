"""A whole booth at once: its texts in every language, its exhibits, as few statements for many as for one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.products.document import ProductDocument
from catalog.products.models import Product
from catalog.products.services import publish_product
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from catalog.translation.selectors import states_of
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.refusals import Refused
from expo.fair.selectors.exhibits import exhibits_of
from expo.fair.services import filling
from expo.fair.services.booths import EditionOver
from expo.fair.services.editions import move_edition
from expo.fair.services.filling import Piece, fill_booth
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
TEXTS = {
    "headline": {"zh-hans": "六堡茶", "en": "Liubao tea", "th": "ชาลิ่วเป่า"},
    "about": {"zh-hans": "三代人做茶。", "km": "តែ"},
}


def more(house: Organization, count: int) -> list[Product]:
    """Publish so many more goods of a house."""
    return [
        publish_product(
            organization=house,
            document=ProductDocument(
                source_language="zh-hans",
                title={"zh-hans": f"茶 {number}"},
                category="tea",
                country="CN",
                unit="kg",
            ),
        )
        for number in range(count)
    ]


def piece(product: Product, **texts: str) -> Piece:
    return Piece(product=product, note=texts, price_note={"zh-hans": "九五折", **texts})


def test_it_says_everything_in_its_language_and_its_states(
    booth: Booth, liubao: Product, owner: User
) -> None:
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao, en="Tasting", my="မြည်း")], by=owner)
    kept = Booth.objects.rewrite(False).get(pk=booth.pk)
    assert (kept.headline_th, kept.about_km, kept.headline_my or "") == ("ชาลิ่วเป่า", "តែ", "")
    assert kept.revision == booth.revision == 1
    states = {place: stored.state for place, stored in states_of(kept).items()}
    assert states[("headline", "zh-hans")] == "source"
    assert states[("headline", "en")] == states[("about", "km")] == "machine"
    (line,) = exhibits_of(kept, language="my")
    assert (line.note.value, line.note.state) == ("မြည်း", "machine")
    assert line.price_note.value == "မြည်း"
    assert line.version == liubao.version
    assert TextState.objects.filter(changed_by_id=owner.pk, content_type__model="exhibit").count() == 5


def test_what_is_not_named_goes_and_the_order_is_as_said(
    booth: Booth, liubao: Product, tea_house: Organization
) -> None:
    first, second = more(tea_house, 2)
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao), piece(first)])
    IndexChange.objects.all().delete()
    exhibits = fill_booth(booth=booth, texts=TEXTS, pieces=[piece(second), piece(first)])
    shown = [line.product for line in exhibits_of(booth, language="en")]
    assert shown == [second.slug, first.slug]
    assert [one.order for one in exhibits] == [10, 20]
    # Nothing is left of those that went, and search hears of them too.
    states = TextState.objects.filter(content_type__model="exhibit")
    assert set(states.values_list("object_id", flat=True)) == {one.pk for one in exhibits}
    changed = set(IndexChange.objects.filter(kind="product").values_list("record", flat=True))
    assert {liubao.pk, first.pk, second.pk} <= changed
    assert IndexChange.objects.filter(kind="booth", record=booth.pk).exists()


def test_saying_the_same_again_is_no_new_revision(booth: Booth, liubao: Product) -> None:
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao)])
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao)])
    assert Booth.objects.get(pk=booth.pk).revision == 1
    fill_booth(booth=booth, texts={**TEXTS, "headline": {"zh-hans": "新茶"}}, pieces=[])
    assert Booth.objects.get(pk=booth.pk).revision == 2
    assert not Exhibit.objects.exists()


def test_goods_of_others_and_goods_nobody_sees_are_refused(
    booth: Booth, liubao: Product, tea_house: Organization
) -> None:
    other = create_organization(kind="merchant", country="KH", source_language="km", name={"km": "សួន"})
    theirs = publish_product(
        organization=other,
        document=ProductDocument(
            source_language="km", title={"km": "ម្រេច"}, category="tea", country="KH", unit="kg"
        ),
    )
    (paused,) = more(tea_house, 1)
    Product.objects.filter(pk=paused.pk).update(status="paused")
    for goods in (theirs, paused):
        with pytest.raises(Refused, match="Only products of your own"):
            fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao), piece(goods)])
    assert not Exhibit.objects.exists()
    assert Booth.objects.get(pk=booth.pk).revision == 0


def test_too_many_and_the_same_twice_are_refused(
    booth: Booth, liubao: Product, tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="once"):
        fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao), piece(liubao)])
    (other,) = more(tea_house, 1)
    monkeypatch.setattr(filling, "MOST", 1)
    with pytest.raises(Refused, match="at most 1"):
        fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao), piece(other)])
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(other)])


@pytest.mark.parametrize("field", ["headline", "price_note"])
def test_a_text_that_is_too_long_leaves_the_booth_as_it_was(
    booth: Booth, liubao: Product, field: str
) -> None:
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao)])
    texts = {**TEXTS, "headline": {"zh-hans": "茶" * 201}} if field == "headline" else TEXTS
    pieces = [Piece(product=liubao, price_note={"zh-hans": "价" * 201})] if field == "price_note" else []
    with pytest.raises(ValidationError):
        fill_booth(booth=booth, texts=texts, pieces=pieces)
    (line,) = exhibits_of(booth, language="zh-hans")
    assert line.price_note.value == "九五折"
    assert Booth.objects.rewrite(False).get(pk=booth.pk).headline_en == "Liubao tea"


def test_a_booth_of_an_edition_that_is_over_stays(booth: Booth, edition: Edition, liubao: Product) -> None:
    move_edition(edition=edition, to="after")
    with pytest.raises(EditionOver):
        fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao)])


def test_many_exhibits_take_as_few_statements_as_one(
    booth: Booth, liubao: Product, tea_house: Organization
) -> None:
    goods = [liubao, *more(tea_house, 5)]
    fill_booth(booth=booth, texts=TEXTS, pieces=[piece(liubao)])

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            fill_booth(booth=booth, texts=TEXTS, pieces=[piece(one, en="x") for one in goods[:count]])
        return len(caught)

    asked(1)
    assert asked(1) == asked(6)
