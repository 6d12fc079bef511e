"""What a web server noticed is written when it is asked to stop, not only some seconds later."""

import importlib
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from catalog.numbers import holding
from catalog.numbers.models import Looked
from catalog.products.models import Product
from tests.catalog.numbers.conftest import browser, page

pytestmark = pytest.mark.django_db


def ends(path: Path, serve: Callable[[], object]) -> None:
    """Live as a web server's process does: begin to serve, be asked to stop, return."""

    def note() -> None:
        path.write_text("written", encoding="utf-8")

    holding._write_and_close = note
    serve()
    assert not path.exists()


def lived(path: Path, serve: Callable[[], object]) -> str:
    """Let a process forked from this one live; return what it wrote as it ended."""
    process = multiprocessing.get_context("fork").Process(target=ends, args=(path, serve))
    process.start()
    process.join(timeout=60)
    assert process.exitcode == 0
    return path.read_text(encoding="utf-8") if path.exists() else ""


def served() -> None:
    importlib.import_module("portal.wsgi")


def test_a_web_server_writes_what_it_holds_as_it_ends(tmp_path: Path) -> None:
    assert lived(tmp_path / "said", served) == "written"


def test_a_process_that_serves_nothing_writes_nothing(tmp_path: Path) -> None:
    assert lived(tmp_path / "said", lambda: None) == ""


def test_what_is_written_at_the_end_is_all_that_was_held(
    visitor: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(True))
    visitor.get(page(liubao))
    browser("198.51.100.9").get(page(liubao))
    holding._write_and_close()
    assert (Looked.objects.count(), closed) == (2, [True])
    holding._write_and_close()
    assert Looked.objects.count() == 2


def test_a_database_that_is_gone_by_then_stops_nobody_from_ending(
    visitor: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(holding, "write_later", lambda: None)

    def refuse(looks: object) -> None:
        raise DatabaseError("gone")

    visitor.get(page(liubao))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(holding, "record", refuse)
        holding._write_and_close()
    assert not Looked.objects.exists()
    holding.write()
    assert Looked.objects.count() == 1
