"""Brings catalogues in line with the sources, and translations into catalogues."""

from collections.abc import Mapping
from pathlib import Path

import polib

from portal.messages.borrowed import borrowed_texts, wanted_in
from portal.messages.catalogues import (
    FOLDERS,
    is_missing,
    key_of,
    load,
    number_of_plurals,
    save,
)
from portal.messages.extraction import Found, merged, project_texts
from portal.messages.inspection import marks_agree

Groups = dict[tuple[str, str], list[Found]]


def wanted(base: Path) -> dict[str, Groups]:
    """Return, for each language, the texts its catalogue must hold."""
    own = list(project_texts(base))
    borrowed = list(borrowed_texts(base))
    return {language: merged([*own, *wanted_in(language, borrowed)]) for language in FOLDERS}


def entry_for(
    context: str, msgid: str, group: list[Found], old: polib.POEntry | None, forms: int
) -> polib.POEntry:
    """Return a catalogue entry, with the translation it had before if its plural did not change."""
    plural = next((found.plural for found in group if found.plural), "")
    entry = polib.POEntry(
        msgid=msgid,
        msgid_plural=plural,
        msgctxt=context or None,
        comment="\n".join(dict.fromkeys(found.comment for found in group if found.comment)),
        occurrences=[(place, "") for place in sorted({found.place for found in group})],
    )
    kept = old if old is not None and old.msgid_plural == plural else None
    if plural:
        entry.msgstr_plural = {
            form: kept.msgstr_plural.get(form, "") if kept else "" for form in range(forms)
        }
    elif kept:
        entry.msgstr = kept.msgstr
    if kept and kept.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def updated(language: str, locales: Path, groups: Groups) -> polib.POFile:
    """Return the catalogue holding exactly the given texts, in the order of context and source."""
    catalogue = load(language, locales)
    before = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    forms = number_of_plurals(language)
    catalogue[:] = [
        entry_for(context, msgid, groups[context, msgid], before.get((context, msgid)), forms)
        for context, msgid in sorted(groups, key=lambda name: (name[1], name[0]))
    ]
    return catalogue


def extract(base: Path, locales: Path) -> dict[str, int]:
    """Write every catalogue anew from the sources; return how many texts each language misses."""
    missing = {}
    for language, groups in wanted(base).items():
        catalogue = updated(language, locales, groups)
        save(catalogue, language, locales)
        missing[language] = sum(is_missing(entry) for entry in catalogue)
    return missing


def stale(base: Path, locales: Path) -> list[str]:
    """Return a line for each text that is in the sources but not in a catalogue, or the other way round."""
    lines = []
    for language, groups in wanted(base).items():
        have = {(entry.msgctxt or "", entry.msgid) for entry in load(language, locales) if not entry.obsolete}
        lines += [
            f"{language}: {msgid!r} is not in the catalogue" for _, msgid in sorted(groups.keys() - have)
        ]
        lines += [f"{language}: {msgid!r} is no longer used" for _, msgid in sorted(have - groups.keys())]
    return lines


def fill(language: str, locales: Path, texts: Mapping[str, str | list[str]]) -> tuple[int, list[str]]:
    """Write translations given by key; return how many were written and why others were refused.

    A key is the source text, after its context and U+0004 where it has one. A text that counts is
    given as the list of the language's plural forms.
    """
    catalogue = load(language, locales)
    entries = {key_of(entry): entry for entry in catalogue}
    written, refused = 0, []
    for key, given in texts.items():
        entry = entries.get(key)
        fault = "is not in the catalogue" if entry is None else why_not(entry, given, language)
        if entry is None or fault:
            refused.append(f"{key!r} {fault}")
            continue
        if isinstance(given, list):
            entry.msgstr_plural = dict(enumerate(given))
        else:
            entry.msgstr = given
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        written += 1
    save(catalogue, language, locales)
    return written, refused


def why_not(entry: polib.POEntry, given: str | list[str], language: str) -> str:
    """Return why a translation cannot be written, or nothing."""
    if bool(entry.msgid_plural) != isinstance(given, list):
        return "counts: give a list of forms" if entry.msgid_plural else "does not count: give one text"
    forms = given if isinstance(given, list) else [given]
    if isinstance(given, list) and len(forms) != number_of_plurals(language):
        return f"needs {number_of_plurals(language)} plural forms"
    if not all(forms):
        return "is given an empty text"
    if not all(marks_agree(entry, form) for form in forms):
        return "differs in placeholders or tags"
    return ""
