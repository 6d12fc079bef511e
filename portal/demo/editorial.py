"""The contact page and the legal pages of the demonstration, brought through the services of the pages."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Literal

from django.db import transaction
from pydantic import ConfigDict
from pydantic import dataclasses as checked
from wagtail.models import Page

from catalog.reference.languages import codes
from portal.demo.articles import html
from portal.demo.models import Exhibit
from portal.demo.reading import FOLDER, read
from portal.demo.schema import Texts
from portal.demo.shelves import Shelf, Tally
from portal.pages.models import ContactPage, EditorialPage, LandingPage
from portal.pages.services import ArticleWords, ensure_home, ensure_page, link_legal_page

Kind = Exhibit.Kind
PLACE = FOLDER / "pages.yaml"
KINDS: dict[str, type[EditorialPage]] = {"contact": ContactPage, "legal": LandingPage}


@checked.dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class PageEntry:
    """A page right below the home page. ``text`` is paragraphs, and headings that begin with two hashes."""

    slug: str
    kind: Literal["contact", "legal"]
    title: Texts
    lead: Texts
    text: Texts | None = None


@checked.dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class PagesFile:
    """What the file says."""

    pages: tuple[PageEntry, ...]


def told_pages() -> tuple[PageEntry, ...]:
    """Return what the file tells. Raises ContentRefused for a slip in it."""
    return read(PLACE, PagesFile).pages


def bring_pages(done: Callable[[Tally], None]) -> None:
    """Bring the pages, each in all languages, and link them at the end of every page."""
    shelf: Shelf[Page] = Shelf(Kind.PAGE, Page, Tally("Pages"))
    for entry in told_pages():
        stated = asdict(entry)
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            page = ensure_page(
                kind=KINDS[entry.kind],
                parent=ensure_home(name="网上东博会"),
                slug=entry.slug,
                words={code: _words(entry, code) for code in codes()},
            )
            link_legal_page(page=page)
            shelf.put(entry.slug, stated, page)
    done(shelf.tally)


def _words(entry: PageEntry, code: str) -> ArticleWords:
    body = (("text", html(entry.text[code])),) if entry.text else ()
    return ArticleWords(entry.title[code], entry.lead[code], body=body)
