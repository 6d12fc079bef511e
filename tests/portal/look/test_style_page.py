"""The living style page: every component, both themes, ten scripts."""

import pytest
from django.test import Client, RequestFactory

from portal.languages import LANGUAGES
from portal.style import views
from portal.style.specimens import all_states
from tests.portal.look.conftest import Read


def test_it_shows_every_component(read: Read) -> None:
    page = read("/style/")
    assert [section["id"] for section in page.select("main section[id]")] == list(all_states())


def test_it_shows_all_scripts_in_their_own_language(read: Read) -> None:
    specimens = read("/style/").select(".specimens > li")
    assert [item["lang"] for item in specimens] == [code.replace("hans", "Hans") for code, _ in LANGUAGES]


def test_ids_are_unique(read: Read) -> None:
    ids = [str(tag["id"]) for tag in read("/style/").find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("theme", "paper"), [("light", "#f4f8f6"), ("dark", "#0a1615")])
def test_a_theme_can_be_chosen_whatever_the_browser_prefers(read: Read, theme: str, paper: str) -> None:
    page = read(f"/style/?theme={theme}")
    assert page.style is not None
    assert f"--paper: {paper}" in page.style.text
    assert f"color-scheme: {theme}" in page.style.text


@pytest.mark.parametrize("theme", ["", "?theme=purple"])
def test_otherwise_the_browser_decides(read: Read, theme: str) -> None:
    assert read(f"/style/{theme}").style is None


def test_pictures_wait_in_low_data_mode(client: Client, read: Read) -> None:
    client.cookies["low_data"] = "1"
    page = read("/style/")
    assert page.select("#card a.picture.deferred")
    assert page.select("script[src$='files/pictures.js']")


def test_it_is_not_for_search_engines(read: Read) -> None:
    assert read("/style/").select_one("meta[name=robots][content=noindex]")


def test_it_only_answers_reading(rf: RequestFactory) -> None:
    assert views.style(rf.post("/style/")).status_code == 405
