"""The ground every test stands on: compiled catalogues, a migrated database, nothing remembered."""

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator

import django
import pytest
from _pytest.nodeid import NodeId
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.template.base import Template
from django.test import TransactionTestCase
from django.test.utils import _TestState
from django.utils import translation
from pytest_django import DjangoDbBlocker

from portal.messages import catalogues
from tests import references, snapshot

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
SERVER_FIXTURES = {"postgres_url", "redis_url", "elasticsearch_url"}
BROWSER_FIXTURES = {"chromium"}
LONG_FIXTURES = SERVER_FIXTURES | {"installation", "judged", "piece", "track", "sqlite_track", "whole_site"}
"""A module with a test that takes one of these takes long, however few tests it has."""
DATABASE_FIXTURES = LONG_FIXTURES | BROWSER_FIXTURES | {"db", "transactional_db", "demonstration"}
"""What takes one of these waits for the migrated snapshot."""

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
catalogues.compile_all(settings.LOCALE_PATHS[0])
django.setup()

pytest_plugins = [
    "tests.browser.fixtures",
    "tests.cast",
    "tests.harness.fixtures",
    "tests.kept",
    "tests.services.fixtures",
    "tests.stock",
]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark tests by what they need, before any is chosen by a mark, and run the quick ones first.

    Several workers share a run by module, so that a fixture of a module is made once; what talks to
    a server goes to one worker, because a test may empty it, and so does what asks the relevance set,
    which takes a minute. They begin with the longest: whoever has the last module works alone.
    """
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        group = item.location[0]
        if needs & SERVER_FIXTURES:
            item.add_marker("server")
            group = "servers"
        if needs & BROWSER_FIXTURES:
            item.add_marker("browser")
        if "judged" in needs:
            group = "judged"
        item.add_marker(pytest.mark.xdist_group(group))
    yield
    if "PYTEST_XDIST_WORKER" in os.environ:
        longest_first(items)
        for item in items:
            name_with_group(item)
    else:
        items.sort(key=lambda item: [bool(item.get_closest_marker(name)) for name in ("browser", "server")])


def group_of(item: pytest.Item) -> str:
    """Return what an item is handed to a worker with."""
    return str(next(item.iter_markers("xdist_group")).args[0])


def name_with_group(item: pytest.Item) -> None:
    """Put the group where the scheduler looks for it: behind the item's name.

    xdist 3.8 writes it to an attribute that items lost with pytest 9.2, says nothing, and hands out
    tests one by one: each worker then makes every fixture of every module.
    """
    if not item.nodeid.endswith(f"@{group_of(item)}"):
        item._id = NodeId.parse(f"{item.nodeid}@{group_of(item)}")


def longest_first(items: list[pytest.Item]) -> None:
    """Order the groups that workers share: those with something slow, then those of many tests.

    One of those that look at the demonstration goes before, for its worker has to make it; until that
    is done, the others have what needs none. Nor has anybody a database until the first has migrated one,
    which takes most of a minute: meanwhile the others have the tests that need no database.
    """
    groups = {item: group_of(item) for item in items}
    slow = {groups[item] for item in items if LONG_FIXTURES.intersection(getattr(item, "fixturenames", ()))}
    waiting = {groups[item] for item in items if "demonstration" in getattr(item, "fixturenames", ())}
    many = Counter(groups.values())
    maker = max(waiting, key=lambda group: many[group], default="")

    def place(item: pytest.Item) -> tuple[bool, bool, bool, int, str]:
        group = groups[item]
        return group != maker, group in waiting, group not in slow, -many[group], group

    items.sort(key=place)
    first = groups[items[0]] if items else ""
    needing = {groups[item] for item in items if needs_database(item)}
    items.sort(key=lambda item: (groups[item] != first, groups[item] in needing))


def needs_database(item: pytest.Item) -> bool:
    """Say whether a test begins with the migrated database, in this process or in one it starts."""
    taken = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return bool(taken or item.get_closest_marker("django_db"))


def pytest_collection_finish() -> None:
    """Take what is loaded by now out of the garbage collector's rounds: it stays, and there is much of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """With REQUIRE_ALL=1 a skip is a failure: on CI nothing may be missing without a word."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL is set, and this was skipped: {report.longreprtext}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give the run a database of its own, copied from the migrated snapshot.

    A test that commits (transactional_db, live_server) leaves it as it found it: the snapshot is
    copied again, where Django would have emptied every table, migrated rows included.
    """
    usual = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        source = snapshot.snapshot()
        own = (
            f"file:portal-{os.getpid()}?mode=memory&cache=shared"
            if connection.vendor == "sqlite"
            else f"test_{usual}_{os.getpid()}"
        )
        snapshot.point_at(own)
        source.fill()
    restore = pytest.MonkeyPatch()
    restore.setattr(TransactionTestCase, "_fixture_teardown", lambda case: source.fill())
    references.watch(restore)
    yield
    restore.undo()
    with django_db_blocker.unblock():
        connection.close()
        if isinstance(source, snapshot.ServerSnapshot):
            source.discard(own)
        connection.settings_dict["NAME"] = usual


@pytest.fixture(scope="session", autouse=True)
def _pages_as_they_are_served(django_test_environment: None) -> None:
    """Render templates as a server does: our tests look at pages, not at the contexts they were made of.

    Django's own way for tests copies the context of each of the hundreds of templates in a form, which
    took two fifths of the time of its page.
    """
    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Each test starts with empty caches and in English."""
    from catalog.seams import kept_reads

    yield
    translation.deactivate()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    kept_reads.forget()


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets what another one looked at or searched for, or writes its own unasked."""
    from catalog.numbers import holding
    from catalog.search.editors import counting, rules_now

    holding.HELD.take()
    monkeypatch.setattr(holding, "write_later", lambda: None)

    rules_now._rules.cache_clear()
    counting.HELD.take()
    monkeypatch.setattr(counting, "EVERY_SECONDS", float("inf"))
