"""Elasticsearch nodes of one's own, to kill and to lock: a cluster, or a server with a password."""

import os
import secrets
import shutil
import signal
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.services import elastic, place

MEMORY = "-Xms512m -Xmx512m"
PATIENCE_SECONDS = 180


@dataclass
class Node:
    """One server with a folder, settings and ports of its own."""

    name: str
    home: Path
    settings: dict[str, str]
    scheme: str = "http"
    port: int = field(default_factory=place.free_port)

    @property
    def address(self) -> str:
        return f"{self.scheme}://localhost:{self.port}" if self.scheme == "https" else self.plain

    @property
    def plain(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def program(self) -> Path:
        return elastic.unpack(place.folder("elasticsearch")) / "bin"

    def prepare(self) -> None:
        """Write its configuration, once."""
        config = self.home / "config"
        shutil.copytree(self.program.parent / "config", config)
        lines = {
            "cluster.name": self.home.parent.name,
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": str(self.port),
            "path.data": str(self.home / "data"),
            "path.logs": str(self.home / "logs"),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self.settings,
        }
        (config / "elasticsearch.yml").write_text(
            "".join(f"{key}: {value}\n" for key, value in lines.items())
        )

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs on this node's configuration."""
        place.run(
            [str(self.program / program), *arguments],
            ES_JAVA_HOME=str(elastic.java_home()),
            ES_JAVA_OPTS=MEMORY,
            ES_PATH_CONF=str(self.home / "config"),
        )

    def start(self) -> None:
        """Start it and return when it says that it has."""
        self.run("elasticsearch", "-d", "-p", str(self.home / "pid"))

    def kill(self) -> None:
        """SIGKILL it and whatever it started, as the kernel does to a process that takes too much memory."""
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            process = psutil.Process(int((self.home / "pid").read_text()))
            family = [process, *process.children(recursive=True)]
            for member in family:
                member.send_signal(signal.SIGKILL)
            psutil.wait_procs(family, timeout=30)
        (self.home / "pid").unlink(missing_ok=True)


@contextmanager
def nodes(count: int = 1) -> Iterator[list[Node]]:
    """Run a cluster of so many nodes; everything is gone afterwards."""
    home = place.folder(f"elasticsearch-nodes-{secrets.token_hex(4)}")
    names = [f"node-{number}" for number in range(1, count + 1)]
    ports = {name: place.free_port() for name in names}
    seeds = ", ".join(f'"127.0.0.1:{port}"' for port in ports.values())
    common = {"xpack.security.enabled": "false"}
    if count == 1:
        common["discovery.type"] = "single-node"
    else:
        common["discovery.seed_hosts"] = f"[{seeds}]"
        common["cluster.initial_master_nodes"] = str(names).replace("'", '"')
    made = [Node(name, home / name, {**common, "transport.port": str(ports[name])}) for name in names]
    try:
        with ready(home, made):
            place.wait_until(
                lambda: elastic.answers(made[0].plain) and size(made[0].plain) == count,
                "the cluster",
                PATIENCE_SECONDS,
            )
            yield made
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def ready(home: Path, made: list[Node]) -> Iterator[None]:
    """Prepare and start nodes side by side, and kill them in the end."""
    try:
        for node in made:
            node.prepare()
        place.give_away(home)
        with ThreadPoolExecutor(len(made)) as starting:
            list(starting.map(Node.start, made))
        yield
    finally:
        for node in made:
            node.kill()


def size(address: str) -> int:
    """Return how many nodes the cluster has, as one of them sees it."""
    with urllib.request.urlopen(f"{address}/_cat/nodes?h=name", timeout=5) as answer:
        return len(answer.read().split())


@contextmanager
def locked(user: str, password: str) -> Iterator[tuple[str, Path]]:
    """Run one node with its security module and TLS; yield its address and who vouches for it."""
    home = place.folder(f"elasticsearch-nodes-{secrets.token_hex(4)}")
    node = Node(
        "locked",
        home / "locked",
        {"discovery.type": "single-node", "xpack.security.enabled": "true"},
        "https",
    )
    node.settings |= {
        "transport.port": str(place.free_port()),
        "xpack.security.transport.ssl.enabled": "false",
        "xpack.security.http.ssl.enabled": "true",
        "xpack.security.http.ssl.key": "key.pem",
        "xpack.security.http.ssl.certificate": "certificate.pem",
    }
    try:
        node.prepare()
        place.give_away(home)
        config = home / "locked" / "config"
        certify(config)
        authority = home / "authority.pem"
        shutil.copyfile(config / "certificate.pem", authority)
        node.run("elasticsearch-users", "useradd", user, "-p", password, "-r", "superuser")
        node.start()
        place.wait_until(lambda: refuses(node.address, authority), "the locked server", PATIENCE_SECONDS)
        yield node.address, authority
    finally:
        node.kill()
        shutil.rmtree(home, ignore_errors=True)


def certify(folder: Path) -> None:
    """Write a key and a certificate that vouches for itself, for this machine and a day."""
    place.run(
        [
            *"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost".split(),
            *"-addext subjectAltName=DNS:localhost,IP:127.0.0.1".split(),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ]
    )


def refuses(address: str, authority: Path) -> bool:
    """Say whether a stranger is turned away, which a server does as soon as it is ready."""
    context = ssl.create_default_context(cafile=str(authority))
    try:
        urllib.request.urlopen(f"{address}/_cluster/health", timeout=2, context=context)
    except urllib.error.HTTPError as error:
        return error.code == 401
    except OSError:
        return False
    return False


def enough_memory(gigabytes: float) -> bool:
    """Say whether so much is free on this machine."""
    return bool(psutil.virtual_memory().available > gigabytes * 2**30)


def required() -> bool:
    """Say whether this run must show everything it can."""
    return os.environ.get("REQUIRE_ALL") == "1"
