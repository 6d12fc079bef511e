"""A browser and a site to look at, each started once by every worker of a run."""

import os
from collections.abc import Iterator

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
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """A portal with its demonstration, under its real web server."""
    own = tmp_path_factory.mktemp("site") / "data"
    # Workers have folders of their own beside each other.
    apart = "PYTEST_XDIST_WORKER" in os.environ
    common = tmp_path_factory.getbasetemp().parent if apart else tmp_path_factory.getbasetemp()
    with site.demonstration(own, pattern=common / "demonstration") as running:
        yield running
