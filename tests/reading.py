"""Reading our own pages in tests: an element that must be there, and its words."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def page_of(response: Any) -> BeautifulSoup:
    """Return the page of an answer, whatever its status."""
    return BeautifulSoup(response.content, "html.parser")


def the(page: Tag, selector: str) -> Tag:
    """Return the first element a selector names; a page without one fails the test by its name."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def words(tag: Tag) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split())
