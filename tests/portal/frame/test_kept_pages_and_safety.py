"""A kept page says of safety what a built one says, and closes as fast: it is answered before all of that."""

from pathlib import Path

import pytest
from django.conf import settings as in_force
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from portal.middleware import page_cache

PAGE = "/en/goods/"
SAFETY = {
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Security-Policy",
}
STAY = "Strict-Transport-Security"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["pages"].clear()


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[HttpResponse]:
    """The pages that were built and kept."""
    pages: list[HttpResponse] = []
    stored = page_cache.stored

    def count(response: HttpResponse) -> page_cache.StoredPage:
        pages.append(response)
        return stored(response)

    monkeypatch.setattr(page_cache, "stored", count)
    return pages


def test_a_kept_page_has_every_header_of_safety_whole_or_not(
    client: Client, built: list[HttpResponse]
) -> None:
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"accept-encoding": "gzip"})
    unchanged = client.get(PAGE, headers={"if-none-match": first["ETag"]})
    assert (len(built), unchanged.status_code) == (1, 304)
    of_content = {name for name in SAFETY if name.startswith("Content-")}
    for answer, told in ((first, SAFETY), (again, SAFETY), (unchanged, SAFETY - of_content)):
        assert {name: answer.headers.get(name) for name in told} == {name: first[name] for name in told}
    assert not [name for name in unchanged.headers if name.startswith("Content-")]


def test_only_who_came_by_tls_is_told_to_stay_with_it_whoever_came_first(
    settings: Settings, built: list[HttpResponse]
) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    for secure in (True, False, True, False):
        answer = Client().get(PAGE, secure=secure, headers={"host": "localhost"})
        assert answer.headers.get(STAY, "") == ("max-age=60" if secure else "")
    assert len(built) == 2


def test_a_kept_page_is_not_sent_under_a_name_that_is_not_ours(client: Client, settings: Settings) -> None:
    assert client.get(PAGE, headers={"host": "localhost"}).status_code == 200
    assert client.get(PAGE, headers={"host": "elsewhere.example"}).status_code == 400


def test_pages_that_are_kept_close_at_once(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert client.get(PAGE).status_code == 200
    (tmp_path / "maintenance").touch()
    closed = client.get(PAGE)
    assert closed.status_code == 503
    assert set(closed.headers) >= SAFETY - {"Content-Security-Policy", "X-Frame-Options"}
    (tmp_path / "maintenance").unlink()
    settings.MAINTENANCE = True
    assert client.get(PAGE).status_code == 503


def test_files_of_the_frame_are_served_outside_of_what_closes() -> None:
    order = [name.rpartition(".")[2] for name in in_force.MIDDLEWARE]
    assert order.index("WhiteNoiseMiddleware") < order.index("MaintenanceMiddleware")
    assert order.index("LooksMiddleware") < order.index("PageCacheMiddleware") == 1
