"""How an entry lies in an Elasticsearch index, and what our indexes are called.

Terms come ready from our analyzer, as they do for the embedded engine. They are kept as keywords,
so that Elasticsearch cannot split or change one. Nothing is kept of the text itself: what is shown
comes from the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch.dsl import Boolean, DenseVector, Double, Keyword, Long, Nested, Object
from elasticsearch.dsl import Mapping as Declared

from catalog.glossary.analyzer import ANALYZER_VERSION
from catalog.search.documents import NUMBERS, ORDERS, Entry, key_text
from catalog.search.meaning.embedder import embedder, mark
from catalog.search.meaning.vectors import numbers

# Raise it whenever the fields below, or what stands in them, change: an index of another version
# is not read.
_SCHEMA_VERSION = 4
_WORDS = ("exact", "body", "body_exact", "gram", "code", "concept", "broader")
_COUNTED_WORDS = ("title", "suggest")  # terms that are listed with how many records have them
_LONGEST_TERM = 8191  # characters; Lucene refuses longer terms together with their record
_MOST_FIELDS = 5000  # each facet is one, and categories bring attributes of their own
_STAMP = "%Y%m%dt%H%M%S%f"
_KEEP_OTHER_VERSIONS = timedelta(days=1)


def version() -> str:
    """Return what an index must have been made by to be read."""
    return f"v{_SCHEMA_VERSION}a{ANALYZER_VERSION}{mark()}"


@dataclass(frozen=True)
class Names:
    """Names under one prefix. A version of the site reads and writes through aliases of its version.

    While a new version is being brought out, the old one so keeps its index.
    """

    prefix: str

    @property
    def current(self) -> str:
        """The alias of the index in use."""
        return f"{self.prefix}-{version()}"

    @property
    def building(self) -> str:
        """The alias of an index on its way: whoever writes, writes there too."""
        return f"{self.current}-building"

    @property
    def leases(self) -> str:
        """The index that says who builds."""
        return f"{self.prefix}-leases"

    @property
    def every(self) -> str:
        """The pattern of all indexes of records, of any version."""
        return f"{self.prefix}-v*"

    def fresh(self, now: datetime | None = None) -> str:
        """Return a name for a new index."""
        return f"{self.current}-{now or datetime.now(UTC):{_STAMP}}"

    def outdated(self, index: str) -> bool:
        """Say whether an index that is not in use may go; of other versions only old ones may."""
        if index.startswith(f"{self.current}-"):
            return True
        try:
            made = datetime.strptime(index.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return False
        return made < datetime.now(UTC) - _KEEP_OTHER_VERSIONS


def settings(shards: int) -> dict[str, Any]:
    """Return the settings of a new index: a copy on a second server as soon as there is one."""
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "mapping.total_fields.limit": _MOST_FIELDS,
    }


def mappings() -> dict[str, Any]:
    """Return the fields of a new index."""
    declared = Declared()
    declared.meta("dynamic", False)
    declared.meta("_source", enabled=False)
    declared.field("key", Keyword())
    declared.field("digest", Keyword(index=False))
    declared.field("gone", Boolean(doc_values=False))
    for name in _COUNTED_WORDS:
        declared.field(name, Keyword(ignore_above=_LONGEST_TERM))
    for name in _WORDS:
        declared.field(name, Keyword(ignore_above=_LONGEST_TERM, doc_values=False))
    declared.field("facets", Object(dynamic=True))
    declared.field("stated", Object(dynamic=True))
    declared.field("numbers", Object(properties={name: Long() for name in NUMBERS}))
    declared.field("order", Object(properties={name: Long(index=False) for name in ORDERS}))
    declared.field("tie", Double(index=False))
    if model := embedder():
        # Named because what Elasticsearch chooses by itself depends on its version and the dimensions.
        kind = {"type": "int8_hnsw"}
        of = DenseVector(dims=len(model.centre), index=True, similarity="cosine", index_options=kind)
        declared.field("vectors", Nested(properties={"of": of}))
    facet = {"path_match": "facets.*", "mapping": {"type": "keyword", "ignore_above": _LONGEST_TERM}}
    stated = {"path_match": "stated.*", "mapping": {"type": "long"}}
    return declared.to_dict() | {"dynamic_templates": [{"facets": facet}, {"stated": stated}]}


def as_source(entry: Entry) -> dict[str, Any]:
    """Return an entry as Elasticsearch takes it."""
    return {
        "key": key_text(entry.kind, entry.id),
        "digest": entry.digest(),
        **entry.terms,
        "facets": {facet_name(name): values for name, values in entry.facets.items()},
        "numbers": entry.numbers,
        "stated": {facet_name(name): values for name, values in entry.stated.items()},
        "order": entry.orders,
        "tie": entry.tie,
        **({"vectors": [{"of": numbers(vector)} for vector in entry.vectors]} if entry.vectors else {}),
    }


def tombstone(key: str) -> Mapping[str, Any]:
    """Return what stands for a record that went while an index was being built."""
    return {"key": key, "gone": True}


def facet_name(name: str) -> str:
    """Return a facet's name as a field's: a dot in it must not read as a path."""
    return name.replace("%", "%25").replace(".", "%2E")
