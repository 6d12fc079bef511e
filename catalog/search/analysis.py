"""From a record's texts to the terms an engine keeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from catalog.glossary.analyzer import Analysis, Token, analyze, code_key, fold, hs_prefixes
from catalog.glossary.lexicon import Lexicon, Match, Reading, joined
from catalog.glossary.places import COUNTRIES
from catalog.search.documents import (
    LARGEST_STATED,
    PRICED,
    UNPRICED,
    Entry,
    SearchDocument,
    key_text,
    order_keys,
    read_key,
    tie_factor,
)
from catalog.search.engine import Suggestion
from catalog.search.filler import is_form
from catalog.search.meaning.vectors import vectors_of

# Between the parts of a suggestion as an engine keeps it: language, what is typed, the text, the record.
PART = "\x1f"
_LONGEST_SUGGESTION = 120
_SUGGESTION_STARTS = 6  # a title is also suggested from its second to sixth word


def prepare(document: SearchDocument, lexicon: Lexicon) -> Entry:
    """Analyse one record: its words, codes, concepts and what may be suggested for it."""
    title_pairs = _read(document.titles, lexicon)
    body_pairs = _read(document.bodies, lexicon)
    title_readings = [reading for _, reading in title_pairs]
    known = lexicon.kinship.meanings
    named = [slug for reading in title_readings for slug in reading.concepts]
    made = [slug for reading in title_readings for slug in composed(reading, lexicon)]
    direct = _unique(slug for slug in [*document.concepts, *named, *made, *places(document)] if slug in known)
    terms = {
        "title": _unique(word for pair in title_pairs for word in words(*pair)),
        "exact": _unique(word for pair in title_pairs for word in words(*pair, exact=True)),
        "body": _unique(word for pair in body_pairs for word in words(*pair, long=True)),
        "body_exact": _unique(word for pair in body_pairs for word in words(*pair, exact=True, long=True)),
        "gram": _unique(gram for analysis, reading in title_pairs for gram in analysis.grams(reading.hidden)),
        "code": _codes(document),
        "concept": direct,
        "broader": _broader(direct, title_readings, lexicon),
        "suggest": _unique(_suggestions(document)),
    }
    facets = {name: sorted(set(values)) for name, values in document.facets.items() if values}
    facets["kind"] = [document.kind]
    facets.setdefault(PRICED, [UNPRICED])
    tie = tie_factor(document.kind, document.id, document.popularity)
    return Entry(
        kind=document.kind,
        id=document.id,
        terms=terms,
        facets=facets,
        numbers=dict(document.numbers),
        orders=order_keys(document.numbers, tie),
        tie=tie,
        vectors=vectors_of(document.titles),
        stated={
            name: sorted({max(-LARGEST_STATED, min(LARGEST_STATED, value)) for value in values})
            for name, values in document.stated.items()
            if values
        },
    )


def _read(texts: Mapping[str, str], lexicon: Lexicon) -> list[tuple[Analysis, Reading]]:
    return [pair for language, text in texts.items() if text for pair in lexicon.read_all(text, language)]


def composed(reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a title names in parts: "fragrant mango, dried" is dried mango."""
    forms = [slug for slug in reading.concepts if is_form((slug,))]
    if forms:
        known = lexicon.kinship.meanings
        things = _unique(thing for slug in reading.concepts for thing in (slug, *known[slug].wider))
        whole_of = _compounds(lexicon)
        yield from (whole_of[thing, form] for thing in things for form in forms if (thing, form) in whole_of)


@lru_cache(maxsize=2)
def _compounds(lexicon: Lexicon) -> dict[tuple[str, str], str]:
    """Return by thing and form the concept whose English name is made of both."""
    found = {}
    for meaning in lexicon.kinship.meanings.values():
        reading = lexicon.read(analyze(meaning.name("en")), "en")
        inner = {slug for match in reading.inner for slug in match.concepts}
        forms = {slug for slug in inner if is_form((slug,))}
        if meaning.slug in reading.concepts and len(forms) == 1:
            found.update({(thing, form): meaning.slug for form in forms for thing in inner - forms})
    return found


def places(document: SearchDocument) -> list[str]:
    """Return the concepts of where a record is from, so that "Thai durian" finds it in any language."""
    countries = (COUNTRIES.get(code, "") for code in document.facets.get("country", ()))
    return [*countries, *document.facets.get("city", ())]


def _broader(direct: Sequence[str], readings: Iterable[Reading], lexicon: Lexicon) -> list[str]:
    """Return what the record also answers to: wider concepts, and those named within longer names."""
    known = lexicon.kinship.meanings
    inner = [slug for reading in readings for match in reading.inner for slug in match.concepts]
    wider = [above for slug in [*direct, *inner] for above in known[slug].wider]
    return [slug for slug in _unique([*inner, *wider]) if slug not in direct]


def words(analysis: Analysis, reading: Reading, *, exact: bool = False, long: bool = False) -> Iterator[str]:
    """Yield the terms of a text: its words, without those that only look like a name of something else.

    A name that holds such a word (珍珠奶茶 holds 珍珠, pearl) is kept whole, as one term. In a `long`
    text every name of several words is: there its words may stand far apart and mean nothing
    (khoai môn from Quảng Tây is no khoai tây).
    """
    for token in analysis.tokens:
        if not _hidden(token, reading):
            yield token.exact if exact else token.key
    for match in reading.matches:
        if holds_another(match, reading) or (long and _of_several_words(match, analysis)):
            yield whole(match, analysis, exact=exact)


def holds_another(match: Match, reading: Reading) -> bool:
    """Say whether a name holds a word that must not be found by itself."""
    return any(match.at <= at and until <= match.until for at, until in reading.hidden)


def _of_several_words(match: Match, analysis: Analysis) -> bool:
    return sum(match.at <= token.at and token.until <= match.until for token in analysis.tokens) > 1


def whole(match: Match, analysis: Analysis, *, exact: bool = False) -> str:
    """Return a name as one term: its words joined, spaces made visible so that no engine splits it."""
    tokens = [token for token in analysis.tokens if match.at <= token.at and token.until <= match.until]
    if not tokens:
        return analysis.normal.text[match.at : match.until].replace(" ", "_")
    return joined([token.exact if exact else token.key for token in tokens]).replace(" ", "_")


def _hidden(token: Token, reading: Reading) -> bool:
    return any(at <= token.at and token.until <= until for at, until in reading.hidden)


def _codes(document: SearchDocument) -> list[str]:
    plain = (code_key(code) for code in document.keywords)
    prefixes = (prefix for code in document.hs_codes for prefix in hs_prefixes(code))
    return _unique(code for code in [*plain, *prefixes] if code)


def _suggestions(document: SearchDocument) -> Iterator[str]:
    key = key_text(document.kind, document.id)
    for language, text in document.titles.items():
        shown = text[:_LONGEST_SUGGESTION].replace(PART, " ")
        analysis = analyze(shown)
        for token in analysis.tokens[:_SUGGESTION_STARTS]:
            yield PART.join((language, fold(analysis.normal.text[token.at :]), shown, key))


def suggested_from(language: str, prefix: str) -> str:
    """Return how every suggestion in this language begins that is made for this prefix."""
    return f"{language}{PART}{prefix}"


def read_suggestion(term: str) -> Suggestion:
    """Read a suggestion as an engine keeps it."""
    language, _, text, key = term.split(PART)
    return Suggestion(text, language, *read_key(key))


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
