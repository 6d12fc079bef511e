"""Bulk writes: in pieces, slowed down by a server that has too much to do, each failure told apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from catalog.search.documents import Entry, Key, key_text
from catalog.search.elastic.schema import Names, as_source, tombstone
from catalog.search.engine import EngineDownError, EngineRefusedError, IndexMissingError

Action = dict[str, Any]
_PIECE = 500
_PIECE_BYTES = 8_000_000
# A server that is asked to take more than it can says 429: then 0.5, 1, 2 … seconds pass.
_PATIENT_TRIES = 7
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15
_GONE, _THERE_ALREADY, _TOO_MUCH = 404, 409, 429


def write(client: Elasticsearch, names: Names, entries: Sequence[Entry], gone: Sequence[Key]) -> None:
    """Write to the index in use, and to the one on its way when there is one.

    Both are named by alias and made by nobody but a rebuild, so nothing is ever written to an index
    that has just been taken away. An alias that is missing is no error as long as the other is there:
    a first index is on its way, or the one on its way was taken into use this moment.
    """
    targets = [names.current]
    if client.indices.exists_alias(name=names.building):
        targets.append(names.building)
    # What has to be written was read before the look at the alias: an index begun later reads it itself.
    actions = [action for target in targets for action in _actions(target, names, entries, gone)]
    answers = list(send(client, actions, refresh=True))
    if answers and all(_unknown(answer) for answer in answers):
        raise IndexMissingError("Elasticsearch has no search index.")


def _unknown(answer: Action) -> bool:
    return answer["status"] == _GONE and "error" in answer


def _actions(target: str, names: Names, entries: Iterable[Entry], gone: Iterable[Key]) -> Iterator[Action]:
    for entry in entries:
        yield step(target, key_text(*entry.key), as_source(entry))
    for key in gone:
        text = key_text(*key)
        # A record that an index on its way does not hold yet must not come into it later.
        yield step(target, text, tombstone(text) if target == names.building else None)


def step(target: str, key: str, source: Mapping[str, Any] | None, operation: str = "index") -> Action:
    """Return one step of a bulk write to an alias; without a source it deletes."""
    place = {"_index": target, "_id": key}
    if source is None:
        return {**place, "_op_type": "delete"}
    return {**place, "_op_type": operation, "_source": source}


def send(client: Elasticsearch, actions: Iterable[Action], *, refresh: bool = False) -> Iterator[Action]:
    """Write and yield what became of each step.

    An alias or record that is missing, or a record that is there already, is an answer. Raises
    EngineDownError for a server that still has too much to do after some 45 seconds,
    EngineRefusedError for a record it will not take.
    """
    sent = streaming_bulk(
        client,
        actions,
        chunk_size=_PIECE,
        max_chunk_bytes=_PIECE_BYTES,
        max_retries=_PATIENT_TRIES,
        initial_backoff=_FIRST_PAUSE_SECONDS,
        max_backoff=_LONGEST_PAUSE_SECONDS,
        raise_on_error=False,
        refresh=refresh,
        require_alias=True,
    )
    for fine, told in sent:
        (item,) = told.values()
        if not fine and item["status"] not in {_GONE, _THERE_ALREADY}:
            said = f"Elasticsearch did not take {item.get('_id')}: {item.get('error')}"
            if item["status"] == _TOO_MUCH or item["status"] >= 500:
                raise EngineDownError(said)
            raise EngineRefusedError(said)
        yield item
