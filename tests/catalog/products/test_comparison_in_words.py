"""A comparison as it is printed: what counts as a difference, what as the lowest, what cannot be compared."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.merchants.selectors import BrandCard
from catalog.products.comparison import Row, comparison_values
from catalog.products.selectors.certificates import CertificateLine
from catalog.products.selectors.compare import Compared, Comparison
from catalog.reference.rates import RateTable
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import RATES, TIERS, card, compared, reader, stated


def values(
    *goods: Compared, currency: str = "", rates: RateTable | None = RATES, **rest: Any
) -> dict[str, Any]:
    found = Comparison(goods, rest.get("left_out", ()), rest.get("unknown", ()))
    return comparison_values(found, reader(currency=currency, rates=rates), rates=rates)


def line(told: dict[str, Any], label: str) -> Row:
    """Return the row of this label; a row that is not there fails the test."""
    rows: list[Row] = [row for row in told["rows"] if str(row["label"]) == label]
    (found,) = rows
    return found


def texts(told: dict[str, Any], label: str) -> list[str]:
    return [str(cell["text"]).replace("\u00a0", " ") for cell in line(told, label)["cells"]]


def labels(told: dict[str, Any]) -> list[str]:
    return [str(row["label"]) for row in told["rows"]]


def test_nothing_beside_nothing_has_no_rows() -> None:
    told = values()
    assert (told["rows"], told["any_difference"], told["rate_note"]) == ([], False, "")
    assert told["more_url"] == "/en/goods/"


def test_rows_nobody_fills_are_left_out() -> None:
    assert labels(values(compared(hs6=""), compared(id=2, slug="b", hs6=""))) == [
        "Price, as the seller says",
        "CNY for one kg",
        "Minimum order",
        "Origin",
    ]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"hs6": "090230"}, "HS code (indicative)"),
        ({"hs6": ""}, "HS code (indicative)"),
        ({"country": "VN"}, "Origin"),
        ({"city": ""}, "Origin"),
        ({"moq": 40}, "Minimum order"),
        ({"order_multiple": 5}, "Minimum order"),
        ({"low": 13_800}, "CNY for one kg"),
        ({"high": 16_900}, "CNY for one kg"),
        ({"low": None, "high": None}, "CNY for one kg"),
        ({"indication": LocalText("Liubao", "en")}, "Geographical indication"),
        ({"certificates": (CertificateLine("halal", "1", "", None),)}, "Certificates in force"),
        ({"packing": LocalText("Basket", "en")}, "Packing"),
        ({"facts": {"storage": "Dry"}}, "Storage"),
        ({"facts": {"private_label": True}}, "Private label"),
        ({"facts": {"shelf_life_days": 30}}, "Shelf life"),
        ({"attributes": {"grade": stated("Old")}}, "Grade"),
    ],
)
def test_one_difference_marks_its_row_and_the_table(changes: dict[str, Any], label: str) -> None:
    told = values(compared(), compared(id=2, slug="b", **changes))
    assert line(told, label)["differs"] is True
    assert told["any_difference"] is True


def test_the_same_goods_twice_differ_in_nothing() -> None:
    told = values(compared(tiers=TIERS), compared(id=2, slug="b", tiers=TIERS))
    assert not told["any_difference"]
    assert not [cell for row in told["rows"] for cell in row["cells"] if cell["best"]]


def test_the_same_words_marked_by_language_are_no_difference() -> None:
    told = values(
        compared(packing=LocalText("竹篓", "zh-hans")),
        compared(id=2, slug="b", packing=LocalText("竹篓", "en")),
    )
    assert line(told, "Packing")["differs"] is False


def test_the_same_least_order_in_two_units_is_no_difference() -> None:
    told = values(
        compared(moq=1000),
        compared(id=2, slug="b", moq=500, unit="kg"),
        compared(id=3, slug="c", moq=1, unit="t"),
    )
    assert texts(told, "Minimum order") == ["1,000 kg", "500 kg", "1 t = 1,000 kg"]
    same = values(compared(moq=1000), compared(id=2, slug="b", moq=1, unit="t"))
    assert line(same, "Minimum order")["differs"] is False


def test_the_lowest_price_is_marked_by_its_cheapest_quantity() -> None:
    told = values(compared(low=100, high=900), compared(id=2, slug="b", low=200, high=200))
    assert [cell["best"] for cell in line(told, "CNY for one kg")["cells"]] == [True, False]


def test_two_that_share_the_lowest_are_both_marked() -> None:
    told = values(
        compared(low=100), compared(id=2, slug="b", low=100, high=200), compared(id=3, slug="c", low=300)
    )
    assert [cell["best"] for cell in line(told, "CNY for one kg")["cells"]] == [True, True, False]


def test_one_price_alone_is_no_lowest() -> None:
    told = values(compared(), compared(id=2, slug="b", low=None, high=None, currency=""))
    assert not [cell for cell in line(told, "CNY for one kg")["cells"] if cell["best"]]


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=4))
def test_no_price_is_below_one_marked_as_the_lowest(prices: list[tuple[int, int]]) -> None:
    goods = [
        compared(id=at, slug=f"tea-{at}", low=low, high=low + more) for at, (low, more) in enumerate(prices)
    ]
    cells = line(values(*goods), "CNY for one kg")["cells"]
    lowest = min(low for low, _more in prices)
    marked = [low for (low, _more), cell in zip(prices, cells, strict=True) if cell["best"]]
    assert set(marked) <= {lowest}
    assert bool(marked) == (len({low for low, _more in prices}) > 1)


@given(st.lists(st.sampled_from(["kg", "t", "box", "piece"]), min_size=1, max_size=4))
def test_every_row_has_a_cell_for_every_product(units: list[str]) -> None:
    told = values(*(compared(id=at, slug=f"tea-{at}", unit=unit) for at, unit in enumerate(units)))
    assert {len(row["cells"]) for row in told["rows"]} == {len(units)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"low": None, "high": None}, "Price on request"),
        ({"unit": "box"}, "Sold by another measure (box); that cannot be stated in kg."),
        ({"currency": "MMK"}, "There is no exchange rate from MMK to CNY here."),
    ],
)
def test_a_price_that_cannot_be_stated_says_why_in_plain_letters(
    changes: dict[str, Any], sentence: str
) -> None:
    told = values(compared(), compared(id=2, slug="b"), compared(id=3, slug="c", **changes))
    assert texts(told, "CNY for one kg")[2] == sentence
    assert [cell["plain"] for cell in line(told, "CNY for one kg")["cells"]] == [False, False, True]


def test_prices_by_quantity_are_each_on_a_line() -> None:
    told = str(line(values(compared(tiers=TIERS)), "Price, as the seller says")["cells"][0]["text"])
    assert told.count("<div>") == 3
    assert "<small>500\u00a0kg and more</small>" in told


def test_a_range_is_told_with_its_unit() -> None:
    told = values(compared(price_kind="range", per=10, unit="piece"))
    assert texts(told, "Price, as the seller says") == ["CNY 139.00–168.00 / 10 pieces"]


@pytest.mark.parametrize(
    ("source_says", "note"),
    [
        (False, "Converted by rates of Nov 1, 2026 (A bank); not what you will pay."),
        (True, "Converted by demonstration rates of Nov 1, 2026; not what you will pay."),
    ],
)
def test_converted_prices_name_their_rates(source_says: bool, note: str) -> None:
    rates = RateTable(RATES.pairs, RATES.as_of, RATES.source, demonstration=source_says)
    told = values(compared(), compared(id=2, slug="b", currency="USD"), rates=rates)
    assert told["rate_note"] == note


def test_without_conversion_no_rate_is_named() -> None:
    assert values(compared())["rate_note"] == ""
    assert values(compared(), compared(id=2, slug="b", currency="USD"), rates=None)["rate_note"] == ""
    on_request = compared(id=2, slug="b", currency="USD", low=None, high=None)
    assert values(compared(), on_request)["rate_note"] == ""


def test_a_property_of_one_kind_of_goods_is_not_stated_of_the_other() -> None:
    told = values(
        compared(attributes={"grade": stated("Old")}),
        compared(
            id=2,
            slug="b",
            attributes={"moisture": stated(11, "number", unit="%", name=LocalText("湿", "zh-hans"))},
        ),
    )
    assert texts(told, "Grade") == ["Old", ""]
    assert texts(told, '<span lang="zh-Hans">湿</span>') == ["", "11 %"]


def test_a_property_two_categories_declare_stands_in_one_row() -> None:
    told = values(
        compared(attributes={"grade": stated("Old")}),
        compared(id=2, slug="b", attributes={"grade": stated("New")}),
    )
    assert texts(told, "Grade") == ["Old", "New"]


def test_certificates_are_named_with_their_numbers_and_escaped() -> None:
    papers = (
        CertificateLine("halal", "<1>", "", date(2027, 1, 1)),
        CertificateLine("iso-9001", "2", "", None),
    )
    (told,) = texts(values(compared(certificates=papers)), "Certificates in force")
    assert told == "<div>Halal <small>&lt;1&gt;</small></div><div>ISO 9001 <small>2</small></div>"


def test_a_brand_is_named_in_its_own_language() -> None:
    brand = BrandCard(
        id=1, slug="b", name=LocalText("老榕", "zh-hans"), original=None, organization_id=1,
        organization=LocalText("", ""), storefront="", country="CN", city="", logo=None,
    )  # fmt: skip
    assert texts(values(compared(brand=brand)), "Brand") == ['<span lang="zh-Hans">老榕</span>']


def test_each_column_can_be_taken_out_and_leaves_the_others() -> None:
    told = values(compared(), compared(id=2, slug="b"), compared(id=3, slug="c"))
    assert [one["without_url"] for one in told["goods"]] == [
        "/en/compare/?p=b&p=c",
        "/en/compare/?p=liubao&p=c",
        "/en/compare/?p=liubao&p=b",
    ]
    assert values(compared())["goods"][0]["without_url"] == "/en/compare/"


@pytest.mark.parametrize(("count", "full"), [(1, False), (3, False), (4, True)])
def test_more_can_be_chosen_while_there_is_room(count: int, full: bool) -> None:
    told = values(*(compared(id=at, slug=f"tea-{at}") for at in range(count)))
    assert told["is_full"] is full
    assert told["more_url"] == "/en/goods/?" + "&".join(f"p=tea-{at}" for at in range(count))


def test_who_found_no_room_and_what_is_unknown_is_named_shortly() -> None:
    told = values(compared(), left_out=[card(title=LocalText("Fifth", "en"))], unknown=["x" * 200])
    assert told["left_out"] == ["Fifth"]
    assert told["unknown"] == ["x" * 60]


def test_a_closed_storefront_is_no_link() -> None:
    told = values(compared(storefront=""), compared(id=2, slug="b"))
    assert [one["storefront_url"] for one in told["goods"]] == ["", "/en/storefront/green-banyan/"]


def test_the_readers_currency_is_compared_in() -> None:
    told = values(compared(low=700, high=700), currency="USD")
    assert texts(told, "USD for one kg") == ["USD 1.00"]
