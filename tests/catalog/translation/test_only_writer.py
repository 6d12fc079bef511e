"""Nothing but the translation room writes a translated field: the whole project is read for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import codes
from catalog.translation.checks import registered_models
from catalog.translation.texts import translated_fields

BASE = Path(__file__).resolve().parents[3]
WRITERS = {"create", "update", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "setattr"}
FIELDS = {model.__name__: set(translated_fields(model)) for model in registered_models()}
COLUMNS = {
    build_localized_fieldname(field, code)
    for fields in FIELDS.values()
    for field in fields
    for code in codes()
}


def variable(model: str) -> str:
    """Return what a variable holding a record of this model is called."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model).lower()


RECORDS = {variable(model): fields for model, fields in FIELDS.items()}


def sources() -> Iterator[Path]:
    for floor in ("catalog", "expo", "portal"):
        for path in sorted((BASE / floor).rglob("*.py")):
            inside = path.relative_to(BASE).parts
            if inside[:2] != ("catalog", "translation") and "migrations" not in inside:
                yield path


def offences(source: str) -> list[str]:
    """Return a line for every place that writes a translated field."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [f"{node.lineno}: {ast.unparse(target)} =" for target in targets if assigns(target)]
        elif isinstance(node, ast.Call) and writes(node):
            found.append(f"{node.lineno}: {ast.unparse(node)[:80]}")
    return found


def assigns(target: ast.expr) -> bool:
    if not isinstance(target, ast.Attribute):
        return False
    holder = target.value.id if isinstance(target.value, ast.Name) else ""
    return target.attr in COLUMNS or target.attr in RECORDS.get(holder, ())


def writes(call: ast.Call) -> bool:
    model = root(call.func)
    name = called(call.func)
    if name not in WRITERS and name not in FIELDS:
        return False
    given = {keyword.arg for keyword in call.keywords}
    if given & (COLUMNS | FIELDS.get(model, set())):
        return True
    inner = [part for argument in (*call.args, *call.keywords) for part in ast.walk(argument)]
    return any(
        (isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in COLUMNS)
        or (isinstance(part, ast.Name) and part.id == "build_localized_fieldname")
        for part in inner
    )


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def root(expression: ast.expr) -> str:
    """Return the name a chain of calls and attributes begins with."""
    while isinstance(expression, ast.Attribute | ast.Call):
        expression = expression.value if isinstance(expression, ast.Attribute) else expression.func
    return expression.id if isinstance(expression, ast.Name) else ""


def test_the_project_has_translated_fields_to_look_for() -> None:
    assert {"Organization", "Storefront", "Product", "Category"} <= FIELDS.keys()
    assert "name_ind" in COLUMNS
    assert len(list(sources())) > 50


def test_nobody_else_writes_a_translated_field() -> None:
    found = [
        f"{path.relative_to(BASE)}:{line}" for path in sources() for line in offences(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "product.title_en = 'Tea'",
        "anything.name_zh_hans: str = 'x'",
        "record.title_ind += '!'",
        "product.title = 'Tea'",
        "organization.name = name",
        "Product(title='Tea', slug='tea')",
        "Product(title_th='ชา')",
        "Product.objects.create(summary='x')",
        "Product.objects.filter(pk=1).update(title='Tea')",
        "rows.update(title_my='x')",
        "rows.update(**{build_localized_fieldname('title', code): text})",
        "setattr(product, build_localized_fieldname(field, code), text)",
        "setattr(record, 'name_lo', text)",
        "Product.objects.bulk_update(products, ['title_en'])",
        "Category.objects.update_or_create(slug='tea', defaults={'name_en': 'Tea'})",
        "Category.objects.get_or_create(slug='tea', name='Tea')",
    ],
)
def test_what_it_would_find(source: str) -> None:
    assert len(offences(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "picture.title = 'Tea'",
        "Picture.objects.create(title='Tea')",
        "Product.objects.filter(title_en='Tea')",
        "product.status = 'published'",
        "set_source(target=product, texts={'title': 'Tea'})",
        "title_en = product.title_en",
        "Product(slug='tea')",
        "seen.update(other)",
    ],
)
def test_what_it_leaves_alone(source: str) -> None:
    assert offences(source) == []
