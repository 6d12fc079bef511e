"""What a browser would send for the form of a listing."""

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

PNG_NAME = "tea.png"


def read(response: Any, status: int = 200) -> BeautifulSoup:
    """Return a page as it is read, after looking at its status."""
    assert response.status_code == status, response.content.decode()[:3000]
    return BeautifulSoup(response.content, "html.parser")


def main_form(page: BeautifulSoup) -> Tag:
    return next(found for found in page.select("main form") if found.find(id="id_title"))


def sent(page: BeautifulSoup, **typed: Any) -> dict[str, Any]:
    """Return what a browser would send for the page's listing form, with what is typed into it."""
    form = main_form(page)
    values: dict[str, Any] = {}
    for box in form.find_all("input"):
        kind, name = box.get("type", "text"), str(box.get("name") or "")
        if not name or kind == "file":
            continue
        if kind not in {"checkbox", "radio"}:
            values[name] = str(box.get("value", ""))
        elif box.has_attr("checked"):
            values.setdefault(name, [])
            values[name].append(str(box.get("value", "on")))
    for area in form.find_all("textarea"):
        values[str(area["name"])] = area.get_text().removeprefix("\n")
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True)
        values[str(select["name"])] = str(chosen["value"]) if chosen else ""
    return values | typed


def errors(page: BeautifulSoup) -> dict[str, str]:
    """Return the first message that stands by each field, by the field's name."""
    found = {}
    for place in main_form(page).select('[id$="_error"]'):
        name = str(place["id"]).removeprefix("id_").removesuffix("_error")
        message = place.select_one(".error")
        found[name] = message.get_text(strip=True) if message else ""
    return found
