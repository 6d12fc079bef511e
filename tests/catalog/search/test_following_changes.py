"""Changes reach the index through work rows, however often and in whatever order they are worked off."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from catalog.jobs.draining import drain
from catalog.jobs.models import State
from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.engines import engine
from catalog.search.models import EVERYTHING, IndexChange
from catalog.search.plan import Plan
from catalog.search.selectors import REBUILDING, search
from catalog.search.services import DRAIN, ask_rebuild, mark_dirty
from catalog.search.suggesting import offers
from catalog.search.understanding import Query
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

READER = Preferences("en")


def indexed() -> set[int]:
    return {hit.key[1] for hit in engine().search(Plan(limit=100)).hits}


def change(*records: int, kind: str = "thing") -> None:
    with transaction.atomic():
        mark_dirty(kind=kind, ids=records)


def test_a_change_is_a_row_of_work_in_the_transaction_that_made_it(shelf: Shelf) -> None:
    with transaction.atomic():
        mark_dirty(kind="thing", ids=[1])
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()
    change(1, 2, 2)
    assert sorted(str(row) for row in IndexChange.objects.all()) == ["thing:1", "thing:2"]
    change()
    assert IndexChange.objects.count() == 2


def test_the_index_follows_what_appeared_changed_and_went(shelf: Shelf) -> None:
    services.rebuild()
    shelf.put(1, "box")
    shelf.put(2, "jar")
    change(1, 2)
    drain(DRAIN)
    assert indexed() == {1, 2}
    shelf.put(1, "lid")
    del shelf.records[2]
    change(1, 2)
    drain(DRAIN)
    assert indexed() == {1}
    assert engine().words("lid") == {"lid": 1}
    assert set(IndexChange.objects.values_list("state", flat=True)) == {State.DONE}


def test_working_a_change_off_twice_changes_nothing(shelf: Shelf) -> None:
    services.rebuild()
    shelf.put(1, "box")
    change(1)
    drain(DRAIN)
    before = dict(engine().digests())
    IndexChange.objects.update(state=State.WAITING)
    drain(DRAIN)
    assert dict(engine().digests()) == before


def test_without_an_index_the_first_change_makes_one_of_everything(shelf: Shelf) -> None:
    shelf.put(1, "box")
    shelf.put(2, "jar")
    change(1)
    drain(DRAIN)
    assert indexed() == {1, 2}


def test_a_record_that_changes_while_it_is_written_is_written_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.rebuild()
    shelf.put(1, "old name")
    write = engine().index

    def change_meanwhile(*args: object) -> None:
        write(*args)  # type: ignore[arg-type]
        shelf.put(1, "new name")

    monkeypatch.setattr(engine(), "index", change_meanwhile)
    change(1)
    drain(DRAIN)
    assert engine().words("n") == {"name": 1, "new": 1}
    assert not services.verify()


def test_a_kind_nobody_describes_fails_alone_and_says_so(shelf: Shelf) -> None:
    services.rebuild()
    shelf.put(1, "box")
    change(7, kind="ghost")
    change(1)
    drain(DRAIN)
    assert indexed() == {1}
    failed = IndexChange.objects.get(kind="ghost")
    assert failed.state == State.FAILED
    assert "ghost" in failed.last_error


def test_a_search_without_index_says_so_and_has_one_made(shelf: Shelf) -> None:
    shelf.put(1, "box")
    result = search(Query("box"), READER)
    assert (result.step, result.total, list(result.hits)) == (REBUILDING, 0, [])
    assert offers("bo", READER) == []
    assert list(IndexChange.objects.values_list("kind", "state")) == [(EVERYTHING, State.WAITING)]
    drain(DRAIN)
    assert search(Query("box"), READER).total == 1
    assert [found.text for found in offers("bo", READER)] == ["box"]
    assert offers("  ", READER) == []


def test_a_damaged_index_is_made_anew_and_never_an_error(shelf: Shelf) -> None:
    shelf.put(1, "box")
    services.rebuild()
    for path in next(engine().folder.root.glob("v*-*")).iterdir():  # type: ignore[attr-defined]
        path.write_bytes(b"noise")
    assert search(Query("box"), READER).step == REBUILDING
    drain(DRAIN)
    assert search(Query("box"), READER).total == 1


def test_a_rebuild_is_asked_for_once(shelf: Shelf) -> None:
    ask_rebuild()
    ask_rebuild()
    assert IndexChange.objects.count() == 1
    assert str(IndexChange.objects.get()) == "everything"
    drain(DRAIN)
    ask_rebuild()
    assert IndexChange.objects.count() == 2


def test_verify_names_every_difference(shelf: Shelf) -> None:
    for record in (1, 2, 3):
        shelf.put(record, "box")
    services.rebuild()
    assert not services.verify()
    shelf.put(1, "changed")
    del shelf.records[2]
    shelf.put(4, "new")
    found = services.verify()
    assert (found.stale, found.left_over, found.missing) == ([("thing", 1)], [("thing", 2)], [("thing", 4)])


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("search", *arguments, stdout=said)
    return said.getvalue()


def test_the_commands_make_check_and_describe_the_index(shelf: Shelf) -> None:
    shelf.put(1, "box")
    assert "not ready" in run("status")
    with pytest.raises(CommandError, match="search rebuild"):
        run("verify")
    assert "1 records in" in run("rebuild")
    assert "Engine embedded: ready." in run("status")
    assert '"kinds": [\n    "thing"\n  ]' in run("status", "--json")
    assert run("verify") == "0 differences between database and index.\n"
    shelf.put(2, "jar")
    said = StringIO()
    with pytest.raises(CommandError, match="not true"):
        call_command("search", "verify", stdout=said)
    assert said.getvalue() == "missing: thing:2\n1 differences between database and index.\n"
    with pytest.raises(CommandError, match="not true"):
        run("verify", "--json")


def test_a_refused_rebuild_is_a_sentence(shelf: Shelf) -> None:
    services.rebuild()
    with engine().folder.rebuilding(), pytest.raises(CommandError, match="left as it is"):  # type: ignore[attr-defined]
        run("rebuild")


def test_explain_shows_where_the_points_come_from(shelf: Shelf) -> None:
    import json

    shelf.put(1, {"zh-hans": "优质榴莲"})
    services.rebuild()
    text = run("explain", "ทุเรียน", "--language", "th")
    assert "asked: ทุเรียน = durian" in text
    assert "8  ทุเรียน in concept: durian" in text
    data = json.loads(run("explain", "ทุเรียน", "--json"))
    (hit,) = data["hits"]
    assert (hit["key"], hit["reasons"][0]["how"], hit["reasons"][0]["found"]) == (
        "thing:1",
        "concept",
        "榴莲",
    )
    assert sum(line["points"] for line in hit["points"]) == 8
