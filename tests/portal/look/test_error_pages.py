"""Error and maintenance pages: in ten languages, and without the database (none is open to these tests)."""

import errno
import io
import logging
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import Settings

from portal import errors
from portal.languages import LANGUAGES
from tests.portal.look import frame_urls

CODES = [code for code, _ in LANGUAGES]
FAILING = {"bad": 400, "forbidden": 403, "nowhere": 404, "broken": 500}


@pytest.fixture
def calm(client: Client, framed: None) -> Client:
    """A browser, which sees the page where a test would see the exception."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("where", FAILING)
def test_each_failure_has_a_page_in_the_language_of_its_address(calm: Client, code: str, where: str) -> None:
    response = calm.get(f"/{code}/{where}/", headers={"accept-language": "en"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == FAILING[where]
    assert page.html is not None
    assert page.html["lang"] == code.replace("hans", "Hans")
    assert response["Content-Language"] == code.replace("hans", "Hans")
    assert page.h1 is not None
    assert page.h1.text.strip()
    assert response["Cache-Control"] == "no-store"
    assert page.select_one("meta[name=robots][content=noindex]")
    assert not page.select("link[rel=canonical]")


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503, 507])
def test_every_page_says_what_happened_and_what_to_do(rf: RequestFactory, framed: None, status: int) -> None:
    page = BeautifulSoup(errors.error_page(rf.get("/en/x/"), status).content, "html.parser")
    main = page.main
    assert main is not None
    assert len(main.select_one("p:not(.eyebrow)").text) > 30  # type: ignore[union-attr]
    assert status == 503 or main.select("a")


def test_a_failure_keeps_the_language_of_the_code_around_it(rf: RequestFactory, framed: None) -> None:
    with translation.override("vi"):
        errors.error_page(rf.get("/th/x/"), 404)
        assert translation.get_language() == "vi"


def test_nothing_private_is_told(calm: Client) -> None:
    body = calm.get("/en/broken/").content.decode()
    assert "a fault of ours" not in body
    assert "Traceback" not in body


def test_signing_in_is_not_asked_about_on_an_error_page(calm: Client) -> None:
    # It would need session and user, which may be what failed.
    calm.cookies["sessionid"] = "unknown"
    body = calm.get("/en/nowhere/").content.decode()
    assert 'name="currency"' not in body
    assert "account/login" not in body


def test_a_failure_is_written_down_as_its_page_says(calm: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    for handler in logging.getLogger("django.request").handlers:
        if type(handler) is logging.StreamHandler:  # not those by which pytest listens
            monkeypatch.setattr(handler, "stream", written)
    assert "It has been noted" in calm.get("/en/broken/").content.decode()
    assert "RuntimeError: a fault of ours" in written.getvalue()
    written.truncate(0)
    calm.get("/en/nowhere/")
    assert not written.getvalue().strip("\0")


@pytest.mark.parametrize(
    "trouble",
    [
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        frame_urls.NO_ROOM[0],
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/5": No space left on device'),
    ],
)
def test_on_a_full_disk_a_reader_hears_what_was_kept_and_who_can_help(
    calm: Client, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    monkeypatch.setattr(frame_urls, "NO_ROOM", [trouble])
    response = calm.post("/th/without-room/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 507
    assert page.h1 is not None
    assert page.h1.text == "ไม่มีที่ว่างให้บันทึกแล้ว"


def test_a_withdrawn_page_offers_search_and_ways_in(calm: Client) -> None:
    page = BeautifulSoup(calm.get("/en/nowhere/").content, "html.parser")
    assert page.select_one("form[role=search]")
    assert page.select_one("main a[href='/en/goods/']")


def test_an_expired_form_has_a_page_of_its_own(framed: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/en/posted/", {"q": "tea"})
    assert response.status_code == 403
    assert b"what you typed is still there" in response.content


def test_handlers_answer_with_their_status(rf: RequestFactory, framed: None) -> None:
    request = rf.get("/en/x/")
    assert errors.bad_request(request, ValueError()).status_code == 400
    assert errors.forbidden(request, PermissionError()).status_code == 403
    assert errors.not_found(request, Http404()).status_code == 404
    assert errors.broken(request).status_code == 500
    assert errors.csrf_failure(request).status_code == 403


@pytest.mark.parametrize("code", CODES)
def test_maintenance_is_told_in_each_language(
    client: Client, framed: None, settings: Settings, code: str
) -> None:
    settings.MAINTENANCE = True
    response = client.get(f"/{code}/goods/")
    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert f'<html lang="{code.replace("hans", "Hans")}"' in response.content.decode()


def test_maintenance_takes_the_browsers_language_where_the_address_has_none(
    client: Client, framed: None, settings: Settings
) -> None:
    settings.MAINTENANCE = True
    response = client.get("/", headers={"accept-language": "km"})
    assert response["Content-Language"] == "km"


@pytest.mark.django_db
def test_a_file_closes_the_portal_and_its_removal_opens_it(
    client: Client, framed: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert client.get("/en/goods/").status_code == 200
    (tmp_path / "maintenance").touch()
    assert client.get("/en/goods/").status_code == 503
    (tmp_path / "maintenance").unlink()
    assert client.get("/en/goods/").status_code == 200


def test_what_watches_over_the_portal_still_reaches_it(
    client: Client, framed: None, settings: Settings
) -> None:
    settings.MAINTENANCE = True
    response: HttpResponse = client.get("/health/")  # type: ignore[assignment]
    assert response.status_code == 200
