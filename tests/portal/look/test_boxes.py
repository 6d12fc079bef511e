"""The boxes of forms are what Django's templates make of them, letter by letter."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from portal.boxes import INPUTS, WRITERS, Boxes

WORDS = "<b>\"&' <script>"
LABELS: list[tuple[Any, Any]] = [
    ("", "–"),
    ("a", "Plain"),
    ("<&\"'>", WORDS),
    (7, 1234567),
    (Decimal("1.50"), Decimal("1234.50")),
    ("lazy", gettext_lazy("Unit")),
    ("safe", mark_safe("<i>A & B</i>")),
    (mark_safe("x&amp;y"), date(2026, 11, 26)),
    (None, None),
    (True, True),
    ("ជម្រើស", "ជម្រើស\u200b"),
    (gettext_lazy("Unit"), ""),
    (WORDS, [("in", "In a group"), (7, WORDS)]),
]
ATTRIBUTES: list[dict[str, Any]] = [
    {},
    {"id": "id_box", "class": "wide <b>", "required": True, "disabled": False},
    {"title": gettext_lazy("Unit"), "data-count": 12345, "data-none": None, "data-safe": mark_safe("&amp;")},
    {WORDS: WORDS, "data-share": Decimal("0.5"), "id": "", "class": None},
]
VALUES = ["", None, "a", WORDS, "\n two\nlines ", 7, 1234567, Decimal("1234.50"), False, True, mark_safe("&")]
BOXES: list[type[forms.Widget]] = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.ColorInput,
    forms.SearchInput,
    forms.TelInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.FileInput,
    forms.Textarea,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
]
LISTS: list[type[forms.Select] | type[forms.RadioSelect] | type[forms.SelectMultiple]] = [
    forms.Select,
    forms.SelectMultiple,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
]
RENDERERS = (Boxes(), DjangoTemplates())
NOT_WRITTEN: list[forms.Widget] = [
    forms.ClearableFileInput(),
    forms.MultipleHiddenInput(),
    forms.SplitDateTimeWidget(),
    forms.SelectDateWidget(years=[2026, 2027]),
]


def both(widget: forms.Widget, value: Any, attrs: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """Return a box as we write it and as Django does."""
    ours, theirs = (
        widget.render(f"named <{WORDS}>", value, dict(attrs or {}), renderer=renderer)
        for renderer in RENDERERS
    )
    return ours, theirs


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_is_written_letter_by_letter(kind: type[forms.Widget]) -> None:
    for attrs in ATTRIBUTES:
        for value in [*VALUES, date(2026, 11, 26), datetime(2026, 11, 26, 9, 5), [], ["a"]]:
            ours, theirs = both(kind(), value, attrs)
            assert ours == theirs, (value, attrs)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_written_letter_by_letter(kind: type[forms.Select], language: str) -> None:
    """Numbers and lazy words are said in the reader's language."""
    with translation.override(language):
        for attrs in ATTRIBUTES:
            for value in ["", None, "a", WORDS, 7, "in", ["a", 7, WORDS]]:
                ours, theirs = both(kind(choices=LABELS), value, attrs)
                assert ours == theirs, (value, attrs)


def test_whether_or_not_or_unknown_is_written_letter_by_letter() -> None:
    for value in (None, True, False, "true"):
        ours, theirs = both(forms.NullBooleanSelect(), value)
        assert ours == theirs, value
        assert ours.count(" selected") == 1


@pytest.mark.parametrize("widget", NOT_WRITTEN, ids=lambda widget: type(widget).__name__)
def test_what_is_not_written_here_comes_from_its_template(widget: forms.Widget) -> None:
    value: Any = ["2026-11-26", "09:05"] if isinstance(widget, forms.MultiWidget) else "2026-11-26"
    ours, theirs = both(widget, value)
    assert ours == theirs
    assert ours.count("<") >= 2 or isinstance(widget, forms.ClearableFileInput)


def test_a_list_with_options_of_its_own_keeps_them() -> None:
    class Odd(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    ours, theirs = both(Odd(choices=[("a", "A")]), "a")
    assert ours == theirs
    assert "<label> A" not in ours
    assert 'type="select"' in ours


def test_a_page_uses_it_and_what_it_writes_is_not_escaped_again() -> None:
    assert settings.FORM_RENDERER == "portal.boxes.Boxes"
    assert isinstance(get_default_renderer(), Boxes)

    class Form(forms.Form):
        tea = forms.ChoiceField(choices=[("a", "A & B")])

    assert '<option value="a">A &amp; B</option>' in str(Form()["tea"])


def test_every_input_of_django_is_written() -> None:
    named = {kind().template_name for kind in BOXES} | {kind().template_name for kind in LISTS}
    assert named <= WRITERS.keys()
    assert all(f"django/forms/widgets/{name}.html" in WRITERS for name in INPUTS.split())
