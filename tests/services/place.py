"""Where the servers live, as whom they run, and how their addresses are told."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

FOLDER = Path(os.environ.get("TEST_SERVICES_DIR") or Path(tempfile.gettempdir()) / "portal-test-services")
ADDRESSES = FOLDER / "addresses"
ACCOUNT = "portal-tests"
"""PostgreSQL and Elasticsearch refuse to run as root: then they run as this system user."""


class CannotStart(Exception):
    """A server cannot be started; the message says what is missing."""


def account() -> str | None:
    """Return the user to start servers as, made when we are root; None: the user we are."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT], check=True
        )
    return ACCOUNT


def folder(name: str) -> Path:
    """Return a server's folder, owned by the user it runs as.

    What lies in it is left alone: a running server's files come and go while one looks at them.
    """
    path = FOLDER / name
    path.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o755)
    user = account()
    if user:
        shutil.chown(path, user, user)
    return path


def give_away(path: Path) -> None:
    """Make the server's user the owner of a folder and all in it, before a server runs there."""
    user = account()
    if user:
        for found in [path, *path.rglob("*")]:
            shutil.chown(found, user, user)


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the server's user. Raises CannotStart with what it printed when it fails."""
    user = account()
    done = subprocess.run(
        command,
        check=False,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd=FOLDER,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(FOLDER), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
    )
    if done.returncode:
        raise CannotStart(f"{' '.join(command)} failed:\n{done.stdout}")
    return done


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until(answers: Callable[[], bool], what: str, seconds: float) -> None:
    """Wait for a server's first answer. Raises CannotStart after the given seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answers():
            return
        time.sleep(0.1)
    raise CannotStart(f"{what} did not answer within {seconds:.0f} seconds; see {FOLDER}.")


def end(pid_file: Path) -> None:
    """Ask the process named in a file to stop and wait until it is gone."""
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        process.terminate()
        process.wait(timeout=30)
    except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
        pass
    except psutil.TimeoutExpired:
        process.kill()


def addresses() -> dict[str, str]:
    """Return what is known of running servers: lines ``TEST_…_URL=…``, the environment first."""
    known = {}
    if ADDRESSES.exists():
        known = dict(line.split("=", 1) for line in ADDRESSES.read_text().splitlines() if "=" in line)
    return known | {name: value for name, value in os.environ.items() if name.startswith("TEST_") and value}


def remember(name: str, address: str | None) -> None:
    """Write or forget one address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = {}
    if ADDRESSES.exists():
        known = dict(line.split("=", 1) for line in ADDRESSES.read_text().splitlines() if "=" in line)
    known.pop(name, None)
    if address:
        known[name] = address
    ADDRESSES.write_text("".join(f"{key}={value}\n" for key, value in sorted(known.items())))
