"""The ground itself: whoever stands on it finds it as the last one did."""

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from portal.accounts.models import User
from tests import conftest


def test_the_data_folder_is_this_runs_own() -> None:
    assert settings.DATA_DIR.name.startswith("portal-tests-")
    assert Path(settings.BASE_DIR) not in settings.DATA_DIR.parents


def test_garbage_is_collected_while_tests_run_but_not_among_what_was_loaded() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000


@pytest.mark.parametrize("visit", [1, 2])
@pytest.mark.django_db
def test_a_test_starts_without_what_another_wrote(visit: int, wei: User) -> None:
    assert User.objects.count() == 1


@pytest.mark.parametrize("visit", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_migrated_rows(visit: int, wei: User) -> None:
    from wagtail.models import Locale

    assert User.objects.count() == 1
    assert Locale.objects.exists()


@pytest.mark.parametrize("visit", [1, 2])
def test_language_and_cache_are_forgotten(visit: int) -> None:
    assert translation.get_language() == "en"
    assert cache.get("seen") is None
    translation.activate("th")
    cache.set("seen", visit)


def test_a_skip_fails_where_everything_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "REQUIRE_ALL", True)
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "skipped", ("x", 1, "no server"), "call")
    conftest.refuse_skip(report)
    assert report.outcome == "failed"
    assert "no server" in report.longreprtext


def test_a_skip_stays_a_skip_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "REQUIRE_ALL", False)
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "skipped", ("x", 1, "no server"), "call")
    conftest.refuse_skip(report)
    assert report.outcome == "skipped"


class Collected(pytest.Item):
    """A test as it was collected, with its group and the fixtures it takes."""

    def __init__(self, name: str, group: str, fixtures: tuple[str, ...], **rest: Any) -> None:
        super().__init__(name, **rest)
        self.fixturenames = fixtures
        self.add_marker(pytest.mark.xdist_group(group))

    def runtest(self) -> None:
        raise AssertionError("Only its place is looked at.")


def test_workers_begin_with_what_takes_longest(request: pytest.FixtureRequest) -> None:
    def made(name: str, group: str, *fixtures: str) -> Collected:
        return Collected.from_parent(request.session, name=name, group=group, fixtures=fixtures)

    given = [
        made("one", "small", "db"),
        made("two", "large"),
        made("killed", "kills", "installation"),
        made("three", "large", "transactional_db"),
        made("asked", "servers", "redis_url", "db"),
        made("not killed", "kills"),
        made("asked again", "servers", "redis_url"),
        made("last", "servers"),
    ]
    items: list[pytest.Item] = [*given]
    conftest.longest_first(items)
    assert [item.name for item in items] == [
        *("asked", "asked again", "last"),
        *("killed", "not killed"),
        *("two", "three"),
        "one",
    ]
    assert {*items} == {*given}


def test_while_one_migrates_the_others_do_without_a_database(request: pytest.FixtureRequest) -> None:
    def made(name: str, group: str, *fixtures: str) -> Collected:
        return Collected.from_parent(request.session, name=name, group=group, fixtures=fixtures)

    marked = made("marked", "marks")
    marked.add_marker("django_db")
    plain = [made("plain", "few"), made("plainer", "more"), made("plainest", "more")]
    items: list[pytest.Item] = [*plain, made("kept", "kept", "db"), marked, made("race", "races", "track")]
    conftest.longest_first(items)
    assert [item.name for item in items] == ["race", "plainer", "plainest", "plain", "kept", "marked"]


def test_the_demonstration_is_made_while_the_others_do_without(request: pytest.FixtureRequest) -> None:
    def made(name: str, group: str, *fixtures: str) -> Collected:
        return Collected.from_parent(request.session, name=name, group=group, fixtures=fixtures)

    given = [
        made("page", "pages", "demonstration"),
        made("sheet", "sheets", "demonstration"),
        made("offline", "offline", "installation"),
        made("sheet again", "sheets", "demonstration"),
        made("frames", "frames", "chromium"),
    ]
    items: list[pytest.Item] = [*given]
    conftest.longest_first(items)
    assert [item.name for item in items] == ["sheet", "sheet again", "offline", "frames", "page"]


@pytest.mark.parametrize("name", ["one", "one[a]", "one[a@b]"])
def test_the_name_of_a_test_tells_its_group_once(request: pytest.FixtureRequest, name: str) -> None:
    item = Collected.from_parent(request.session, name=name, group="servers", fixtures=())
    for _ in range(2):
        conftest.name_with_group(item)
        assert item.nodeid.endswith(f"::{name}@servers")


@pytest.mark.parametrize("visit", range(6))
def test_a_module_is_one_workers(visit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Handed out one by one, the tests of a module would come to every worker in turn."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "only one")
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if worker != "only one" else base) / "whose"
    place.mkdir(exist_ok=True)
    (place / worker).touch()
    assert [path.name for path in place.iterdir()] == [worker]
