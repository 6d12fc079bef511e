"""What cannot be taken from an editor is refused in plain words, and the form still holds all they typed."""

import unicodedata
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from catalog.products.models import Category, GeographicalIndication
from portal.pages.models import HomePage, SectionPage
from tests.portal.pages.conftest import SOURCE, MakeArticle
from tests.portal.pages.test_editing import article_form, form_of
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
PASTED = [
    ("Cà-phê-Buôn-Ma-Thuột", "ca-phe-buon-ma-thuot"),
    ("ชาอู่หลง", "chaauhlng"),
    ("ម្រេចកំពត", "mrechkomphot"),
    ("ကော်ဖီ", "kayaapfi"),
    ("Tea_and SALT", "tea-and-salt"),
]


def said(page: BeautifulSoup) -> str:
    """Return what stands beside the fields of a form that was refused."""
    return " ".join(words(tag) for tag in page.select(".error-message, .w-field__errors"))


def held(page: BeautifulSoup, name: str) -> str:
    return str(the(page, f"[name={name}]").get("value", ""))


@pytest.mark.parametrize(("typed", "offered"), PASTED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_address_in_another_writing_is_offered_in_ours(
    desk: Client, home: HomePage, typed: str, offered: str, form: Any
) -> None:
    pasted = unicodedata.normalize(form, typed)
    add = reverse("wagtailadmin_pages:add", args=["pages", "sectionpage", home.pk])
    fields = form_of(title="故事", slug=pasted, lead="先说几句", picture="", body=streamfield([]))
    page = page_of(desk.post(add, fields))
    told = said(page).partition("small letters a to z, digits and hyphens, for example “")[2]
    slug = told.partition("”")[0]
    assert slug == offered or (slug.isascii() and slug.strip("-") == slug)
    assert "Unicode" not in said(page)
    assert held(page, "slug") == pasted
    assert held(page, "title") == "故事"
    assert "先说几句" in str(page)
    assert not SectionPage.objects.exists()
    desk.post(add, fields | {"slug": slug})
    assert SectionPage.objects.get().slug == slug


@pytest.mark.parametrize(("typed", "offered"), [*PASTED, ("\u0301\u0e31", "phu-quoc")])
@pytest.mark.parametrize("place", ["categories:add", "indications:add"])
def test_the_register_and_the_tree_offer_one_too(
    desk: Client, home: HomePage, place: str, typed: str, offered: str
) -> None:
    page = page_of(desk.post(reverse(place), {"slug": typed, "name_texts-en": "Something"}))
    assert "small letters a to z" in said(page)
    assert held(page, "slug") == typed
    assert held(page, "name_texts-en") == "Something"
    assert not Category.objects.filter(slug=offered).exists()
    assert not GeographicalIndication.objects.exists()


def test_a_chart_with_a_hole_comes_back_with_all_its_other_cells(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article("tea")
    columns = [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Stands"}]
    rows = [["2023", "1741"], ["2024", ""], ["2025", "1863"]]
    table = {
        "column-count": "2",
        "row-count": "3",
        "caption": "",
        **{f"column-{at}-{name}": one[name] for at, one in enumerate(columns) for name in one},
        **{f"column-{at}-order": str(at) for at in range(2)},
        **{f"column-{at}-deleted": "" for at in range(2)},
        **{f"row-{at}-order": str(at) for at in range(3)},
        **{f"row-{at}-deleted": "" for at in range(3)},
        **{f"cell-{row}-{at}": cell for row, cells in enumerate(rows) for at, cell in enumerate(cells)},
    }
    value = {"title": "Stands a year", "description": "", "kind": "columns", "unit": "", "source": SOURCE}
    form = article_form("", body=streamfield([("chart", {**value, "table": table})]), lead="fresh lead")
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    page = str(page_of(desk.post(edit, form | {"action-publish": "1"})))
    assert "This cell is empty. Write a number, or take the row out." in page
    for typed in ("fresh lead", "Stands a year", "1741", "1863", "2024"):
        assert typed in page
    article.refresh_from_db()
    assert "1741" not in str(article.body)


def test_a_register_entry_without_source_keeps_its_ten_names(desk: Client, home: HomePage) -> None:
    names = {f"name_texts-{code}": f"name in {code}" for code in ("zh-hans", "en", "th", "my")}
    fields = {
        "slug": "liubao-tea",
        "country": "CN",
        "source_language": "zh-hans",
        "source": "",
        "story_texts-th": "เรื่อง",
        "status-0-kind": "gi",
        "status-0-year": "2011",
        "status-0-source": "",
    }
    page = page_of(desk.post(reverse("indications:add"), fields | names))
    assert "required" in said(page)
    for name, typed in names.items():
        assert held(page, name) == typed
    assert "เรื่อง" in str(page)
    assert held(page, "status-0-year") == "2011"
    assert not GeographicalIndication.objects.exists()
