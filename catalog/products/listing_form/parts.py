"""What every part of the form has: its fields, their place on the page, what they say in the document."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.products.models import Category
from catalog.reference.currencies import is_currency
from catalog.reference.money import Money, TooPrecise

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LARGEST = 10**9
Words: TypeAlias = "_StrOrPromise"
Fields = dict[str, forms.Field]


class Pictured(Protocol):
    """What the documents of all listings have: pictures, and a language they are written in."""

    @property
    def source_language(self) -> str: ...

    @property
    def pictures(self) -> tuple[int, ...]: ...

    @property
    def alt(self) -> Mapping[str, Mapping[str, str]]: ...

    @property
    def focus(self) -> Mapping[str, tuple[int, int]]: ...


Document = TypeVar("Document", bound=Pictured)


@dataclass(frozen=True)
class Asked(Generic[Document]):
    """What a form is about: the document it begins with, whose it is, and who reads it."""

    document: Document
    organization: Organization
    category: Category | None
    language: str
    data: QueryDict | None = None


@dataclass(frozen=True)
class Rows:
    """Lines of the same fields, one below another: the names of each line's fields.

    ``prefix`` is what their names begin with where lines are added and taken away by buttons.
    """

    label: Words
    lines: Sequence[Sequence[str]]
    prefix: str = ""
    more: Words = ""


@dataclass(frozen=True)
class Block:
    """A stretch of the page: its heading and what stands below it. ``field`` is the document's own name."""

    key: str
    title: Words
    content: Sequence[str | Rows]
    hint: Words = ""


class Part(ABC, Generic[Document]):
    """Some fields of the form."""

    def __init__(self, asked: Asked[Document]) -> None:
        self.asked = asked
        self.document = asked.document

    @cached_property
    def made(self) -> Fields:
        """The fields, made once."""
        return self.fields()

    @abstractmethod
    def fields(self) -> Fields:
        """Return the fields by name, each with what it begins with."""

    @abstractmethod
    def blocks(self) -> list[Block]:
        """Return how the fields stand on the page."""

    @abstractmethod
    def read(self, form: forms.Form) -> dict[str, Any]:
        """Return what was typed as fields of the document; add errors to the form for what means nothing."""

    def count(self, prefix: str, there: int, *, blank: int, most: int) -> int:
        """Return how many lines to show: those that came back, else those there are and some blank ones."""
        most = max(most, there)
        if self.asked.data is None:
            return min(there + blank, most)
        pattern = re.compile(rf"{prefix}_(\d{{1,3}})_")
        found = (pattern.match(name) for name in self.asked.data)
        return min(max((int(match[1]) + 1 for match in found if match), default=0), most)


def text(label: Words, value: str = "", *, most: int = 200, rows: int = 0, **more: Any) -> forms.CharField:
    """Return a box for words that may stay empty; with ``rows`` one of several lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, initial=value, max_length=most, required=False, widget=widget, **more)


def whole(
    label: Words, value: int | None = None, *, least: int = 0, most: int = LARGEST, **more: Any
) -> forms.IntegerField:
    """Return a box for a whole number that may stay empty."""
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, initial=value, min_value=least, max_value=most, required=False, widget=widget, **more
    )


def choice(
    label: Words, choices: Sequence[tuple[str, Any]], value: str = "", **more: Any
) -> forms.ChoiceField:
    """Return a list to choose one from; what it begins with stays in it even if it is no longer offered."""
    offered = {str(code) for code in _codes(choices)}
    kept = [] if value in offered or not value else [(value, value)]
    return forms.ChoiceField(
        label=label, initial=value, choices=[("", "–"), *choices, *kept], required=False, **more
    )


def _codes(choices: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """Yield what may be chosen, out of groups too: a group is a name with a list of choices."""
    for code, named in choices:
        if isinstance(named, list):
            yield from (inner for inner, _name in named)
        else:
            yield code


def several(
    label: Words, choices: Sequence[tuple[str, Any]], value: Sequence[str]
) -> forms.MultipleChoiceField:
    """Return boxes to tick."""
    return forms.MultipleChoiceField(
        label=label,
        initial=list(value),
        choices=list(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def day(label: Words, value: Any) -> forms.DateField:
    """Return a box for a calendar day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, initial=value, required=False, widget=widget, input_formats=["%Y-%m-%d"]
    )


def upload(label: Words, accept: str) -> forms.FileField:
    """Return a box for a file."""
    return forms.FileField(label=label, required=False, widget=forms.FileInput(attrs={"accept": accept}))


def kept(value: str) -> forms.CharField:
    """Return a field that comes back as it went."""
    return forms.CharField(initial=value, required=False, max_length=80, widget=forms.HiddenInput)


def show_amount(minor: int | None, currency: str) -> str:
    """Return an amount as it is typed: digits and a point."""
    if minor is None or not is_currency(currency):
        return ""
    return f"{Money(minor, currency).as_decimal():f}"


def read_amount(typed: str, currency: str) -> int | None:
    """Return the minor units of an amount as people type it, None for nothing typed.

    A point or a comma before one or two digits is the decimal mark; what could as well be a mark
    between thousands ("1.500") is not guessed at. Raises ValidationError with an example.
    """
    plain = "".join(
        str(unicodedata.decimal(sign, sign)) for sign in typed if not sign.isspace() and sign != "\u202f"
    )
    if not plain:
        return None
    if not is_currency(currency):
        raise ValidationError(_("Choose the currency of the price."))
    example = f"{Money(150_000, currency).as_decimal():f}"
    wrong = ValidationError(
        _("Write the amount in digits, without marks between thousands, for example %(example)s.")
        % {"example": example}
    )
    decimals = len(example.partition(".")[2])
    if not re.fullmatch(r"\d{1,12}(?:[.,]\d{1,4})?", plain):
        raise wrong
    fraction = re.split("[.,]", plain)[1:]
    if fraction and len(fraction[0]) == 3 and decimals != 3:
        raise wrong
    try:
        return Money.from_decimal(Decimal(plain.replace(",", ".")), currency).minor
    except TooPrecise:
        raise wrong from None
