"""The question of a saved search: from an address, back to it, and to the plan an engine answers."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.glossary.selectors import lexicon
from catalog.search.address import address_of, pairs_of, read_query
from catalog.search.contributors import CONTRIBUTORS, facets
from catalog.search.documents import NEWEST, Key, key_text, read_key
from catalog.search.editors.rules_now import rules_now
from catalog.search.engine import Found
from catalog.search.engines import engine
from catalog.search.measured import MOQ, Measured
from catalog.search.models import SavedSearch
from catalog.search.plan import BEST
from catalog.search.selectors import plan_of
from catalog.search.understanding import Query, understand

MOST_KNOWN = 2000
"""Records that are remembered as known when a search is saved."""
_LONGEST_NAME = 200


def question_of(query: Query) -> str:
    """Return what is kept of a query: everything of its address but page, order and look."""
    return urlencode(pairs_of(replace(query, page=1, sort=BEST, grid=False)))


def question_key(question: str) -> str:
    """Return a short stand-in for a question, which may be too long for a unique index."""
    return hashlib.blake2s(question.encode(), digest_size=16).hexdigest()


def query_of(saved: SavedSearch) -> Query:
    """Return the query that was saved; what is no longer known in its address is left out."""
    return read_query(QueryDict(saved.question), saved.language)


def address_of_saved(saved: SavedSearch) -> str:
    """Return where the saved search is seen, the newest first, under the active language."""
    return address_of(replace(query_of(saved), sort=NEWEST))


def name_of(query: Query) -> str:
    """Return what a query is called before somebody names it: its words, else what narrows it."""
    if query.text:
        return query.text[:_LONGEST_NAME]
    known = facets()
    labels = [
        str(label)
        for name, values in query.filters.items()
        for label in (
            known[name].labels(values, query.language).values()
            if name in known
            else [str(CONTRIBUTORS.get(value).label) for value in values if value in CONTRIBUTORS]
        )
    ]
    return " · ".join(labels)[:_LONGEST_NAME] or _("Everything")


def settled(query: Query) -> Query:
    """Return the query with the unit it compares prices and quantities in, which else goes with the goods.

    Raises IndexMissingError or EngineDownError where the engine has to say it and cannot.
    """
    if query.per or not (query.band or MOQ in query.ranges):
        return query
    return replace(query, per=_measured(query, limit=1).comparison(Found()).unit)


def known_now(query: Query) -> tuple[list[str], bool]:
    """Return what matches at this moment, and whether it is more than is remembered."""
    found = _ask(query, limit=MOST_KNOWN)
    return sorted(key_text(*hit.key) for hit in found.hits), found.total > MOST_KNOWN


def new_among(saved: SavedSearch, changed: Sequence[Key]) -> list[Key]:
    """Return those of the records that match and were not known when the search was saved."""
    query = query_of(saved)
    if saved.is_wide:
        published = query.ranges.get("published", (None, None))
        since = max(int(saved.known_at.timestamp()), published[0] or 0)
        query = replace(query, ranges={**query.ranges, "published": (since, published[1])})
    found = _ask(query, limit=len(changed), among=changed)
    return sorted({hit.key for hit in found.hits} - _keys(saved.known))


def _ask(query: Query, *, limit: int, among: Sequence[Key] | None = None) -> Found:
    return _measured(query, limit=limit, among=among).page(0)


def _measured(query: Query, *, limit: int, among: Sequence[Key] | None = None) -> Measured:
    query = replace(query, sort=BEST)
    plan = plan_of(query, understand(query, lexicon(), rules_now()))
    return Measured(query, replace(plan.uncounted(), limit=limit, among=among), engine().search)


def _keys(texts: Iterable[str]) -> set[Key]:
    return {read_key(text) for text in texts}
