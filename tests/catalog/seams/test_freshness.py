"""A change is seen by every process; a page of before is never found again."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import transaction
from pytest_django import Settings

from catalog.seams import freshness
from catalog.seams.freshness import FileStore, RedisStore, changed, generation, own_generation


@pytest.mark.django_db
def test_a_change_renews_its_own_areas_only() -> None:
    goods, pages = generation("goods"), generation("pages")
    both = generation("goods", "pages")
    changed("goods")
    assert generation("goods") != goods
    assert generation("pages") == pages
    assert generation("goods", "pages") != both


@pytest.mark.django_db
def test_several_areas_change_together() -> None:
    before = [generation(area) for area in ("goods", "storefronts", "reference")]
    changed("goods", "storefronts")
    after = [generation(area) for area in ("goods", "storefronts", "reference")]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False, True]


@pytest.mark.django_db
def test_without_a_change_the_generation_stays() -> None:
    assert generation("goods", "pages") == generation("goods", "pages")


@pytest.mark.django_db(transaction=True)
def test_a_change_is_announced_at_once_and_again_after_the_commit() -> None:
    before = generation("goods")
    with transaction.atomic():
        changed("goods")
        during = generation("goods")
    assert len({before, during, generation("goods")}) == 3


@pytest.mark.django_db(transaction=True)
def test_many_changes_in_one_transaction_are_announced_once_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[Sequence[str]] = []
    with transaction.atomic():
        for _ in range(5):
            changed("goods")
        monkeypatch.setattr(FileStore, "renew", lambda store, areas: renewed.append(areas))
    assert renewed == [("goods",)]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_undone_is_not_announced_again() -> None:
    with transaction.atomic():
        changed("goods")
        during = generation("goods")
        transaction.set_rollback(True)
    assert generation("goods") == during


@pytest.mark.django_db
def test_another_process_sees_the_change() -> None:
    folder = settings.DATA_DIR / "generations"
    generation("goods")
    program = (
        "from pathlib import Path; from catalog.seams.freshness import FileStore\n"
        f"print(FileStore(Path({str(folder)!r})).read(['goods'])[0], end='')"
    )
    changed("goods")
    seen = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert seen.stdout == generation("goods")


def test_many_processes_may_renew_at_once_and_readers_never_see_half_a_token(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from catalog.seams.freshness import FileStore\n"
        f"store = FileStore(Path({str(tmp_path)!r}))\n"
        "for _ in range(200): store.renew(['goods'])"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program], cwd=settings.BASE_DIR) for _ in range(3)]
    store = FileStore(tmp_path)
    seen: list[str] = []
    while any(writer.poll() is None for writer in writers):
        seen += store.read(["goods"])
    assert all(writer.returncode == 0 for writer in writers)
    assert {len(token) for token in seen} == {16}
    # A token that came back after another one had taken its place would revive an old page.
    changes = [token for token, before in zip(seen, ["", *seen], strict=False) if token != before]
    assert len(changes) == len(set(changes)) > 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["any", "goods"]


def test_a_reader_opens_one_file_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = FileStore(tmp_path), FileStore(tmp_path)
    reader.read(["goods", "pages"])
    opened: list[str] = []
    token = FileStore._token

    def counted(store: FileStore, area: str) -> str:
        opened.append(area)
        return token(store, area)

    monkeypatch.setattr(FileStore, "_token", counted)
    before = reader.read(["goods", "pages"])
    assert opened == ["any"]
    writer.renew(["pages"])
    after = reader.read(["goods", "pages"])
    assert opened == ["any", "any", "goods", "pages"]
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_a_lost_folder_comes_back_with_a_generation_nobody_has_seen(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "generations")
    before = store.read(["goods"])
    shutil.rmtree(tmp_path / "generations")
    after = store.read(["goods"])
    assert after != before
    assert store.read(["goods"]) == after


def unreadable(*_: object) -> list[str]:
    raise PermissionError("no")


@pytest.mark.django_db
def test_what_cannot_be_read_is_never_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileStore, "read", unreadable)
    assert generation("goods") != generation("goods")


@pytest.mark.django_db
def test_a_change_that_cannot_be_announced_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileStore, "renew", unreadable)
    with pytest.raises(PermissionError):
        changed("goods")


@pytest.mark.django_db
def test_a_redis_that_does_not_answer_means_no_cache(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert generation("goods") != generation("goods")
    with pytest.raises(redis.RedisError):
        changed("goods")


@pytest.mark.django_db
def test_with_redis_all_machines_share_the_generations(redis_url: str, settings: Settings) -> None:
    settings.REDIS_URL = redis_url
    assert isinstance(freshness.store(), RedisStore)
    before = generation("goods", "pages")
    assert generation("goods", "pages") == before
    changed("goods")
    assert generation("goods", "pages") != before
    assert generation("pages") in before
    other = RedisStore(redis.Redis.from_url(redis_url))
    assert "-".join(other.read(["goods", "pages"])) == generation("goods", "pages")
    other.client.close()


def test_a_key_that_redis_dropped_comes_back_new(redis_url: str) -> None:
    store = RedisStore(redis.Redis.from_url(redis_url))
    before = store.read(["goods"])
    store.client.delete("generation:goods")
    assert store.read(["goods"]) != before
    store.client.close()


@pytest.mark.django_db
def test_what_a_process_keeps_of_its_own_changes_is_found_at_the_same_point_only() -> None:
    committed = own_generation("goods")
    assert committed == generation("goods")
    with transaction.atomic():
        changed("goods")
        within = own_generation("goods")
        assert within == own_generation("goods") != generation("goods")
        with transaction.atomic():
            assert own_generation("goods") != within
        assert own_generation("pages") == generation("pages")
        assert own_generation("pages", "goods").startswith(generation("pages", "goods"))
        assert own_generation("pages", "goods") != generation("pages", "goods")
        transaction.set_rollback(True)
    assert own_generation("goods") == generation("goods")
    assert own_generation("goods") not in {committed, within}


@pytest.mark.django_db(transaction=True)
def test_after_the_commit_a_process_keeps_under_the_generation_everybody_reads() -> None:
    with transaction.atomic():
        changed("goods")
        within = own_generation("goods")
    assert own_generation("goods") == generation("goods")
    assert not within.startswith(generation("goods"))
