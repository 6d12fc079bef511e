"""The glossary as its files have it, without a database: what most tests of matching need."""

from functools import cache

from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon, label_keys
from catalog.glossary.rows import GlossaryRows, read_files


@cache
def file_rows() -> GlossaryRows:
    return read_files()


@cache
def file_lexicon() -> Lexicon:
    return lexicon_of(file_rows())


def lexicon_of(rows: GlossaryRows) -> Lexicon:
    parents = {row.slug: row.parent for row in rows.concepts}
    meanings = {}
    for row in rows.concepts:
        wider, above = [], row.parent
        while above:
            wider.append(above)
            above = parents[above]
        names = {
            label.language: label.text
            for label in reversed(row.labels)
            if not label.romanised and not label.search_only
        }
        meanings[row.slug] = Meaning(row.slug, row.kind, tuple(wider), names)
    labels = [
        (row.slug, label.language, *label_keys(label.text), label.scoped)
        for row in rows.concepts
        for label in row.labels
    ]
    decided = {(pair.inner, pair.outer): pair.apart for pair in rows.apart}
    return Lexicon(labels, Kinship(meanings, decided))
