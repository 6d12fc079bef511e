"""Blocks as an import stores them: the same place has the same id in every language and every time."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal.pages.services.articles import LISTS, stream

QUICK = effort(max_examples=40, deadline=None)
texts = st.text(max_size=12)
figures = st.lists(st.fixed_dictionaries({"value": texts, "label": texts}), max_size=4)
blocks = st.lists(
    st.one_of(
        st.tuples(st.just("text"), texts),
        st.tuples(st.just("quote"), st.fixed_dictionaries({"text": texts, "who": texts})),
        st.tuples(
            st.just("figures"), st.fixed_dictionaries({"figures": figures, "source": st.just({"title": "x"})})
        ),
    ),
    max_size=6,
)


def ids(stored: Any) -> list[str]:
    """Return every id in stored blocks, in order."""
    if isinstance(stored, dict):
        own = [stored["id"]] if "id" in stored else []
        return own + [one for value in stored.values() for one in ids(value)]
    return [one for item in stored for one in ids(item)] if isinstance(stored, list) else []


def shape(stored: Any) -> Any:
    """Return stored blocks with every word left out."""
    if isinstance(stored, dict):
        return {key: value if key == "id" else shape(value) for key, value in stored.items()}
    return [shape(item) for item in stored] if isinstance(stored, list) else ""


def translated(value: Any) -> Any:
    """Return blocks with other words in them."""
    if isinstance(value, dict):
        return {key: translated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [translated(inner) for inner in value]
    return f"not {value}"


@QUICK
@given(blocks)
def test_what_is_stored_says_what_was_given(given_blocks: list[tuple[str, Any]]) -> None:
    stored = json.loads(stream(given_blocks, "tea"))
    assert [block["type"] for block in stored] == [kind for kind, _ in given_blocks]
    for block, (_kind, value) in zip(stored, given_blocks, strict=True):
        if isinstance(value, dict) and "figures" in value:
            assert [item["value"] for item in block["value"]["figures"]] == value["figures"]
            assert {item["type"] for item in block["value"]["figures"]} <= {"item"}
            assert block["value"]["source"] == value["source"]
        else:
            assert block["value"] == value


@QUICK
@given(blocks)
def test_every_place_has_an_id_of_its_own(given_blocks: list[tuple[str, Any]]) -> None:
    found = ids(json.loads(stream(given_blocks, "tea")))
    items = sum(len(value.get("figures", ())) for _, value in given_blocks if isinstance(value, dict))
    assert len(found) == len(set(found)) == len(given_blocks) + items


@QUICK
@given(blocks)
def test_ids_depend_on_the_place_alone_and_not_on_the_words(given_blocks: list[tuple[str, Any]]) -> None:
    own = json.loads(stream(given_blocks, "tea"))
    other = json.loads(stream([(kind, translated(value)) for kind, value in given_blocks], "tea"))
    assert shape(own) == shape(other)


@QUICK
@given(blocks.filter(bool))
def test_another_page_has_other_ids(given_blocks: list[tuple[str, Any]]) -> None:
    own, other = (ids(json.loads(stream(given_blocks, seed))) for seed in ("tea", "rice"))
    assert not set(own) & set(other)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_may_be_given_as_tuples(name: str) -> None:
    given_blocks = [("x", {name: ({"title": "a"}, {"title": "b"})})]
    assert stream(given_blocks, "tea") == stream([("x", {name: list(given_blocks[0][1][name])})], "tea")


def test_words_of_every_script_are_stored_as_they_are() -> None:
    words = "六堡茶 ម្រេច ຊາ လက်ဖက် ชา đậu"
    assert words in stream([("text", words)], "tea")


def test_an_item_inside_an_item_has_its_own_id() -> None:
    inner = {"pictures": [{"pictures": [{"caption": "a"}, {"caption": "b"}]}]}
    assert len(set(ids(json.loads(stream([("gallery", inner)], "tea"))))) == 4
