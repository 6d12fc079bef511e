"""The environment of a test run, set before anything loads the settings.

A plugin named in ``pyproject.toml`` (``-p tests.environment``), because pytest-django loads the
settings before any conftest is read. What a developer has set for their own portal must not reach
the tests; ``DATABASE_URL`` does, since the tests run on PostgreSQL too.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

# What is loaded and collected stays, and rounds through it find nothing: a sixth of the time of collecting
# 15,000 tests.
gc.disable()

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000  # bytes


def place() -> str | None:
    """Return a folder of memory where the machine has one with room, or None for the usual one.

    Every change of goods renews small files, and a disk that flushes a file whenever it takes
    another's place made that a third of the time of a fixture (measured 2026-11-26).
    """
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if roomy else None


DATA_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-", dir=place()))
FORGOTTEN = {
    "ADMIN_EMAIL",
    "ADMIN_PASSWORD",
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "DEBUG",
    "DEMO",
    "ELASTICSEARCH_API_KEY",
    "ELASTICSEARCH_CA_FILE",
    "ELASTICSEARCH_PASSWORD",
    "ELASTICSEARCH_PREFIX",
    "ELASTICSEARCH_SHARDS",
    "ELASTICSEARCH_URL",
    "ELASTICSEARCH_USER",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "HOST",
    "INDEX_DEMO",
    "MAINTENANCE",
    "MODE",
    "PORT",
    "REDIS_URL",
    "SEARCH_ENGINE",
    "SITE_ADDRESS",
    "TRANSLATOR",
    "TRANSLATOR_KEY",
    "TRANSLATOR_LANGUAGES",
    "TRANSLATOR_TIMEOUT",
    "TRANSLATOR_URL",
    "WEB_WORKERS",
}

for variable in FORGOTTEN:
    os.environ.pop(variable, None)
# Each of the many processes of a run would else compile all of the portal again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["DATA_DIR"] = str(DATA_DIR)
os.environ["SECRET_KEY"] = "known to everybody, for tests only, and long enough for Django's own checks"
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
# Playwright's event loop runs in the thread of the tests; Django would take them for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# The web server's middleware warns of a folder of static files that is not there.
(DATA_DIR / "static").mkdir()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Have garbage collected again, in a worker and in the process that only hands out tests."""
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
