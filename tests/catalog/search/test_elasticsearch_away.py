"""Elasticsearch stops, hangs and comes back: visitors are answered within two seconds all the while."""

import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from django.db import transaction
from pytest_django import Settings

from catalog.jobs.draining import drain
from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.catching_up import catch_up
from catalog.search.elastic import ElasticEngine, Servers
from catalog.search.elastic import servers as servers_module
from catalog.search.engine import EngineDownError
from catalog.search.engines import _paired, engine
from catalog.search.models import Owed
from catalog.search.paired import PairedEngine
from catalog.search.plan import Plan
from catalog.search.selectors import search
from catalog.search.services import DRAIN, mark_dirty
from catalog.search.understanding import Query
from tests.catalog.search.cluster import corner
from tests.catalog.search.proxy import Door
from tests.catalog.search.shelf import Shelf

LONGEST_ANSWER_SECONDS = 2.0


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Door]:
    with Door(elasticsearch_url) as door:
        yield door


@pytest.fixture
def shop(shelf: Shelf, door: Door, elasticsearch_url: str, settings: Settings) -> Iterator[Shelf]:
    """Ten goods in both engines; the server is reached through a door."""
    with corner(elasticsearch_url) as servers:
        patient = replace(servers, patience=servers_module.PATIENCE_SECONDS)
        settings.SEARCH_ENGINE = "elasticsearch"
        settings.SEARCH_SERVERS = asdict(replace(patient, hosts=(door.address,)))
        for record in range(10):
            shelf.put(record, "box")
        services.rebuild()
        catch_up()  # a machine as busy as one that runs tests may have missed the server's first answer
        yield shelf
        door.open()
        _paired.cache_clear()


def pair() -> PairedEngine:
    found = engine()
    assert isinstance(found, PairedEngine)
    return found


def answered() -> tuple[int, float]:
    """Search as a visitor does; return how many hits there were and the seconds it took."""
    began = time.monotonic()
    result = search(Query("box"), Preferences("en"))
    assert result.step == ""
    return result.total, time.monotonic() - began


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["shut", "stick"])
def test_the_embedded_engine_answers_in_time_and_the_server_comes_back_by_itself(
    shop: Shelf, door: Door, how: str
) -> None:
    assert answered()[0] == 10
    getattr(door, how)()
    for _ in range(3):
        total, seconds = answered()
        assert total == 10
        assert seconds < LONGEST_ANSWER_SECONDS
    status = pair().status()
    assert (status.answering, status.ready) == ("embedded", True)
    assert "Elasticsearch cannot be reached" in status.trouble
    shop.put(10, "box")
    with transaction.atomic():
        mark_dirty(kind="thing", ids=[10])
    drain(DRAIN)
    assert answered()[0] == 11
    assert Owed.objects.count() == 1
    door.open()
    deadline = time.monotonic() + 60
    while not pair().breaker.closed():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert catch_up() == 1
    assert pair().status().answering == "elasticsearch"
    assert [bool(found) for found in services.verify_each().values()] == [False, False]


class Impostor(http.server.BaseHTTPRequestHandler):
    """What stands at the address when somebody mistyped a port: a web server with a page."""

    status = 200

    def answer(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    do_GET = do_POST = answer  # noqa: N815 the names that the library calls

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.mark.parametrize("status", [200, 401, 503])
def test_whatever_else_answers_there_is_a_server_that_is_away(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Impostor, "status", status)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Impostor) as page:
        threading.Thread(target=page.serve_forever, daemon=True).start()
        away = ElasticEngine(Servers((f"http://127.0.0.1:{page.server_port}",)))
        with pytest.raises(EngineDownError):
            away.search(Plan())
        assert not away.alive()
        assert away.status().ready is False
        page.shutdown()


def test_of_several_servers_any_that_answers_is_enough(elasticsearch_url: str) -> None:
    with corner(elasticsearch_url) as servers:
        dead = ("http://127.0.0.1:1", "http://127.0.0.1:2")
        several = ElasticEngine(replace(servers, hosts=(*dead, elasticsearch_url)))
        several.rebuild([])
        assert [several.search(Plan()).total for _ in range(6)] == [0] * 6
