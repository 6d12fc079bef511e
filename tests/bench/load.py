"""A small load on this machine: several connections kept alive, bounded in count and time."""

import socket
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_REQUESTS = 50_000


@dataclass(frozen=True)
class Load:
    """What a load measured."""

    requests: int
    seconds: float
    bytes_each: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class Visitor:
    """One connection that asks for the same page again and again."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        assert parts.hostname in {"127.0.0.1", "localhost"}, "a load goes to this machine only"
        self.connection = socket.create_connection((parts.hostname, parts.port), timeout=30)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        lines = [
            f"GET {address} HTTP/1.1",
            f"Host: {parts.netloc}",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        self.question = ("\r\n".join(lines) + "\r\n\r\n").encode()

    def ask(self) -> None:
        self.connection.sendall(self.question)

    def hear(self) -> int:
        """Read one answer and return its bytes. Raises RuntimeError for anything but 200."""
        received = self.connection.recv(65536)
        while b"\r\n\r\n" not in received:
            received += self.connection.recv(65536)
        head, _, body = received.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.splitlines()[0].decode())
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        )
        left = length - len(body)
        while left > 0:
            left -= len(self.connection.recv(65536))
        return len(head) + 4 + length


def load(
    url: str,
    *,
    connections: int,
    seconds: float,
    headers: dict[str, str] | None = None,
    most: int = MOST_REQUESTS,
) -> Load:
    """Ask for a page over several connections for so many seconds, and at most about so many times."""
    requests = size = 0
    with ExitStack() as stack:
        visitors = [Visitor(url, headers or {}) for _ in range(connections)]
        for visitor in visitors:
            stack.enter_context(closing(visitor.connection))
        began = time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds and requests < most:
            for visitor in visitors:
                visitor.ask()
            for visitor in visitors:
                size = visitor.hear()
            requests += len(visitors)
    return Load(requests, spent, size)
