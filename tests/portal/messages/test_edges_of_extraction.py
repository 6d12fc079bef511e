"""Marked texts where they are hard to find: split, nested, quoted, commented, in the middle of markup."""

from pathlib import Path

import pytest

from portal.messages.extraction import Found, merged, project_files, texts_in


def found(tmp_path: Path, name: str, content: str) -> list[Found]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return list(texts_in(path, name))


def ids(tmp_path: Path, name: str, content: str) -> list[str]:
    return [text.msgid for text in found(tmp_path, name, content)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('x = _("a") + _("b")', ["a", "b"]),
        ('x = _("a " "b " "c")', ["a b c"]),
        ('x = _(\n    "a "\n    "b"\n)', ["a b"]),
        ("x = _('it\\'s')", ["it's"]),
        ('x = _("say \\"yes\\"")', ['say "yes"']),
        ('x = _("""two\nlines""")', ["two\nlines"]),
        ('x = _("六堡茶")', ["六堡茶"]),
        ('x = _("100%% sure")', ["100%% sure"]),
        ('x = _("%(a)s") % {"a": _("inner")}', ["%(a)s", "inner"]),
        ("x = f\"{_('inside')}\"", []),
        ('x = [_("a"), *(_("b") for _x in y)]', ["a", "b"]),
        ('label: str = _("typed")', ["typed"]),
        ('def f(x=_("default")): return x', ["default"]),
        ('@decorate(_("above"))\ndef f(): ...', ["above"]),
        ('x = gettext_noop("kept for later")', ["kept for later"]),
    ],
)
def test_python(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert ids(tmp_path, "views.py", f"{source}\n") == expected


@pytest.mark.parametrize(
    "source",
    [
        "x = _(name)",
        "x = _()",
        'x = _("")',
        "x = ngettext(one, many, n)",
        "# _('in a comment')",
        '"""_("in a docstring")"""',
        "x = \"_('in a text')\"",
        'x = other("plain")',
        'for _ in range(3): print(_, "plain")',
        "x, _ = pair",
        "def _(text): return text",
    ],
)
def test_what_is_no_marked_text_in_python(tmp_path: Path, source: str) -> None:
    assert ids(tmp_path, "views.py", f"{source}\n") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% trans 'single' %}", ["single"]),
        ('{% translate "new name" %}', ["new name"]),
        ('{% trans "as a variable" as x %}{{ x }}', ["as a variable"]),
        ('<a title="{% trans "around" %}">{% trans "and inside" %}</a>', ["around", "and inside"]),
        ('{% include "x.html" with title=_("given on") %}', ["given on"]),
        ('{% if x == _("compared") %}{% endif %}', ["compared"]),
        ('{{ x|default:_("instead") }}', ["instead"]),
        ("{% blocktrans %}by {{ who }}{% endblocktrans %}", ["by %(who)s"]),
        ("{% blocktranslate with who=a.b %}by {{ who }}{% endblocktranslate %}", ["by %(who)s"]),
        ("{% blocktrans trimmed %}\n  a\n  <b>b</b>\n{% endblocktrans %}", ["a <b>b</b>"]),
        ("{% blocktrans asvar x %}kept{% endblocktrans %}", ["kept"]),
        ("{% blocktrans %}100% sure{% endblocktrans %}", ["100%% sure"]),
        ("{% load i18n %}{# {% trans 'commented out' %} #}{% trans 'not' %}", ["not"]),
    ],
)
def test_templates(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert ids(tmp_path, "page.html", f"<main>\n  {source}\n</main>\n") == expected


@pytest.mark.parametrize("name", ["page.html", "mail.txt"])
def test_mails_are_templates_too(tmp_path: Path, name: str) -> None:
    assert ids(tmp_path, name, 'Dear {{ name }},\n\n{% trans "Somebody asked you." %}\n') == [
        "Somebody asked you."
    ]


@pytest.mark.parametrize(
    "content",
    [
        "(((((",
        "''' \"\"\" '",
        "{ [ (",
        "  indented\n      more\n  less",
        "<script>if (a < b) { c(') }</script>",
        "\\ \\\n \\",
        "ຊາ ជា 茶",
        "if x:\nwhile",
    ],
)
def test_anything_may_stand_around_a_text_in_a_template(tmp_path: Path, content: str) -> None:
    assert ids(tmp_path, "page.html", f"{content}\n{{% trans 'found' %}}\n{content}\n") == ["found"]


def test_plurals_and_contexts_in_a_template(tmp_path: Path) -> None:
    source = (
        '{% blocktrans count n=n context "of goods" %}{{ n }} lot{% plural %}{{ n }} lots{% endblocktrans %}'
        '{% trans "port" context "of a ship" %}{% trans "port" %}'
    )
    assert [(text.context, text.msgid, text.plural) for text in found(tmp_path, "page.html", source)] == [
        ("of goods", "%(n)s lot", "%(n)s lots"),
        ("of a ship", "port", ""),
        ("", "port", ""),
    ]


def test_a_note_in_a_template_reaches_the_translator(tmp_path: Path) -> None:
    source = '{# Translators: a stand at the fair #}\n{% trans "stand" %}\n{% trans "other" %}\n'
    first, second = found(tmp_path, "page.html", source)
    assert first.comment == "Translators: a stand at the fair"
    assert second.comment == ""


def test_a_comment_that_is_no_note_stays_with_the_programmers(tmp_path: Path) -> None:
    (text,) = found(tmp_path, "views.py", '# because of PostgreSQL\nx = _("stand")\n')
    assert text.comment == ""


def test_the_place_of_a_text_is_what_the_caller_calls_it(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text('_("a")\n')
    assert [text.place for text in texts_in(tmp_path / "views.py", "portal/views.py")] == ["portal/views.py"]


def test_files_are_read_in_a_stable_order_and_only_those_that_hold_texts(tmp_path: Path) -> None:
    names = ("portal/b.py", "portal/templates/a.html", "catalog/x/templates/c.txt", "catalog/d.yaml")
    for name in (*names, "expo/e.py", "bench/f.py", "catalog/fonts/licence.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found_files = [path.relative_to(tmp_path).as_posix() for path in project_files(tmp_path)]
    assert found_files == [
        "catalog/x/templates/c.txt",
        "expo/e.py",
        "portal/b.py",
        "portal/templates/a.html",
    ]


def test_the_same_text_in_two_places_is_one_text_of_two_places() -> None:
    groups = merged([Found("a", "", "", "", "x.py"), Found("a", "", "", "", "y.html")])
    assert [text.place for text in groups["", "a"]] == ["x.py", "y.html"]


def test_the_same_text_in_two_contexts_is_two_texts() -> None:
    assert len(merged([Found("port", "", "", "", "x.py"), Found("port", "", "of a ship", "", "x.py")])) == 2


def test_a_text_that_counts_here_and_does_not_there_is_one_text_that_counts() -> None:
    groups = merged([Found("lot", "", "", "", "x.py"), Found("lot", "lots", "", "", "y.py")])
    assert {text.plural for text in groups["", "lot"]} == {"", "lots"}
    with pytest.raises(ValueError, match=r"'lot' has two plurals: lots, lotses \(z.py\)"):
        merged([*groups["", "lot"], Found("lot", "lotses", "", "", "z.py")])
