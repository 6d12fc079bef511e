"""A row laid over what a listing says: which cells differ, and what the document says then.

An empty cell leaves what is there; a hyphen alone empties it. Cells that say what is there already are
not even read, so that a file as it was exported changes nothing, whatever it cannot express. Columns
of which a listing has several (prices, variants, certificates) are stated together: a row that fills
one of them states them all, as far as the file has columns for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from catalog.products.bulk import cells
from catalog.products.bulk.cells import Misread, Value
from catalog.products.bulk.columns import head_of, is_repeated
from catalog.products.bulk.faults import Fault
from catalog.products.bulk.stating import cells_of, written
from catalog.products.bulk.vocabulary import Vocabulary
from catalog.products.document import ProductDocument
from catalog.products.known import Known
from catalog.translation.texts import clean

Found = TypeVar("Found")
States = dict[str, dict[str, str]]
# Columns that say which listing a row is about, and nothing of it.
IDENTITY = frozenset({"listing"})


@dataclass
class Sheet:
    """One row over one document: what each cell says in the end, and what was wrong with it.

    ``place`` names the cell of a column in this row. ``touched`` are the parts of the document in which
    a cell says something else than the document.
    """

    base: ProductDocument
    place: Callable[[str], str]
    vocabulary: Vocabulary
    known: Known
    picture: Callable[[str], int]
    before: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def take(self, key: str, read: Callable[..., Found], *more: Any, default: Found) -> Found:
        """Return what a cell says, ``default`` where it is empty or cannot be read, which is noted."""
        value = self.values.get(key, "")
        if value == "":
            return default
        try:
            return read(value, *more)
        except Misread as misread:
            self.note(key, misread)
            return default

    def note(self, key: str, misread: Misread) -> None:
        """Note that a cell cannot be read."""
        self.faults.append(Fault(self.place(key), misread.code, misread.values))

    def need(self, key: str) -> bool:
        """Note it where a cell is empty beside others that need it; tell whether it says anything."""
        if self.values.get(key, "") == "":
            self.note(key, Misread("missing"))
            return False
        return True

    def numbers(self, head: str) -> list[int]:
        """Return which of several parts ("variant", "price") say anything, in order."""
        depth = head.count(".") + 1
        found = {
            key.split(".")[depth]
            for key, value in self.values.items()
            if value != "" and key.startswith(f"{head}.")
        }
        return sorted(int(number) for number in found if number.isdecimal())

    def below(self, head: str) -> list[str]:
        """Return the last parts of the columns below one, of those that say anything: languages, keys."""
        return [
            key[len(head) + 1 :]
            for key, value in self.values.items()
            if value != "" and key.startswith(f"{head}.")
        ]


def lay(sheet: Sheet, row: Mapping[str, Value]) -> None:
    """Lay the cells of a row, by column, over the document of the sheet."""
    sheet.before = cells_of(sheet.base)
    sheet.values = dict(sheet.before)
    stated = {head_and_kind(key) for key, value in row.items() if value != "" and is_repeated(key)}
    for key, value in row.items():
        if key in IDENTITY:
            continue
        if value == "":
            if is_repeated(key) and head_and_kind(key) in stated and key in sheet.before:
                _put(sheet, key, "")
        elif isinstance(value, str) and value.strip() == cells.NOTHING:
            if key in sheet.before:
                _put(sheet, key, "")
        elif as_written(value) != clean(sheet.before.get(key, "")):
            _put(sheet, key, value)


def head_and_kind(key: str) -> str:
    """Return which columns are stated together: prices in one currency are apart from those in another."""
    head, number, *_rest = key.split(".")
    return f"{head}.{number}" if head == "other" else head


def _put(sheet: Sheet, key: str, value: Value) -> None:
    sheet.values[key] = value
    sheet.touched.add(head_of(key))


def as_written(value: Value) -> str:
    """Return a cell's value as our own exports would write it, to tell whether it says anything new."""
    if isinstance(value, str):
        return clean(cells.plain(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return written(Decimal(str(value)))
    return written(value.date() if hasattr(value, "date") else value)


def changed(base: ProductDocument, document: ProductDocument) -> list[str]:
    """Return the fields of a document in which two differ."""
    return [name for name in vars(base) if getattr(base, name) != getattr(document, name)]


def with_texts(document: ProductDocument, name: str, texts: dict[str, str]) -> dict[str, Any]:
    """Return the fields that the texts of one field change; those that its seller wrote now are theirs."""
    states, made_from = fresh_texts(document, name, getattr(document, name), texts)
    return {name: texts, "states": states, "made_from": made_from}


def fresh_texts(
    document: ProductDocument, name: str, before: Mapping[str, str], texts: Mapping[str, str]
) -> tuple[States, States]:
    """Return states and origins of a document where a place has other texts: new ones were reviewed."""
    fresh = [
        code
        for code, text in texts.items()
        if text != before.get(code, "") and code != document.source_language
    ]
    states, made_from = dict(document.states), dict(document.made_from)
    if fresh:
        states[name] = {**states.get(name, {}), **dict.fromkeys(fresh, "reviewed")}
        made_from[name] = {code: one for code, one in made_from.get(name, {}).items() if code not in fresh}
    gone = set(states.get(name, {})) - set(texts)
    if gone:
        states[name] = {code: state for code, state in states[name].items() if code not in gone}
    return _filled(states), _filled(made_from)


def _filled(parts: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {name: part for name, part in parts.items() if part}


def day_or_none(sheet: Sheet, key: str) -> date | None:
    """Return the day in a cell, None where there is none."""
    return sheet.take(key, _day, default=None)


def _day(value: Value) -> date | None:
    return cells.day(value)


def whole_or_none(sheet: Sheet, key: str) -> int | None:
    """Return the whole number in a cell, None where there is none."""
    return sheet.take(key, _whole, default=None)


def _whole(value: Value) -> int | None:
    return cells.whole(value)
