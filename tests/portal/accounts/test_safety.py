"""Cookies and headers of the pages where passwords are typed."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from catalog.seams import schedules
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Visitor

PASSWORD = "old wood, new tea leaves"
PAGES = ["login/", "signup/", "password/reset/"]


@pytest.mark.parametrize("page", PAGES)
def test_headers(page: str, client: Client, db: None) -> None:
    response = client.get(f"/en/account/{page}")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    rules = dict(rule.strip().split(" ", 1) for rule in response["Content-Security-Policy"].split(";"))
    assert (
        rules["default-src"]
        == rules["form-action"]
        == rules["base-uri"]
        == rules["frame-ancestors"]
        == "'self'"
    )
    assert rules["object-src"] == "'none'"
    assert "script-src" not in rules, "scripts fall under default-src: our own files only"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_a_form_is_kept_by_no_cache(page: str, client: Client, db: None) -> None:
    first, second = client.get(f"/en/account/{page}"), Client().get(f"/en/account/{page}")
    check = re.compile(r'name="check" value="([^"]+)"')
    assert check.findall(first.text) != check.findall(second.text) != []
    assert "Cookie" in first["Vary"]


@pytest.mark.parametrize("page", PAGES)
def test_no_script_stands_in_the_page_itself(page: str, client: Client, db: None) -> None:
    text = client.get(f"/en/account/{page}").text
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"\son[a-z]+=", text)


def test_a_form_without_its_csrf_token_is_refused(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    for page in PAGES:
        assert client.post(f"/en/account/{page}", {"login": "x"}).status_code == 403


@pytest.mark.parametrize("secure", [True, False])
def test_the_session_cookie(secure: bool, visitor: Visitor, settings: pytest.FixtureRequest) -> None:
    settings.SESSION_COOKIE_SECURE = secure  # type: ignore[attr-defined]
    create_person(email="thida@example.com", password=PASSWORD)
    visitor.open("/en/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)
    cookie = visitor.client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", secure)


def test_signing_in_changes_the_session_key(visitor: Visitor) -> None:
    create_person(email="thida@example.com", password=PASSWORD)
    session = visitor.client.session
    session["before"] = True
    session.save()
    before = session.session_key
    visitor.open("/en/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)
    assert visitor.client.session.session_key != before


def test_preference_cookies_are_secure_where_the_site_is(settings: pytest.FixtureRequest) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    response = Client().post("/en/account/preferences/", {"currency": "THB"})
    assert response.cookies["currency"]["secure"] is True


def test_secure_cookies_and_hsts_follow_the_address_of_the_site() -> None:
    https = settings.SITE_ADDRESS.startswith("https://")
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is https
    assert bool(settings.SECURE_HSTS_SECONDS) is https


def test_passwords_are_never_sent_back(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(email="no address", password1=PASSWORD, password2=PASSWORD)
    assert PASSWORD not in str(visitor.page)


def test_a_claimed_address_of_a_proxy_does_not_escape_the_limits(client: Client, db: None) -> None:
    for number in range(31):
        response = client.post("/en/account/login/", {}, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert response.status_code == 429


def test_expired_sessions_are_forgotten_and_good_ones_kept(db: None) -> None:
    for key, age in [("good", timedelta(hours=1)), ("expired", timedelta(hours=-1))]:
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + age)
    (schedule,) = [known for known in schedules.registered() if known.name == "accounts.sessions"]
    schedule.run()
    assert [session.session_key for session in Session.objects.all()] == ["good"]
