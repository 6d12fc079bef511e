"""A real Elasticsearch server from the build that Maven Central holds for integration tests.

It is the whole server with few modules and without a Java runtime; it needs one of version 21 or
newer that has the module ``jdk.incubator.vector`` (checked November 2026: Temurin 25 has it,
Debian 12's own 17 is too old). An operator uses the ordinary image instead: ``compose.yaml``.
"""

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from tests.services import place

VARIABLE = "TEST_ELASTICSEARCH_URL"
VERSION = "9.5.2"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
LOCAL_COPY = (
    f"org/elasticsearch/distribution/integ-test-zip/elasticsearch/{VERSION}/elasticsearch-{VERSION}.zip"
)
OLDEST_JAVA = 21
MEMORY = "-Xms1g -Xmx1g"


def java_version(home: Path) -> int:
    """Return the major version that a Java home says it is, 0 where it says nothing."""
    try:
        found = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def has_vectors(home: Path) -> bool:
    java = home / "bin" / "java"
    if not java.exists():
        return False
    listed = subprocess.run([str(java), "--list-modules"], check=False, capture_output=True, text=True)
    return "jdk.incubator.vector" in listed.stdout


def java_home(folder: Path = Path("/usr/lib/jvm")) -> Path:
    """Return the oldest Java that is new enough. Raises CannotStart where there is none."""
    homes = {path.resolve() for path in folder.glob("*") if java_version(path) >= OLDEST_JAVA}
    for home in sorted(homes, key=java_version):
        if has_vectors(home):
            return home
    raise place.CannotStart(
        f"Elasticsearch needs a Java runtime of version {OLDEST_JAVA} or newer with the module "
        f"jdk.incubator.vector in {folder}; none is there."
    )


def archive() -> Path:
    """Return the server's archive from the local Maven repository, fetched when it is not there."""
    found = Path.home() / ".m2" / "repository" / LOCAL_COPY
    if not found.exists():
        if shutil.which("mvn") is None:
            raise place.CannotStart("The Elasticsearch archive comes through Maven: apt-get install maven")
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={ARTIFACT}", "-Dtransitive=false"],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    return found


def unpack(home: Path) -> Path:
    """Return the server's own folder, unpacked once."""
    server = home / f"elasticsearch-{VERSION}"
    if not server.exists():
        with zipfile.ZipFile(archive()) as packed:
            packed.extractall(home)
        for program in (server / "bin").iterdir():
            program.chmod(0o755)
    return server


def configure(server: Path, port: int, transport: int) -> None:
    (server / "config" / "elasticsearch.yml").write_text(
        "cluster.name: portal-tests\n"
        "network.host: 127.0.0.1\n"
        f"http.port: {port}\n"
        f"transport.port: {transport}\n"
        "discovery.type: single-node\n"
        "xpack.security.enabled: false\n"
        # A developer's disk is often fuller than a server's may be.
        "cluster.routing.allocation.disk.threshold_enabled: false\n"
    )


def start() -> str:
    """Start the server and return its address once it answers (about 15 seconds)."""
    java = java_home()
    home = place.folder("elasticsearch")
    server = unpack(home)
    port = place.free_port()
    configure(server, port, place.free_port())
    place.give_away(home)
    place.run(
        [str(server / "bin" / "elasticsearch"), "-d", "-p", str(home / "pid")],
        ES_JAVA_HOME=str(java),
        ES_JAVA_OPTS=os.environ.get("ES_JAVA_OPTS", MEMORY),
    )
    address = f"http://127.0.0.1:{port}"
    place.wait_until(lambda: answers(address), "Elasticsearch", 120)
    return address


def answers(address: str) -> bool:
    """Say whether the cluster can be used. This build does not answer at ``/``."""
    try:
        with urllib.request.urlopen(f"{address}/_cluster/health", timeout=2) as response:
            status: str = json.load(response)["status"]
    except (OSError, ValueError, urllib.error.URLError):
        return False
    return status in {"green", "yellow"}


def stop() -> None:
    place.end(place.FOLDER / "elasticsearch" / "pid")
