"""Indexes on a real Elasticsearch: made under writes, switched, taken over from the dead."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from elasticsearch import ConflictError

from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument, key_text
from catalog.search.elastic import ElasticEngine, Servers, lease
from catalog.search.elastic.building import ElasticBuilding
from catalog.search.elastic.schema import Names, as_source
from catalog.search.elastic.writing import send, step
from catalog.search.engine import EngineBusyError, EngineDownError, EngineRefusedError, IndexMissingError
from catalog.search.plan import Plan
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.cluster import corner


def entries(*records: int, title: str = "box") -> list[Entry]:
    documents = [SearchDocument("thing", record, {"en": title}) for record in records]
    return [prepare(document, file_lexicon()) for document in documents]


@pytest.fixture
def servers(elasticsearch_url: str) -> Iterator[Servers]:
    with corner(elasticsearch_url) as servers:
        yield servers


@pytest.fixture
def engine(servers: Servers) -> Iterator[ElasticEngine]:
    engine = ElasticEngine(servers)
    yield engine
    engine.reader.close()
    engine.writer.close()


def total(engine: ElasticEngine) -> int:
    return engine.search(Plan()).total


def held(engine: ElasticEngine) -> dict[int, str]:
    return {key[1]: digest for key, digest in engine.digests()}


def indexes(engine: ElasticEngine) -> list[str]:
    return sorted(engine.writer.indices.get(index=engine.names.every))


def test_without_an_index_every_call_says_so(engine: ElasticEngine) -> None:
    for call in (
        lambda: engine.search(Plan()),
        lambda: engine.search(Plan(filters={"country": ["TH"]}, counted=("country",))),
        lambda: engine.suggest("a", 1, ["en"]),
        lambda: engine.words("a"),
        lambda: list(engine.digests()),
        lambda: engine.index(entries(1)),
        lambda: engine.delete([("thing", 1)]),
    ):
        with pytest.raises(IndexMissingError):
            call()
    status = engine.status()
    assert (status.ready, "no search index" in status.trouble) == (False, True)
    assert engine.alive()


def test_what_is_written_during_a_rebuild_is_in_the_new_index(engine: ElasticEngine) -> None:
    engine.rebuild(entries(1, 2, 3))

    def slowly() -> Iterator[Entry]:
        yield from entries(*range(1, 501))  # one batch: it lies in the new index now
        engine.index(entries(2, 900, title="jar"), [("thing", 3)])
        engine.index([], [("thing", 600)])  # has not come in yet
        engine.index(entries(601, title="jar"))
        engine.index(entries(5, title="jar"))
        engine.index([], [("thing", 5)])
        engine.index([], [("thing", 6)])
        engine.index(entries(6, title="jar"))
        yield from entries(*range(501, 651))

    count = engine.rebuild(slowly())
    now = held(engine)
    assert count == len(now) == 651 - 3
    assert {3, 5, 600} & now.keys() == set()
    assert engine.words("jar") == {"jar": 4}
    for record in (2, 900, 601, 6):
        assert now[record] == entries(record, title="jar")[0].digest()
    assert total(engine) == count
    assert engine.writer.count(index=engine.names.current, query={"term": {"gone": True}})["count"] == 0


def test_a_tombstone_that_came_too_late_to_be_swept_is_seen_by_nobody(engine: ElasticEngine) -> None:
    engine.rebuild(entries(1))
    engine.writer.index(
        index=engine.names.current, id="thing:7", document={"key": "thing:7", "gone": True}, refresh=True
    )
    assert total(engine) == 1
    assert held(engine).keys() == {1}
    assert engine.status().documents == 1
    engine.index(entries(7))
    assert held(engine).keys() == {1, 7}


def test_the_first_rebuild_keeps_what_is_written_meanwhile(engine: ElasticEngine) -> None:
    def slowly() -> Iterator[Entry]:
        yield from entries(1)
        engine.index(entries(2))
        engine.delete([("thing", 9)])

    assert engine.rebuild(slowly()) == 2


def test_readers_are_answered_from_the_old_index_during_a_rebuild(engine: ElasticEngine) -> None:
    engine.rebuild(entries(1, 2))
    seen = []

    def slowly() -> Iterator[Entry]:
        for one in entries(1, 2, 3):
            seen.append(total(engine))
            yield one

    engine.rebuild(slowly())
    assert (seen, total(engine)) == ([2, 2, 2], 3)


def test_only_the_index_in_use_is_kept(engine: ElasticEngine) -> None:
    for _ in range(3):
        engine.rebuild(entries(1))
    assert indexes(engine) == [engine.status().index]


def test_a_rebuild_that_fails_leaves_the_index_in_use(engine: ElasticEngine) -> None:
    engine.rebuild(entries(1, 2))

    def failing() -> Iterator[Entry]:
        yield from entries(1)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(failing())
    assert len(indexes(engine)) == 1
    engine.index(entries(3))
    assert total(engine) == 3
    assert engine.rebuild(entries(1)) == 1, "and the next may begin at once"


def test_a_second_rebuild_at_the_same_time_is_refused(engine: ElasticEngine, servers: Servers) -> None:
    building = engine.build()
    with pytest.raises(EngineBusyError, match="its turn ends in"):
        ElasticEngine(servers).build()
    building.add(entries(1))
    assert building.finish() == 1


def test_a_dead_rebuild_is_taken_over_when_its_lease_has_ended(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild(entries(1))
    monkeypatch.setattr(lease, "LEASE_SECONDS", -1.0)
    dead = engine.build()
    dead.add(entries(1, 2))
    engine.index(entries(3))
    monkeypatch.undo()
    assert engine.rebuild(entries(1, 3)) == 2
    assert len(indexes(engine)) == 1
    with pytest.raises((EngineBusyError, EngineDownError)):
        dead.finish()
    dead.abandon()
    assert held(engine).keys() == {1, 3}, "one who was only slow does no harm"


def test_one_who_lost_the_lease_writes_nothing_more(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "LEASE_SECONDS", -1.0)
    monkeypatch.setattr(lease, "_RENEW_SECONDS", 0.0)
    slow = engine.build()
    other = engine.build()
    slow.add(entries(1))
    with pytest.raises(EngineBusyError, match="taken over"):
        slow.add(entries(3))
    slow.abandon()
    other.add(entries(2))
    assert other.finish() == 1


def test_a_failure_after_the_switch_does_not_take_the_new_index_away(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild(entries(1))

    def broken(building: ElasticBuilding) -> None:
        raise EngineDownError("the connection broke")

    monkeypatch.setattr(ElasticBuilding, "_sweep", broken)
    with pytest.raises(EngineDownError):
        engine.rebuild(entries(1, 2))
    assert total(engine) == 2


def test_nothing_is_ever_written_to_an_index_that_nobody_made(engine: ElasticEngine) -> None:
    (one,) = entries(1)
    steps = [step("no-such-alias", "thing:1", as_source(one)), step("no-such-alias", "thing:2", None)]
    assert [item["status"] for item in send(engine.writer, steps)] == [404, 404]
    assert not engine.writer.indices.exists(index="no-such-alias")


def test_an_index_of_another_version_is_not_read_and_goes_after_a_day(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild(entries(1))
    monkeypatch.setattr("catalog.search.elastic.schema.ANALYZER_VERSION", 99)
    with pytest.raises(IndexMissingError):
        total(engine)
    engine.rebuild(entries(1, 2))
    assert (total(engine), len(indexes(engine))) == (2, 2)
    monkeypatch.undo()
    assert total(engine) == 1, "the old version of the site still has its own"
    names = Names("shop")
    yesterday = datetime.now(UTC) - timedelta(days=2)
    stamp = names.fresh(yesterday).rpartition("-")[2]
    assert names.outdated(f"shop-v0a0-{stamp}")
    assert not names.outdated(names.fresh().replace(names.current, "shop-v0a0"))
    assert names.outdated(names.fresh())
    assert not names.outdated("shop-vouchers")


def test_words_that_no_index_could_hold_are_left_out_not_refused(engine: ElasticEngine) -> None:
    engine.rebuild([])
    engine.index(entries(1, title="box " + "x" * 40_000))
    assert engine.words("bo") == {"box": 1}


def test_a_record_the_server_will_not_take_is_named(engine: ElasticEngine) -> None:
    engine.rebuild([])
    (one,) = entries(1)
    wrong = as_source(one) | {"numbers": {"price": "not a number"}}
    with pytest.raises(EngineRefusedError, match="did not take thing:1"):
        list(send(engine.writer, [step(engine.names.current, key_text(*one.key), wrong)]))


def test_the_lease_is_freed_only_by_its_holder(engine: ElasticEngine) -> None:
    held_one = lease.Lease(engine.writer, engine.names.leases)
    with pytest.raises(EngineBusyError):
        lease.Lease(engine.writer, engine.names.leases)
    held_one.free()
    next_one = lease.Lease(engine.writer, engine.names.leases)
    held_one.free()
    with pytest.raises((EngineBusyError, ConflictError)):
        lease.Lease(engine.writer, engine.names.leases)
    next_one.hold()
    next_one.free()


def test_writers_need_no_turns(engine: ElasticEngine, servers: Servers) -> None:
    engine.rebuild([])
    other = ElasticEngine(servers)
    for record in range(5):
        (engine if record % 2 else other).index(entries(record))
    assert total(engine) == total(other) == 5
    began = time.monotonic()
    assert other.status().ready
    assert time.monotonic() - began < 30
