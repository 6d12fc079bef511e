"""The portal can be installed, and tells its service worker what to keep and what never."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from catalog.reference.languages import codes, html_tag
from portal.discovery import shell
from portal.middleware.page_cache import PRIVATE
from portal.pages.models import HomePage
from tests.portal.discovery.conftest import Read

pytestmark = pytest.mark.django_db
# Web Application Manifest (W3C): what browsers ask for before they offer to install.
REQUIRED = {"name", "short_name", "start_url", "display", "icons", "scope", "lang", "dir", "id"}


def told(client: Client) -> dict[str, Any]:
    """Return what the worker is told before its own lines."""
    response = client.get("/service-worker.js")
    assert response.status_code == 200
    first, _rest = response.content.decode().split("\n", 1)
    found: dict[str, Any] = json.loads(first.removeprefix("const SETTINGS = ").removesuffix(";"))
    return found


@pytest.mark.parametrize("language", codes())
def test_every_language_installs_as_itself(client: Client, home: HomePage, language: str) -> None:
    response = client.get(f"/{language}/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    body = response.json()
    assert body.keys() >= REQUIRED
    assert (body["lang"], body["start_url"]) == (html_tag(language), f"/{language}/")
    assert client.get(body["start_url"]).status_code == 200
    page = BeautifulSoup(client.get(f"/{language}/goods/").content, "html.parser")
    (link,) = page.select("link[rel=manifest]")
    assert link["href"] == f"/{language}/manifest.webmanifest"


def test_icons_are_what_the_manifest_says(client: Client) -> None:
    icons = client.get("/en/manifest.webmanifest").json()["icons"]
    drawn, *printed = icons
    assert drawn["type"] == "image/svg+xml"
    assert [icon["sizes"] for icon in printed] == ["192x192", "512x512"]
    for icon in printed:
        path = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        assert path
        body = Path(path).read_bytes()
        assert len(body) < 20_000
        with Image.open(BytesIO(body)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert image.format == "PNG"


def test_the_worker_stands_at_the_root_and_is_asked_for_each_time(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response.content.decode().endswith(shell.WORKER.read_text(encoding="utf-8"))
    assert len(response.content) < 9_000


def test_the_worker_speaks_ten_languages(client: Client) -> None:
    languages = told(client)["languages"]
    assert [(one["code"], one["tag"]) for one in languages] == [(code, html_tag(code)) for code in codes()]
    assert all("{when}" in one["stored"] for one in languages)


def test_private_pages_are_never_kept(client: Client) -> None:
    private = set(told(client)["private"])
    assert private >= PRIVATE
    assert private >= {"account", "desk", "lists", "search", "offline"}


def test_only_pages_that_are_the_same_for_all_carry_the_mark_the_worker_looks_for(
    client: Client, home: HomePage, django_user_model: Any
) -> None:
    assert client.get("/en/goods/").has_header("ETag")
    assert not client.get("/en/account/login/").has_header("ETag")
    client.force_login(django_user_model.objects.create_user(email="chen@example.org", password="x"))
    assert not client.get("/en/goods/").has_header("ETag")


def test_everything_of_the_shell_is_there(client: Client) -> None:
    for address in told(client)["shell"]:
        assert finders.find(address.removeprefix(settings.STATIC_URL)), address


@pytest.mark.parametrize("language", codes())
def test_the_page_for_no_connection_is_in_every_language(read: Read, language: str) -> None:
    page = read(f"/{language}/offline/")
    assert page.html is not None
    assert page.html["lang"] == html_tag(language)
    assert page.select("meta[name=robots][content=noindex]")
    assert not page.select("link[rel=canonical]")
    assert page.select_one(f"main a[href='/{language}/']")


def test_the_security_policy_lets_worker_and_manifest_in(client: Client, home: HomePage) -> None:
    policy = client.get("/en/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "worker-src" not in policy
    assert "manifest-src" not in policy
