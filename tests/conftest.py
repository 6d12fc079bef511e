"""The ground every test stands on: a data folder of its own, compiled catalogues, a migrated database."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

# Before the settings load: what a developer has set for their own portal must not reach the tests.
DATA_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
for variable in (
    "REDIS_URL",
    "ELASTICSEARCH_URL",
    "SEARCH_ENGINE",
    "EMAIL_HOST",
    "SITE_ADDRESS",
    "DEBUG",
    "MODE",
):
    os.environ.pop(variable, None)
os.environ["DATA_DIR"] = str(DATA_DIR)
os.environ["SECRET_KEY"] = "known to everybody, for tests only, and long enough for Django's own checks"
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
# Playwright's event loop runs in the thread of the tests; Django would take them for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from portal.messages import catalogues
from tests import snapshot

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
SERVER_FIXTURES = {"postgres_url", "redis_url", "elasticsearch_url"}
BROWSER_FIXTURES = {"chromium"}

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(DATA_DIR / "static").mkdir()
catalogues.compile_all(settings.LOCALE_PATHS[0])
django.setup()

pytest_plugins = [
    "tests.browser.fixtures",
    "tests.cast",
    "tests.harness.fixtures",
    "tests.services.fixtures",
    "tests.stock",
]


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need and run the quick ones first."""
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        if needs & SERVER_FIXTURES:
            item.add_marker("server")
        if needs & BROWSER_FIXTURES:
            item.add_marker("browser")
    items.sort(
        key=lambda item: (
            bool(item.get_closest_marker("server")) + 2 * bool(item.get_closest_marker("browser"))
        )
    )


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
    yield
    restore.undo()
    with django_db_blocker.unblock():
        connection.close()
        if isinstance(source, snapshot.ServerSnapshot):
            source.discard(own)
        connection.settings_dict["NAME"] = usual


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Each test starts with empty caches and in English."""
    yield
    translation.deactivate()
    for cache in caches.all(initialized_only=True):
        cache.clear()
