"""What search knows of pages: one document for a page in all its languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from html import unescape
from typing import Any

from django.db.models import Min
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from catalog.files.manifest import Manifest
from catalog.reference.languages import pick
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.translation.texts import LocalText
from portal.pages.models import ArticlePage, ContactPage, EditorialPage, LandingPage, SectionPage
from portal.pages.selectors.pieces import show_date
from portal.pages.services.following import KIND
from portal.pages.tree import for_everybody, path_of

MODELS: tuple[type[EditorialPage], ...] = (ArticlePage, SectionPage, LandingPage, ContactPage)
WORDS = {"text", "lead", "heading", "title", "caption", "label", "note", "who", "role", "description"}
SPACES = re.compile(r"\s+")
ENDS = re.compile(r"</(?:p|h\d|li)>|<br\s*/?>")  # where one word ends though no space says so
OPENING = 300  # characters of a page's own words shown as why it was found


def words_in(stored: Any, key: str = "") -> Iterator[str]:
    """Yield what readers read in a stored body, block by block."""
    if isinstance(stored, str):
        if key in WORDS:
            yield SPACES.sub(" ", unescape(strip_tags(ENDS.sub(r" \g<0>", stored)))).strip()
    elif isinstance(stored, Mapping):
        for name, value in stored.items():
            if name == "value" and isinstance(value, str):
                yield from words_in(value, str(stored.get("type", "")))
            elif name != "source":
                yield from words_in(value, str(name))
    elif isinstance(stored, Sequence):
        for item in stored:
            yield from words_in(item)


def group_ids(ids: Sequence[int] | None = None) -> dict[Any, int]:
    """Return the id by which search knows each page, by translation key: that of the first language."""
    found = Page.objects.values("translation_key").annotate(first=Min("pk")).order_by("first")
    if ids is not None:
        found = found.filter(first__in=list(ids))
    return {row["translation_key"]: row["first"] for row in found}


def rows(ids: Sequence[int]) -> Iterator[tuple[int, list[EditorialPage]]]:
    """Yield what everybody may read of each of these documents, one page for a language."""
    keys = group_ids(ids)
    for model in MODELS:
        groups: dict[int, list[EditorialPage]] = {}
        pages = for_everybody(model.objects).filter(translation_key__in=keys)
        for page in pages.select_related("locale", "picture").order_by("pk"):
            groups.setdefault(keys[page.translation_key], []).append(page)
        yield from groups.items()


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the pages that a visitor may see."""
    for pk, pages in rows(ids):
        first = pages[0]
        dated = first.date if isinstance(first, ArticlePage) else None
        yield SearchDocument(
            kind=KIND,
            id=pk,
            titles={page.locale.language_code: page.title for page in pages},
            bodies={page.locale.language_code: body for page in pages if (body := words_of(page))},
            facets={"country": [first.country]} if isinstance(first, ArticlePage) and first.country else {},
            numbers={"published": int(datetime.combine(dated, time(), UTC).timestamp())} if dated else {},
        )


def words_of(page: EditorialPage) -> str:
    """Return the lead and the body of a page as plain text."""
    return "\n".join(filter(None, (page.lead, *words_in(list(page.body.raw_data)))))


def all_ids() -> Iterator[int]:
    """Yield the id of every page that may be described."""
    yield from group_ids().values()


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the pages among these that a visitor may see at this moment."""
    language = preferences.language
    return {pk: _row(pages, language) for pk, pages in rows(ids)}


def _row(pages: list[EditorialPage], language: str) -> Row:
    by_language = {page.locale.language_code: page for page in pages}
    _title, found = pick({code: page.title for code, page in by_language.items()}, language)
    page = by_language[found]
    return Row(
        url=f"/{language}{path_of(page.url_path)}",
        title=LocalText(page.title, found),
        texts=[
            *(LocalText(other.title, code) for code, other in by_language.items()),
            *(LocalText(words_of(other)[:OPENING], code) for code, other in by_language.items()),
        ],
        picture=Manifest.read(page.picture.manifest) if page.picture else None,
        line=show_date(page.date, language) if isinstance(page, ArticlePage) else "",
    )


CONTRIBUTOR = Contributor(
    name=KIND, label=_("Articles and pages"), documents=documents, all_ids=all_ids, present=present
)
