"""What entries become before services see them: prices in minor units, words of the vocabulary, PDF pages."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from catalog.products.document import PriceDocument, TierDocument
from catalog.reference.money import TooPrecise
from portal.demo.documents import (
    CERTIFICATE_NUMBER,
    LAPSED,
    VALID,
    certificates,
    packing,
    price_document,
    product_document,
    sample_document,
    storefront_document,
    worded,
)
from portal.demo.fair.archive import priced
from portal.demo.reading import content
from portal.demo.schema import PriceEntry, SampleEntry
from portal.demo.specimen import page


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [("CNY", "168.00", 16800), ("VND", "128000", 128000), ("USD", "0.35", 35), ("BND", "17.80", 1780)],
)
def test_a_price_is_whole_minor_units_of_its_currency(currency: str, amount: str, minor: int) -> None:
    price = price_document(PriceEntry(currency=currency, tiers={50: Decimal(amount)}), per=10)
    assert price.tiers == (TierDocument(quantity_from=50, minor=minor),)
    assert (price.kind, price.per, price.currency) == ("tiers", 10, currency)


@pytest.mark.parametrize(("currency", "amount"), [("VND", "0.5"), ("CNY", "1.005")])
def test_a_fraction_nobody_can_pay_is_refused(currency: str, amount: str) -> None:
    with pytest.raises(TooPrecise):
        price_document(PriceEntry(currency=currency, tiers={1: Decimal(amount)}), per=1)


def test_a_range_has_two_ends_and_on_request_has_none() -> None:
    price = price_document(PriceEntry(currency="THB", range=(Decimal(72), Decimal(118))), per=1)
    assert (price.kind, price.low, price.high, price.tiers) == ("range", 7200, 11800, ())
    assert price_document("on-request", per=5) == PriceDocument()


@pytest.mark.parametrize(
    ("sample", "minor"),
    [(SampleEntry(quantity="100 g"), None), (SampleEntry(quantity="1 kg", price=Decimal(30)), 3000)],
)
def test_a_sample_costs_in_the_currency_of_the_price(sample: SampleEntry, minor: int | None) -> None:
    made = sample_document(sample, PriceEntry(currency="CNY", tiers={1: Decimal(5)}))
    assert made is not None
    assert (made.minor, made.quantity) == (minor, sample.quantity)


def test_a_sample_of_goods_without_a_price_has_none() -> None:
    assert sample_document(None, "on-request") is None
    made = sample_document(SampleEntry(quantity="1 kg", price=Decimal(3)), "on-request")
    assert made is not None
    assert made.minor is None


def test_a_measure_says_itself_in_every_language_and_a_word_its_own() -> None:
    assert set(worded("25 kg", {}).values()) == {"25 kg"}
    assert len(worded("25 kg", {})) == 10
    assert worded("red", {"red": {"en": "Red", "th": "แดง"}}) == {"en": "Red", "th": "แดง"}
    assert packing(("sack", "60 kg"), {"sack": {"en": "Jute sack", "vi": "Bao đay"}}) == {
        "en": "Jute sack, 60 kg",
        "vi": "Bao đay, 60 kg",
    }
    with pytest.raises(KeyError):
        packing(("crate", "60 kg"), {})


def test_certificates_are_fictional_whatever_their_term() -> None:
    for term in (VALID, LAPSED):
        (one,) = certificates(("organic",), term)
        assert (one.number, one.issued_on, one.expires_on) == (CERTIFICATE_NUMBER, *term)
    assert certificates((), VALID) == ()


def test_every_product_and_storefront_makes_a_document() -> None:
    told = content()
    for entry in told.products[::7]:
        document = product_document(entry, told, (1, 2), brand="demo-x")
        assert (document.pictures, document.brand, document.hs6) == ((1, 2), "demo-x", entry.hs6)
        assert document.source_language == entry.language
        assert [one.sku for one in document.variants] == list(entry.variants)
        assert not document.states  # nothing counts as reviewed
    for house in told.organizations[::5]:
        front = storefront_document(house, 3)
        assert (front.logo, front.banner, front.tagline) == (3, 3, house.tagline)


@pytest.mark.parametrize(
    ("percent", "minors", "ends"),
    [(90, [15120, 13680], (900, 1800)), (100, [16800, 15200], (1000, 2000)), (1, [168, 152], (10, 20))],
)
def test_a_price_of_another_year_is_part_of_todays(
    percent: int, minors: list[int], ends: tuple[int, int]
) -> None:
    tiers = PriceDocument(
        kind="tiers",
        currency="CNY",
        tiers=(TierDocument(quantity_from=50, minor=16800), TierDocument(quantity_from=200, minor=15200)),
    )
    assert [tier.minor for tier in priced(tiers, percent).tiers] == minors
    assert [tier.quantity_from for tier in priced(tiers, percent).tiers] == [50, 200]
    span = replace(tiers, kind="range", tiers=(), low=1000, high=2000)
    assert (priced(span, percent).low, priced(span, percent).high) == ends
    assert priced(PriceDocument(), percent) == PriceDocument()


def test_no_price_of_another_year_is_nothing() -> None:
    cheap = PriceDocument(kind="tiers", currency="CNY", tiers=(TierDocument(quantity_from=1, minor=1),))
    assert priced(cheap, 50).tiers[0].minor == 1


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Liubao tea, 2019", b"(Liubao tea, 2019) Tj"),
        ("Loader (5 t) \\ new", b"(Loader 5 t  new) Tj"),
        ("Kumquat – 茶", b"(Kumquat  ) Tj"),
        ("", b"() Tj"),
    ],
)
def test_a_page_keeps_what_a_pdf_can_say(line: str, kept: bytes) -> None:
    made = page([line], size=14)
    assert kept in made
    assert b"/F1 14 Tf 20 TL" in made


def test_every_part_of_a_page_stands_where_its_table_says() -> None:
    made = page([f"line {number}" for number in range(30)])
    start = int(made.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    rows = re.findall(rb"(\d{10}) 00000 n", made[start:])
    assert len(rows) == 5
    for number, place in enumerate(rows, start=1):
        assert made[int(place) :].startswith(f"{number} 0 obj".encode())
    length = re.search(rb"/Length (\d+)", made)
    assert length is not None
    stream = made.split(b"stream\n", 1)[1].split(b"\nendstream")[0]
    assert len(stream) == int(length[1])
