"""Both engines hold the vectors of records and find the nearest."""

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument
from catalog.search.engine import SearchEngine
from catalog.search.meaning.embedder import using
from catalog.search.meaning.vectors import kept
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.meaning.topics import Topics


def entry(record: int, title: str) -> Entry:
    document = SearchDocument(kind="thing", id=record, titles={"en": title, "zh-hans": "茶"})
    return prepare(document, file_lexicon())


@pytest.mark.parametrize("kind", ["embedded", pytest.param("elastic", marks=pytest.mark.server)])
def test_engines_find_the_nearest(request: pytest.FixtureRequest, kind: str) -> None:
    with using(Topics()):
        engine: SearchEngine = request.getfixturevalue(kind)
        engine.index([entry(1, "glove"), entry(2, "sugar digger"), entry(3, "monk")])
        model = Topics()
        sweet, earth, both = engine.near(kept(model, ["sweetener", "excavator", "sugar clinic"]), 2)
        assert [hit.key[1] for hit in sweet] == [3, 2]
        assert [hit.score for hit in sweet] == pytest.approx([1.0, 0.71], abs=0.02)
        assert earth[0].key[1] == 2
        assert {hit.key[1] for hit in both} == {1, 3}
        engine.index([entry(1, "sweetener sugar")], [("thing", 3)])
        (again,) = engine.near(kept(model, ["syrup"]), 1)
        assert [hit.key[1] for hit in again] == [1]
        assert engine.near([], 5) == []
