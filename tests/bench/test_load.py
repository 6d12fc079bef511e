"""The bench counts whole answers and refuses to load anything but this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench.load import Visitor, load

BODY = b"x" * 200_000


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.path != "/missing"
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A visitor that leaves in the middle is what is tested here."""


@pytest.fixture
def server() -> Iterator[str]:
    with QuietServer(("127.0.0.1", 0), Answering) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_every_answer_is_read_to_its_end(server: str) -> None:
    found = load(f"{server}/page", connections=3, seconds=0.2)
    assert found.requests >= 3
    assert found.requests % 3 == 0
    assert found.bytes_each > len(BODY)
    assert found.per_second == pytest.approx(found.requests / found.seconds)


def test_an_error_page_is_not_counted_as_an_answer(server: str) -> None:
    with pytest.raises(RuntimeError, match="404"):
        load(f"{server}/missing", connections=1, seconds=0.1)


def test_another_machine_is_never_loaded() -> None:
    with pytest.raises(AssertionError, match="this machine only"):
        Visitor("http://192.0.2.1:80/", {})


def test_it_ends_at_the_most_it_may_ask(server: str) -> None:
    found = load(f"{server}/page", connections=2, seconds=30, most=5)
    assert found.requests == 6
    assert found.seconds < 30
