"""Synonyms and what comes first give the same hits in the same order on both engines, page by page."""

from dataclasses import replace

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import NEWEST, SearchDocument
from catalog.search.engine import SearchEngine
from catalog.search.explain import account
from catalog.search.plan import Plan
from catalog.search.rules import Pinned, Same, rules_of
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon

DOCUMENTS = [
    SearchDocument("thing", 1, {"en": "Floor sweeper M7"}, facets={"country": ["CN"]}),
    SearchDocument("thing", 2, {"en": "Zwabber classic"}, facets={"country": ["TH"]}),
    SearchDocument("thing", 3, {"zh-hans": "扫地王"}, facets={"country": ["CN"]}),
    SearchDocument("thing", 4, {"en": "Steel pipe"}, facets={"country": ["TH"]}, numbers={"published": 9}),
    SearchDocument("thing", 5, {"en": "Floor lamp"}, facets={"country": ["CN"]}),
]
SAID = rules_of(
    [Same("en", ("zwabber",), ("floor sweeper", "扫地王"))],
    [
        Pinned("en", "zwabber", ("thing", 4), 1),
        Pinned("en", "zwabber", ("thing", 3), 2),
        Pinned("en", "zwabber", ("thing", 99), 0),
    ],
)


@pytest.fixture
def filled(engine: SearchEngine) -> SearchEngine:
    engine.rebuild([prepare(document, file_lexicon()) for document in DOCUMENTS])
    return engine


def plan(text: str, **more: object) -> Plan:
    asked = understand(Query(text), file_lexicon(), SAID)
    return replace(asked.plan(), counted=("country",), **more)  # type: ignore[arg-type]


def ids(engine: SearchEngine, wanted: Plan) -> list[int]:
    return [hit.key[1] for hit in engine.search(wanted).hits]


def test_the_order_is_what_was_said_then_typed_then_meant(filled: SearchEngine) -> None:
    assert ids(filled, plan("zwabber")) == [4, 3, 2, 1]
    assert ids(filled, plan("m7 zwabber")) == [1], "both words are needed, whichever way"


def test_scores_add_up_from_the_account(filled: SearchEngine) -> None:
    entries = {document.id: prepare(document, file_lexicon()) for document in DOCUMENTS}
    wanted = plan("zwabber")
    for hit in filled.search(wanted).hits:
        points = sum(line.points for line in account(wanted, entries[hit.key[1]]))
        assert hit.score == pytest.approx(points * entries[hit.key[1]].tie, rel=1e-5)


def test_pages_counts_and_filters(filled: SearchEngine) -> None:
    first, second = (filled.search(plan("zwabber", limit=2, offset=offset)) for offset in (0, 2))
    assert [hit.key[1] for hit in (*first.hits, *second.hits)] == [4, 3, 2, 1]
    assert (first.total, second.total) == (4, 4)
    assert first.facets["country"] == {"CN": 2, "TH": 2}
    assert ids(filled, plan("zwabber", filters={"country": ("CN",)})) == [3, 1]


def test_another_order_is_that_order(filled: SearchEngine) -> None:
    assert ids(filled, plan("zwabber", sort=NEWEST))[0] == 4
    assert sorted(ids(filled, plan("zwabber", sort=NEWEST))) == [1, 2, 3, 4]
