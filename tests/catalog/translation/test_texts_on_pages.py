"""On a page a text in another language says so, and one made by a machine says that."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from catalog.translation.texts import LocalText


def render(source: str, language: str = "th", **values: Any) -> str:
    with translation.override(language):
        return Template("{% load texts %}" + source).render(Context(values))


def test_a_text_in_the_page_s_language_is_only_a_text() -> None:
    assert render("{% local text %}", text=LocalText("ชา", "th", "reviewed")) == "ชา"


def test_a_text_in_another_language_carries_its_own() -> None:
    assert (
        render("{% local text %}", text=LocalText("六堡茶", "zh-hans", "source"))
        == '<span lang="zh-Hans">六堡茶</span>'
    )


def test_a_machine_s_text_has_a_quiet_mark() -> None:
    with_mark = render("{% local text %}", "en", text=LocalText("Tea", "en", "machine"))
    assert with_mark == 'Tea <span class="quiet xs">Translated by machine</span>'
    assert render("{% local text plain=True %}", "en", text=LocalText("Tea", "en", "machine")) == "Tea"


def test_the_mark_stands_outside_the_foreign_text() -> None:
    shown = render("{% local text %}", "lo", text=LocalText("Tea", "en", "machine"))
    assert shown.startswith('<span lang="en">Tea</span> <span class="quiet xs">')


@pytest.mark.parametrize("state", ["reviewed", "source", "missing", ""])
def test_nothing_else_has_a_mark(state: str) -> None:
    assert "quiet" not in render("{% local text %}", "en", text=LocalText("Tea", "en", state))
    assert render("{% machine_mark text %}", "en", text=LocalText("Tea", "en", state)) == ""


def test_the_columns_of_a_list_do_as_well() -> None:
    row = {"name_text": "Tea", "name_lang": "en", "name_state": "machine"}
    shown = render("{% local row.name_text row.name_lang row.name_state %}", row=row)
    assert shown.startswith('<span lang="en">Tea</span>')
    assert "quiet" in shown


def test_texts_are_escaped() -> None:
    shown = render("{% local text %}", text=LocalText("<script>", "en", "source"))
    assert shown == '<span lang="en">&lt;script&gt;</span>'


@pytest.mark.parametrize("nothing", [None, "", LocalText("", "th", "missing")])
def test_no_text_is_nothing(nothing: Any) -> None:
    assert render("{% local text %}", text=nothing) == ""


def test_an_element_can_carry_the_language_itself() -> None:
    assert render("<h1{{ code|lang_attribute }}>", code="zh-hans") == '<h1 lang="zh-Hans">'
    assert render("<h1{{ code|lang_attribute }}>", code="th") == "<h1>"
    assert render("<h1{{ code|lang_attribute }}>", code="") == "<h1>"


def test_a_text_prints_as_its_words() -> None:
    text = LocalText("六堡茶", "zh-hans", "source")
    assert render("{{ text }}", text=text) == "六堡茶"
    assert text.tag == "zh-Hans"
