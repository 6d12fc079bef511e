"""PostgreSQL from the system's packages, with a cluster in a temporary folder."""

import shutil
from pathlib import Path

import psycopg

from tests.services import place

VARIABLE = "TEST_POSTGRES_URL"
SPEED = (
    "fsync=off synchronous_commit=off full_page_writes=off max_connections=200 shared_buffers=256MB".split()
)
"""Nobody needs these rows after a power cut."""


def programs() -> Path:
    """Return the folder of the newest server's programs. Raises CannotStart where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    other = shutil.which("initdb")
    if found:
        return found[-1].parent
    if other:
        return Path(other).resolve().parent
    raise place.CannotStart("PostgreSQL is not installed: apt-get install postgresql")


def start() -> str:
    """Start the server and return its address; the database is called portal."""
    home, port = place.folder("postgres"), place.free_port()
    bin_folder, data = programs(), home / "data"
    if not data.exists():
        place.run([str(bin_folder / "initdb"), "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8"])
    options = " ".join(f"-c {setting}" for setting in SPEED)
    options += f" -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
    place.run(
        [str(bin_folder / "pg_ctl"), "-D", str(data), "-l", str(home / "log"), "-w", "-o", options, "start"]
    )
    address = f"postgresql://portal@127.0.0.1:{port}/portal"
    with psycopg.connect(f"postgresql://portal@127.0.0.1:{port}/postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'").fetchone():
            server.execute("CREATE DATABASE portal")
    return address


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=2) as server:
            return server.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def stop() -> None:
    place.end(place.FOLDER / "postgres" / "data" / "postmaster.pid")
