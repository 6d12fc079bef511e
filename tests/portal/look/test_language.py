"""The first segment of an address decides the language; old and foreign spellings are corrected."""

import pytest
from django.test import Client, RequestFactory

from portal import addresses
from portal.languages import LANGUAGES

CODES = [code for code, _ in LANGUAGES]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.django_db
def test_each_language_is_answered_in_itself(client: Client, framed: None, code: str) -> None:
    response = client.get(f"/{code}/goods/")
    assert response.status_code == 200
    assert response["Content-Language"] == code.replace("hans", "Hans")


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/tl/goods/?page=2", "/fil/goods/?page=2"),
        ("/in/goods/", "/id/goods/"),
        ("/zh/goods/", "/zh-hans/goods/"),
        ("/zh-CN/goods/tea/", "/zh-hans/goods/tea/"),
        ("/zh-Hans/goods/", "/zh-hans/goods/"),
        ("/TH/goods/", "/th/goods/"),
        ("/en-US/goods/", "/en/goods/"),
        ("/zh-hant-TW/goods/", "/zh-hans/goods/"),
    ],
)
def test_other_spellings_lead_to_ours_for_good(client: Client, framed: None, asked: str, right: str) -> None:
    response = client.get(asked)
    assert response.status_code == 301
    assert response["Location"] == right


def test_a_form_sent_to_an_old_address_is_sent_again(client: Client, framed: None) -> None:
    response = client.post("/tl/posted/", {"q": "tea"}, follow=True)
    assert response.redirect_chain == [("/fil/posted/", 308)]
    assert response.content == b"POST fil tea"


@pytest.mark.parametrize("address", ["/xx/goods/", "/ja/", "/de-AT/goods/"])
def test_an_unknown_language_is_offered_the_known_ones(client: Client, framed: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    rest = address.split("/", 2)[2]
    for code in CODES:
        assert f'href="/{code}/{rest}"' in response.content.decode()


def test_a_page_without_language_is_offered_with_one(client: Client, framed: None) -> None:
    response = client.get("/goods/tea/")
    assert response.status_code == 404
    assert 'href="/km/goods/tea/"' in response.content.decode()


def test_the_editors_area_takes_the_visitors_language(client: Client, framed: None) -> None:
    client.cookies["language"] = "vi"
    assert client.get("/health/").content.startswith(b"GET vi")


@pytest.mark.django_db
def test_no_cookie_and_no_session_is_written(client: Client, framed: None) -> None:
    assert not client.get("/th/goods/", headers={"accept-language": "km"}).cookies


@pytest.mark.parametrize(
    ("cookie", "header", "code"),
    [
        ("th", "vi", "th"),
        ("tl", "", "fil"),
        ("xx", "vi", "vi"),
        ("", "de, lo;q=0.8, en;q=0.5", "lo"),
        ("", "zh-TW,zh;q=0.9", "zh-hans"),
        ("", "fil-PH", "fil"),
        ("", "in-ID,en;q=0.1", "id"),
        ("", "de", "en"),
        ("", "", "en"),
        ("", "*", "en"),
        ("", "th;q=nonsense", "en"),
    ],
)
def test_cookie_then_browser_then_english(rf: RequestFactory, cookie: str, header: str, code: str) -> None:
    request = rf.get("/", headers={"accept-language": header})
    request.COOKIES["language"] = cookie
    assert addresses.preferred_language(request) == code


@pytest.mark.parametrize("segment", ["goods", "robots.txt", "", "e", "engl", "en-", "日本"])
def test_what_is_no_language_tag_is_none(segment: str) -> None:
    assert addresses.known_language(segment) is None
    assert not addresses.names_a_language(f"/{segment}/")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/th/goods/tea/", "/my/goods/tea/"),
        ("/th/", "/my/"),
        ("/th", "/my/"),
        ("/", "/my/"),
        ("/api/goods/", "/my/"),
        ("/style/", "/my/"),
        ("/goods/", "/my/goods/"),
    ],
)
def test_the_same_address_in_another_language(path: str, there: str) -> None:
    assert addresses.in_language(path, "my") == there
