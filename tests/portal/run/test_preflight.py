"""Before the portal starts: what stands in the way is said in one line, with a way out."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal import preflight
from portal.run import BASE


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_port_in_use_names_another(taken_port: int) -> None:
    with pytest.raises(preflight.NotReady, match=rf"Port {taken_port} is in use.*PORT={taken_port + 1}"):
        preflight.port_is_free("127.0.0.1", taken_port)


def test_a_free_port_is_left_free() -> None:
    port = free_port()
    preflight.port_is_free("127.0.0.1", port)
    preflight.port_is_free("127.0.0.1", port)


def test_a_port_that_may_not_be_opened_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(preflight.NotReady, match="cannot be opened: Permission denied"):
        preflight.port_is_free("127.0.0.1", 80)


def test_a_data_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    preflight.folder_is_writable(folder)
    assert list(folder.iterdir()) == []


def test_a_data_folder_that_cannot_be_written_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(preflight.NotReady, match="DATA_DIR=/another/folder"):
        preflight.folder_is_writable(tmp_path / "file" / "data")


def test_a_name_that_is_not_of_this_machine_is_told_apart_from_a_port_in_use() -> None:
    with pytest.raises(preflight.NotReady, match=r"HOST='192\.0\.2\.1' is no address of this machine"):
        preflight.port_is_free("192.0.2.1", free_port())


def test_what_another_user_left_in_the_data_folder_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "portal.sqlite3").touch()
    preflight.what_lies_there_is_writable(tmp_path)
    # Nothing is forbidden to root, who runs tests in a container.
    monkeypatch.setattr(os, "access", lambda path, _: path.name != "portal.sqlite3")
    with pytest.raises(preflight.NotReady, match=rf"portal\.sqlite3 cannot be .*chown -R \S+ {tmp_path}"):
        preflight.what_lies_there_is_writable(tmp_path)


def test_a_full_disk_says_how_much_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=5 * 2**20))
    with pytest.raises(preflight.NotReady, match="5 MB left, 300 MB are needed"):
        preflight.disk_has_room(tmp_path)


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("PORT", "eight", "PORT='eight' is not understood. Accepted: a whole number from 1 to 65535."),
        ("PORT", "0", "PORT='0' is not understood."),
        (
            "DEMO",
            "perhaps",
            "DEMO='perhaps' is not understood. Accepted: 0, 1, false, no, off, on, true, yes.",
        ),
        ("SEARCH_ENGINE", "guess", "Accepted: embedded, elasticsearch."),
        ("DATABASE_URL", "mysql://here", "DATABASE_URL is not understood."),
        ("REDIS_URL", "http://cache", "REDIS_URL is not understood. Accepted: such as redis://cache:6379/0"),
        ("SITE_ADDRESS", "expo.example.org", "SITE_ADDRESS is not understood. Accepted: such as https://"),
        ("DATA_DIR", "/dev/null/data", "The data folder /dev/null/data cannot be written"),
    ],
)
def test_a_start_that_cannot_work_ends_in_one_line(
    variable: str, value: str, line: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "PORT": str(free_port()), variable: value}
    done = subprocess.run(
        [sys.executable, "-m", "portal.run"],
        check=False,
        cwd=BASE,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert line in done.stdout
    assert len(done.stdout.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
