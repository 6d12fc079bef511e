"""A new index of the embedded engine, from the first entry to the switch."""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

import tantivy

from catalog.search.documents import Entry, Key, key_text
from catalog.search.embedded import schema
from catalog.search.embedded.folder import SearchFolder
from catalog.search.engine import EngineBusyError

_HEAP_BYTES = 30_000_000
_REBUILD_HEAP_BYTES = 100_000_000


class EmbeddedBuilding:
    """Holds the right to rebuild from its making until `finish` or `abandon`."""

    def __init__(self, folder: SearchFolder) -> None:
        """Raises EngineBusyError when another process is at it."""
        self.folder = folder
        self.fresh = folder.root / schema.folder_name()
        self._held = ExitStack()
        self._held.enter_context(folder.rebuilding())
        try:
            with folder.writing():
                folder.tidy()
                folder.open_journal(self.fresh)
            self.fresh.mkdir()
            self.index = tantivy.Index(schema.schema(), str(self.fresh))
            self._writer: tantivy.IndexWriter | None = self.index.writer(_REBUILD_HEAP_BYTES, 1)
        except BaseException:
            self._held.close()
            raise

    def add(self, entries: Sequence[Entry]) -> None:
        """See the protocol. What is newer stands in the journal and is written last."""
        assert self._writer is not None
        put(self._writer, entries)

    def finish(self) -> int:
        """See the protocol."""
        assert self._writer is not None
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = None
        with self.folder.writing():
            _replay(self.index, self.folder.journal(self.fresh))
            self.folder.use(self.fresh)
            self.folder.close_journal(self.fresh)
        self.index.reload()
        count = self.index.searcher().num_docs
        self.abandon()
        return count

    def abandon(self) -> None:
        """See the protocol. After a switch the old index is what goes."""
        self._writer = None
        with self._held, self.folder.writing():
            self.folder.tidy()


def write(index: tantivy.Index, entries: Iterable[Entry], gone: Sequence[Key] = ()) -> None:
    """Write and commit. Raises EngineBusyError."""
    try:
        writer = index.writer(_HEAP_BYTES, 1)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise EngineBusyError("Another process writes to the search index.") from error
        raise
    for key in gone:
        writer.delete_documents_by_term("key", key_text(*key))
    put(writer, entries)
    writer.commit()
    writer.wait_merging_threads()


def put(writer: tantivy.IndexWriter, entries: Iterable[Entry]) -> None:
    """Add entries in place of what stands under their keys."""
    for entry in entries:
        writer.delete_documents_by_term("key", key_text(entry.kind, entry.id))
        writer.add_document(schema.as_document(entry))


def _replay(index: tantivy.Index, lines: Iterable[str]) -> None:
    """Write what came in during a rebuild; of several writes of one record the last stands."""
    last: dict[Key, Entry | None] = {}
    for line in lines:
        if line.startswith("["):
            kind, record = json.loads(line)
            last[kind, record] = None
        else:
            entry = Entry.from_json(line)
            last[entry.key] = entry
    entries = [entry for entry in last.values() if entry is not None]
    if last:
        write(index, entries, [key for key, entry in last.items() if entry is None])
