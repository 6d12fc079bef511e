"""What is wrong with a translation, as a reader of that language would notice it."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from portal.messages.catalogues import is_missing, number_of_plurals, texts_of

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrfi]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
LETTERS = re.compile(r"[^\W\d_]")


# "fil: Password", "id ms: unit": the languages that share the word with English.
SHARED = re.compile(r"^((?:[a-z]{2,3}(?:-[a-z]+)? )*[a-z]{2,3}(?:-[a-z]+)?): (.+)$")


def names(locales: Path, language: str) -> set[str]:
    """Return the sources that may stay as they are in a language: its lines of ``names.txt``.

    A line is a name or code for every language, or begins with the languages it holds for.
    """
    path = locales / "names.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    allowed = set()
    for line in (line.strip() for line in lines if line.strip() and not line.startswith("#")):
        shared = SHARED.match(line)
        if shared is None:
            allowed.add(line)
        elif language in shared[1].split():
            allowed.add(shared[2])
    return allowed


def marks(text: str) -> list[str]:
    """Return what a translation must carry over unchanged: placeholders and tags, in any order."""
    return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))


def is_wordless(text: str) -> bool:
    """Say whether nothing is left to translate once placeholders and tags are out."""
    return not LETTERS.search(TAG.sub("", PLACEHOLDER.sub("", text)))


def marks_agree(entry: polib.POEntry, text: str) -> bool:
    """Say whether a text carries what its source carries. A count may be left out of a singular."""
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    return marks(text) in [marks(source) for source in sources]


def faults(entry: polib.POEntry, language: str, allowed: set[str]) -> Iterator[str]:
    """Yield a sentence for each fault of one entry."""
    if entry.fuzzy:
        yield "is marked fuzzy"
    texts = texts_of(entry)
    if is_missing(entry):
        yield "has no translation"
        return
    if entry.msgid_plural and len(texts) != number_of_plurals(language):
        yield f"has {len(texts)} plural forms, the language has {number_of_plurals(language)}"
    for text in texts:
        if not marks_agree(entry, text):
            yield f"differs in placeholders or tags: {text!r}"
        same = text.strip() in {entry.msgid.strip(), entry.msgid_plural.strip()}
        if same and entry.msgid not in allowed and not is_wordless(text):
            yield "repeats its English source"
        if text.startswith("\n") != entry.msgid.startswith("\n") or text.endswith(
            "\n"
        ) != entry.msgid.endswith("\n"):
            yield "begins or ends with a line break where its source does not, or the other way round"
