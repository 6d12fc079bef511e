"""Light enough for a poor line, and nothing from another host."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from portal import stylesheet

BASE = Path(settings.BASE_DIR)
CSS_LIMIT, FRAME_LIMIT = 18_000, 25_000  # bytes after gzip -9; the whole of a page may weigh 60,000
SHEETS = {"base", "content", "editorial", "forms", "frame", "goods", "layouts", "pages", "portal", "tokens"}
SHEETS |= {"trade", "utilities"}
# Names of XML namespaces and of ourselves are no addresses to load from.
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")


def packed(text: str | bytes) -> int:
    return len(gzip.compress(text.encode() if isinstance(text, str) else text, compresslevel=9))


def test_all_sheets_are_in_the_joined_one() -> None:
    assert {path.stem for path in stylesheet.sheets()} == SHEETS
    for path in stylesheet.sheets():
        assert path.read_text(encoding="utf-8") in stylesheet.joined()


def test_every_sheet_states_the_order_of_layers() -> None:
    order = "@layer reset, tokens, base, layouts, components, pages, utilities;"
    for path in stylesheet.sheets():
        assert order in path.read_text(encoding="utf-8"), path.name


def test_the_stylesheet_stays_light() -> None:
    assert packed(stylesheet.joined()) < CSS_LIMIT


@pytest.mark.django_db
def test_frame_and_stylesheet_leave_room_for_content(client: Client, framed: None) -> None:
    body = client.get("/my/goods/").content
    assert packed(body) + packed(stylesheet.joined()) < FRAME_LIMIT


@pytest.mark.django_db
def test_a_page_asks_for_one_stylesheet_and_one_script(client: Client, framed: None) -> None:
    body = client.get("/en/goods/").content.decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', body) == ["/static/site.css"]
    assert re.findall(r'<script src="([^"]+)"', body) == ["/static/js/frame.js"]
    assert "<script>" not in body


def ours() -> list[Path]:
    folders = (BASE / "portal" / "templates", BASE / "catalog", BASE / "static")
    found = [
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".css", ".js"}
    ]
    return [path for path in found if "vendor" not in path.parts and "email" not in path.parts]


@pytest.mark.parametrize("path", ours(), ids=lambda path: str(path.relative_to(BASE)))
def test_nothing_is_loaded_from_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s'\"]*", text)
    assert [found for found in addresses if not found.startswith(NAMESPACES)] == []
    assert "@import" not in text


def test_the_joined_sheet_is_found_and_brought_up_to_date(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    finder = stylesheet.JoinedStylesheetFinder()
    found = Path(finder.find("site.css"))
    assert found.read_text(encoding="utf-8") == stylesheet.joined()
    found.write_text("old", encoding="utf-8")
    assert finder.find("site.css", find_all=True) == [str(found)]
    assert found.read_text(encoding="utf-8") == stylesheet.joined()
    assert [path.name for path in found.parent.iterdir()] == ["site.css"]


def test_an_unchanged_sheet_is_left_alone(tmp_path: Path) -> None:
    first = stylesheet.write_joined(tmp_path).stat().st_mtime_ns
    assert stylesheet.write_joined(tmp_path).stat().st_mtime_ns == first


def test_other_files_are_none_of_its_business() -> None:
    assert stylesheet.JoinedStylesheetFinder().find("css/tokens.css") == []


def test_collecting_takes_the_joined_sheet_unless_told_not_to() -> None:
    finder = stylesheet.JoinedStylesheetFinder()
    assert [name for name, _ in finder.list([])] == ["site.css"]
    assert list(finder.list(["*.css"])) == []
    with next(storage for _, storage in finder.list([])).open("site.css") as sheet:
        assert sheet.read().decode() == stylesheet.joined()


@pytest.mark.parametrize(
    "name", ["site.css", "mark.svg", "js/frame.js", "js/vendor/htmx.min.js", "files/pictures.js"]
)
def test_every_static_file_of_the_frame_is_there(name: str) -> None:
    assert finders.find(name)


def test_the_vendored_script_keeps_its_licence() -> None:
    licence = BASE / "static" / "js" / "vendor" / "htmx.LICENSE"
    assert "Zero-Clause BSD" in licence.read_text(encoding="utf-8")
