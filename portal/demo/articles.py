"""The articles of the demonstration: read from their files, brought through the services of the pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.html import format_html_join
from pydantic import ConfigDict
from pydantic import dataclasses as checked

from catalog.files.models import Picture
from catalog.reference.languages import codes
from catalog.reference.models import Source
from portal.demo.models import Exhibit
from portal.demo.reading import FOLDER, ContentRefused, read
from portal.demo.schema import Texts
from portal.demo.shelves import Shelf, Tally
from portal.pages.models import ArticlePage, SectionPage
from portal.pages.services import ArticleWords, ensure_article, ensure_home, ensure_section

STRICT = ConfigDict(extra="forbid")
Kind = Exhibit.Kind
PLACE = FOLDER / "articles"
SECTION = "section.yaml"


@checked.dataclass(frozen=True, kw_only=True, config=STRICT)
class SourceEntry:
    """Where facts of an article come from, and the day on which somebody looked."""

    title: str
    address: str
    checked_on: date


@checked.dataclass(frozen=True, kw_only=True, config=STRICT)
class SectionEntry:
    """The section of the articles, the line under their titles, and sources that only they cite."""

    slug: str
    title: Texts
    lead: Texts
    author: Texts
    sources: dict[str, SourceEntry]


@checked.dataclass(frozen=True, kw_only=True, config=STRICT)
class ChartEntry:
    """A chart; a row begins with its name, by language or the same in all."""

    kind: str
    title: Texts
    description: Texts
    columns: tuple[Texts, ...]
    rows: tuple[tuple[Texts | str | int | float, ...], ...]
    source: str


@checked.dataclass(frozen=True, kw_only=True, config=STRICT)
class BlockEntry:
    """One block of a body: running text, figures with their source, or a chart."""

    text: Texts | None = None
    figures: tuple[dict[str, Texts], ...] = ()
    chart: ChartEntry | None = None
    source: str = ""


@checked.dataclass(frozen=True, kw_only=True, config=STRICT)
class ArticleEntry:
    """An article. ``sources`` are slugs: of the section's file, else of the reference data."""

    slug: str
    day: date
    picture: str
    title: Texts
    lead: Texts
    body: tuple[BlockEntry, ...]
    sources: tuple[str, ...]
    category: str = ""
    country: str = ""


@dataclass(frozen=True)
class Articles:
    """All articles with their section."""

    section: SectionEntry
    entries: tuple[ArticleEntry, ...]
    cited: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def told_articles() -> Articles:
    """Return what the files tell. Raises ContentRefused for a slip in one."""
    section = read(PLACE / SECTION, SectionEntry)
    files = sorted(path for path in PLACE.glob("*.yaml") if path.name != SECTION)
    return Articles(section, tuple(read(path, ArticleEntry) for path in files))


def bring_articles(pictures: Mapping[str, Picture], done: Callable[[Tally], None]) -> None:
    """Bring the section and its articles, each in all languages.

    Raises ContentRefused for a slip in a file and for a source that nobody has named.
    """
    told = told_articles()
    shelf: Shelf[ArticlePage] = Shelf(Kind.ARTICLE, ArticlePage, Tally("Articles"))
    section = _bring_section(told.section)
    cited = citations(told)
    for entry in told.entries:
        picture = pictures.get(entry.picture)
        used = {slug: cited[slug] for slug in used_sources(entry)}
        author = told.section.author
        stated = {
            "entry": asdict(entry),
            "author": author,
            "sources": used,
            "picture": picture and picture.pk,
        }
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            article = ensure_article(
                section=section,
                slug=entry.slug,
                words=words(entry, told.section.author, cited),
                day=entry.day,
                sources=[cited[slug] for slug in entry.sources],
                picture=picture,
                category=entry.category,
                country=entry.country,
            )
            shelf.put(entry.slug, stated, article)
    done(shelf.tally)


def _bring_section(entry: SectionEntry) -> SectionPage:
    shelf: Shelf[SectionPage] = Shelf(Kind.SECTION, SectionPage, Tally("Sections"))
    stated = asdict(entry) | {"sources": None}
    known = shelf.row(entry.slug)
    if known is not None and shelf.stands(entry.slug, stated):
        return known
    said = {code: ArticleWords(entry.title[code], entry.lead[code]) for code in codes()}
    with transaction.atomic():
        home = ensure_home(name="网上东博会")
        return shelf.put(
            entry.slug, stated, ensure_section(parent=home, slug=entry.slug, words=said, in_menu=True)
        )


def used_sources(entry: ArticleEntry) -> set[str]:
    """Return the slugs of everything an article cites, in its body too."""
    inside = {block.source for block in entry.body} | {
        block.chart.source for block in entry.body if block.chart
    }
    return {*entry.sources, *inside} - {""}


def citations(told: Articles) -> dict[str, dict[str, str]]:
    """Return what articles cite, by slug. Raises ContentRefused for a source nobody has named or read."""
    own = {
        slug: {"title": one.title, "address": one.address, "checked_on": one.checked_on.isoformat()}
        for slug, one in told.section.sources.items()
    }
    wanted = {slug for entry in told.entries for slug in used_sources(entry)} - own.keys()
    rows = Source.objects.filter(pk__in=wanted, checked_on__isnull=False).exclude(address="")
    known = {
        row.slug: {"title": row.title, "address": row.address, "checked_on": str(row.checked_on)}
        for row in rows
    }
    if missing := wanted - known.keys():
        raise ContentRefused(f"articles: nobody has named the sources {', '.join(sorted(missing))}")
    return own | known


def words(
    entry: ArticleEntry, author: Texts, cited: Mapping[str, Mapping[str, str]]
) -> dict[str, ArticleWords]:
    """Return an article in every language."""
    return {
        code: ArticleWords(
            title=entry.title[code],
            lead=entry.lead[code],
            author=author[code],
            body=tuple(_block(block, code, cited) for block in entry.body),
        )
        for code in codes()
    }


def _block(block: BlockEntry, code: str, cited: Mapping[str, Mapping[str, str]]) -> tuple[str, Any]:
    if block.chart is not None:
        return "chart", _chart(block.chart, code, cited)
    if block.figures:
        figures = [{name: said[code] for name, said in figure.items()} for figure in block.figures]
        return "figures", {"figures": figures, "source": cited[block.source]}
    return "text", html((block.text or {})[code])


def _chart(chart: ChartEntry, code: str, cited: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    def cell(said: Texts | str | float) -> str:
        return said[code] if isinstance(said, dict) else str(said)

    kinds = ["text", *["number"] * (len(chart.columns) - 1)]
    columns = [
        {"type": kind, "heading": heading[code]} for kind, heading in zip(kinds, chart.columns, strict=True)
    ]
    rows = [{"values": [cell(said) for said in row]} for row in chart.rows]
    return {
        "title": chart.title[code],
        "description": chart.description[code],
        "kind": chart.kind,
        "unit": "",
        "table": {"columns": columns, "rows": rows, "caption": ""},
        "source": cited[chart.source],
    }


def html(text: str) -> str:
    """Return paragraphs, and headings that begin with two hashes, as an editor's text is stored."""
    return format_html_join("", "<{0}>{1}</{0}>", _parts(text.strip().split("\n\n")))


def _parts(paragraphs: Iterable[str]) -> Iterable[tuple[str, str]]:
    for paragraph in paragraphs:
        heading = paragraph.startswith("## ")
        yield ("h2" if heading else "p"), paragraph.removeprefix("## ").strip()
