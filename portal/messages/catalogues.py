"""The catalogue files of ten languages, read, written and compiled in Python: no gettext is needed.

Nothing here needs Django to be set up, because Django looks for the compiled files while it starts.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import polib

FOLDERS = {
    "zh-hans": "zh_Hans",
    "vi": "vi",
    "th": "th",
    "id": "id",
    "ms": "ms",
    "fil": "fil",
    "km": "km",
    "lo": "lo",
    "my": "my",
}
"""Language code to Django's folder name; English is the source and has no catalogue."""

PLURALS = dict.fromkeys(FOLDERS, "nplurals=1; plural=0;") | {"fil": "nplurals=2; plural=(n > 1);"}
"""How a language counts: only Filipino tells more than one from one, by a particle."""

CONTEXT_END = "\x04"


def path_of(language: str, locales: Path) -> Path:
    return locales / FOLDERS[language] / "LC_MESSAGES" / "django.po"


def number_of_plurals(language: str) -> int:
    return int(PLURALS[language].split("=", 1)[1].split(";", 1)[0])


def load(language: str, locales: Path) -> polib.POFile:
    """Return the catalogue of a language, a new and empty one where there is none."""
    path = path_of(language, locales)
    catalogue = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": FOLDERS[language],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def save(catalogue: polib.POFile, language: str, locales: Path) -> None:
    path = path_of(language, locales)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(line.rstrip() for line in str(catalogue).splitlines()) + "\n"
    path.write_text(text, encoding="utf-8")


def key_of(entry: polib.POEntry) -> str:
    """Return what names an entry: its source, after its context where it has one."""
    return f"{entry.msgctxt}{CONTEXT_END}{entry.msgid}" if entry.msgctxt else entry.msgid


def texts_of(entry: polib.POEntry) -> list[str]:
    """Return every translated form of an entry, one unless it counts."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def is_missing(entry: polib.POEntry) -> bool:
    texts = texts_of(entry)
    return entry.fuzzy or not texts or not all(texts)


def compile_all(locales: Path) -> list[Path]:
    """Write each catalogue's compiled form beside it unless it is newer, and return those written.

    A reader meets the old file or the new one, never half of one. Fuzzy entries are left out.
    """
    written = []
    for language in FOLDERS:
        source = path_of(language, locales)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
            continue
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        load(language, locales).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written


def uncompiled(locales: Path) -> Iterator[str]:
    """Yield the languages that Django would not see."""
    for language in FOLDERS:
        if not path_of(language, locales).with_suffix(".mo").exists():
            yield language
