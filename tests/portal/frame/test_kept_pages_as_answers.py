"""A kept page as it is sent: whole or packed, with its mark, and only to whom it says the same."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from catalog.seams import freshness
from portal.middleware.page_cache import EVERYTHING, PRIVATE, SECTIONS, may_be_kept, page_key, served, stored

CODES = [code for code, _ in settings.LANGUAGES]
FACTORY = RequestFactory()
PAGE = "/en/goods/"


def page(body: str = "<p>六堡茶</p>", **headers: str) -> HttpResponse:
    return HttpResponse(body, headers={name.replace("_", "-"): value for name, value in headers.items()})


@effort(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_sent_is_what_was_built_packed_or_not(body: str) -> None:
    kept = stored(page(body))
    plain = served(FACTORY.get(PAGE), kept)
    packed = served(FACTORY.get(PAGE, headers={"accept-encoding": "br, gzip"}), kept)
    assert plain.content.decode() == gzip.decompress(packed.content).decode() == body
    assert "Content-Encoding" not in plain
    for answer in (plain, packed):
        assert answer["Content-Length"] == str(len(answer.content))


def test_the_mark_follows_the_content_alone() -> None:
    assert stored(page("a")).etag == stored(page("a", X_Other="1")).etag
    assert stored(page("a")).etag != stored(page("b")).etag


def test_headers_of_the_page_are_kept_but_those_of_its_first_sending() -> None:
    built = page(Content_Language="th", Content_Length="5", Vary="Cookie")
    for encodings in ("", "gzip"):
        answer = served(FACTORY.get(PAGE, headers={"accept-encoding": encodings}), stored(built))
        assert answer["Content-Language"] == "th"
        assert answer["Vary"] == "Accept-Encoding, Cookie, Save-Data, HX-Request"
        assert answer["Content-Length"] == str(len(answer.content)) != "5"


def test_an_answer_that_is_changed_on_its_way_leaves_the_kept_page_as_it_was() -> None:
    kept = stored(page())
    served(FACTORY.get(PAGE), kept)["X-Seen-By"] = "one reader"
    assert "X-Seen-By" not in served(FACTORY.get(PAGE), kept)


def test_a_browser_keeps_the_page_for_itself_and_asks_each_time() -> None:
    assert served(FACTORY.get(PAGE), stored(page()))["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("sent", "status"),
    [("{}", 304), ('"other", {}', 304), ("W/{}", 304), ('"other"', 200), ("", 200), ("*", 200)],
)
def test_only_who_has_this_very_page_is_told_so(sent: str, status: int) -> None:
    kept = stored(page())
    answer = served(FACTORY.get(PAGE, headers={"if-none-match": sent.format(kept.etag)}), kept)
    assert answer.status_code == status
    assert answer["ETag"] == kept.etag
    assert (answer.content == b"") is (status == 304)


def test_what_is_sent_bit_by_bit_is_not_kept() -> None:
    assert not may_be_kept(FACTORY.get(PAGE), StreamingHttpResponse(["a"]))


@pytest.mark.parametrize("status", [201, 204, 301, 302, 400, 403, 404, 429, 500, 503])
def test_only_a_page_that_was_found_is_kept(status: int) -> None:
    assert not may_be_kept(FACTORY.get(PAGE), HttpResponse("x", status=status))
    assert may_be_kept(FACTORY.get(PAGE), HttpResponse("x"))


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "image/png"])
def test_only_pages_are_kept(kind: str) -> None:
    assert not may_be_kept(FACTORY.get(PAGE), HttpResponse("x", content_type=kind))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_answered_from_what_is_kept(method: str) -> None:
    assert page_key(getattr(FACTORY, method)(PAGE)) is None


def test_asking_for_the_head_is_asking_for_the_page() -> None:
    assert page_key(FACTORY.head(PAGE)) == page_key(FACTORY.get(PAGE))


@pytest.mark.parametrize("code", CODES)
def test_pages_of_every_language_are_kept_each_for_itself(code: str) -> None:
    key = page_key(FACTORY.get(f"/{code}/goods/"))
    assert key is not None
    assert [other for other in CODES if page_key(FACTORY.get(f"/{other}/goods/")) == key] == [code]


@pytest.mark.parametrize("section", sorted(PRIVATE))
def test_pages_about_the_visitor_are_never_kept(section: str) -> None:
    assert page_key(FACTORY.get(f"/en/{section}/")) is None
    assert page_key(FACTORY.get(f"/en/{section}/more/?a=b")) is None


@pytest.mark.parametrize(
    "address", ["/", "/health/", "/robots.txt", "/media/x.webp", "/xx/goods/", "/goods/", "/en"]
)
def test_what_has_no_language_is_never_kept(address: str) -> None:
    assert page_key(FACTORY.get(address)) is None


@pytest.mark.parametrize("section", [*sorted(SECTIONS), "stories", ""])
def test_a_page_is_as_fresh_as_every_area_it_shows(section: str) -> None:
    address = f"/en/{section}/" if section else "/en/"
    shown = set(SECTIONS.get(section, EVERYTHING))
    for area in EVERYTHING:
        before = page_key(FACTORY.get(address))
        freshness.changed(area)
        assert (page_key(FACTORY.get(address)) != before) is (area in shown), area


def test_every_area_is_one_that_something_changes() -> None:
    assert {area for areas in SECTIONS.values() for area in areas} <= set(EVERYTHING)
    assert all("settings" in areas and "reference" in areas for areas in SECTIONS.values())


def test_no_page_outlives_its_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []
    for now in (900.0, 1799.9, 1800.0):
        monkeypatch.setattr("portal.middleware.page_cache.time.time", lambda now=now: now)
        keys.append(page_key(FACTORY.get(PAGE)))
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("address", ["/en/goods/?q=%00", "/en/goods/?q=\u0e0a\u0e32", "/en/goods/?q=%ff%fe"])
def test_any_address_has_a_key(address: str) -> None:
    assert page_key(FACTORY.get(address))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/en/goods/?page=2", "/en/goods/%3Fpage=2"),
        ("/en/goods/?page=2?", "/en/goods/%3Fpage=2?"),
        ("/en/goods/?a=1&b=2", "/en/goods/?b=2&a=1"),
        ("/en/goods/?%0Ax", "/en/goods/%0A?x"),
        ("/en/goods/%0Ax", "/en/goods/?x"),
        ("/en/goods/", "/en/goods"),
    ],
)
def test_no_address_is_answered_with_the_page_of_another(one: str, other: str) -> None:
    assert page_key(FACTORY.get(one)) != page_key(FACTORY.get(other))
