"""The relevance set is what it says: large enough, in ten languages, half kept, not the glossary by heart."""

from collections import Counter
from fnmatch import fnmatchcase

import pytest

from catalog.glossary.analyzer import normalize
from portal.demo.reading import content
from tests.catalog.glossary.from_files import file_rows
from tests.search.judging import ANEW, FRESH, HALVES, KINDS, LATER, PHRASES, TERMS, TUNE, asked
from tests.search.test_relevance import LANGUAGES

COUNTRIES = {"cn", "bn", "kh", "id", "la", "my", "mm", "ph", "sg", "th", "tl", "vn"}


def test_there_are_enough_queries_of_each_kind() -> None:
    kinds = Counter(one.kind for one in asked())
    assert sum(kinds.values()) >= 400
    assert kinds["trap"] >= 60
    assert kinds["nonsense"] >= 100
    assert set(kinds) == frozenset().union(*KINDS.values())


def test_every_language_has_every_sort() -> None:
    assert {one.language for one in asked()} == set(LANGUAGES)
    for language in LANGUAGES:
        kinds = Counter(one.kind for one in asked() if one.language == language)
        assert sum(kinds[kind] for kind in TERMS) >= 20, language
        assert sum(kinds[kind] for kind in PHRASES) >= 8, language
        assert kinds["trap"] >= 6, language
        assert kinds["nonsense"] >= 10, language


def test_half_of_each_language_is_kept_for_measuring_only() -> None:
    for language in LANGUAGES:
        halves = Counter(one.half for one in asked() if one.language == language)
        assert set(halves) == set(HALVES)
        assert sum(halves.values()) - halves[TUNE] >= halves[TUNE] - 6, language


def test_a_hundred_were_written_later_and_never_looked_at() -> None:
    assert sum(one.half == FRESH for one in asked()) >= 100


@pytest.mark.parametrize(("half", "least"), [(LATER, 10), (ANEW, 8)])
def test_terms_written_later_are_many_in_each_language(half: str, least: int) -> None:
    for language in LANGUAGES:
        later = [one for one in asked() if one.half == half and one.language == language]
        assert len(later) >= least, language
        assert {one.kind for one in later} <= TERMS


def test_terms_written_last_are_hardly_ever_labels() -> None:
    labels = {label.key for row in file_rows().concepts for label in row.labels}
    anew = [one for one in asked() if one.half == ANEW]
    assert sum(normalize(one.query).text in labels for one in anew) <= len(anew) / 10


def test_forms_are_asked_for_in_every_language() -> None:
    forms = Counter(one.language for one in asked() if one.kind == "form")
    assert set(forms) == set(LANGUAGES)


def test_no_query_stands_twice_in_a_language() -> None:
    counts = Counter((one.language, normalize(one.query).text) for one in asked())
    assert [query for query, count in counts.items() if count > 1] == []


def test_at_least_half_of_each_languages_terms_are_no_labels_of_the_glossary() -> None:
    labels = {label.key for row in file_rows().concepts for label in row.labels}
    for language in LANGUAGES:
        terms = [one.query for one in asked() if one.language == language and one.kind in TERMS]
        verbatim = [query for query in terms if normalize(query).text in labels]
        assert len(verbatim) <= len(terms) / 2, (language, verbatim)


def test_what_is_wanted_is_in_the_demonstration() -> None:
    told = content()
    there = [f"product:{entry.slug}" for entry in told.products]
    there += [f"gi:{entry.slug}" for entry in told.indications]
    there += [f"storefront:demo-{entry.slug}" for entry in told.organizations]
    there += [f"country:{code}" for code in COUNTRIES]
    for one in asked():
        for pattern in one.wanted:
            assert any(fnmatchcase(name, pattern) for name in there), (one.language, one.query, pattern)


def test_all_but_traps_and_nonsense_want_something() -> None:
    for one in asked():
        assert bool(one.wanted) or one.kind in {"trap", "nonsense"}, one.query
        assert one.wanted or one.unwanted or one.kind == "nonsense", one.query
