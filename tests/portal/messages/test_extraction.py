"""Every marked text is found, in Python and in templates, with its plural and its context."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from portal.messages.extraction import KEYWORDS, Found, merged, project_files, project_texts, texts_in


def found_in(tmp_path: Path, name: str, content: str) -> list[tuple[str, str, str]]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return [(text.context, text.msgid, text.plural) for text in texts_in(path, name)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Sign in")', ("", "Sign in", "")),
        ('gettext_lazy("a long "\n  "line")', ("", "a long line", "")),
        ('ngettext("%(n)d piece", "%(n)d pieces", n)', ("", "%(n)d piece", "%(n)d pieces")),
        ('pgettext("of a ship", "port")', ("of a ship", "port", "")),
        ('npgettext_lazy("of goods", "lot", "lots", 2)', ("of goods", "lot", "lots")),
    ],
)
def test_texts_in_python(tmp_path: Path, source: str, expected: tuple[str, str, str]) -> None:
    assert found_in(tmp_path, "views.py", f"x = {source}\n") == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p>{% trans "Sign in" %}</p>', ("", "Sign in", "")),
        ('{% translate "port" context "of a ship" as word %}', ("of a ship", "port", "")),
        (
            "{% blocktrans trimmed %}\n  Made\n  by {{ who }}\n{% endblocktrans %}",
            ("", "Made by %(who)s", ""),
        ),
        (
            "{% blocktrans count n=n %}{{ n }} hit{% plural %}{{ n }} hits{% endblocktrans %}",
            ("", "%(n)s hit", "%(n)s hits"),
        ),
        ("{{ _('Close') }}", ("", "Close", "")),
    ],
)
def test_texts_in_templates(tmp_path: Path, source: str, expected: tuple[str, str, str]) -> None:
    indented = f"<div>\n      <b>it's “here”</b>\n   {source}\n</div>\n"
    assert found_in(tmp_path, "page.html", indented) == [expected]


def test_unmarked_text_is_left_alone(tmp_path: Path) -> None:
    assert found_in(tmp_path, "views.py", 'print("plain", f"{x}")\n') == []
    assert found_in(tmp_path, "page.html", "<p>plain {{ value }} (((</p>\n") == []


def test_a_note_to_translators_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text('# Translators: a stand at the fair\nx = _("stand")\n')
    assert [text.comment for text in texts_in(path, "views.py")] == ["Translators: a stand at the fair"]


def test_only_the_three_floors_are_read_and_no_migration(tmp_path: Path) -> None:
    for place in ("portal", "portal/migrations", "tests", "catalog/room"):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / place / "words.py").write_text(f'_("{place}")\n')
    assert [text.msgid for text in project_texts(tmp_path)] == ["catalog/room", "portal"]


def test_one_source_with_two_plurals_is_refused() -> None:
    texts = [Found("%d box", plural, "", "", "a.py") for plural in ("%d boxes", "%d boxen")]
    with pytest.raises(ValueError, match="two plurals"):
        merged(texts)


def marked_under_other_names(source: str) -> list[str]:
    """Return the words given to a translating function under a name that is not looked for."""
    tree = ast.parse(source)
    aliases = {
        name.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in KEYWORDS and name.asname not in KEYWORDS
    }
    return [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in aliases
        and isinstance(node.args[0], ast.Constant)
    ]


def test_no_text_is_marked_under_a_name_that_is_not_looked_for() -> None:
    slip = "from django.utils.translation import gettext as _g\nx = _g('Lost')\n"
    assert marked_under_other_names(slip) == ["'Lost'"]
    python = [path for path in project_files(settings.BASE_DIR) if path.suffix == ".py"]
    lost = {
        str(path): words
        for path in python
        if " as " in (source := path.read_text(encoding="utf-8"))
        and "django.utils.translation" in source
        and (words := marked_under_other_names(source))
    }
    assert len(python) > 500
    assert not lost
