"""Searching: from a query to hits with their reasons, or to what to search instead."""

import logging
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog.glossary.lexicon import Lexicon
from catalog.glossary.selectors import lexicon
from catalog.seams.preferences import Preferences
from catalog.search import present_moment, recovery
from catalog.search.contributors import CONTRIBUTORS, Row, facets
from catalog.search.documents import NUMBERS, PRICED, UNIT, Key, key_text
from catalog.search.editors.rules_now import rules_now
from catalog.search.engine import DEEPEST, EngineDownError, Found, IndexMissingError, Scored, reachable_pages
from catalog.search.engines import engine
from catalog.search.meaning.related import related
from catalog.search.measured import LEAD_TIME, MOQ, MOQ_STEPS, NOT_COMPARED, Comparison, Measured
from catalog.search.plan import BEST, Plan
from catalog.search.reasons import MEANING, Reason, Shown, show
from catalog.search.recovery import Proposal
from catalog.search.rules import Rules
from catalog.search.services import ask_rebuild
from catalog.search.understanding import Query, Understanding, understand

REBUILDING = "rebuilding"
LEAD_TIMES = (7, 15, 30, 60)  # days that are counted up to
_POPULAR = 6
_HANDFUL = 5
_MOST_RELATED = 6
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hit:
    """A record among the hits, as it stands now."""

    kind: str
    id: int
    row: Row
    shown: Shown
    score: float

    @property
    def key(self) -> str:
        """Return how tests and scripts name it: "kind:id"."""
        return f"{self.kind}:{self.id}"

    @property
    def reasons(self) -> Sequence[Reason]:
        """Return why it is there."""
        return self.shown.reasons


@dataclass(frozen=True)
class Result:
    """An answer. `asked` is what was searched for in the end, `query` as it came.

    `step` is empty when the query itself matched, else the step of the recovery that answered;
    `proposals`, `popular` and what is `related` by meaning alone are offers, never hits. `spent` is in
    milliseconds.
    """

    query: Query
    asked: Understanding
    hits: Sequence[Hit] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    step: str = ""
    corrected: str = ""
    compared: Comparison = NOT_COMPARED
    proposals: Sequence[Proposal] = ()
    popular: Sequence[Hit] = ()
    related: Sequence[Hit] = ()
    spent: float = 0.0


def search(query: Query, preferences: Preferences, rules: Rules | None = None) -> Result:
    """Answer a query. Never raises for anything a visitor can type; without an index it says so.

    `rules` stand in for what editors said, where an editor wants to see what other ones would do.
    """
    started = time.perf_counter()
    labels = lexicon()
    asked = understand(query, labels, rules_now() if rules is None else rules)
    try:
        result = _beside(_answer(query, asked, preferences, labels), preferences, labels)
    except IndexMissingError as error:
        logger.warning("Search has no usable index; it is being made anew. %s", error)
        ask_rebuild()
        result = Result(query, asked, step=REBUILDING)
    except EngineDownError:
        logger.exception("Search has no engine that answers.")
        result = Result(query, asked, step=REBUILDING)
    return replace(result, spent=(time.perf_counter() - started) * 1000)


def listed(query: Query, *, counted: bool = True) -> tuple[Result, list[Key]]:
    """Return an answer without its hits, and the keys of those, for a page that shows records itself.

    Facets are counted where they are not known already. Raises IndexMissingError or EngineDownError.
    """
    asked = understand(query, lexicon())
    page = _page(query, asked, counted=counted)
    answer = Result(
        query,
        asked,
        total=page.found.total,
        facets=page.found.facets,
        spans=page.found.spans,
        page=page.number,
        pages=reachable_pages(page.found.total, query.per_page),
        compared=page.compared,
    )
    return answer, [hit.key for hit in page.found.hits]


@dataclass(frozen=True)
class _Page:
    """What an engine found for one page, which page that is, and how its listings are compared."""

    found: Found
    number: int
    compared: Comparison


def _answer(query: Query, asked: Understanding, preferences: Preferences, labels: Lexicon) -> Result:
    first = _page(query, asked)
    if first.found.total:
        if slip := recovery.slipped(query, asked, labels, engine()):
            read = understand(slip, labels, asked.rules)
            page = _page(slip, read, strict=True)
            if page.found.total:
                right = _result(query, read, page, preferences, labels, respelled=True)
                return replace(right, step=recovery.SPELLING, corrected=slip.text)
        meant, first = _less_by_chance(query, asked, first)
        if first.found.total:
            return _result(query, meant, first, preferences, labels)
    better = [] if asked.empty else list(recovery.otherwise(query, asked, labels, engine()))
    reads = [(query, asked), *((other, understand(other, labels, asked.rules)) for other in better)]
    tries = [*reads[1:], *((typed, tried.loosely) for typed, tried in reads if tried.loosely != tried)]
    for number, (typed, tried) in enumerate(tries):
        page = _page(typed, tried, strict=number < len(better))
        if page.found.total:
            respelled = typed is not query
            result = _result(query, tried, page, preferences, labels, respelled=respelled)
            return replace(result, step=recovery.SPELLING, corrected=typed.text) if respelled else result
    return _offer(query, asked, first, preferences, labels)


def _less_by_chance(query: Query, asked: Understanding, page: _Page) -> tuple[Understanding, _Page]:
    """Take what is said beside a thing as a wish where only a few long texts hold it, and no title.

    A text that tells of raw fruit and sells coffee is not the answer to "raw coffee", coffee is.
    """
    wished = asked.loosely
    if page.found.total > _HANDFUL or wished == asked:
        return asked, page
    if engine().totals([plan_of(query, asked.titled).uncounted()])[0]:
        return asked, page
    return wished, _page(query, wished)


def _beside(result: Result, preferences: Preferences, labels: Lexicon) -> Result:
    """Add what is near in meaning where all that matches is shown already, or nothing matches."""
    query = result.query
    if query.literal or query.narrowed or result.pages > 1 or query.sort != BEST:
        return result
    shown = {(hit.kind, hit.id) for hit in result.hits}
    near = [hit for hit in related(result.asked, labels, engine()) if hit.key not in shown][:_MOST_RELATED]
    typed = query.text.strip()
    reason = Reason(MEANING, typed, result.asked.language, typed, result.asked.language)
    hits = [
        replace(hit, shown=replace(hit.shown, reasons=(reason,)))
        for hit in _hits(near, result.asked, preferences, labels)
    ]
    if hits and result.step == recovery.POPULAR:
        return replace(result, step=recovery.RELATED, related=hits, popular=())
    return replace(result, related=hits)


def _page(query: Query, asked: Understanding, *, strict: bool = False, counted: bool = True) -> _Page:
    """Search for one page; a page number beyond the last is taken for the last."""
    plan = plan_of(query, asked, strict=strict)
    if not counted:
        plan = replace(plan.uncounted(), limit=plan.limit)
    measured = Measured(query, plan, engine().search)
    deepest = DEEPEST // query.per_page
    page = min(max(1, query.page), deepest)
    found = measured.page((page - 1) * query.per_page)
    last = reachable_pages(found.total, query.per_page)
    if page > last:
        page = last
        found = measured.page((page - 1) * query.per_page)
    by_the_clock = present_moment.counted(measured.plan, found.facets, engine().search)
    found = replace(found, facets={**found.facets, **by_the_clock})
    return _Page(found, page, measured.comparison(found))


def plan_of(query: Query, asked: Understanding, *, strict: bool = False) -> Plan:
    """Return the plan of a query with its filters; `strict` asks for every part of it."""
    numbers = [facet.name for facet in query.further if facet.unit is not None]
    listed = [facet.name for facet in query.further if facet.unit is None]
    by_the_clock = {facet.name for facet in present_moment.by_the_clock()}
    known = dict.fromkeys(["kind", UNIT, PRICED, *facets(), *listed])
    every = sum(not group.optional for group in asked.groups)
    chosen = {name: tuple(values) for name, values in query.filters.items() if values and name in known}
    return replace(
        asked.plan(least=every if strict else None),
        filters=present_moment.settled(chosen),
        ranges={name: bounds for name, bounds in query.ranges.items() if name in NUMBERS},
        stated={name: bounds for name, bounds in query.ranges.items() if name in numbers},
        spans=tuple(numbers),
        counted=tuple(name for name in known if name not in by_the_clock),
        bands={LEAD_TIME: LEAD_TIMES, MOQ: MOQ_STEPS},
        sort=query.sort,
        limit=query.per_page,
        # Words that cannot be searched for find nothing; no words at all find everything.
        nothing=asked.empty and bool(query.text.strip()),
    )


def _result(
    query: Query,
    asked: Understanding,
    page: _Page,
    preferences: Preferences,
    labels: Lexicon,
    *,
    respelled: bool = False,
) -> Result:
    found = page.found
    hits = _hits(found.hits, asked, preferences, labels, respelled=respelled)
    return Result(
        query,
        asked,
        hits,
        total=found.total - (len(found.hits) - len(hits)),
        facets=found.facets,
        spans=found.spans,
        page=page.number,
        pages=reachable_pages(found.total, query.per_page),
        compared=page.compared,
    )


def _hits(
    scored: Sequence[Scored],
    asked: Understanding,
    preferences: Preferences,
    labels: Lexicon,
    *,
    respelled: bool = False,
) -> list[Hit]:
    """Look the hits up in the database, one call per kind; what is not shown there is no hit."""
    ids: dict[str, list[int]] = defaultdict(list)
    for hit in scored:
        ids[hit.key[0]].append(hit.key[1])
    rows = {
        (kind, record): row
        for kind, records in ids.items()
        if kind in CONTRIBUTORS
        for record, row in CONTRIBUTORS.get(kind).present(records, preferences).items()
    }
    return [
        Hit(
            *hit.key,
            row,
            show(row, asked, labels, respelled=respelled, chosen=key_text(*hit.key) in asked.pinned),
            hit.score,
        )
        for hit in scored
        if (row := rows.get(hit.key)) is not None
    ]


def _offer(
    query: Query, asked: Understanding, page: _Page, preferences: Preferences, labels: Lexicon
) -> Result:
    """Walk the ladder: without filters, with fewer words, what is popular; say which step answered."""

    def count(other: Query) -> int:
        read = understand(other, labels, asked.rules)
        return engine().search(plan_of(other, read).uncounted()).total

    empty = Result(query, asked, facets=page.found.facets, spans=page.found.spans, compared=page.compared)
    wider = recovery.without_filters(query, count)
    if wider:
        return replace(empty, step=recovery.FILTERS, proposals=(wider,))
    fewer = recovery.fewer_words(query, asked, count)
    if fewer:
        return replace(empty, step=recovery.FEWER_WORDS, proposals=fewer)
    nothing = understand(Query(language=query.language), labels)
    popular = _hits(engine().search(Plan(limit=_POPULAR)).hits, nothing, preferences, labels)
    return replace(empty, step=recovery.POPULAR, popular=popular)
