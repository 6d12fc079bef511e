"""The properties of goods and of their variants, as the category declares them."""

from collections.abc import Callable
from typing import Any

from catalog.products.bulk import cells
from catalog.products.bulk.cells import Misread, Value
from catalog.products.bulk.faults import told
from catalog.products.bulk.laying import Sheet
from catalog.products.document import ProductDocument, VariantDocument
from catalog.products.models import Attribute

SKU, LINE, NAME = 64, 200, 120
Stated = dict[str, Any]


def attributes(sheet: Sheet, document: ProductDocument) -> Stated:
    """Return the properties a sheet states."""
    category = sheet.known.category(document.category)
    if category is None:
        return {}  # what may be said depends on it, and it is named as missing already
    declared = sheet.known.declared(category)
    found = dict(document.attributes)
    for column in {
        *(f"attribute.{key}" for key in found),
        *(f"attribute.{key}" for key in sheet.below("attribute")),
    }:
        key = column.removeprefix("attribute.")
        value = sheet.values.get(column, "")
        if value == sheet.before.get(column, ""):
            continue
        if value == "":
            found.pop(key, None)
        elif key not in declared:
            sheet.faults.append(told(sheet.place(column), _no_property(key)))
        else:
            read = _property(sheet, declared[key], isinstance(found.get(key), list))
            found[key] = sheet.take(column, read, default=found.get(key, ""))
    return {"attributes": found}


def _no_property(key: str) -> str:
    return f"The category has no property “{key}”."


def _property(sheet: Sheet, attribute: Attribute, several: bool) -> Callable[[Value], Any]:
    """Return how a value of a property is read; ``several`` keeps a list a list."""
    kind = Attribute.Kind
    if attribute.kind == kind.NUMBER:
        return _plain_number
    if attribute.kind == kind.YEAR:
        return cells.whole
    if attribute.kind == kind.YES_NO:
        return cells.yes_no
    if attribute.kind == kind.MONTHS:
        return lambda value: list(cells.months(value))
    if attribute.kind == kind.CHOICE:
        return lambda value: _choices(sheet, attribute, value, several)
    return lambda value: cells.text(value, LINE)


def _plain_number(value: Value) -> int | float:
    found = cells.number(value)
    return int(found) if found == int(found) else float(found)


def _choices(sheet: Sheet, attribute: Attribute, value: Value, several: bool) -> str | list[str]:
    words = sheet.vocabulary.choices(attribute)
    try:
        # A choice may be called "red, ripe": the whole is tried before it is taken apart.
        found = [words.find(value)]
    except Misread:
        parts = cells.listed(value)
        if len(parts) < 2:
            raise
        found = [words.find(part) for part in parts]
    return found if several or len(found) > 1 else found[0]


def variants(sheet: Sheet, document: ProductDocument) -> Stated:
    """Return the variants a sheet states."""
    category = sheet.known.category(document.category)
    declared = sheet.known.declared(category) if category else {}
    return {"variants": tuple(_variant(sheet, f"variant.{at}", declared) for at in sheet.numbers("variant"))}


def _variant(sheet: Sheet, head: str, declared: dict[str, Attribute]) -> VariantDocument:
    options: dict[str, str] = {}
    for key in sheet.below(f"{head}.option"):
        column = f"{head}.option.{key}"
        value = sheet.values[column]
        if value == sheet.before.get(column, ""):
            options[key] = str(value)
        elif key not in declared:
            sheet.faults.append(told(sheet.place(column), _no_property(key)))
        elif declared[key].kind == Attribute.Kind.CHOICE:
            options[key] = sheet.take(column, sheet.vocabulary.choices(declared[key]).find, default="")
        else:
            options[key] = sheet.take(column, cells.text, LINE, default="")
    return VariantDocument(
        sku=sheet.take(f"{head}.article", cells.code, SKU, default=""),
        gtin=sheet.take(f"{head}.gtin", cells.gtin, default=""),
        names={
            code: sheet.take(f"{head}.name.{code}", cells.text, NAME, default="")
            for code in sheet.below(f"{head}.name")
        },
        options=options,
    )
