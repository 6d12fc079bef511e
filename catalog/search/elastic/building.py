"""A new Elasticsearch index, from the first entry to the switch, missing nothing written meanwhile.

While it is on its way an alias names it, and every writer on every machine writes there too. What
the rebuild itself brings is only put where nothing stands yet: whatever a writer put there is newer.
A record that goes meanwhile leaves a tombstone, so that the rebuild, which may have read it before,
cannot bring it back; tombstones match no search and are swept after the switch.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from catalog.search.documents import Entry, key_text
from catalog.search.elastic.lease import Lease
from catalog.search.elastic.schema import Names, as_source, mappings, settings
from catalog.search.elastic.servers import answering
from catalog.search.elastic.writing import Action, send, step
from catalog.search.engine import EngineDownError

_SWEPT_AT_ONCE = 1000


class ElasticBuilding:
    """Holds the lease from its making until `finish` or `abandon`."""

    def __init__(self, client: Elasticsearch, names: Names, shards: int) -> None:
        """Raises EngineBusyError when another process is at it."""
        self.client = client
        self.names = names
        self.shards = shards
        self.fresh = names.fresh()
        self._sending = ThreadPoolExecutor(1)
        self._sent: Future[None] | None = None
        with answering():
            self.lease = Lease(client, names.leases)
            try:
                self._begin()
            except BaseException:
                self.abandon()
                raise

    def _begin(self) -> None:
        """Make the index under its alias, taken from whatever a dead rebuild left behind."""
        forgiving = self.client.options(ignore_status=404)
        forgiving.indices.delete_alias(index=self.names.every, name=self.names.building)
        self.client.indices.create(
            index=self.fresh,
            settings=settings(self.shards) | {"refresh_interval": "-1"},
            mappings=mappings(),
            aliases={self.names.building: {}},
        )

    def add(self, entries: Sequence[Entry]) -> None:
        """See the protocol. The server takes a batch while the next is prepared; it fails then."""
        target = self.names.building
        steps = [step(target, key_text(*entry.key), as_source(entry), "create") for entry in entries]
        self._wait()
        self._sent = self._sending.submit(self._send, steps)

    def _send(self, steps: list[Action]) -> None:
        with answering():
            self.lease.renew()
            for item in send(self.client, steps):
                if "error" in item and item["status"] == 404:
                    raise EngineDownError("The index that was being built is gone.")

    def _wait(self) -> None:
        if self._sent:
            sent, self._sent = self._sent, None
            sent.result()

    def finish(self) -> int:
        """See the protocol."""
        self._wait()
        with answering():
            self.lease.hold()
            self.client.indices.put_settings(index=self.fresh, settings={"refresh_interval": None})
            self._wait_for_copies()
            self._switch()
            self._sweep()
            self.lease.free()
            self._sending.shutdown()
            living = {"bool": {"must_not": {"term": {"gone": True}}}}
            return int(self.client.count(index=self.fresh, query=living)["count"])

    def _wait_for_copies(self) -> None:
        self.client.indices.refresh(index=self.fresh)
        self.client.cluster.health(index=self.fresh, wait_for_status="yellow", timeout="30s")

    def _switch(self) -> None:
        """Take the new index into use and the old ones away in one step that no reader sees half done."""
        others = [name for name in self.client.indices.get(index=self.names.every) if name != self.fresh]
        self.client.indices.update_aliases(
            actions=[
                {"remove": {"index": self.fresh, "alias": self.names.building}},
                {"add": {"index": self.fresh, "alias": self.names.current}},
                *({"remove_index": {"index": name}} for name in others if self.names.outdated(name)),
            ]
        )

    def _sweep(self) -> None:
        """Delete tombstones; a record that came back under one since it was looked up stays."""
        while True:
            self.client.indices.refresh(index=self.fresh)
            found = self.client.search(
                index=self.fresh,
                query={"term": {"gone": True}},
                size=_SWEPT_AT_ONCE,
                seq_no_primary_term=True,
                source=False,
            )["hits"]["hits"]
            if not found:
                return
            steps = (
                step(self.names.current, hit["_id"], None)
                | {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
                for hit in found
            )
            for _ in send(self.client, steps):
                pass

    def abandon(self) -> None:
        """See the protocol. An index that readers have been switched to stays, whatever happened since."""
        self._sending.shutdown(cancel_futures=True)
        with suppress(ApiError, TransportError):
            if not self.client.indices.exists_alias(index=self.fresh, name=self.names.current):
                self.client.options(ignore_status=404).indices.delete(index=self.fresh)
        with suppress(ApiError, TransportError):
            self.lease.free()
