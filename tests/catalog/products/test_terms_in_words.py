"""What a seller states of a product, each in its own line and only where it is stated."""

from datetime import date
from typing import Any

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.certificates import CERTIFICATES, certificate_name
from catalog.products.selectors.certificates import CertificateLine
from catalog.products.terms import attribute_value, certificate_values, marked, months, terms_of
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import NOTHING, card, stated

LABELS = (
    "Minimum order",
    "Lead time",
    "Packing",
    "Trade terms",
    "Sample",
    "Harvest",
    "Shelf life",
    "Storage",
    "Storage temperature",
    "Carton",
    "Plant registration",
    "Private label",
)


def terms(multiple: int = 1, packing: LocalText = NOTHING, **facts: Any) -> dict[str, str]:
    """Return the terms by label, blanks that do not break made plain."""
    told = terms_of(card(), facts, packing, multiple, "en")
    return {label: str(value).replace("\u00a0", " ") for label, value in told}


def test_what_is_not_stated_is_empty_and_the_order_is_fixed() -> None:
    told = terms()
    assert tuple(told) == LABELS
    assert told.pop("Minimum order") == "20 kg"
    assert set(told.values()) == {""}


def test_steps_of_ordering_are_told_with_the_least_order() -> None:
    assert terms(multiple=5)["Minimum order"] == "20 kg, in multiples of 5 kg"


@pytest.mark.parametrize(
    ("lead_times", "told"),
    [
        ([{"days": 1, "up_to": None}], "1 day"),
        ([{"days": 0, "up_to": None}], "0 days"),
        ([{"days": 7, "up_to": 200}], "7 days up to 200 kg"),
        (
            [{"days": 7, "up_to": 200}, {"days": 12, "up_to": 500}, {"days": 30, "up_to": None}],
            "7 days up to 200 kg, 12 days up to 500 kg, above that 30 days",
        ),
        (None, ""),
    ],
)
def test_lead_times_are_told_by_quantity(lead_times: Any, told: str) -> None:
    assert terms(lead_times=lead_times)["Lead time"] == told


def test_rules_of_trade_stand_with_their_places() -> None:
    stated = [{"incoterm": "FCA", "place": "Wuzhou"}, {"incoterm": "CIF", "place": "Port Klang"}]
    assert terms(terms=stated)["Trade terms"] == "FCA Wuzhou, CIF Port Klang"


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ({"quantity": "100 g", "minor": None, "credited": False}, "100 g"),
        ({"quantity": "100 g", "minor": 0, "credited": False}, "100 g, CNY 0.00"),
        (
            {"quantity": "1 bag", "minor": 3000, "credited": True},
            "1 bag, CNY 30.00, credited to the first order",
        ),
        (None, ""),
    ],
)
def test_a_sample_says_what_it_costs(sample: Any, told: str) -> None:
    assert terms(sample=sample)["Sample"] == told


def test_a_sample_of_goods_without_a_currency_states_no_price() -> None:
    facts = {"sample": {"quantity": "100 g", "minor": 3000, "credited": False}}
    told = dict(terms_of(card(currency="", low=None, high=None), facts, NOTHING, 1, "en"))
    assert told["Sample"] == "100 g"


@pytest.mark.parametrize(("days", "told"), [(1, "1 day"), (0, "0 days"), (1095, "1,095 days"), (None, "")])
def test_shelf_life_counts_days(days: int | None, told: str) -> None:
    assert terms(shelf_life_days=days)["Shelf life"] == told


def test_a_private_label_is_possible_or_not_mentioned() -> None:
    assert terms(private_label=True)["Private label"] == "possible"
    assert terms(private_label=False)["Private label"] == ""


@pytest.mark.parametrize("typed", ["ckhm0301 251120001", " ＣＫＨＭ0301  251120001", "CKHM0301\n251120001"])
def test_a_registration_number_is_printed_as_on_the_papers(typed: str) -> None:
    told = terms(plant_registration=typed)["Plant registration"]
    assert told == '<span class="code nowrap">CKHM0301 251120001</span>'


def test_a_registration_number_brings_no_markup() -> None:
    told = terms(plant_registration="<script>")["Plant registration"]
    assert told == '<span class="code nowrap">&lt;SCRIPT&gt;</span>'


def test_packing_in_another_language_says_so() -> None:
    assert terms(packing=LocalText("竹篓", "zh-hans"))["Packing"] == '<span lang="zh-Hans">竹篓</span>'
    assert terms(packing=LocalText("Basket", "en"))["Packing"] == "Basket"


def test_markup_in_a_marked_text_is_only_text() -> None:
    told = marked(LocalText("<i>竹</i>", "zh-hans"), "en")
    assert isinstance(told, SafeString)
    assert told == '<span lang="zh-Hans">&lt;i&gt;竹&lt;/i&gt;</span>'


def test_a_text_of_the_pages_language_is_left_for_the_template_to_escape() -> None:
    assert not isinstance(marked(LocalText("<i>", "en"), "en"), SafeString)


def test_an_empty_text_gets_no_empty_mark() -> None:
    assert marked(LocalText("", "zh-hans"), "en") == ""


@given(st.lists(st.integers(1, 12), max_size=20))
def test_months_do_not_depend_on_their_order_or_on_repetition(numbers: list[int]) -> None:
    assert months(numbers, "en") == months(sorted(set(numbers)), "en")


@given(st.sets(st.integers(1, 12), min_size=1))
def test_every_month_is_named_or_within_a_run(numbers: set[int]) -> None:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    covered: set[int] = set()
    for run in months(list(numbers), "en").split(", "):
        first, _, last = run.partition("–")
        at, end = names.index(first) + 1, names.index(last or first) + 1
        while True:
            covered.add(at)
            if at == end:
                break
            at = at % 12 + 1
    assert covered == numbers


def test_the_whole_year_is_one_run() -> None:
    assert months(list(range(1, 13)), "en") == "Jan–Dec"


@pytest.mark.parametrize(
    ("value", "kind", "unit", "told"),
    [
        (True, "yes-no", "", "yes"),
        (False, "yes-no", "", "no"),
        ([6, 7], "months", "", "Jun–Jul"),
        (11.5, "number", "%", "11.5 %"),
        (1200, "number", "", "1,200"),
        (0.1, "number", "g", "0.1 g"),
        (2019, "year", "", "2019"),
        ("Old trees", "text", "", "Old trees"),
    ],
)
def test_a_property_is_printed_as_it_was_declared(value: Any, kind: str, unit: str, told: str) -> None:
    assert str(attribute_value(stated(value, kind, unit=unit), "en")).replace("\u00a0", " ") == told


def test_a_number_is_written_as_the_reader_writes_it() -> None:
    assert attribute_value(stated(1234.5, "number"), "vi") == "1.234,5"


GRADES = (
    {"key": "first", "names": {"en": "First", "zh-hans": "一级"}},
    {"key": "second", "names": {"zh-hans": "二级"}},
)


def test_a_choice_is_named_in_the_readers_language_or_says_which() -> None:
    assert attribute_value(stated("first", "choice", choices=GRADES), "en") == '<span lang="en">First</span>'
    assert (
        attribute_value(stated("second", "choice", choices=GRADES), "en")
        == '<span lang="zh-Hans">二级</span>'
    )


def test_several_choices_stand_in_the_order_they_were_declared() -> None:
    told = attribute_value(stated(["second", "first"], "choice", choices=GRADES), "zh-hans")
    assert told == '<span lang="zh-Hans">一级</span>, <span lang="zh-Hans">二级</span>'


def test_a_choice_that_is_not_declared_any_more_is_not_printed() -> None:
    assert attribute_value(stated("third", "choice", choices=GRADES), "en") == ""


def test_a_choices_name_brings_no_markup() -> None:
    bold = ({"key": "b", "names": {"en": "<b>"}},)
    assert attribute_value(stated("b", "choice", choices=bold), "en") == '<span lang="en">&lt;b&gt;</span>'


def test_every_kind_of_certificate_has_a_name_and_an_unknown_one_names_itself() -> None:
    assert all(certificate_name(kind) and certificate_name(kind) != kind for kind in CERTIFICATES)
    assert certificate_name("moon-dust") == "moon-dust"


@pytest.mark.parametrize(
    ("issuer", "expires", "state", "note"),
    [
        ("Council", date(2027, 3, 5), "valid to Mar 5, 2027", "A 1 · Council"),
        ("", None, "no expiry stated", "A 1"),
    ],
)
def test_a_certificate_says_till_when_and_by_whom(
    issuer: str, expires: date | None, state: str, note: str
) -> None:
    told = certificate_values(CertificateLine("halal", "A 1", issuer, expires), "en")
    assert (told["name"], told["state"], told["note"]) == ("Halal", state, note)
