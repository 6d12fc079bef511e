"""What is near in meaning is shown apart, behind the cut, and never called a match."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.search import services
from catalog.search.engine import Scored
from catalog.search.meaning.embedder import using
from catalog.search.meaning.related import fused
from catalog.search.selectors import Result
from tests.catalog.search.conftest import Ask
from tests.catalog.search.meaning.topics import Topics
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

MONK, EXCAVATOR, SUGAR, GLOVES, TEA = range(1, 6)


@pytest.fixture
def model() -> Iterator[Topics]:
    topics = Topics()
    with using(topics):
        yield topics


@pytest.fixture(autouse=True)
def _stock(shelf: Shelf, model: Topics) -> None:
    shelf.put(MONK, {"en": "Monk"})
    shelf.put(EXCAVATOR, {"en": "Excavator", "vi": "Máy xúc"})
    shelf.put(SUGAR, {"en": "Sugar", "zh-hans": "白糖"}, facets={"country": ["CN"]})
    shelf.put(GLOVES, {"en": "Gloves"})
    shelf.put(TEA, {"zh-hans": "六堡茶"})


def near(result: Result) -> list[int]:
    return [hit.id for hit in result.related]


def test_what_shares_no_word_is_offered_as_related(ask: Ask) -> None:
    result = ask("sweetener clinic", "en")
    assert (list(result.hits), result.total, result.step) == ([], 0, "related")
    assert set(near(result)) == {GLOVES, SUGAR, MONK}
    assert [reason.how for hit in result.related for reason in hit.reasons] == ["meaning"] * 3
    assert list(result.popular) == []


def test_what_matched_is_not_related_besides(ask: Ask) -> None:
    result = ask("sugar", "en")
    assert [hit.id for hit in result.hits] == [SUGAR]
    assert near(result) == [MONK]


def test_nonsense_has_nothing_related(ask: Ask) -> None:
    result = ask("blorptang vizzlequon", "en")
    assert (near(result), result.step) == ([], "popular")


def test_a_query_in_a_language_it_does_not_understand_is_read_by_its_english_names(
    ask: Ask, model: Topics
) -> None:
    result = ask("đường", "vi")
    assert model.asked[-1:] == ["sugar"]
    assert [hit.id for hit in result.hits] == [SUGAR]
    assert near(result) == [MONK]


def test_whoever_narrows_or_wants_only_the_typed_words_is_left_alone(ask: Ask) -> None:
    assert near(ask("sugar", "en", filters={"country": ["CN"]})) == []
    assert near(ask("sugar", "en", literal=True)) == []


def test_without_a_model_there_is_nothing_related(ask: Ask) -> None:
    with using(None):
        services.rebuild()
        result = ask("sweetener", "en")
        assert (near(result), result.step) == ([], "popular")


def test_what_was_withdrawn_is_not_offered(ask: Ask, shelf: Shelf) -> None:
    ask("sugar", "en")
    shelf.withdrawn.add(MONK)
    assert near(ask("sugar", "en")) == []


def test_the_page_keeps_them_apart_from_hits(ask: Ask, client: Client) -> None:
    ask("sugar", "en")
    page = BeautifulSoup(client.get("/en/search/", {"q": "sugar"}).content, "html.parser")
    assert [hit["data-hit"] for hit in page.select("[data-hit]")] == [f"thing:{SUGAR}"]
    (apart,) = page.select("[data-related]")
    assert apart.select("[data-hit]") == []
    assert "Monk" in apart.get_text()
    page = BeautifulSoup(client.get("/en/search/", {"q": "sweetener"}).content, "html.parser")
    assert page.select("[data-hit]") == []
    assert page.select_one("[data-recovery]")["data-recovery"] == "related"  # type: ignore[index]
    assert [link.get_text() for link in page.select("[data-related] a")] == ["Monk", "Sugar"]


def test_rankings_are_joined_by_place_whatever_their_scores() -> None:
    def ranking(*ids: int) -> list[Scored]:
        return [Scored(("thing", number), 9.0 / number) for number in ids]

    assert [hit.key[1] for hit in fused([ranking(1, 2, 3), ranking(4, 2)])] == [2, 1, 4, 3]
    assert fused([]) == []
