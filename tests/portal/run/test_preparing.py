"""A start prepares everything in order, says how long it took, and ends with an address to open."""

import socket
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError
from redis import ConnectionError  # noqa: A004 - what a server that is away says

from catalog.search import engines
from portal import preflight, run


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The management commands that were called, with their arguments."""
    names: list[str] = []

    def call(name: str, *arguments: str, **options: Any) -> None:
        names.append(" ".join([name, *arguments]))

    monkeypatch.setattr(run, "call_command", call)
    return names


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A search index, ready unless the test says otherwise."""
    state = SimpleNamespace(ready=True)
    monkeypatch.setattr(engines, "engine", lambda: SimpleNamespace(status=lambda: state))
    return state


def test_the_database_comes_first_and_the_administrator_last(
    called: list[str], index: SimpleNamespace
) -> None:
    run.prepare(demo=True)
    assert called[0] == "migrate"
    assert called[-1] == "create_administrator --at-start"
    wanted = "load_reference load_journeys load_glossary set_up_pages load_demo collectstatic".split()
    assert [name for name in called if name in wanted] == wanted


def test_settings_are_checked_before_the_database_is_touched(
    monkeypatch: pytest.MonkeyPatch, index: SimpleNamespace
) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(run, "call_command", lambda name, *_, **options: seen.setdefault(name, options))
    run.prepare(demo=False)
    assert seen["migrate"]["skip_checks"] is False


def test_without_the_demonstration_nothing_of_it_is_loaded(called: list[str], index: SimpleNamespace) -> None:
    run.prepare(demo=False)
    assert not [name for name in called if "demo" in name]


@pytest.mark.parametrize("ready", [True, False])
def test_the_search_index_is_built_only_where_there_is_none(
    called: list[str], index: SimpleNamespace, ready: bool
) -> None:
    index.ready = ready
    run.prepare(demo=False)
    assert ("search rebuild" in called) is not ready


def test_each_part_is_named_with_the_time_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    run.step("reference data", lambda: None)
    label, seconds, unit = capsys.readouterr().out.rsplit(maxsplit=2)
    assert (label.strip(), unit) == ("reference data", "s")
    assert float(seconds) < 5


def test_a_part_that_fails_is_not_told_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise CommandError("no")

    with pytest.raises(CommandError):
        run.step("reference data", fail)
    assert capsys.readouterr().out == ""


def test_three_processes_run_by_this_python() -> None:
    commands = run.commands(host="127.0.0.1", port=8000)
    assert list(commands) == ["web server", "worker", "clock"]
    assert {command[0] for command in commands.values()} == {sys.executable}
    web = list(commands["web server"])
    assert web[web.index("--host") + 1] == "127.0.0.1"
    assert web[web.index("--port") + 1] == "8000"
    assert web[-1] == "portal.wsgi:application"
    assert list(commands["worker"])[-1] == "*"


def test_the_number_of_web_workers_may_be_chosen_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_WORKERS", "7")
    web = list(run.commands(host="::1", port=80)["web server"])
    assert web[web.index("--workers") + 1] == "7"
    monkeypatch.setenv("WEB_WORKERS", "65")
    with pytest.raises(ImproperlyConfigured, match="from 1 to 64"):
        run.commands(host="::1", port=80)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000/"),
        ("fair.example", "http://fair.example:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("10.0.0.5", "http://10.0.0.5:8000/"),
    ],
)
def test_the_address_can_be_opened_as_it_is_printed(
    host: str,
    address: str,
    called: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run, "wait_for_answer", lambda *_: None)
    run.welcome(host, 8000, demo=False)
    said = capsys.readouterr().out
    assert f"Open {address}\n" in said
    assert "Ctrl-C" in said
    assert called == []


def test_the_demonstration_shows_a_sign_in_for_each_role(
    called: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "wait_for_answer", lambda *_: None)
    run.welcome("127.0.0.1", 8000, demo=True)
    assert called == ["demo_accounts"]
    said = capsys.readouterr().out
    assert "made for this installation" in said
    assert "http://localhost:8000/en/desk/" in said


def test_the_welcome_waits_until_the_web_server_listens() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        run.wait_for_answer("127.0.0.1", server.getsockname()[1])


def test_the_welcome_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr("portal.run.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("portal.run.time.sleep", lambda _: None)

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("portal.run.socket.create_connection", refuse)
    run.wait_for_answer("127.0.0.1", 1)
    assert next(clock) <= run.FIRST_ANSWER_SECONDS + 40


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (preflight.NotReady("Port 8000 is in use."), "Port 8000 is in use."),
        (ImproperlyConfigured("PORT='x' is not understood."), "PORT='x' is not understood."),
        (CommandError("No such file."), "No such file."),
        (
            OperationalError("no password\n"),
            "The database cannot be used: no password. DATABASE_URL says which one it is.",
        ),
        (
            OperationalError("database or disk is full"),
            "There is no room left: database or disk is full. "
            "Make room on the disk of /data and start again.",
        ),
        (
            ConnectionError("Error 111 connecting to cache:6379."),
            "Redis cannot be used: Error 111 connecting to cache:6379. REDIS_URL says which one it is.",
        ),
        (
            PermissionError(13, "Permission denied", "/data/static/a.css"),
            "A file cannot be used: [Errno 13] Permission denied: '/data/static/a.css'. "
            "Give this user the right to read and write there.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line_and_nothing_is_started(
    error: Exception, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setenv("DATA_DIR", "/data")
    monkeypatch.setattr(preflight, "check", fail)
    monkeypatch.setattr(run, "Supervisor", lambda *_: pytest.fail("nothing may be started"))
    assert run.main() == 1
    assert capsys.readouterr().out == f"{line}\n"


def test_looking_at_the_machine_stops_at_the_first_thing_in_the_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    looked: list[str] = []
    for name in ("port_is_free", "folder_is_writable", "what_lies_there_is_writable", "disk_has_room"):
        monkeypatch.setattr(preflight, name, lambda *_, name=name: looked.append(name))
    preflight.check(host="127.0.0.1", port=8000, folder=tmp_path)
    assert looked == ["port_is_free", "folder_is_writable", "what_lies_there_is_writable", "disk_has_room"]

    def refuse(*_: object) -> None:
        raise preflight.NotReady("no")

    looked.clear()
    monkeypatch.setattr(preflight, "folder_is_writable", refuse)
    with pytest.raises(preflight.NotReady):
        preflight.check(host="127.0.0.1", port=8000, folder=tmp_path)
    assert looked == ["port_is_free"]
