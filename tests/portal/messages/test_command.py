"""``manage.py messages``: extracts, checks and fills, and says in one line each what is wrong."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.messages import borrowed, catalogues, update
from portal.messages.extraction import Found

Run = Callable[..., str]
VIEWS = '_("Sign in")\nngettext("%(count)s hit", "%(count)s hits", n)\npgettext("of a ship", "port")\n'
WORDS = {
    "Sign in": "เข้าสู่ระบบ",
    "%(count)s hit": ["ผลลัพธ์ %(count)s รายการ"],
    "of a ship\x04port": "ท่าเรือ",
}


@pytest.fixture
def project(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one file, which borrows nothing."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "views.py").write_text(VIEWS)
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locales"]
    monkeypatch.setattr(update, "borrowed_texts", lambda base: iter(()))
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    def command(*arguments: str) -> str:
        out = StringIO()
        call_command("messages", *arguments, stdout=out, stderr=out)
        return out.getvalue()

    return command


def fill(run: Run, project: Path, language: str, words: object) -> str:
    file = project / "words.json"
    file.write_text(json.dumps(words), encoding="utf-8")
    return run("fill", language, str(file))


def faults(project: Path) -> tuple[str, str]:
    """Return what a check that fails prints, and how it ends."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("messages", "check", stdout=out, stderr=err)
    return err.getvalue(), str(failed.value)


def complete(run: Run, project: Path) -> None:
    """Translate everything into every language; whatever is not English will do."""
    run("extract")
    for language in catalogues.FOLDERS:
        forms = ["茶 %(count)s"] * catalogues.number_of_plurals(language)
        fill(run, project, language, {"Sign in": "茶", "%(count)s hit": forms, "of a ship\x04port": "茶"})


def test_extracting_says_what_each_language_misses(run: Run, project: Path) -> None:
    assert run("extract").splitlines() == [f"{language}: 3 to translate" for language in catalogues.FOLDERS]
    fill(run, project, "th", WORDS)
    assert "th: complete" in run("extract").splitlines()


def test_extracting_keeps_what_was_translated_and_its_place(run: Run, project: Path) -> None:
    run("extract")
    fill(run, project, "th", WORDS)
    before = catalogues.path_of("th", project / "locales").read_bytes()
    run("extract")
    assert catalogues.path_of("th", project / "locales").read_bytes() == before
    (entry,) = [one for one in catalogues.load("th", project / "locales") if one.msgctxt]
    assert entry.occurrences == [("portal/views.py", "")]


def test_a_plural_that_changed_is_translated_anew(run: Run, project: Path) -> None:
    run("extract")
    fill(run, project, "th", WORDS)
    (project / "portal" / "views.py").write_text(VIEWS.replace("%(count)s hits", "%(count)s findings"))
    assert "th: 1 to translate" in run("extract").splitlines()


def test_a_doubtful_translation_stays_doubtful_until_it_is_filled(run: Run, project: Path) -> None:
    run("extract")
    fill(run, project, "th", WORDS)
    catalogue = catalogues.load("th", project / "locales")
    next(entry for entry in catalogue if entry.msgid == "Sign in").flags.append("fuzzy")
    catalogues.save(catalogue, "th", project / "locales")
    assert "th: 1 to translate" in run("extract").splitlines()
    fill(run, project, "th", {"Sign in": "เข้าสู่ระบบ"})
    assert "th: complete" in run("extract").splitlines()


def test_a_whole_project_passes_the_check(run: Run, project: Path) -> None:
    complete(run, project)
    assert run("check") == "9 languages complete.\n"


def test_a_new_text_fails_the_check_in_every_language(run: Run, project: Path) -> None:
    complete(run, project)
    with (project / "portal" / "views.py").open("a") as views:
        views.write('_("Sign out")\n')
    lines, end = faults(project)
    assert lines.splitlines() == [
        f"{language}: 'Sign out' is not in the catalogue" for language in catalogues.FOLDERS
    ]
    assert end == "9 faults. New texts: messages extract, then messages fill."


def test_a_text_nobody_uses_any_more_fails_it_too(run: Run, project: Path) -> None:
    complete(run, project)
    (project / "portal" / "views.py").write_text(VIEWS.replace('_("Sign in")\n', ""))
    assert "lo: 'Sign in' is no longer used" in faults(project)[0].splitlines()


@pytest.mark.parametrize(
    ("msgstr", "fault"),
    [
        ("", "has no translation"),
        ("Sign in", "repeats its English source"),
        ("茶 %(x)s", "differs in placeholders"),
    ],
)
def test_a_fault_is_named_with_its_language_and_its_text(
    run: Run, project: Path, msgstr: str, fault: str
) -> None:
    complete(run, project)
    catalogue = catalogues.load("km", project / "locales")
    next(entry for entry in catalogue if entry.msgid == "Sign in").msgstr = msgstr
    catalogues.save(catalogue, "km", project / "locales")
    (line,) = faults(project)[0].splitlines()
    assert line.startswith(f"km: 'Sign in' {fault}")


def test_a_name_may_stay_as_it_is_where_it_is_listed(run: Run, project: Path) -> None:
    complete(run, project)
    catalogue = catalogues.load("ms", project / "locales")
    next(entry for entry in catalogue if entry.msgid == "Sign in").msgstr = "Sign in"
    catalogues.save(catalogue, "ms", project / "locales")
    (project / "locales" / "names.txt").write_text("ms id: Sign in\n")
    assert run("check").endswith("complete.\n")


def test_compiling_says_how_many_were_written_and_when_there_was_nothing_to_do(
    run: Run, project: Path
) -> None:
    run("extract")
    assert run("compile") == "9 catalogues compiled.\n"
    assert run("compile") == "All catalogues are up to date.\n"
    assert list(catalogues.uncompiled(project / "locales")) == []


def test_no_draft_of_a_compiled_catalogue_is_left(run: Run, project: Path) -> None:
    run("extract")
    run("compile")
    names = {path.name for path in catalogues.path_of("th", project / "locales").parent.iterdir()}
    assert names == {"django.po", "django.mo"}


def test_a_doubtful_text_is_not_compiled(run: Run, project: Path) -> None:
    run("extract")
    fill(run, project, "th", WORDS)
    catalogue = catalogues.load("th", project / "locales")
    next(entry for entry in catalogue if entry.msgid == "Sign in").flags.append("fuzzy")
    catalogues.save(catalogue, "th", project / "locales")
    catalogues.compile_all(project / "locales")
    compiled = polib.mofile(str(catalogues.path_of("th", project / "locales").with_suffix(".mo")))
    assert "Sign in" not in {entry.msgid for entry in compiled}
    assert len(compiled) == 2


@pytest.mark.parametrize("content", ["{not json", "", '"\ud800'])
def test_a_file_that_is_no_mapping_is_refused_by_name(run: Run, project: Path, content: str) -> None:
    run("extract")
    (project / "words.json").write_text(content, encoding="utf-8", errors="replace")
    with pytest.raises(CommandError, match=r"words\.json cannot be read as JSON"):
        run("fill", "th", str(project / "words.json"))


def test_a_file_that_is_not_there_is_refused_by_name(run: Run, project: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.json cannot be read"):
        run("fill", "th", str(project / "absent.json"))


def test_what_can_be_filled_is_though_the_rest_is_refused(run: Run, project: Path) -> None:
    run("extract")
    with pytest.raises(CommandError) as refused:
        fill(run, project, "th", WORDS | {"Sign in": "", "Unknown": "x"})
    assert str(refused.value).splitlines() == [
        "Refused:",
        "'Sign in' is given an empty text",
        "'Unknown' is not in the catalogue",
    ]
    assert run("missing", "th").splitlines() == ["Sign in | (portal/views.py)"]


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_only_languages_with_a_catalogue_are_taken(run: Run, language: str) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("missing", language)


def test_a_library_is_asked_in_its_own_catalogue_and_context() -> None:
    texts = [
        ("django", Found("May", "", "alt. month", "", "django/utils/dates.py")),
        ("django", Found("No such text of Django", "", "", "", "django/x.py")),
    ]
    assert [text.msgid for text in borrowed.wanted_in("vi", texts)] == ["No such text of Django"]
