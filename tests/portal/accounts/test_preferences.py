"""Language, currency and low data: from the account, the cookies, the browser, or nowhere."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from catalog.seams import preferences as reader
from catalog.seams.preferences import Preferences
from portal.accounts.middleware import PreferencesMiddleware
from portal.accounts.models import User
from portal.accounts.preferences import currency_choices, same_page, time_zone_choices
from tests.portal.accounts.visitor import Visitor

ADDRESS = "/th/account/preferences/"


def seen(request: HttpRequest) -> Preferences:
    """Return the preferences a view sees behind the middleware."""
    found: list[Preferences] = []

    def view(request: HttpRequest) -> HttpResponse:
        # An equal copy: what the view gets is worked out only when it is compared.
        kept = reader.of(request)
        found.append(Preferences(kept.language, kept.currency, kept.low_data, kept.time_zone))
        return HttpResponse()

    PreferencesMiddleware(view)(request)
    return found[0]


def asked(cookies: dict[str, str] | None = None, user: User | None = None, **headers: str) -> HttpRequest:
    request = RequestFactory().get("/th/goods/", headers=headers)
    request.LANGUAGE_CODE = "th"
    request.COOKIES.update(cookies or {})
    request.session = SessionStore()
    request.user = user or AnonymousUser()
    if user:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "whatever"
    return request


@pytest.mark.parametrize(
    ("cookies", "headers", "currency", "low_data"),
    [
        ({}, {}, "", False),
        ({"currency": "THB", "low_data": "1"}, {}, "THB", True),
        ({"currency": "thb", "low_data": "yes"}, {}, "", False),
        ({"currency": "XAU"}, {}, "", False),
        ({"currency": "<script>", "low_data": "\x00"}, {}, "", False),
        ({"currency": "THB" * 1000}, {}, "", False),
        ({}, {"save-data": "on"}, "", True),
        ({}, {"save-data": "ON "}, "", True),
        ({}, {"save-data": "off"}, "", False),
        ({"low_data": "0"}, {"save-data": "on"}, "", False),
    ],
)
def test_a_stranger(cookies: dict[str, str], headers: dict[str, str], currency: str, low_data: bool) -> None:
    assert seen(asked(cookies, None, **headers)) == Preferences("th", currency, low_data, "UTC")


def test_the_account_goes_before_the_cookies(nok: User) -> None:
    assert seen(asked({"currency": "USD"}, nok)) == Preferences("th", "THB", False, "Asia/Bangkok")
    nok.low_data, nok.currency, nok.time_zone = True, "", ""
    assert seen(asked({"currency": "USD", "low_data": "0"}, nok)) == Preferences("th", "USD", True, "UTC")


def test_the_page_decides_the_language_not_the_account(wei: User) -> None:
    assert seen(asked(user=wei)).language == "th"


def test_no_session_and_no_query_for_a_stranger(
    django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    request = asked({"currency": "THB"})
    with django_assert_num_queries(0):
        assert seen(request).currency == "THB"
    assert not request.session.accessed
    assert not request.session.modified


def test_a_page_that_reads_no_preference_asks_nothing_of_somebody_signed_in(
    client: Client, nok: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = asked()
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "no such session"
    with django_assert_num_queries(0):
        PreferencesMiddleware(lambda request: HttpResponse())(request)
    assert not request.session.accessed


def test_a_stranger_reads_the_page_without_getting_a_session(client: Client, db: None) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text


def test_a_choice_is_kept_and_leads_back_to_the_same_page_in_the_new_language() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        ADDRESS,
        {"language": "lo", "currency": "LAK", "low_data": "1", "next": "/th/goods/?country=LA&page=2"},
    )
    assert (response.status_code, response["Location"]) == (302, "/lo/goods/?country=LA&page=2")
    kept = {name: cookie.value for name, cookie in response.cookies.items()}
    assert kept == {"language": "lo", "currency": "LAK", "low_data": "1"}
    for cookie in response.cookies.values():
        assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
        assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert settings.SESSION_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(
    "posted",
    [
        {"language": "xx", "currency": "XAU", "low_data": "2"},
        {"language": "th\r\nSet-Cookie: a=b", "currency": "thb", "low_data": ""},
        {},
    ],
)
def test_what_is_not_offered_changes_nothing(posted: dict[str, str]) -> None:
    response = Client().post(ADDRESS, posted)
    assert (response.status_code, response["Location"]) == (302, "/th/")
    assert not response.cookies


def test_one_switch_leaves_the_others_as_they_are() -> None:
    response = Client().post(ADDRESS, {"low_data": "0", "next": "/th/goods/"})
    assert list(response.cookies) == ["low_data"]
    assert response["Location"] == "/th/goods/"


def test_no_currency_forgets_the_one_chosen() -> None:
    client = Client()
    client.cookies.load({"currency": "THB"})
    response = client.post(ADDRESS, {"currency": ""})
    assert response.cookies["currency"].value == ""
    assert response.cookies["currency"]["max-age"] == 0


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/th/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
        "http://[::1",
        "goods/",
        "/th/" + "x" * 3000,
        "",
    ],
)
def test_no_choice_leads_to_another_site(elsewhere: str) -> None:
    response = Client().post(ADDRESS, {"language": "my", "next": elsewhere})
    assert response["Location"] == "/my/"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/th/product/durian/", "/my/product/durian/"),
        ("http://testserver/th/goods/?q=%E0%B8%97", "/my/goods/?q=%E0%B8%97"),
        ("/th//evil.example", "/my//evil.example"),
        ("/th/", "/my/"),
        ("/zh-hans/goods/#top", "/my/goods/"),
        ("/editors/", "/my/"),
    ],
)
def test_the_same_page(address: str, expected: str, rf: RequestFactory) -> None:
    assert same_page(rf.get("/"), address, "my") == expected


def test_a_choice_of_somebody_signed_in_goes_into_the_account(client: Client, nok: User) -> None:
    client.force_login(nok)
    client.post(ADDRESS, {"language": "vi", "currency": "VND", "low_data": "1"})
    nok.refresh_from_db()
    assert (nok.language, nok.currency, nok.low_data) == ("vi", "VND", True)
    client.post(ADDRESS, {"currency": ""})
    nok.refresh_from_db()
    assert (nok.language, nok.currency, nok.low_data) == ("vi", "", True)


def test_somebody_signed_in_finds_the_preferences_on_the_profile_page(client: Client, nok: User) -> None:
    client.force_login(nok)
    assert client.get(ADDRESS)["Location"] == "/th/account/"


def test_the_page_works_without_scripts(visitor: Visitor) -> None:
    visitor.open("/km/account/preferences/")
    visitor.send(currency="KHR", low_data="1")
    assert visitor.address == "/km/account/preferences/"
    assert visitor.page.html is not None
    assert visitor.page.html.has_attr("data-low-data")
    assert visitor.values(visitor.form())["currency"] == "KHR"
    box = visitor.form().find(id="low-data")
    assert box is not None
    assert box.has_attr("checked")


@pytest.mark.parametrize(
    ("origin", "status"), [("same-origin", 302), ("same-site", 403), ("cross-site", 403), ("none", 403)]
)
def test_a_form_of_another_site_is_refused(origin: str, status: int) -> None:
    response = Client().post(ADDRESS, {"currency": "THB"}, headers={"sec-fetch-site": origin})
    assert response.status_code == status
    assert ("currency" in response.cookies) is (status == 302)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method: str) -> None:
    assert getattr(Client(), method)(ADDRESS).status_code == 405


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_currencies_and_clocks_have_names_in_every_language(language: str) -> None:
    assert dict(currency_choices(language))["LAK"] not in {"", "LAK · LAK"}
    zones = dict(time_zone_choices(language))
    assert len(set(zones.values())) == len(zones)
    assert zones["Asia/Yangon"]


def test_a_place_is_called_as_its_readers_call_it() -> None:
    assert dict(time_zone_choices("zh-hans"))["Asia/Ho_Chi_Minh"] == "胡志明市"
    assert dict(time_zone_choices("my"))["Asia/Yangon"] == "ရန်ကုန်"
    assert dict(time_zone_choices("en"))["Asia/Phnom_Penh"] == "Phnom Penh"
