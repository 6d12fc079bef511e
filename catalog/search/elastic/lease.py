"""Who builds a new index: one process of all machines, until it is done or has been silent for a while."""

import time
from contextlib import suppress
from secrets import token_hex
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from catalog.search.engine import EngineBusyError

# A builder that says nothing for so long is dead. Clocks of the machines may differ by half of it.
LEASE_SECONDS = 60.0
_RENEW_SECONDS = 10.0
_ID = "rebuild"


class Lease:
    """One document, written under the condition that nobody else wrote it since."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        """Take the lease. Raises EngineBusyError when another process has it."""
        self.client = client
        self.index = index
        self.token = token_hex(8)
        self._told = 0.0
        try:
            self._write(op_type="create")
        except ConflictError:
            self._take_over()

    def _take_over(self) -> None:
        try:
            held = self.client.get(index=self.index, id=_ID)
        except NotFoundError:
            raise EngineBusyError("Another rebuild of the Elasticsearch index has just ended.") from None
        left = held["_source"]["until"] - time.time()
        if left > 0:
            raise EngineBusyError(
                "Another process rebuilds the Elasticsearch index; "
                f"if it has died, its turn ends in {left:.0f} seconds."
            )
        self._write_after(held["_seq_no"], held["_primary_term"])

    def _write_after(self, number: int, term: int) -> None:
        try:
            self._write(if_seq_no=number, if_primary_term=term)
        except ConflictError:
            raise EngineBusyError("Another process has taken over the rebuild.") from None

    def _write(self, **condition: Any) -> None:
        document = {"token": self.token, "until": time.time() + LEASE_SECONDS}
        answer = self.client.index(index=self.index, id=_ID, document=document, **condition)
        self._number, self._term = answer["_seq_no"], answer["_primary_term"]
        self._told = time.monotonic()

    def renew(self) -> None:
        """Say that we are still at it. Raises EngineBusyError when somebody took over."""
        if time.monotonic() - self._told >= _RENEW_SECONDS:
            self._write_after(self._number, self._term)

    def hold(self) -> None:
        """Make sure of it now, before something that only the holder may do. Raises EngineBusyError."""
        self._write_after(self._number, self._term)

    def free(self) -> None:
        """Let the next one begin, unless it has already."""
        with suppress(ConflictError, NotFoundError):
            self.client.delete(index=self.index, id=_ID, if_seq_no=self._number, if_primary_term=self._term)
