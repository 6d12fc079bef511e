"""How an entry lies in a tantivy index."""

import math
from datetime import UTC, datetime
from functools import cache

import tantivy

from catalog.glossary.analyzer import ANALYZER_VERSION
from catalog.search.documents import NUMBERS, ORDERS, TIE_DIGITS, Entry, key_text
from catalog.search.meaning.embedder import mark

# Raise it whenever the fields below, or what stands in them, change: an index of another version
# is rebuilt, not read.
_SCHEMA_VERSION = 5
_WORDS = ("title", "exact", "body", "body_exact", "gram", "code", "concept", "broader")


def schema() -> tantivy.Schema:
    """Return the schema: terms come ready, so nothing is tokenised beyond spaces."""
    return _schema(bool(mark()))


@cache
def _schema(marked: bool) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    for name in (*_WORDS, "suggest"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_json_field("stated", tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ORDERS:
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("tie", stored=True, fast=True)
    if marked:
        builder.add_bytes_field("vectors", stored=True)
    return builder.build()


def reader() -> tantivy.Index:
    """Return an empty index, for reading queries: that needs the fields and nothing in them."""
    return _reader(bool(mark()))


@cache
def _reader(marked: bool) -> tantivy.Index:
    return tantivy.Index(_schema(marked))


def folder_name(now: datetime | None = None) -> str:
    """Return a name for a new index folder; its beginning says which schema and analyzer made it."""
    moment = now or datetime.now(UTC)
    return f"{version()}-{moment:%Y%m%dT%H%M%S%f}"


def version() -> str:
    """Return what an index must have been made by to be read."""
    return f"v{_SCHEMA_VERSION}a{ANALYZER_VERSION}{mark()}"


def as_document(entry: Entry) -> tantivy.Document:
    """Return an entry as tantivy takes it."""
    document = tantivy.Document()
    document.add_text("key", key_text(entry.kind, entry.id))
    document.add_text("digest", entry.digest())
    for name, terms in entry.terms.items():
        for term in terms:
            document.add_text(name, term)
    document.add_json("facets", {name: list(values) for name, values in entry.facets.items()})
    document.add_json("stated", {stated_name(name): list(values) for name, values in entry.stated.items()})
    for name, number in [*entry.numbers.items(), *entry.orders.items()]:
        document.add_integer(name, number)
    document.add_float("tie", _weight(entry.tie))
    for vector in entry.vectors:
        document.add_bytes("vectors", vector.encode())
    return document


def stated_name(name: str) -> str:
    """Return what a stated number is called there: letters and digits need no escape anywhere."""
    return "".join(char if char.isascii() and char.isalnum() else f"_{ord(char):x}_" for char in name)


def stated_path(name: str) -> str:
    """Return where tantivy keeps a stated number."""
    return f"stated.{stated_name(name)}"


def _weight(tie: float) -> float:
    """Return what makes tantivy multiply a score by the tie: it takes log2(2 + value)."""
    return math.exp2(tie) - 2.0


def read_tie(weight: float) -> float:
    """Return the tie again."""
    return round(math.log2(2.0 + weight), TIE_DIGITS)
