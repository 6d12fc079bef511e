"""A real installation in a folder of its own, whose processes are started, killed and started again.

What a power cut or the kernel's out-of-memory killer does to a process is SIGKILL: no handler
runs, no transaction is finished. A promise about work that must not be lost is shown by killing
the process in the middle of the work and looking at what the next one makes of it.

Loading the portal takes longer than most of what is killed. So what is called, managed and begun here is
forked from a process that has loaded it and done nothing else (:mod:`tests.harness.ready`), which serves
every installation of a run that has the same settings; `start` begins a process from nothing.
"""

import atexit
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
from tests.harness.ready import BEGIN, ENDED
from tests.snapshot import sqlite_file

PATIENCE_SECONDS = 120.0


class Ready:
    """A process with the portal loaded for one environment, which forks others."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.forked: set[int] = set()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.ready"],
            cwd=BASE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, kind: str, arguments: list[str], out: Path, errors: Path) -> int | None:
        """Give an order; return the answer that :mod:`tests.harness.ready` promises for it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pickle.dump((kind, arguments, str(out), str(errors)), self.process.stdin)
        self.process.stdin.flush()
        answer: int | None = pickle.load(self.process.stdout)
        return answer

    def dismiss(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE_SECONDS)
        self.process.stdout.close()


_ready: list[Ready] = []


def ready(environment: dict[str, str]) -> Ready:
    """Return the process that forks for an environment; those of others go once nothing of theirs runs."""
    for other in [one for one in _ready if one.environment != environment and not one.forked]:
        _ready.remove(other)
        other.dismiss()
    found = next((one for one in _ready if one.environment == environment), None)
    if found is None:
        found = Ready(dict(environment))
        _ready.append(found)
    return found


@atexit.register
def _dismiss_all() -> None:
    while _ready:
        _ready.pop().dismiss()


class Forked:
    """A process that was forked for us: what we need of `subprocess.Popen`."""

    def __init__(self, parent: Ready, kind: str, arguments: list[str], log: Path) -> None:
        self.parent = parent
        pid = parent.ask(f"{BEGIN}{kind}", arguments, log, log)
        assert pid is not None
        self.pid = pid
        self.returncode: int | None = None
        parent.forked.add(pid)

    def poll(self) -> int | None:
        """Return its exit code, or None as long as it runs."""
        if self.returncode is None:
            self.returncode = self.parent.ask(ENDED, [str(self.pid)], Path(), Path())
            if self.returncode is not None:
                self.parent.forked.discard(self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Return its exit code once it has ended. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Process {self.pid} did not end.")
            time.sleep(0.005)
        return code

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


Process = subprocess.Popen[bytes] | Forked


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
        # Which test runs is no setting: a process would have to be made ready for each.
        self.environment.pop("PYTEST_CURRENT_TEST", None)
        self.running: dict[str, Process] = {}

    def __enter__(self) -> "Installation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self.running):
            self.kill(name)

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

    def begin(self, name: str, function: Callable[..., Any], **arguments: Any) -> Forked:
        """Run a top-level function of a test module in a process called name; its output goes to a log."""
        return self._forked(name, "call", address_of(function), json.dumps(arguments))

    def begin_command(self, name: str, *arguments: str) -> Forked:
        """Run a management command in a process called name; its output goes to a log."""
        return self._forked(name, "manage", *arguments)

    def _forked(self, name: str, kind: str, *arguments: str) -> Forked:
        process = Forked(ready(self.environment), kind, list(arguments), self.folder / f"{name}.log")
        self.running[name] = process
        return process

    def start_worker(self, name: str = "worker") -> Forked:
        """Begin a worker as ``make run`` starts it."""
        return self.begin_command(name, "db_worker", "--queue-name", "*", "--interval", "0.1")

    def start_clock(self, name: str = "clock") -> Forked:
        """Begin the clock, and return once it runs: asked to stop before that, it would just die."""
        process = self.begin_command(name, "clock")
        self.wait_until(lambda: "The clock runs." in self.log(name), f"{name} to run", alive=name)
        return process

    def start_web(self, name: str = "web", target: str = "") -> str:
        """Start the web server as ``make run`` does, and return its address once it listens.

        ``target`` is another application than the portal's, as ``module:name``.
        """
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        _, *command, portal = commands(host="127.0.0.1", port=port)["web server"]
        self.start(name, *command, target or portal)
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
        out, errors = self.folder / "out", self.folder / "errors"
        code = ready(self.environment).ask(kind, list(arguments), out, errors)
        if code:
            raise RuntimeError(f"{label} ended with {code}:\n{errors.read_text(encoding='utf-8')}")
        return out.read_text(encoding="utf-8")

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
