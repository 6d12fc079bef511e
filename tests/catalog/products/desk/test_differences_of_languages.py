"""What a reviewer is told of a listing's languages: changed words, what is held back or left behind."""

from dataclasses import replace
from typing import Any

import pytest

from catalog.products.differences import Speech, affected, differences
from catalog.products.document import ProductDocument, SampleDocument
from catalog.products.selectors.declared import Property
from catalog.translation.texts import LocalText

GROWER = Property("grower", "text", "", LocalText("Grower", "en"), ())
ENGLISH = Speech("en", (GROWER,))
BEFORE = ProductDocument(
    source_language="zh-hans",
    title={"zh-hans": "六堡茶", "en": "Liubao tea"},
    category="tea",
    country="CN",
    unit="kg",
    attributes={"grower": "韦家茶园"},
    storage="阴凉处",
    sample=SampleDocument(quantity="一饼"),
    words={"attributes.grower": {"en": "Wei garden"}, "storage": {"en": "Cool", "th": "เย็น"}},
)


def told(**changes: Any) -> list[tuple[str, str, str, str]]:
    found = differences(BEFORE, replace(BEFORE, **changes), ENGLISH)
    return [(one.label, one.before, one.after, one.tag) for one in found]


def test_a_changed_translation_of_a_word_is_told_in_its_language() -> None:
    words = {**BEFORE.words, "storage": {"en": "Keep cool", "th": "เย็น"}}
    assert told(words=words) == [("Storage · English", "Cool", "Keep cool", "en")]


def test_a_new_and_a_removed_one_are_told() -> None:
    assert told(words={"storage": BEFORE.words["storage"], "sample": {"vi": "Một bánh"}}) == [
        ("Grower · English", "Wei garden", "–", "en"),
        ("Sample · Vietnamese", "–", "Một bánh", "vi"),
    ]


def test_languages_held_back_are_told() -> None:
    assert told(held=("th", "vi")) == [("Languages held back", "–", "Thai\nVietnamese", "")]


def test_nothing_is_told_where_nothing_changes() -> None:
    assert told() == []
    assert affected(BEFORE, BEFORE, "en", (GROWER,)) == []


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"storage": "冷藏"}, [("Storage", ["English", "Thai"])]),
        ({"attributes": {"grower": "李家茶园"}}, [("Grower", ["English"])]),
        ({"storage": "冷藏", "words": {"storage": {"en": "Chilled", "th": "เย็น"}}}, [("Storage", ["Thai"])]),
        ({"sample": SampleDocument(quantity="两饼")}, []),
        ({"title": {"zh-hans": "普洱茶", "en": "Liubao tea"}}, [("Title", ["English"])]),
    ],
)
def test_translations_that_stay_while_their_original_changes_are_named(
    changes: dict[str, Any], left: list[tuple[str, list[str]]]
) -> None:
    assert affected(BEFORE, replace(BEFORE, **changes), "en", (GROWER,)) == left


def test_a_property_the_category_no_longer_has_is_called_by_its_key() -> None:
    found = differences(BEFORE, replace(BEFORE, words={}), Speech("en"))
    assert "grower · English" in [one.label for one in found]
