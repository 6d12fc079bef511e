"""What the search page prints, from a result."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalog.glossary.lexicon import guess_language
from catalog.glossary.selectors import lexicon
from catalog.reference.cldr import language_name
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.seams.slots import FilledSlot
from catalog.search import bounds, narrowing
from catalog.search.address import address_of, narrowed
from catalog.search.alerts.questions import question_of
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.documents import CHEAPEST, DEAREST, NEWEST, SMALLEST
from catalog.search.measured import BY_PRICE
from catalog.search.plan import BEST
from catalog.search.reasons import why
from catalog.search.recovery import Proposal
from catalog.search.selectors import REBUILDING, Hit, Result
from catalog.search.understanding import Query

# Languages that share their letters, so that one may be taken for another.
LATIN = ("en", "vi", "id", "ms", "fil")
_LONGEST_HEADING = 100  # characters
_MOST_NAMES = 2  # concepts whose names in other languages are listed


def page_context(result: Result, reader: Preferences) -> dict[str, Any]:
    """Return the context of search/search.html."""
    query, language = result.query, reader.language
    return {
        "query_text": query.text,
        "result": result,
        "heading": _heading(result, language),
        "tabs": _tabs(result, language),
        "groups": narrowing.groups(result, language),
        "trees": narrowing.trees(result, language),
        "measures": bounds.measures(result, language, reader.currency),
        "hidden": narrowing.hidden(query),
        "chips": narrowing.chips(result, language),
        "comparison": narrowing.comparison(result, language),
        "ignored": query.unknown,
        "page_missing": result.pages if query.page > result.pages and result.hits else None,
        "orders": _orders(result),
        "views": _views(query),
        "grid": query.grid,
        "same_as": _same_as(result, language),
        "literal_url": address_of(replace(query, literal=not query.literal, page=1)),
        "read_as": _read_as(result, language),
        "hits": [_hit(hit, language) for hit in result.hits],
        "below": _below(result, reader),
        "popular": [_entry(hit, language) for hit in result.popular],
        "related": [_entry(hit, language) for hit in result.related],
        "alert_url": _alert_url(result),
        "ways": [_way(proposal, language) for proposal in result.proposals],
        "page": Paginator(range(result.pages), 1).get_page(result.page),
        "page_query": _page_query(result),
        "numbers": list(Paginator(range(result.pages), 1).get_elided_page_range(result.page)),
    }


def _alert_url(result: Result) -> str:
    """Return where one asks to be told of more; nowhere for a search that asks for nothing."""
    query = result.query
    question = question_of(query) if query.narrowed or not result.asked.empty else ""
    return f"{reverse('search-alert')}?{question}" if question else ""


def _heading(result: Result, language: str) -> str:
    if result.step == REBUILDING:
        return _("Search")  # nothing was looked through, so nothing can be said to match or not
    words = {"count": show_number(result.total, language), "query": _shortened(result.query.text)}
    if not result.query.text:
        return ngettext("%(count)s entry", "%(count)s entries", result.total) % words
    if not result.hits and not result.total:
        return _("Nothing matches “%(query)s”") % words
    return (
        ngettext("%(count)s result for “%(query)s”", "%(count)s results for “%(query)s”", result.total)
        % words
    )


def _shortened(text: str) -> str:
    """Return what was searched for as a heading has room for it; the box above holds all of it."""
    if len(text) <= _LONGEST_HEADING:
        return text
    return f"{text[:_LONGEST_HEADING].rstrip()}…"


def _tabs(result: Result, language: str) -> list[dict[str, Any]]:
    """Return one tab per kind that has something, after one for all."""
    counts = result.facets.get("kind", {})
    chosen = result.query.filters.get("kind", ())
    tabs = [
        {
            "url": address_of(narrowed(result.query, "kind", ())),
            "text": _("Everything"),
            "count": show_number(sum(counts.values()), language),
            "current": not chosen,
        }
    ]
    for contributor in CONTRIBUTORS:
        count = counts.get(contributor.name, 0)
        if count or contributor.name in chosen:
            tabs.append(
                {
                    "url": address_of(narrowed(result.query, "kind", (contributor.name,))),
                    "text": contributor.label,
                    "count": show_number(count, language),
                    "current": contributor.name in chosen,
                }
            )
    return tabs


def _orders(result: Result) -> list[dict[str, Any]]:
    """Return the orders; those by price and quantity only where something has one."""
    names = [(BEST, _("Best match")), (NEWEST, _("Newest first"))]
    if result.compared.units or result.query.sort in BY_PRICE:
        names += [(CHEAPEST, _("Price, low to high")), (DEAREST, _("Price, high to low"))]
    if result.compared.quantities or result.query.sort == SMALLEST:
        names.append((SMALLEST, pgettext("order", "Smallest order first")))
    return [
        {
            "url": address_of(replace(result.query, sort=sort, page=1)),
            "text": text,
            "current": result.query.sort == sort,
        }
        for sort, text in names
    ]


def _views(query: Query) -> list[dict[str, Any]]:
    return [
        {"url": address_of(replace(query, grid=grid)), "text": text, "current": query.grid == grid}
        for grid, text in ((False, _("List")), (True, _("Grid")))
    ]


def _read_as(result: Result, language: str) -> dict[str, Any] | None:
    """Return the language the query was read in, and those it can be read in instead."""
    query, asked = result.query, result.asked
    if not any(char.isalpha() for char in query.text):
        return None
    guess = guess_language(query.text, language)
    others = [guess, language, *(LATIN if guess in LATIN else ())]
    return {
        "language": language_name(asked.language, language),
        "others": [
            {
                "text": language_name(code, language),
                "url": address_of(replace(query, read="" if code == guess else code, page=1)),
            }
            for code in dict.fromkeys(others)
            if code != asked.language
        ],
    }


def _same_as(result: Result, language: str) -> list[dict[str, str]]:
    """Return the names in other languages of what was asked for: they were searched as well."""
    meanings = lexicon().kinship.meanings
    asked_in = result.asked.language
    names: dict[str, dict[str, str]] = {}
    for slug in result.asked.concepts[:_MOST_NAMES]:
        for code, text in meanings[slug].names.items():
            if code != asked_in:
                names.setdefault(text.lower(), {"text": text, "lang": html_tag(code)})
    return list(names.values())


def _hit(hit: Hit, language: str) -> dict[str, Any]:
    """Return a hit as components/hit.html takes it."""
    row = hit.row
    return {
        "key": hit.key,
        "url": row.url,
        "title": hit.shown.title,
        "title_lang": "" if row.title.language == language else row.title.tag,
        "original": hit.shown.original,
        "original_lang": row.original.tag if row.original else "",
        "why": why(hit.reasons, language),
        "fragment": hit.shown.fragment,
        "picture": row.picture,
        "alt": row.alt,
        "line": row.line,
        "marks": row.marks,
        "price": row.price,
        "side": row.side,
        "slots": row.slots,
    }


def _below(result: Result, reader: Preferences) -> list[list[FilledSlot]]:
    """Return what the rooms whose records are among the hits add below them all."""
    kinds = [hit.kind for hit in result.hits]
    return list(slots.fill(place="search.answers", ids=kinds, preferences=reader).values())


def _entry(hit: Hit, language: str) -> dict[str, Any]:
    """Return a record as components/elsewhere.html takes it: an offer, not a hit."""
    title = hit.row.title
    return {
        "kind": CONTRIBUTORS.get(hit.kind).label,
        "url": hit.row.url,
        "text": title.value,
        "lang": "" if title.language == language else title.tag,
    }


def _way(proposal: Proposal, language: str) -> dict[str, Any]:
    count = show_number(proposal.total, language)
    found = ngettext("%(count)s result", "%(count)s results", proposal.total) % {"count": count}
    return {
        "url": address_of(proposal.query),
        "kept": proposal.kept,
        "dropped": proposal.dropped,
        "found": found,
    }


def _page_query(result: Result) -> str:
    address = address_of(replace(result.query, page=1)).partition("?")[2]
    return f"{address}&" if address else ""
