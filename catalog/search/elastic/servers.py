"""Where Elasticsearch runs, how it is asked, and what its failures mean to search."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, UnsupportedProductError

from catalog.search.engine import EngineDownError, EngineRefusedError, IndexMissingError

# A visitor waits this long for Elasticsearch before the embedded engine is asked instead; both
# together stay below two seconds.
PATIENCE_SECONDS = 1.6
_PATIENCE_OF_WRITERS_SECONDS = 60.0
_MOST_TRIES = 3
# Statuses that say nothing about the question: not let in, too much to do, broken.
_OUT_OF_ORDER = {401, 403, 408, 429}


@dataclass(frozen=True)
class Servers:
    """Addresses of one cluster, how it knows us, and what our indexes in it are called.

    Give a user with password or an API key or neither; `ca_file` is a PEM file that vouches for
    the servers' certificates. `shards` is for indexes made from now on.
    """

    hosts: tuple[str, ...]
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca_file: str = ""
    prefix: str = "portal-search"
    shards: int = 1
    patience: float = PATIENCE_SECONDS

    def reader(self) -> Elasticsearch:
        """Return a client for searches: another server is tried when one is slow, within the patience."""
        tries = min(max(2, len(self.hosts)), _MOST_TRIES)
        return self._client(self.patience / tries, tries)

    def writer(self) -> Elasticsearch:
        """Return a client for writing, which nobody waits for."""
        return self._client(_PATIENCE_OF_WRITERS_SECONDS, _MOST_TRIES)

    def _client(self, patience: float, tries: int) -> Elasticsearch:
        access: dict[str, Any] = {}
        if self.api_key:
            access["api_key"] = self.api_key
        elif self.user:
            access["basic_auth"] = (self.user, self.password)
        if self.ca_file:
            access["ca_certs"] = self.ca_file
        return Elasticsearch(
            list(self.hosts),
            request_timeout=patience,
            max_retries=tries - 1,
            retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
            **access,
        )


@contextmanager
def answering() -> Iterator[None]:
    """Tell what a failure within means: no index, no server, or a question it will not answer."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissingError(f"Elasticsearch has no search index: {_said(error)}") from error
    except UnsupportedProductError as error:
        raise EngineDownError(f"What answers is not Elasticsearch: {error}") from error
    except ApiError as error:
        status = error.status_code
        if status in _OUT_OF_ORDER or status >= 500:
            raise EngineDownError(f"Elasticsearch answered {status}: {_said(error)}") from error
        raise EngineRefusedError(f"Elasticsearch answered {status}: {_said(error)}") from error
    except TransportError as error:
        raise EngineDownError(f"Elasticsearch cannot be reached: {error.message}") from error


def _said(error: ApiError) -> str:
    return str(error.message)[:300]
