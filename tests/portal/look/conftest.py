"""The frame is tested on pages that hold nothing else."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

from portal.pages.selectors.site import Site

Read = Callable[..., BeautifulSoup]


@pytest.fixture
def framed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the bare pages of frame_urls, without the demonstration and before editors said anything."""
    settings.ROOT_URLCONF = "tests.portal.look.frame_urls"
    monkeypatch.setattr("portal.context.demonstration_is_shown", lambda: False)
    monkeypatch.setattr("portal.context.site_of", lambda language: Site())


@pytest.fixture
def read(client: Client, framed: None) -> Read:
    """Ask for an address and return the page, parsed."""

    def ask(address: str, **extra: str) -> BeautifulSoup:
        return BeautifulSoup(client.get(address, headers=extra).content, "html.parser")

    return ask
