"""Pages as editors write them, each through the services."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model

from catalog.files.models import Picture
from catalog.files.services import save_picture
from portal.accounts.models import User
from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.services import ArticleWords, ensure_article, ensure_editors, ensure_home, ensure_section
from tests.catalog.tourism.conftest import make_departure as make_departure
from tests.catalog.tourism.conftest import make_place as make_place
from tests.catalog.tourism.conftest import make_tour as make_tour
from tests.catalog.tourism.conftest import sources as sources
from tests.kept import Larder

Read = Callable[..., BeautifulSoup]
MakeArticle = Callable[..., ArticlePage]
SOURCE = {"title": "A page about tea", "address": "https://tea.example.org/", "checked_on": "2026-11-25"}


def table(rows: list[list[Any]], headings: tuple[str, ...] = ("年份", "展位")) -> dict[str, Any]:
    kinds = ["text", *["number"] * (len(headings) - 1)]
    return {
        "columns": [{"type": kind, "heading": label} for kind, label in zip(kinds, headings, strict=True)],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }


def chart(rows: list[list[Any]], headings: tuple[str, ...] = ("年份", "展位"), **more: Any) -> dict[str, Any]:
    usual = {"title": "展位数", "description": "逐年增加", "kind": "columns", "unit": "个", "source": SOURCE}
    return {**usual, "table": table(rows, headings), **more}


@pytest.fixture
def home(larder: Larder) -> HomePage:
    return larder.take("home", lambda: ensure_home(name="网上东博会"))


@pytest.fixture
def stories(larder: Larder, home: HomePage) -> SectionPage:
    """A section with its name in three languages."""
    names = {"zh-hans": "故事", "en": "Stories", "th": "เรื่องเล่า"}
    words = {code: ArticleWords(name) for code, name in names.items()}
    return larder.take("three stories", lambda: ensure_section(parent=home, slug="stories", words=words))


@pytest.fixture
def make_article(stories: SectionPage) -> MakeArticle:
    """Return a maker of articles; ``body`` and ``words`` replace the usual ones."""

    def make(slug: str = "tea", **given: Any) -> ArticlePage:
        body = given.pop("body", (("text", "<p>一片叶子。</p>"),))
        words = given.pop("words", {"zh-hans": ArticleWords("茶", "关于茶", "编辑部", body)})
        usual = {"day": date(2026, 11, 20), "sources": [SOURCE]}
        return ensure_article(section=stories, slug=slug, words=words, **{**usual, **given})

    return make


@pytest.fixture
def tea_leaf(db: None) -> Picture:
    """A picture that says what it shows."""
    canvas = BytesIO()
    Image.new("RGB", (600, 450), "green").save(canvas, "PNG")
    return save_picture(
        data=canvas.getvalue(),
        title="leaf",
        alt={"zh-hans": "一片茶叶", "th": "ใบชา"},
        credit={"zh-hans": "本站绘制"},
    )


@pytest.fixture
def paper(db: None) -> Any:
    """A file to take home."""
    return get_document_model().objects.create(title="报名表", file=ContentFile(b"%PDF-1.7", name="form.pdf"))


@pytest.fixture
def read(client: Client) -> Read:
    """Return a reader of pages: fresh ones, not those kept from before."""

    def ask(address: str, status: int = 200) -> BeautifulSoup:
        caches["pages"].clear()
        response = client.get(address)
        assert response.status_code == status, address
        return BeautifulSoup(response.content, "html.parser")

    return ask


@pytest.fixture
def desk(editor: User, home: HomePage) -> Client:
    """The browser of an editor who is signed in."""
    editor.groups.add(ensure_editors())
    browser = Client()
    browser.force_login(editor)
    return browser
