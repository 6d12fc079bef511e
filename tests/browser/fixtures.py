"""A browser and a site to look at, each started once for the whole run."""

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
    with site.demonstration(tmp_path_factory.mktemp("site") / "data") as running:
        yield running
