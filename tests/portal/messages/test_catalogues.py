"""Catalogues are kept in line with the sources, filled, checked and compiled."""

import gettext
import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.messages import catalogues, checks, inspection, update
from portal.messages.extraction import Found, merged

TEXTS = [
    Found("Sign in", "", "", "", "portal/views.py"),
    Found("%(count)s hit", "%(count)s hits", "", "", "portal/page.html"),
    Found("port", "", "of a ship", "Translators: where ships land", "catalog/x.py"),
]
PORT = f"of a ship{catalogues.CONTEXT_END}port"


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    """A folder with catalogues of TEXTS in two languages."""
    for language in ("th", "fil"):
        catalogues.save(update.updated(language, tmp_path, merged(TEXTS)), language, tmp_path)
    return tmp_path


def entry(msgid: str, msgstr: str = "", **fields: Any) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **fields)


def test_new_texts_wait_for_a_translation_with_the_languages_number_of_plurals(locales: Path) -> None:
    forms = {
        language: len(found.msgstr_plural)
        for language in ("th", "fil")
        for found in catalogues.load(language, locales)
        if found.msgid_plural
    }
    assert forms == {"th": 1, "fil": 2}
    assert all(catalogues.is_missing(found) for found in catalogues.load("th", locales))


def test_a_translation_survives_the_next_extraction_and_leaves_with_its_source(locales: Path) -> None:
    update.fill("th", locales, {"Sign in": "เข้าสู่ระบบ", PORT: "ท่าเรือ"})
    catalogues.save(update.updated("th", locales, merged(TEXTS[:2])), "th", locales)
    kept = {catalogues.key_of(found): found.msgstr for found in catalogues.load("th", locales)}
    assert kept == {"Sign in": "เข้าสู่ระบบ", "%(count)s hit": ""}


def test_extracting_twice_changes_no_byte(locales: Path) -> None:
    before = catalogues.path_of("th", locales).read_bytes()
    catalogues.save(update.updated("th", locales, merged(TEXTS)), "th", locales)
    assert catalogues.path_of("th", locales).read_bytes() == before


@pytest.mark.parametrize(
    ("key", "given", "reason"),
    [
        ("No such text", "x", "is not in the catalogue"),
        ("Sign in", "", "empty text"),
        ("Sign in", ["a"], "does not count"),
        ("%(count)s hit", "x", "give a list"),
        ("%(count)s hit", ["x", "y"], "needs 1 plural forms"),
        ("%(count)s hit", ["ผลลัพธ์ %(number)s"], "placeholders"),
    ],
)
def test_a_translation_that_cannot_be_right_is_refused(
    locales: Path, key: str, given: str | list[str], reason: str
) -> None:
    written, refused = update.fill("th", locales, {key: given})
    assert written == 0
    assert reason in refused[0]


def test_what_was_filled_is_what_a_program_reads(locales: Path) -> None:
    update.fill(
        "fil", locales, {"%(count)s hit": ["%(count)s resulta", "%(count)s mga resulta"], PORT: "daungan"}
    )
    (written,) = [path for path in catalogues.compile_all(locales) if "fil" in path.parts]
    with written.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.ngettext("%(count)s hit", "%(count)s hits", 1) == "%(count)s resulta"
    assert read.ngettext("%(count)s hit", "%(count)s hits", 2) == "%(count)s mga resulta"
    assert read.pgettext("of a ship", "port") == "daungan"
    assert read.gettext("Sign in") == "Sign in"


def test_compiling_again_writes_only_what_changed(locales: Path) -> None:
    assert len(catalogues.compile_all(locales)) == 2
    assert catalogues.compile_all(locales) == []
    source = catalogues.path_of("th", locales)
    os.utime(source, ns=(later := source.stat().st_mtime_ns + 10**9, later))
    assert [path.parts[-3] for path in catalogues.compile_all(locales)] == ["th"]


def test_django_is_told_which_language_it_would_not_see(locales: Path, settings: Settings) -> None:
    catalogues.compile_all(locales)
    settings.LOCALE_PATHS = [locales]
    errors = checks.languages_are_compiled()
    assert {error.id for error in errors} == {"portal.E001"}
    assert len(errors) == len(catalogues.FOLDERS) - 2
    assert "lo has no compiled catalogue" in " ".join(error.msg for error in errors)


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (entry("Sign in"), "has no translation"),
        (entry("Sign in", "เข้า", flags=["fuzzy"]), "fuzzy"),
        (entry("Sign in", "Sign in"), "repeats its English source"),
        (entry("by %(who)s", "โดย"), "placeholders"),
        (entry("in <b>bold</b>", "หนา"), "placeholders or tags"),
        (entry("line\n", "บรรทัด"), "line break"),
        (
            entry("%(n)s hit", msgid_plural="%(n)s hits", msgstr_plural={0: "a %(n)s", 1: "b %(n)s"}),
            "2 plural forms",
        ),
    ],
)
def test_faults_are_named(found: polib.POEntry, fault: str) -> None:
    assert any(fault in sentence for sentence in inspection.faults(found, "th", set()))


@pytest.mark.parametrize(
    "found",
    [
        entry("Sign in", "เข้าสู่ระบบ"),
        entry("Wagtail", "Wagtail"),
        entry("%(a)s – %(b)s", "%(a)s – %(b)s"),
        entry("%(b)s of %(a)s", "%(a)s มี %(b)s"),
        entry("one hit", msgid_plural="%(n)s hits", msgstr_plural={0: "%(n)s ผลลัพธ์"}),
    ],
)
def test_good_translations_pass(found: polib.POEntry) -> None:
    assert list(inspection.faults(found, "th", {"Wagtail"})) == []


def test_names_are_listed_one_a_line_with_comments(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# Incoterms stay as they are\nFOB\n\n  Noto Sans \n")
    assert inspection.names(tmp_path, "th") == {"FOB", "Noto Sans"}


def test_a_word_shared_with_english_is_allowed_in_its_languages_only(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("FOB\nid ms: unit\nzh-hans: Note: see below\n")
    assert inspection.names(tmp_path, "id") == {"FOB", "unit"}
    assert inspection.names(tmp_path, "ms") == {"FOB", "unit"}
    assert inspection.names(tmp_path, "fil") == {"FOB"}
    assert inspection.names(tmp_path, "zh-hans") == {"FOB", "Note: see below"}


def test_what_is_missing_can_be_filled_in_and_read_back(
    locales: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [locales]
    out = StringIO()
    call_command("messages", "missing", "fil", "--json", stdout=out)
    texts = json.loads(out.getvalue())
    assert texts == {"%(count)s hit": ["", ""], PORT: "", "Sign in": ""}
    filled = tmp_path / "fil.json"
    filled.write_text(json.dumps({"Sign in": "Mag-sign in", "Unknown": "x"}))
    with pytest.raises(CommandError, match="'Unknown' is not in the catalogue"):
        call_command("messages", "fill", "fil", str(filled), stdout=out)
    out = StringIO()
    call_command("messages", "missing", "fil", stdout=out)
    assert "Sign in" not in out.getvalue()
    assert "[of a ship] | port | (catalog/x.py)" in out.getvalue()
