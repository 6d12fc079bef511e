"""A server in front and the embedded engine behind it: what happens when the server is away.

The server here is a second index on disk that can be told to be away, so that all of it is shown
without one; test_elasticsearch_away.py shows it with the real one.
"""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from catalog.jobs.draining import drain
from catalog.seams.preferences import Preferences
from catalog.search import engines, services
from catalog.search.breaker import Breaker
from catalog.search.catching_up import catch_up
from catalog.search.documents import Entry, Key
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import (
    Building,
    EngineBusyError,
    EngineDownError,
    EngineRefusedError,
)
from catalog.search.models import EVERYTHING, IndexChange, Owed
from catalog.search.paired import PairedEngine
from catalog.search.selectors import REBUILDING, Result, search
from catalog.search.services import DRAIN, mark_dirty
from catalog.search.suggesting import offers
from catalog.search.understanding import Query
from tests.catalog.search.away import Away
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(shelf: Shelf, root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> PairedEngine:
    pair = PairedEngine(Away(root / "server"), EmbeddedEngine(root))
    pair.breaker = Breaker(pair.first.alive, pause=0.0)
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.SEARCH_SERVERS = {"hosts": ("http://nowhere:1",)}
    monkeypatch.setattr(engines, "_paired", lambda root, servers: pair)
    return pair


@pytest.fixture
def server(pair: PairedEngine) -> Away:
    assert isinstance(pair.first, Away)
    return pair.first


def ask(text: str = "box") -> Result:
    return search(Query(text), Preferences("en"))


def change(*records: int) -> None:
    with transaction.atomic():
        mark_dirty(kind="thing", ids=records)
    drain(DRAIN)


def differences() -> dict[str, bool]:
    return {name: bool(found) for name, found in services.verify_each().items()}


def test_both_are_made_and_kept_current(shelf: Shelf, server: Away) -> None:
    shelf.put(1, "box")
    assert services.rebuild() == 1
    shelf.put(2, "box lid")
    del shelf.records[1]
    change(1, 2)
    assert ask().total == 1
    assert server.answered[-1] == "search"
    assert differences() == {"server": False, "embedded": False}
    assert not Owed.objects.exists()


@pytest.mark.parametrize("fault", [EngineDownError("gone"), EngineRefusedError("a query it cannot read")])
def test_the_embedded_engine_answers_what_the_server_does_not(
    shelf: Shelf, server: Away, fault: Exception
) -> None:
    shelf.put(1, "box")
    services.rebuild()
    server.fault = fault
    assert [hit.id for hit in ask().hits] == [1]
    assert [found.text for found in offers("bo", Preferences("en"))] == ["box"]
    server.fault = None
    server.answered.clear()
    assert ask().total == 1
    assert server.answered == ["search"], "it came back by itself"


def test_a_refused_question_does_not_keep_others_from_the_server(
    shelf: Shelf, pair: PairedEngine, server: Away
) -> None:
    shelf.put(1, "box")
    services.rebuild()
    server.fault = EngineRefusedError("too long")
    ask()
    assert pair.breaker.trouble == ""


def test_what_the_server_misses_is_owed_and_told_later(shelf: Shelf, server: Away) -> None:
    services.rebuild()
    server.fault = EngineDownError("gone")
    for record in range(1, 6):
        shelf.put(record, "box")
    change(*range(1, 6))
    del shelf.records[3]
    change(3)
    assert ask().total == 4, "the embedded engine has it at once"
    assert Owed.objects.count() == 6
    assert not IndexChange.objects.exclude(state="done").exists()
    assert catch_up() == 0, "it is still away"
    server.fault = None
    assert catch_up() == 6
    assert not Owed.objects.exists()
    assert differences() == {"server": False, "embedded": False}
    assert str(Owed(kind="thing", record=3)) == "thing:3"


def test_a_change_while_the_server_is_told_is_not_lost(
    shelf: Shelf, server: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.rebuild()
    shelf.put(1, "box")
    server.fault = EngineDownError("gone")
    change(1)
    server.fault = None
    write = server.index

    def changing_meanwhile(entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        write(entries, gone)
        if shelf.records[1].titles == {"en": "box"}:
            shelf.put(1, "jar")
            Owed.objects.create(kind="thing", record=1)

    monkeypatch.setattr(server, "index", changing_meanwhile)
    assert catch_up() == 2
    assert differences() == {"server": False, "embedded": True}, "only the server was told here"
    assert server.words("jar") == {"jar": 1}


def test_a_server_that_goes_away_while_it_is_told_is_owed_the_rest(shelf: Shelf, server: Away) -> None:
    services.rebuild()
    shelf.put(1, "box")
    server.fault = EngineDownError("gone")
    change(1)
    server.alive = lambda: True  # type: ignore[method-assign]
    assert catch_up() == 0
    assert Owed.objects.count() == 1


def test_a_rebuild_without_the_server_leaves_it_owed_everything(shelf: Shelf, server: Away) -> None:
    shelf.put(1, "box")
    server.fault = EngineDownError("gone")
    assert services.rebuild() == 1
    assert ask().total == 1
    assert [str(row) for row in Owed.objects.all()] == ["everything"]
    assert Owed.objects.get().kind == EVERYTHING
    server.fault = None
    assert catch_up() == 1
    assert differences() == {"server": False, "embedded": False}


@pytest.mark.parametrize("step", ["add", "finish"])
def test_a_server_that_goes_away_during_a_rebuild_keeps_nobody_from_the_new_index(
    shelf: Shelf, server: Away, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    shelf.put(1, "box")
    services.rebuild()
    shelf.put(2, "box")
    begin = server.build

    def breaking() -> Building:
        building = begin()

        def fail(*arguments: Any) -> Any:
            raise EngineDownError("gone in the middle")

        monkeypatch.setattr(building, step, fail)
        return building

    with monkeypatch.context() as broken:
        broken.setattr(server, "build", breaking)
        assert services.rebuild() == 2
    assert Owed.objects.count() == 1
    assert catch_up() == 1
    assert differences() == {"server": False, "embedded": False}


def test_a_server_that_lost_its_index_has_one_made(shelf: Shelf, server: Away, root: Path) -> None:
    shelf.put(1, "box")
    services.rebuild()
    (root / "server" / "current").unlink()
    assert ask().total == 1, "the embedded engine answers meanwhile"
    catch_up()
    assert IndexChange.objects.get(kind=EVERYTHING).state == "waiting"
    drain(DRAIN)
    assert differences() == {"server": False, "embedded": False}


def test_an_owed_change_finds_a_server_without_index(shelf: Shelf, server: Away, root: Path) -> None:
    shelf.put(1, "box")
    services.rebuild()
    Owed.objects.create(kind="thing", record=1)
    (root / "server" / "current").unlink()
    assert catch_up() == 1
    assert differences()["server"] is False


def test_without_any_engine_that_answers_the_page_says_so_and_asks_for_no_rebuild(
    shelf: Shelf, server: Away
) -> None:
    """On a machine without an index of its own a rebuild would help nobody: the server is missing."""
    server.fault = EngineDownError("gone")
    assert ask().step == REBUILDING
    assert offers("bo", Preferences("en")) == []
    assert not IndexChange.objects.exists()


def test_a_rebuild_is_refused_while_either_is_being_built(shelf: Shelf, pair: PairedEngine) -> None:
    for engine in (pair.first, pair.spare):
        building = engine.build()
        with pytest.raises(EngineBusyError):
            services.rebuild()
        building.abandon()
    assert services.rebuild() == 0


def test_where_there_is_no_server_there_is_nothing_to_catch_up_with(shelf: Shelf, settings: Settings) -> None:
    settings.SEARCH_ENGINE = "embedded"
    assert catch_up() == 0


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("search", *arguments, stdout=said)
    return said.getvalue()


def test_the_status_says_who_answers_and_what_is_owed(shelf: Shelf, server: Away) -> None:
    shelf.put(1, "box")
    services.rebuild()
    assert "Searches are answered by server; server is owed 0 changes." in run("status")
    server.fault = EngineDownError("Nobody answers at http://search:9200.")
    change(1)
    said = run("status")
    assert "Engine server: not ready. Nobody answers at http://search:9200." in said
    assert "Engine embedded: ready." in said
    assert "Searches are answered by embedded; server is owed 1 changes." in said
    with pytest.raises(CommandError, match="Nothing could be compared"):
        run("verify")


def test_verify_names_what_differs_in_which_engine(shelf: Shelf, server: Away) -> None:
    shelf.put(1, "box")
    services.rebuild()
    server.delete([("thing", 1)])
    said = StringIO()
    with pytest.raises(CommandError, match="not true"):
        call_command("search", "verify", stdout=said)
    assert said.getvalue().splitlines() == [
        "missing in server: thing:1",
        "1 differences between database and index in server.",
        "0 differences between database and index in embedded.",
    ]
