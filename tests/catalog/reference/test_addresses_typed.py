"""An address that somebody types is taken as it is written here, or the right one is told beside it."""

import pytest
from django import forms
from django.utils import translation

from catalog.reference.slug_fields import EXAMPLE, take_plain_slugs
from catalog.reference.slugs import make_slug


class Address(forms.Form):
    slug = forms.SlugField(max_length=40, required=False, allow_unicode=True)

    def __init__(self, typed: str) -> None:
        super().__init__({"slug": typed})
        take_plain_slugs(self.fields["slug"])


@pytest.mark.parametrize("typed", ["tea", "phu-quoc", "2026", "a-1-b", "x" * 40, " tea "])
def test_what_is_written_right_is_taken(typed: str) -> None:
    form = Address(typed)
    assert form.is_valid()
    assert form.cleaned_data["slug"] == typed.strip()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Phú Quốc", "phu-quoc"),
        ("phu\u0301", "phu"),
        ("two words", "two-words"),
        ("TEA", "tea"),
        ("南宁", "nanning"),
        ("a--b", "a-b"),
        ("-tea", "tea"),
        ("tea-", "tea"),
        ("a_b", "a-b"),
        ("tea/../admin", "tea-admin"),
        ("٣", "3"),
        ("🥭", EXAMPLE),
        ("---", EXAMPLE),
    ],
)
def test_what_is_not_is_refused_once_with_the_address_to_choose_instead(typed: str, told: str) -> None:
    errors = Address(typed).errors["slug"]
    assert len(errors) == 1
    assert f"for example “{told}”" in errors[0]
    assert Address(told).is_valid(), "what is told is taken"


@pytest.mark.parametrize("language", ["th", "zh-hans", "my"])
def test_the_refusal_is_told_in_the_readers_language_with_the_same_address(language: str) -> None:
    with translation.override(language):
        told = Address("Phú Quốc").errors["slug"][0]
    assert "phu-quoc" in told
    assert "Write the address" not in told


def test_too_long_and_left_empty_are_told_as_everywhere() -> None:
    assert "at most 40" in Address("x" * 41).errors["slug"][0]
    assert Address("").is_valid()


@pytest.mark.parametrize("name", ["ชาเขียว", "Trà xanh Thái Nguyên", "六堡茶", "កាហ្វេ", "ກາເຟ", "လက်ဖက်"])
def test_an_address_made_from_a_name_of_any_language_is_one_that_may_be_typed(name: str) -> None:
    assert Address(make_slug(name)).is_valid()
