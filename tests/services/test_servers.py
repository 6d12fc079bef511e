"""The real servers answer, and say what is missing where they cannot start."""

from pathlib import Path

import psycopg
import pytest
import redis
from elasticsearch import Elasticsearch

from tests.services import __main__ as command
from tests.services import elastic, place


def test_elasticsearch_finds_a_thai_durian(elasticsearch_url: str) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        client.options(ignore_status=404).indices.delete(index="ground")
        client.indices.create(index="ground", mappings={"properties": {"title": {"type": "text"}}})
        client.index(index="ground", id="1", document={"title": "ทุเรียน หมอนทอง"}, refresh=True)
        client.index(index="ground", id="2", document={"title": "六堡茶"}, refresh=True)
        answer = client.search(
            index="ground", query={"match": {"title": "ทุเรียน"}}, highlight={"fields": {"title": {}}}
        )
        client.indices.delete(index="ground")
    hits = answer["hits"]["hits"]
    assert [hit["_id"] for hit in hits] == ["1"]
    assert hits[0]["highlight"]["title"] == ["<em>ทุเรียน</em> หมอนทอง"]


def test_postgresql_lets_its_owner_make_databases(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as server:
        row = server.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (True,)


def test_redis_keeps_a_value(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("ground", "六堡茶", ex=5)
        assert client.get("ground") == "六堡茶".encode()


def java(folder: Path, version: str) -> None:
    folder.mkdir(parents=True)
    (folder / "release").write_text(f'IMPLEMENTOR="Somebody"\nJAVA_VERSION="{version}"\n')


def test_a_java_that_is_too_old_is_named_as_such(tmp_path: Path) -> None:
    java(tmp_path / "java-17", "17.0.15")
    with pytest.raises(place.CannotStart, match="version 21 or newer"):
        elastic.java_home(tmp_path)


def test_the_oldest_java_that_suffices_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("17.0.15", "25.0.3", "21.0.2"):
        java(tmp_path / version, version)
    monkeypatch.setattr(elastic, "has_vectors", lambda home: True)
    assert elastic.java_home(tmp_path).name == "21.0.2"


def test_what_a_running_server_keeps_is_not_walked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Path] = []
    monkeypatch.setattr(place, "FOLDER", tmp_path)
    monkeypatch.setattr(place, "account", lambda: "somebody")
    monkeypatch.setattr("shutil.chown", lambda path, user, group: given.append(path))
    (tmp_path / "elasticsearch" / "data").mkdir(parents=True)
    (tmp_path / "elasticsearch" / "data" / "segments_1").touch()
    assert place.folder("elasticsearch") == tmp_path / "elasticsearch"
    assert given == [tmp_path / "elasticsearch"]


def test_addresses_are_remembered_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "FOLDER", tmp_path)
    monkeypatch.setattr(place, "ADDRESSES", tmp_path / "addresses")
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)
    place.remember("TEST_REDIS_URL", "redis://127.0.0.1:1/0")
    assert place.addresses()["TEST_REDIS_URL"] == "redis://127.0.0.1:1/0"
    monkeypatch.setenv("TEST_REDIS_URL", "redis://127.0.0.1:2/0")
    assert place.addresses()["TEST_REDIS_URL"] == "redis://127.0.0.1:2/0"
    place.remember("TEST_REDIS_URL", None)
    monkeypatch.delenv("TEST_REDIS_URL")
    assert "TEST_REDIS_URL" not in place.addresses()


def test_an_unknown_server_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["start", "oracle"])
    assert "there are postgres, redis, elasticsearch" in capsys.readouterr().err
