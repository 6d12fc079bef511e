"""Dried, fresh, whole: the form that was asked for comes first, and the reason says so."""

import pytest

from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

FRESH_KUMQUAT, DRIED_KUMQUAT, FRESH_MANGO, DRIED_MANGO, WHOLE, GROUND = range(1, 7)


@pytest.fixture(autouse=True)
def _stock(shelf: Shelf) -> None:
    """The same things in two forms; what is not asked for is the more popular."""
    shelf.put(FRESH_KUMQUAT, {"en": "Kumquat, fresh"}, popularity=900_000)
    shelf.put(DRIED_KUMQUAT, {"zh-hans": "金桔 烘干"})
    shelf.put(FRESH_MANGO, {"th": "มะม่วง"}, popularity=900_000)
    shelf.put(DRIED_MANGO, {"en": "Fragrant mango, dried"})
    shelf.put(WHOLE, {"vi": "Nhục đậu khấu nguyên hạt"})
    shelf.put(GROUND, {"en": "Nutmeg, ground"}, popularity=900_000)


@pytest.mark.parametrize(
    ("text", "language", "first", "then"),
    [
        ("dried kumquat", "en", DRIED_KUMQUAT, FRESH_KUMQUAT),
        ("kumquat dried", "en", DRIED_KUMQUAT, FRESH_KUMQUAT),
        ("fresh kumquat", "en", FRESH_KUMQUAT, DRIED_KUMQUAT),
        ("kumquat", "en", FRESH_KUMQUAT, DRIED_KUMQUAT),
        ("quất tươi", "vi", FRESH_KUMQUAT, DRIED_KUMQUAT),
        ("ส้มจี๊ดอบแห้ง", "th", DRIED_KUMQUAT, FRESH_KUMQUAT),
        ("whole nutmeg", "en", WHOLE, GROUND),
        ("肉豆蔻 整粒", "zh-hans", WHOLE, GROUND),
    ],
)
def test_the_form_asked_for_comes_first(ask: Ask, text: str, language: str, first: int, then: int) -> None:
    assert [hit.id for hit in ask(text, language).hits] == [first, then]


@pytest.mark.parametrize(
    ("text", "language"), [("xoài sấy", "vi"), ("芒果干", "zh-hans"), ("dried mango", "en")]
)
def test_a_name_for_both_finds_what_is_described_in_parts(ask: Ask, text: str, language: str) -> None:
    assert [hit.id for hit in ask(text, language).hits] == [DRIED_MANGO]


def test_fresh_things_come_before_those_that_were_dried(ask: Ask) -> None:
    assert [hit.id for hit in ask("มะม่วงสด", "th").hits] == [FRESH_MANGO, DRIED_MANGO]


def test_the_reason_names_the_form(ask: Ask) -> None:
    hit = ask("dried kumquat", "en").hits[0]
    said = {(reason.found, reason.means) for reason in hit.reasons}
    assert {("金桔", "kumquat"), ("烘干", "dried")} <= said
