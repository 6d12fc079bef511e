"""A browser and a site to look at, each started once by every worker of a run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped where it is not installed."""
    if site.executable() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with site.browser() as running:
        yield running


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers of a run keep what one of them makes for all."""
    own = tmp_path_factory.getbasetemp()
    # Workers have folders of their own beside each other.
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demonstration(common_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """A portal with its demonstration, under its real web server."""
    with site.demonstration(tmp_path_factory.mktemp("site") / "data", common=common_folder) as running:
        yield running
