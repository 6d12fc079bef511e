"""A few words in every language: what is taken from the lines of a form, and what is said beside them."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings

from catalog.files.services.pictures import checked_texts
from catalog.files.text_fields import TextsField
from catalog.reference.languages import codes, html_tag


class Caption(forms.Form):
    words = TextsField(longest=10, required=False)


class Name(forms.Form):
    words = TextsField(longest=10, rows=3)


def sent(**texts: str) -> dict[str, str]:
    return {f"words-{code.replace('_', '-')}": text for code, text in texts.items()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"en": "Tea", "th": "ชา"}, {"en": "Tea", "th": "ชา"}),
        ({"en": "  Tea \r\n"}, {"en": "Tea"}),
        ({"en": "Tea", "vi": "", "th": " \t "}, {"en": "Tea"}),
        ({"zh_hans": "六堡茶"}, {"zh-hans": "六堡茶"}),
        ({"en": "Te\x00a", "th": "\x00"}, {"en": "Tea"}),
        ({"en": " " * 50 + "x" * 10 + " " * 50}, {"en": "x" * 10}),
        ({"de": "Tee", "zh-hant": "茶", "en": "Tea"}, {"en": "Tea"}),
        ({"en": "<b>Tea</b>"}, {"en": "<b>Tea</b>"}),
        ({}, {}),
    ],
)
def test_what_is_kept_of_what_was_typed(typed: dict[str, str], kept: dict[str, str]) -> None:
    form = Caption(sent(**typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["words"] == kept


@pytest.mark.parametrize(
    ("code", "letter"), [("en", "x"), ("th", "ก"), ("zh-hans", "茶"), ("my", "က"), ("vi", "ệ")]
)
def test_a_text_has_a_length_in_letters_and_the_refusal_names_the_language(code: str, letter: str) -> None:
    assert Caption({f"words-{code}": letter * 10}).is_valid()
    form = Caption({f"words-{code}": letter * 11, "words-fil": "Tsaa"})
    assert form.errors == {"words": [f"{dict(settings.LANGUAGES)[code]}: at most 10 characters."]}
    page = BeautifulSoup(str(form["words"]), "html.parser")
    typed = {str(line["name"]): line["value"] for line in page.select("input") if line["value"]}
    assert typed == {f"words-{code}": letter * 11, "words-fil": "Tsaa"}, "nothing typed is lost"


@pytest.mark.parametrize("typed", [{}, {"en": "   "}, {"en": "\x00"}, {"de": "Tee"}])
def test_where_a_text_is_asked_for_one_language_is_enough_and_none_is_not(typed: dict[str, str]) -> None:
    assert Name(sent(lo="ຊາ")).is_valid()
    assert Name(sent(**typed)).errors == {"words": ["This field is required."]}


@pytest.mark.parametrize(("form", "line"), [(Caption, "input"), (Name, "textarea")])
def test_every_language_has_a_line_with_its_label_and_its_language(form: type[forms.Form], line: str) -> None:
    page = BeautifulSoup(str(form()["words"]), "html.parser")
    lines = page.select(line)
    assert [str(one["name"]) for one in lines] == [f"words-{code}" for code in codes()]
    assert [str(one["lang"]) for one in lines] == [html_tag(code) for code in codes()]
    ids = [str(one["id"]) for one in lines]
    assert len(set(ids)) == len(ids)
    labels = {str(one["for"]): one.get_text(strip=True) for one in page.select("label")}
    assert [labels[one] for one in ids] == [label for _code, label in settings.LANGUAGES]


def test_what_is_shown_again_is_escaped() -> None:
    html = str(Caption(initial={"words": {"en": '"><script>'}})["words"])
    assert "<script>" not in html
    assert BeautifulSoup(html, "html.parser").select("input[name=words-en]")[0]["value"] == '"><script>'


@pytest.mark.parametrize(
    ("before", "typed", "changed"),
    [
        ({"en": "Tea"}, {"en": "Tea"}, False),
        ({"en": "Tea"}, {"en": "Tea", "th": ""}, False),
        ({}, {}, False),
        ({"en": "Tea"}, {"en": "Teas"}, True),
        ({"en": "Tea"}, {"th": "ชา"}, True),
        ({"en": "Tea"}, {}, True),
    ],
)
def test_a_form_sent_as_it_was_has_not_changed(
    before: dict[str, str], typed: dict[str, str], changed: bool
) -> None:
    assert Caption(sent(**typed), initial={"words": before}).has_changed() is changed


def test_a_language_the_portal_has_not_is_the_callers_error_and_is_named() -> None:
    with pytest.raises(ValueError, match="not languages of the portal: de, zh-hant"):
        checked_texts({"zh-hant": "茶", "en": "Tea", "de": "Tee"})
