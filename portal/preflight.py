"""What must be true of the machine before the portal starts; what is not, is said in one line."""

import errno
import getpass
import os
import shutil
import socket
from pathlib import Path

LEAST_FREE_BYTES = 300 * 1024 * 1024
"""Database, demonstration pictures, search index and static files come to about 150 MB."""


class NotReady(Exception):
    """The portal cannot start; the message says why and what to do."""


def port_is_free(host: str, port: int) -> None:
    """Raise NotReady when another program listens at the port, or we may not."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = f"Port {port} is in use. Stop the other program, or choose: PORT={port + 1} make run"
            elif isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                reason = (
                    f"HOST={host!r} is no address of this machine. "
                    "Accepted: 127.0.0.1 for this machine alone, 0.0.0.0 for every network it is in, "
                    "or one address of it."
                )
            else:
                reason = f"Port {port} cannot be opened: {error.strerror}. Choose another: PORT=8080 make run"
            raise NotReady(reason) from error


def folder_is_writable(folder: Path) -> None:
    """Make the data folder. Raise NotReady when that or writing into it fails."""
    probe = folder / f".written-by-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise NotReady(
            f"The data folder {folder} cannot be written: {error.strerror}. "
            "Give this user the right to write there, or choose another: DATA_DIR=/another/folder make run"
        ) from error


def what_lies_there_is_writable(folder: Path) -> None:
    """Raise NotReady for a file or folder in the data folder that another user left there."""
    for entry in sorted(folder.iterdir()):
        needed = os.R_OK | os.W_OK | (os.X_OK if entry.is_dir() else 0)
        if not os.access(entry, needed):
            raise NotReady(
                f"{entry} cannot be read and written: it belongs to another user, who may have started the "
                f"portal before. Start it as that user, or give the files to this one: "
                f"sudo chown -R {getpass.getuser()} {folder}"
            )


def disk_has_room(folder: Path) -> None:
    """Raise NotReady when the disk of the data folder has less room than a start needs."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise NotReady(
            f"The disk of the data folder {folder} has {free // 2**20} MB left, "
            f"{LEAST_FREE_BYTES // 2**20} MB are needed. "
            "Make room, or choose another: DATA_DIR=/another/folder make run"
        )


def check(*, host: str, port: int, folder: Path) -> None:
    """Raise NotReady for the first thing that stands in the way."""
    port_is_free(host, port)
    folder_is_writable(folder)
    what_lies_there_is_writable(folder)
    disk_has_room(folder)
