"""A server that has too much to do is waited for, and given up only after a while."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from catalog.search.elastic import Servers, writing
from catalog.search.elastic.schema import Names
from catalog.search.elastic.servers import answering
from catalog.search.engine import EngineDownError, EngineRefusedError, IndexMissingError

Answer = tuple[int, dict[str, Any]]
OK, TOO_MUCH, MISSING = 200, 429, 404


class Bulk(http.server.BaseHTTPRequestHandler):
    """Answers bulk writes as told: `items` holds, for each request in turn, one status per item."""

    items: list[list[int]] = []
    requests: list[list[str]] = []
    headers_seen: list[dict[str, str]] = []
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.headers_seen.append(dict(self.headers))
        ids = [
            next(iter(line.values()))["_id"]
            for line in map(json.loads, body.splitlines())
            if set(line) & {"index", "create", "delete"} and len(line) == 1
        ]
        self.requests.append(ids)
        statuses = self.items.pop(0)
        told = [self._item(record, status) for record, status in zip(ids, statuses, strict=True)]
        self._say({"errors": any(status >= 300 for status in statuses), "items": told})

    do_PUT = do_POST = answer  # noqa: N815 the names that the library calls

    def _item(self, record: str, status: int) -> dict[str, Any]:
        error = {"error": {"type": "some_reason", "reason": "because"}} if status >= 300 else {}
        return {"index": {"_id": record, "_index": "shop", "status": status, **error}}

    def do_HEAD(self) -> None:
        self.send_response(MISSING)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(OK)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@contextmanager
def serving(*items: list[int], **access: str) -> Iterator[tuple[Elasticsearch, type[Bulk]]]:
    """Run a server that gives these answers one after the other."""

    class Told(Bulk):
        pass

    Told.items, Told.requests, Told.headers_seen = list(items), [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers = Servers((f"http://127.0.0.1:{server.server_port}",), **access)  # type: ignore[arg-type]
        with servers.writer() as client:
            yield client, Told
        server.shutdown()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Keep the seconds that would be waited, instead of waiting."""
    kept: list[float] = []
    monkeypatch.setattr("elasticsearch.helpers.actions.time.sleep", kept.append)
    return kept


def steps(*records: int) -> Iterator[dict[str, Any]]:
    for record in records:
        yield writing.step("shop", f"thing:{record}", {"title": ["box"]})


def test_what_was_too_much_is_sent_again_alone_after_ever_longer_pauses(pauses: list[float]) -> None:
    with serving([OK, TOO_MUCH, OK], [TOO_MUCH], [OK]) as (client, server):
        done = list(writing.send(client, steps(1, 2, 3)))
    assert [item["status"] for item in done] == [OK, OK, OK]
    assert server.requests == [["thing:1", "thing:2", "thing:3"], ["thing:2"], ["thing:2"]]
    assert pauses == [0.5, 1.0]


def test_a_server_that_never_has_time_is_given_up_after_three_quarters_of_a_minute(
    pauses: list[float],
) -> None:
    with serving(*[[TOO_MUCH]] * 8) as (client, _), pytest.raises(EngineDownError, match="thing:1"):
        list(writing.send(client, steps(1)))
    assert pauses == [0.5, 1, 2, 4, 8, 15, 15]


@pytest.mark.parametrize(("status", "error"), [(400, EngineRefusedError), (503, EngineDownError)])
def test_a_record_that_is_not_taken_is_told(status: int, error: type[Exception]) -> None:
    with serving([OK, status]) as (client, _), pytest.raises(error, match="did not take thing:2"):
        list(writing.send(client, steps(1, 2)))


@pytest.mark.parametrize("status", [404, 409])
def test_a_record_that_is_missing_or_there_already_is_an_answer(status: int) -> None:
    with serving([status]) as (client, _):
        (item,) = writing.send(client, steps(1))
    assert item["status"] == status


def test_many_records_go_in_pieces() -> None:
    with serving([OK] * 500, [OK] * 500, [OK] * 1) as (client, server):
        assert sum(1 for _ in writing.send(client, steps(*range(1001)))) == 1001
    assert [len(ids) for ids in server.requests] == [500, 500, 1]


def test_without_any_index_a_write_says_so() -> None:
    with serving([MISSING]) as (client, _), answering(), pytest.raises(IndexMissingError):
        writing.write(client, Names("shop"), [], [("thing", 1)])


def test_nothing_to_write_is_no_request() -> None:
    with serving() as (client, server):
        writing.write(client, Names("shop"), [], [])
    assert server.requests == []


@pytest.mark.parametrize(
    ("access", "header"),
    [
        ({"api_key": "the-key"}, "ApiKey the-key"),
        ({"user": "portal", "password": "pass"}, "Basic cG9ydGFsOnBhc3M="),
        ({}, None),
    ],
)
def test_it_says_who_we_are(access: dict[str, str], header: str | None) -> None:
    with serving([OK], **access) as (client, server):
        list(writing.send(client, steps(1)))
    told = {name.lower(): value for name, value in server.headers_seen[0].items()}
    assert told.get("authorization") == header
