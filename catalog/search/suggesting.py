"""What a visitor may be about to type: titles, names of categories, names of things."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalog.glossary.analyzer import fold, normalize
from catalog.glossary.lexicon import Name, guess_language, label_keys
from catalog.glossary.selectors import lexicon
from catalog.seams.preferences import Preferences
from catalog.search.address import address_of
from catalog.search.contributors import CONTRIBUTORS, NAMINGS, Named, Naming
from catalog.search.engine import EngineDownError, IndexMissingError, Suggestion
from catalog.search.engines import engine
from catalog.search.plan import Clause, Group, Plan
from catalog.search.services import ask_rebuild
from catalog.search.understanding import Query

LIMIT = 8
_LONGEST = 80  # characters that are looked at
_MOST_NAMES = 2  # of each kind of name, so that titles are seen too
_TRIED_NAMES = 6  # of each kind, counted before those that find nothing are left out
_LOOKED_AT = 400  # labels that begin alike
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """One suggestion: its text with its language, what kind of thing it is, and where it leads."""

    text: str
    language: str
    kind: str
    url: str


def offers(typed: str, reader: Preferences, limit: int = LIMIT) -> list[Offer]:
    """Return what may be meant by a beginning, in the language it is typed in first.

    Never raises for anything a visitor can type. Of records only those that may be shown at this
    moment, of names only those that find something.
    """
    text = normalize(typed[:_LONGEST]).text.strip()
    if not text:
        return []
    try:
        return _offers(text, reader, limit)
    except IndexMissingError:
        ask_rebuild()
    except EngineDownError:
        logger.exception("Search has no engine that answers.")
    return []


def _offers(text: str, reader: Preferences, limit: int) -> list[Offer]:
    languages = languages_for(text, reader.language)
    titles = titles_starting(text, languages, limit)
    addresses = _addresses(titles, reader)
    records = [
        Offer(one.text, one.language, str(CONTRIBUTORS.get(one.kind).label), addresses[one.key])
        for one in titles
        if one.key in addresses
    ]
    named = _names(text, languages, taken={one.text.lower() for one in records})
    return [*named, *records][:limit]


def languages_for(text: str, page: str) -> list[str]:
    """Return all languages: that of the letters first, then the page's, English, the others."""
    every = [code for code, _name in settings.LANGUAGES]
    return list(dict.fromkeys([guess_language(text, page), page, settings.LANGUAGE_CODE, *every]))


def titles_starting(text: str, languages: Sequence[str], limit: int) -> list[Suggestion]:
    """Return titles one of whose words begins so, one for each record.

    The other languages are asked only where the likely ones have too little: they are eight more.
    """
    prefix = fold(text)
    found: dict[tuple[str, int], Suggestion] = {}
    # A record may have such a title in several languages, and accents are looked at afterwards.
    for asked in (languages[:2], languages[2:]):
        for one in engine().suggest(prefix, limit * 2, asked):
            if prefix == text or text in normalize(one.text).text:
                found.setdefault(one.key, one)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _addresses(titles: Iterable[Suggestion], reader: Preferences) -> dict[tuple[str, int], str]:
    """Return where the records are that may be shown now: one question for each kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for one in titles:
        ids[one.kind].append(one.id)
    return {
        (kind, record): url
        for kind, records in ids.items()
        if kind in CONTRIBUTORS
        for record, url in CONTRIBUTORS.get(kind).addresses_now(records, reader).items()
    }


def _names(text: str, languages: Sequence[str], taken: set[str]) -> list[Offer]:
    """Return names that find something, each text once, however many kinds of thing bear it."""
    tried: list[tuple[Naming, Named]] = []
    for naming in NAMINGS:
        new = [one for one in naming.starting(text, languages) if one.text.lower() not in taken]
        tried += [(naming, one) for one in new[:_TRIED_NAMES]]
    totals = engine().totals([one.plan for _, one in tried])
    offered: set[str] = set()
    found: list[Offer] = []
    for naming in NAMINGS:
        bearing = []
        for (kind, one), total in zip(tried, totals, strict=True):
            # A name that finds nothing must not keep another kind's from being offered.
            if kind is naming and total and one.text.lower() not in offered:
                bearing.append(Offer(one.text, one.language, str(naming.label), one.url))
                offered.add(one.text.lower())
        found += bearing[:_MOST_NAMES]
    return found


def concepts_starting(typed: str, languages: Sequence[str]) -> list[Named]:
    """Return concepts by the name they go by in the language of the label that begins so.

    A label that is never shown (pinyin, a spelling) leads to the name that is.
    """
    labels = lexicon()
    meanings = labels.kinship.meanings
    key, prefix = label_keys(typed)
    rank = {code: place for place, code in enumerate(languages)}
    best: dict[str, tuple[tuple[int, bool], Name]] = {}
    for looked_at, name in enumerate(labels.starting(prefix, languages[0]) if prefix else ()):
        if looked_at >= _LOOKED_AT:
            break
        if key != prefix and key not in name.key:
            continue
        order = rank[name.language], not fold(name.key).startswith(prefix)
        if name.concept not in best or order < best[name.concept][0]:
            best[name.concept] = order, name
    ordered = sorted(best.values(), key=lambda pair: (pair[0], pair[1].key))
    return [
        _named(name.concept, text, name.language)
        for _, name in ordered
        if (text := meanings[name.concept].names.get(name.language))
    ]


def _named(concept: str, text: str, language: str) -> Named:
    borne = tuple(Clause(field, (concept,), 1) for field in ("concept", "broader"))
    return Named(text, language, address_of(Query(text=text)), Plan((Group(text, (borne,)),), 1))


CONCEPTS = Naming("concept", _("Search term"), concepts_starting)
