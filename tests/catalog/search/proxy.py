"""A door in front of a server: open, shut (connections are refused), or stuck (they are never answered)."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit


class Door:
    """Listens on a port of its own and passes bytes on to the server while it is open."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._server = (parts.hostname, parts.port)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"{parts.scheme}://127.0.0.1:{self.port}"
        self._passing: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self._stuck = False
        self.open()

    def open(self) -> None:
        """Let connections through."""
        self.shut()
        self._stuck = False
        self._listen()

    def stick(self) -> None:
        """Accept connections and never say a word, as a machine does that hangs."""
        self.shut()
        self._stuck = True
        self._listen()

    def shut(self) -> None:
        """Cut every connection and refuse new ones, as a machine does whose server has stopped."""
        if self._listener:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for passing in self._passing:
            with suppress(OSError):
                passing.shutdown(socket.SHUT_RDWR)
            passing.close()
        self._passing = []

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._welcome, args=(listener,), daemon=True).start()

    def _welcome(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = listener.accept()
                self._passing.append(visitor)
                if not self._stuck:
                    server = socket.create_connection(self._server)
                    self._passing.append(server)
                    for one, other in ((visitor, server), (server, visitor)):
                        threading.Thread(target=_carry, args=(one, other), daemon=True).start()

    def __enter__(self) -> "Door":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)
