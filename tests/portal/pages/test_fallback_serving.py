"""Every pair of a reader's language and a page's: the nearest one is served, and says which it is."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

from catalog.reference.languages import chain
from portal.pages import views
from portal.pages.tree import is_mirror, nearest, path_of

CODES = [code for code, _ in settings.LANGUAGES]
SOURCE = settings.MODELTRANSLATION_DEFAULT_LANGUAGE
Serve = Callable[..., str]


class Tree:
    """Home pages that know one page, "tea", in some languages; mirrors repeat the source."""

    def __init__(self, live: list[str], mirrors: tuple[str, ...] = ()) -> None:
        self.live, self.mirrors = live, mirrors

    def roots(self) -> Iterator[Any]:
        for code in CODES:
            yield SimpleNamespace(
                locale=SimpleNamespace(language_code=code), specific=SimpleNamespace(route=self.router(code))
            )

    def router(self, code: str) -> Callable[[Any, list[str]], Any]:
        def route(request: Any, components: list[str]) -> Any:
            if components != ["tea"] or code not in {*self.live, *self.mirrors}:
                raise Http404
            original = SimpleNamespace(locale_id=SOURCE) if code in self.mirrors else None
            return SimpleNamespace(
                page=SimpleNamespace(alias_of_id=original and 1, alias_of=original, locale_id=code)
            )

        return route

    def __getattr__(self, name: str) -> Any:
        """Stand for Wagtail's query of the home page in all languages."""
        if name == "select_related":
            return lambda *_: self.roots()
        return lambda **_: self


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory) -> Serve:
    """Ask for a page in a language; return the language in which it was served."""
    monkeypatch.setattr(views, "wagtail_serve", lambda request, path: HttpResponse(request.content_language))
    monkeypatch.setattr(views, "moved", lambda path, order: HttpResponse("not found"))

    def ask(language: str, tree: Tree, path: str = "tea/") -> str:
        site = SimpleNamespace(
            root_page=SimpleNamespace(get_translations=lambda inclusive: SimpleNamespace(live=lambda: tree))
        )
        monkeypatch.setattr(Site, "find_for_request", lambda request: site)
        with translation.override(language):
            answer: Any = views.serve(rf.get(f"/{language}/{path}"), path)
        return str(answer.content.decode())

    return ask


@pytest.mark.parametrize("written", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_a_page_of_one_language_is_served_to_readers_of_every_other(
    serve: Serve, reader: str, written: str
) -> None:
    assert serve(reader, Tree([written])) == written


@pytest.mark.parametrize("other", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_of_two_languages_the_nearer_is_served(serve: Serve, reader: str, other: str) -> None:
    order = chain(reader, SOURCE)
    assert serve(reader, Tree([SOURCE, other])) == min([SOURCE, other], key=order.index)


@pytest.mark.parametrize("reader", CODES)
def test_readers_get_their_own_language_where_all_are_written(serve: Serve, reader: str) -> None:
    assert serve(reader, Tree(CODES)) == reader


@pytest.mark.parametrize(
    ("reader", "live", "served"),
    [
        ("lo", ["zh-hans", "en"], "en"),
        ("lo", ["zh-hans", "th"], "zh-hans"),
        ("id", ["zh-hans", "en", "ms"], "ms"),
        ("ms", ["zh-hans", "en", "id"], "id"),
        ("en", ["zh-hans", "th"], "zh-hans"),
        ("zh-hans", ["en", "vi"], "en"),
        ("fil", ["km", "my"], "km"),
    ],
)
def test_neighbours_help_before_english_and_english_before_chinese(
    serve: Serve, reader: str, live: list[str], served: str
) -> None:
    assert serve(reader, Tree(live)) == served


@pytest.mark.parametrize("reader", CODES)
def test_a_mirror_is_passed_over_for_the_words_themselves(serve: Serve, reader: str) -> None:
    mirrors = tuple(code for code in CODES if code not in {SOURCE})
    assert serve(reader, Tree([SOURCE], mirrors)) == SOURCE


def test_a_page_that_nobody_wrote_is_looked_for_among_the_moved(serve: Serve) -> None:
    assert serve("th", Tree([])) == "not found"
    assert serve("th", Tree(CODES), "rice/") == "not found"


def test_without_a_site_nothing_is_found(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory) -> None:
    monkeypatch.setattr(Site, "find_for_request", lambda request: None)
    with pytest.raises(Http404, match="No site is set up"):
        views.serve(rf.get("/th/tea/"), "tea/")


@pytest.mark.parametrize(
    ("alias_of", "own", "mirror"), [(None, "th", False), ("th", "th", False), ("zh-hans", "th", True)]
)
def test_only_a_copy_of_another_languages_page_is_a_mirror(
    alias_of: str | None, own: str, mirror: bool
) -> None:
    original = SimpleNamespace(locale_id=alias_of) if alias_of else None
    page: Any = SimpleNamespace(alias_of_id=1 if alias_of else None, alias_of=original, locale_id=own)
    assert is_mirror(page) is mirror


@pytest.mark.parametrize("written", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_lists_choose_as_pages_do(reader: str, written: str) -> None:
    rows = [{"translation_key": 1, "locale__language_code": code} for code in (written, SOURCE)]
    order = chain(reader, SOURCE)
    for given in (rows, rows[::-1]):
        assert nearest(given, reader)[1]["locale__language_code"] == min([written, SOURCE], key=order.index)


def test_a_language_the_portal_has_not_comes_last_in_a_list() -> None:
    rows = [{"translation_key": 1, "locale__language_code": code} for code in ("xx", "my")]
    assert nearest(rows, "th")[1]["locale__language_code"] == "my"
    assert nearest(rows[:1], "th")[1]["locale__language_code"] == "xx"
    assert nearest([], "th") == {}


def test_each_page_of_a_list_is_chosen_by_itself() -> None:
    rows = [
        {"translation_key": key, "locale__language_code": code}
        for key, code in ((1, "zh-hans"), (2, "th"), (1, "en"), (2, "zh-hans"))
    ]
    chosen = nearest(rows, "th")
    assert {key: row["locale__language_code"] for key, row in chosen.items()} == {1: "en", 2: "th"}


@pytest.mark.parametrize(
    ("url_path", "path"),
    [
        ("/home-source/", "/"),
        ("/home-source/news/", "/news/"),
        ("/home-th/news/tea/", "/news/tea/"),
        ("/home/", "/"),
    ],
)
def test_no_address_shows_the_slug_of_a_home_page(url_path: str, path: str) -> None:
    assert path_of(url_path) == path
