"""The production shape that compose.yaml describes is the one this portal can start in."""

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from portal import run
from tests.services.elastic import VERSION

BASE = Path(run.__file__).resolve().parent.parent
SHAPE = yaml.safe_load((BASE / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = SHAPE["services"]
OURS = ("prepare", "app", "worker", "clock")
GIVEN = {
    "SITE_ADDRESS": "https://expo.example.org",
    "ALLOWED_HOSTS": "expo.example.org",
    "SECRET_KEY": "fifty characters that nobody guesses, for tests alone",
    "DATABASE_PASSWORD": "letters123",
    "ELASTICSEARCH_PASSWORD": "letters456",
}


def names_read() -> set[str]:
    """Return the variables that the portal's code reads."""
    found: set[str] = set()
    for path in (BASE / "portal").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of, first = node.func.value, node.args[0]
                if isinstance(of, ast.Name) and of.id == "env" and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def filled(value: str) -> str:
    """Return a value as compose hands it over: what is asked for from the list above, defaults taken."""
    return re.sub(
        r"\$\{(\w+)(?::([-?])([^}]*))?\}",
        lambda part: GIVEN.get(part[1], part[3] if part[2] == "-" else ""),
        value,
    )


def words_of(name: str) -> list[str]:
    command = SERVICES[name]["command"]
    return shlex.split(command) if isinstance(command, str) else list(command)


def test_it_is_three_kinds_of_process_and_three_servers() -> None:
    assert set(SERVICES) == {*OURS, "database", "cache", "search"}
    assert SERVICES["app"]["ports"] == ["127.0.0.1:8000:8000"]
    assert set(SHAPE["volumes"]) == {"data", "database", "search"}


@pytest.mark.parametrize("name", OURS)
def test_it_names_only_variables_that_the_portal_reads(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert set(environment) <= names_read()
    assert {"DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "SECRET_KEY"} <= set(environment)


def test_the_reader_of_variables_sees_them() -> None:
    """The control: what the settings do not read would be noticed."""
    assert {"DATABASE_URL", "WEB_WORKERS", "ELASTICSEARCH_USER", "TRANSLATOR_URL"} <= names_read()
    assert not {"DATABASE_PASSWORD", "POSTGRES_DB", "MEDIA_URL"} & names_read()


def test_every_secret_is_asked_for_and_none_is_written_down() -> None:
    text = (BASE / "compose.yaml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert asked == set(GIVEN)
    for line in text.splitlines():
        if re.search(r"(?:PASSWORD|KEY)\w*:", line):
            assert "${" in line, line


@pytest.mark.parametrize("name", ["database", "cache", "search"])
def test_images_are_named_plainly_with_their_version(name: str) -> None:
    assert re.fullmatch(r"[a-z]+:\d+(\.\d+)*", SERVICES[name]["image"])
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_search_server_is_the_one_the_tests_run_on() -> None:
    assert SERVICES["search"]["image"] == f"elasticsearch:{VERSION}"


def test_what_is_prepared_is_what_make_run_prepares(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def note(name: str, *arguments: str, **options: Any) -> None:
        called.append(" ".join((name, *arguments)))

    class Empty:
        ready = False

        def status(self) -> "Empty":
            return self

    monkeypatch.setattr(run, "call_command", note)
    monkeypatch.setattr("catalog.search.engines.engine", Empty)
    run.prepare(demo=False)
    lines = [line.split() for line in words_of("prepare")[-1].splitlines()]
    said = [" ".join(word for word in line[2:] if word[0] not in "-0") for line in lines]
    assert said == [one for one in called if not one.startswith("create_administrator")]
    assert {line[2] for line in lines} <= set(get_commands())


def test_the_processes_are_those_of_make_run() -> None:
    usual = run.commands(host="0.0.0.0", port=8000)
    for name, known in (("app", "web server"), ("worker", "worker"), ("clock", "clock")):
        ours = words_of(name)[1:]
        theirs = [Path(word).name if word.endswith("manage.py") else word for word in usual[known][1:]]
        if name == "app":
            ours[ours.index("--workers") + 1] = theirs[theirs.index("--workers") + 1]
        assert ours == theirs
        assert SERVICES[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


def test_the_settings_understand_it(tmp_path: Path) -> None:
    environment = {name: filled(str(value)) for name, value in SERVICES["app"]["environment"].items()}
    assert not [name for name, value in environment.items() if "$" in value]
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from portal import settings as s; d = s.DATABASES['default'];"
            "print(d['ENGINE'], d['HOST'], d['PASSWORD'], s.CACHES['default']['LOCATION'], s.SEARCH_ENGINE,"
            " s.SEARCH_SERVERS['password'], s.MODE, s.SITE_ADDRESS, s.SESSION_COOKIE_SECURE)",
        ],
        check=True,
        cwd=BASE,
        env={"PATH": os.environ["PATH"], **environment, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    ).stdout.split()
    assert said == [
        "django.db.backends.postgresql",
        "database",
        "letters123",
        "redis://cache:6379/0",
        "elasticsearch",
        "letters456",
        "production",
        "https://expo.example.org",
        "True",
    ]


def test_the_image_holds_what_the_lock_file_says_and_runs_as_nobody_special() -> None:
    lines = (BASE / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"FROM python:3\.1[123]-slim", next(line for line in lines if line[:4] == "FROM"))
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    assert "USER portal" in lines
