"""The folder of the embedded engine: missing, old, damaged, rebuilt, written by several."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import EngineBusyError, IndexMissingError
from catalog.search.plan import Plan
from tests.catalog.glossary.from_files import file_lexicon


def entries(*records: int, title: str = "box") -> list[Entry]:
    documents = [SearchDocument("thing", record, {"en": title}) for record in records]
    return [prepare(document, file_lexicon()) for document in documents]


@pytest.fixture
def engine(root: Path) -> EmbeddedEngine:
    return EmbeddedEngine(root)


def total(engine: EmbeddedEngine) -> int:
    return engine.search(Plan()).total


def test_without_an_index_every_call_says_so(engine: EmbeddedEngine) -> None:
    for call in (
        lambda: engine.search(Plan()),
        lambda: engine.suggest("a", 1, ["en"]),
        lambda: engine.words("a"),
        lambda: list(engine.digests()),
        lambda: engine.index(entries(1)),
    ):
        with pytest.raises(IndexMissingError):
            call()
    assert not engine.status().ready


def test_other_readers_follow_a_commit_at_once(engine: EmbeddedEngine, root: Path) -> None:
    reader = EmbeddedEngine(root)
    engine.rebuild(entries(1))
    assert total(reader) == 1
    engine.index(entries(2, 3))
    assert total(reader) == 3
    engine.rebuild(entries(7))
    assert total(reader) == 1


def test_only_the_index_in_use_is_kept(engine: EmbeddedEngine, root: Path) -> None:
    for _ in range(3):
        engine.rebuild(entries(1))
    assert [path.name for path in root.glob("v*")] == [engine.status().index]


def test_an_index_of_another_version_is_not_read(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild(entries(1))
    used = root / engine.status().index
    used.rename(root / "v0a0-20200101")
    (root / "current").write_text("v0a0-20200101")
    with pytest.raises(IndexMissingError, match="another version"):
        total(engine)
    engine.rebuild(entries(1, 2))
    assert total(engine) == 2


@pytest.mark.parametrize("name", ["", "../../etc", "gone", "\x00", "v1a1-nowhere"])
def test_a_pointer_that_points_nowhere_is_no_index(engine: EmbeddedEngine, root: Path, name: str) -> None:
    root.mkdir()
    (root / "current").write_text(name)
    with pytest.raises(IndexMissingError):
        total(engine)


@pytest.mark.parametrize("ending", ["meta.json", "idx", "term", "fast", "store", "fieldnorm"])
@pytest.mark.parametrize("damage", ["cut", "noise", "gone"])
def test_a_damaged_index_is_an_index_that_is_missing(root: Path, ending: str, damage: str) -> None:
    EmbeddedEngine(root).rebuild(entries(*range(20)))
    for path in next(root.glob("v*-*")).glob(f"*{ending}"):
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "cut" else b"noise" * 40)
    engine = EmbeddedEngine(root)
    try:
        engine.search(Plan(counted=("kind",)))
        list(engine.digests())
    except IndexMissingError:
        pass
    assert engine.rebuild(entries(1)) == 1
    assert total(engine) == 1


def test_what_is_written_during_a_rebuild_is_in_the_new_index(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild(entries(1, 2, 3))
    writer = EmbeddedEngine(root)

    def slowly() -> Iterator[Entry]:
        yield from entries(1, 2, 3)
        writer.index(entries(2, 4, title="jar"), [("thing", 3)])
        writer.index(entries(5), [])
        writer.index([], [("thing", 5)])

    engine.rebuild(slowly())
    assert {key[1] for key, _ in engine.digests()} == {1, 2, 4}
    assert dict(engine.digests())["thing", 2] == entries(2, title="jar")[0].digest()
    assert engine.words("j") == {"jar": 2}


def test_the_first_rebuild_keeps_what_is_written_meanwhile(engine: EmbeddedEngine, root: Path) -> None:
    def slowly() -> Iterator[Entry]:
        yield from entries(1)
        EmbeddedEngine(root).index(entries(2))

    assert engine.rebuild(slowly()) == 2


def test_readers_are_answered_from_the_old_index_during_a_rebuild(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild(entries(1, 2))
    seen = []

    def slowly() -> Iterator[Entry]:
        for one in entries(1, 2, 3):
            seen.append(total(EmbeddedEngine(root)))
            yield one

    engine.rebuild(slowly())
    assert seen == [2, 2, 2]
    assert total(engine) == 3


def test_a_rebuild_that_fails_leaves_the_index_in_use(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild(entries(1, 2))

    def failing() -> Iterator[Entry]:
        yield from entries(1)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(failing())
    assert total(engine) == 2
    engine.index(entries(3))
    assert total(engine) == 3
    assert not list(root.glob("*.journal"))


def test_a_second_rebuild_at_the_same_time_is_refused(engine: EmbeddedEngine, root: Path) -> None:
    def meanwhile() -> Iterator[Entry]:
        with pytest.raises(EngineBusyError):
            EmbeddedEngine(root).rebuild([])
        yield from entries(1)

    assert engine.rebuild(meanwhile()) == 1


def test_a_dead_rebuild_leaves_nothing_to_write_to(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild(entries(1))
    orphan = root / "v1a1-20200101T000000.journal"
    orphan.touch()
    engine.index(entries(2))
    assert not orphan.exists()
    assert total(engine) == 2


def test_writers_take_turns(engine: EmbeddedEngine, root: Path) -> None:
    engine.rebuild([])
    failures: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for record in range(first, first + 5):
                EmbeddedEngine(root).index(entries(record))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert total(engine) == 15


def test_a_writer_gives_up_while_another_process_holds_on(
    engine: EmbeddedEngine, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([])
    monkeypatch.setattr("catalog.search.embedded.folder._PATIENCE_SECONDS", 0.1)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys, time; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX);"
            "print('held', flush=True); time.sleep(60)",
            str(root / "writer.lock"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(EngineBusyError):
            engine.index(entries(1))
    finally:
        holder.kill()
        holder.communicate()
    engine.index(entries(1))
    assert total(engine) == 1
