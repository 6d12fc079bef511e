"""What the glossary says is in the index soon after it says it, and places of the reference data match."""

from dataclasses import replace

import pytest

from catalog.glossary.models import Concept
from catalog.glossary.rows import ConceptRow, GlossaryRows, LabelRow, read_files
from catalog.glossary.selectors import _lexicon
from catalog.glossary.services import load
from catalog.glossary.services.editing import add_label
from catalog.jobs.draining import drain
from catalog.jobs.models import State
from catalog.reference import models as reference
from catalog.seams.preferences import Preferences
from catalog.search import following_the_glossary, services
from catalog.search.analysis import prepare
from catalog.search.documents import SearchDocument
from catalog.search.models import EVERYTHING, GlossaryNews, IndexChange
from catalog.search.selectors import search
from catalog.search.services import DRAIN
from catalog.search.understanding import Query
from portal.accounts.models import User
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

TEA = ConceptRow("tea", "", "food", "0902", "high", "", (LabelRow("en", "tea"), LabelRow("zh-hans", "茶")))
COFFEE = ConceptRow(
    "coffee", "", "food", "0901", "high", "", (LabelRow("en", "coffee"), LabelRow("vi", "cà phê"))
)
FEW = GlossaryRows((TEA,), ())


@pytest.fixture
def _glossary() -> None:
    """Overrules the fixture of this folder: here the glossary is what the database holds."""
    _lexicon.cache_clear()


def settle() -> None:
    """Work off what the changes so far have to tell, and forget it."""
    drain(following_the_glossary.DRAIN)
    IndexChange.objects.all().delete()


def marked() -> list[int]:
    """Work off the news of the glossary and return the records that are to be read anew."""
    drain(following_the_glossary.DRAIN)
    return sorted(IndexChange.objects.filter(state=State.WAITING).values_list("record", flat=True))


def found(text: str) -> list[int]:
    return [hit.id for hit in search(Query(text), Preferences("en")).hits]


def test_a_load_reads_the_records_it_concerns_anew_and_no_others(shelf: Shelf) -> None:
    shelf.put(1, {"zh-hans": "六堡茶叶"})
    shelf.put(2, "Steamed buns")
    shelf.put(3, "Black tea")
    load(rows=FEW)
    settle()
    services.rebuild()
    assert found("tea") == [3]
    more = LabelRow("zh-hans", "六堡茶叶")
    load(rows=GlossaryRows((replace(TEA, labels=(*TEA.labels, more)),), ()))
    assert marked() == [1]
    drain(DRAIN)
    assert sorted(found("tea")) == [1, 3]
    assert not services.verify()


def test_a_load_that_changes_most_names_has_the_index_made_anew_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.glossary.services.telling.MOST_KEYS", 1)
    shelf.put(1, {"zh-hans": "茶"})
    services.rebuild()
    load(rows=FEW)
    load(rows=GlossaryRows((replace(TEA, labels=TEA.labels[:1]), COFFEE), ()))
    assert list(IndexChange.objects.values_list("kind", flat=True)) == [EVERYTHING]
    assert not GlossaryNews.objects.exists()


def test_a_load_that_changes_nothing_leaves_the_index_alone(shelf: Shelf) -> None:
    load(rows=FEW)
    settle()
    load(rows=FEW)
    assert not GlossaryNews.objects.filter(state=State.WAITING).exists()
    assert not IndexChange.objects.exists()


def test_a_load_that_fails_asks_for_nothing(shelf: Shelf) -> None:
    orphan = ConceptRow("green-tea", "nowhere", "food", "0902", "high", "", TEA.labels)
    with pytest.raises(KeyError):
        load(rows=GlossaryRows((orphan,), ()))
    assert not GlossaryNews.objects.exists()
    assert not Concept.objects.exists()


def test_every_city_of_the_reference_data_is_a_concept() -> None:
    slugs = {row.slug for row in read_files().concepts}
    cities = set(reference.City.objects.values_list("slug", flat=True))
    assert len(cities) > 50
    assert cities - slugs == set()


@pytest.mark.parametrize(
    ("city", "asked", "language"),
    [
        ("muara", "摩拉", "zh-hans"),
        ("denpasar", "登巴萨", "zh-hans"),
        ("denpasar", "Bali", "id"),
        ("chanthaburi", "จันทบุรี", "th"),
        ("buon-ma-thuot", "Buôn Ma Thuột", "vi"),
        ("buon-ma-thuot", "ban me thuot", "en"),
    ],
)
def test_a_good_is_found_by_the_city_it_comes_from(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, city: str, asked: str, language: str
) -> None:
    monkeypatch.setattr("catalog.glossary.selectors._lexicon", lambda generation: file_lexicon())
    shelf.put(1, "Box", facets={"city": [city]})
    shelf.put(2, "Box", facets={"city": ["wuzhou"]})
    services.rebuild()
    result = search(Query(asked, language), Preferences(language))
    assert [hit.id for hit in result.hits] == [1]


def test_coffee_named_after_its_city_is_still_that_coffee() -> None:
    entry = prepare(SearchDocument("thing", 1, {"zh-hans": "邦美蜀咖啡豆"}), file_lexicon())
    assert "buon-ma-thuot-coffee" in entry.terms["concept"]


def test_of_many_records_only_those_a_new_name_stands_in_are_read_anew(shelf: Shelf, editor: User) -> None:
    touched = {3, 17, 41}
    for number in range(1, 61):
        shelf.put(number, f"Box {number} of oolong" if number in touched else f"Box {number} of buns")
    load(rows=FEW)
    settle()
    services.rebuild()
    add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="en", text="oolong")
    assert marked() == sorted(touched)
    drain(DRAIN)
    assert sorted(found("tea")) == sorted(touched)
