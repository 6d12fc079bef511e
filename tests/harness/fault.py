"""A real installation in a folder of its own, whose processes are started, killed and started again.

What a power cut or the kernel's out-of-memory killer does to a process is SIGKILL: no handler
runs, no transaction is finished. A promise about work that must not be lost is shown by killing
the process in the middle of the work and looking at what the next one makes of it.
"""

import json
import os
import pickle
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from portal.run import commands
from tests.harness.race import BASE, address_of
from tests.snapshot import sqlite_file

PATIENCE_SECONDS = 120.0


class Installation:
    """A data folder with a migrated SQLite database, and the processes that work on it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "static").mkdir()
        self.database = folder / "portal.sqlite3"
        shutil.copyfile(sqlite_file(), self.database)
        usual = {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "portal.settings", "WEB_WORKERS": "1"}
        self.environment = {**os.environ, "DATA_DIR": str(folder), **usual, **environment}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._ready: tuple[dict[str, str], subprocess.Popen[bytes]] | None = None

    def __enter__(self) -> "Installation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self.running):
            self.kill(name)
        self._dismiss()

    def log(self, name: str) -> str:
        """Return what a process has printed so far."""
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """Start Python with the given arguments as a process called name; its output goes to a log."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=BASE,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.running[name] = process
        return process

    def start_worker(self, name: str = "worker") -> subprocess.Popen[bytes]:
        """Start a worker as ``make run`` does."""
        return self.start(name, "manage.py", "db_worker", "--queue-name", "*", "--interval", "0.1")

    def start_clock(self, name: str = "clock") -> subprocess.Popen[bytes]:
        """Start the clock, and return once it runs: asked to stop before that, it would just die."""
        # Unbuffered, or its first words would reach the log with its last.
        process = self.start(name, "-u", "manage.py", "clock")
        self.wait_until(lambda: "The clock runs." in self.log(name), f"{name} to run", alive=name)
        return process

    def start_web(self, name: str = "web") -> str:
        """Start the web server as ``make run`` does, and return its address once it listens."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        _, *command = commands(host="127.0.0.1", port=port)["web server"]
        self.start(name, *command)
        self.wait_until(lambda: answers(port), f"{name} to listen", alive=name)
        return f"http://127.0.0.1:{port}"

    def kill(self, name: str) -> None:
        """SIGKILL a process and everything it started."""
        process = self.running.pop(name)
        try:
            family = psutil.Process(process.pid)
            for member in [family, *family.children(recursive=True)]:
                member.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            pass
        process.wait(timeout=PATIENCE_SECONDS)

    def stop(self, name: str) -> int:
        """Ask a process to stop and return its exit code."""
        process = self.running.pop(name)
        process.terminate()
        return process.wait(timeout=PATIENCE_SECONDS)

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end and return what it printed."""
        return self._finish(" ".join(("manage.py", *arguments)), "manage", *arguments)

    def call(self, function: Callable[..., Any], **arguments: Any) -> Any:
        """Run a top-level function of a test module inside the installation and return its value.

        Arguments and value travel as JSON. Raises RuntimeError with the traceback when it fails.
        """
        printed = self._finish(function.__qualname__, "call", address_of(function), json.dumps(arguments))
        return json.loads(printed.splitlines()[-1])

    def _finish(self, label: str, kind: str, *arguments: str) -> str:
        ready = self._getting_ready()
        assert ready.stdin is not None
        assert ready.stdout is not None
        out, errors = self.folder / "out", self.folder / "errors"
        pickle.dump((kind, list(arguments), str(out), str(errors)), ready.stdin)
        ready.stdin.flush()
        code = pickle.load(ready.stdout)
        if code:
            raise RuntimeError(f"{label} ended with {code}:\n{errors.read_text(encoding='utf-8')}")
        return out.read_text(encoding="utf-8")

    def _getting_ready(self) -> subprocess.Popen[bytes]:
        """Return the process that forks what is called and managed here, started anew for new settings."""
        if self._ready and self._ready[0] == self.environment:
            return self._ready[1]
        self._dismiss()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.ready"],
            cwd=BASE,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._ready = dict(self.environment), process
        return process

    def _dismiss(self) -> None:
        if self._ready:
            _environment, process = self._ready
            self._ready = None
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            process.wait(timeout=PATIENCE_SECONDS)
            process.stdout.close()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read the database as it stands, past Django, quickly enough to choose the moment of a kill."""
        reader = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        try:
            return reader.execute(statement, values).fetchall()
        finally:
            reader.close()

    def number(self, statement: str, *values: Any) -> int:
        """Return the one number that a statement reads."""
        return int(self.query(statement, *values)[0][0])

    def wait_until(
        self,
        happened: Callable[[], bool],
        what: str,
        *,
        seconds: float = PATIENCE_SECONDS,
        alive: str = "",
    ) -> None:
        """Wait for something. Raises AssertionError, with the log of ``alive``, when it does not come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if happened():
                return
            if alive and self.running[alive].poll() is not None:
                break
            time.sleep(0.005)
        raise AssertionError(f"Waited in vain for {what}. {alive}: {self.log(alive)[-3000:]}")

    def kill_when(self, name: str, happened: Callable[[], bool], what: str) -> None:
        """SIGKILL a process at the moment something has happened."""
        self.wait_until(happened, what, alive=name)
        self.kill(name)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
