"""Editors look after the tree of goods and the register: through the services, in ten languages."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from catalog.products.models import Category, GeographicalIndication
from catalog.translation.selectors import states_of
from portal.pages.models import HomePage

pytestmark = pytest.mark.django_db


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def value(page: BeautifulSoup, name: str) -> str:
    found = page.select_one(f"[name={name}]")
    assert found is not None, name
    return str(found["value"])


def texts(field: str, **said: str) -> dict[str, str]:
    return {f"{field}-{code}": said.get(code.replace("-", "_"), "") for code, _ in settings.LANGUAGES}


def test_an_editor_names_a_category_in_ten_languages_and_its_properties_stay(
    desk: Client, client: Client, tea: Category
) -> None:
    form = texts("name_texts", en="Tea", zh_hans="茶", lo="ຊາ") | {
        "parent": str(tea.parent_id),
        "position": "3",
        "concept": "tea",
        "reviewed": ["lo"],
    }
    edit = reverse("categories:edit", args=[tea.pk])
    assert value(soup(desk.get(edit)), "name_texts-th") == "ชา"
    desk.post(edit, form)
    fresh: Any = Category.objects.get(pk=tea.pk)
    assert (fresh.name_lo, fresh.name_th, fresh.position) == ("ຊາ", "", 3)
    assert {attribute.key for attribute in fresh.attributes.all()} == {"grade", "year"}
    assert "ຊາ" in client.get("/lo/goods/tea/").content.decode()
    states = {language: found.state for (_field, language), found in states_of(fresh).items()}
    assert states == {"en": "source", "zh-hans": "reviewed", "lo": "reviewed"}


def test_a_category_without_its_english_name_or_below_itself_is_refused(desk: Client, tea: Category) -> None:
    form = texts("name_texts", th="ชา") | {"parent": str(tea.pk), "position": "0", "concept": ""}
    page = soup(desk.post(reverse("categories:edit", args=[tea.pk]), form))
    assert "Write the English name" in page.get_text()
    assert "cannot stand below itself" in page.get_text()


def test_an_entry_of_the_register_needs_a_checked_source(desk: Client, home: HomePage) -> None:
    add = reverse("indications:add")
    form = (
        texts("name_texts", zh_hans="六堡茶", en="Liubao tea")
        | texts("story_texts", zh_hans="黑茶")
        | {
            "slug": "liubao-tea",
            "country": "CN",
            "city": "",
            "hs6": "090240",
            "source_language": "zh-hans",
            "source": "places",
            "status-0-kind": "gi",
            "status-0-year": "2011",
            "status-0-source": "places",
        }
    )
    page = soup(desk.post(add, form))
    assert "the day on which it was checked" in page.get_text()
    assert "六堡茶" in value(page, "name_texts-zh-hans")
    assert not GeographicalIndication.objects.exists()
    desk.post(add, form | {"source": "iso-3166", "status-0-source": "iso-3166"})
    entry: Any = GeographicalIndication.objects.get(slug="liubao-tea")
    assert (entry.name_zh_hans, entry.story_zh_hans) == ("六堡茶", "黑茶")
    assert entry.status == [{"kind": "gi", "year": 2011, "source": "iso-3166"}]
    steps = soup(desk.get(reverse("indications:edit", args=[entry.pk])))
    assert value(steps, "status-0-year") == "2011"
