"""What editors want first for a query is first, counted once, and never what visitors may not see."""

import pytest

from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.documents import NEWEST
from catalog.search.explain import account
from catalog.search.rules import Pinned, rules_of
from catalog.search.selectors import Result, plan_of, search
from catalog.search.understanding import Query
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def teas(shelf: Shelf) -> Shelf:
    for record in range(1, 8):
        shelf.put(record, f"Black tea {record}", facets={"country": ["CN" if record % 2 else "VN"]})
    shelf.put(50, "Porcelain cup", facets={"country": ["CN"]}, numbers={"published": 5})
    shelf.put(51, "Kettle", facets={"country": ["VN"]})
    services.rebuild()
    return shelf


def pin(text: str, record: int, position: int = 0, language: str = "en") -> Pinned:
    return Pinned(language, text, ("thing", record), position)


def ask(text: str, *pins: Pinned, language: str = "en", **more: object) -> Result:
    query = Query(text, language, **more)  # type: ignore[arg-type]
    return search(query, Preferences(language), rules_of((), pins))


def ids(result: Result) -> list[int]:
    return [hit.id for hit in result.hits]


def test_it_is_first_though_its_words_do_not_match_and_says_why(teas: Shelf) -> None:
    usual = ids(ask("black tea"))
    result = ask("black tea", pin("black tea", 50))
    assert ids(result) == [50, *usual]
    assert result.total == len(usual) + 1
    assert [reason.how for reason in result.hits[0].reasons] == ["chosen"]
    assert result.hits[0].reasons[0].html("en") == "Chosen by the editors"
    assert all(reason.how != "chosen" for hit in result.hits[1:] for reason in hit.reasons)


def test_one_that_matches_anyway_moves_up_and_is_counted_once(teas: Shelf) -> None:
    usual = ids(ask("black tea"))
    last = usual[-1]
    result = ask("black tea", pin("black tea", last))
    assert ids(result) == [last, *usual[:-1]]
    assert result.total == len(usual)
    assert [reason.how for reason in result.hits[0].reasons][:2] == ["chosen", "words"]


def test_several_stand_in_their_order(teas: Shelf) -> None:
    result = ask("black tea", pin("black tea", 51, 2), pin("black tea", 50, 1), pin("black tea", 3, 3))
    assert ids(result)[:3] == [50, 51, 3]


def test_pages_hold_each_record_once_and_the_count_is_right(teas: Shelf) -> None:
    pins = (pin("black tea", 50, 1), pin("black tea", 7, 2))
    pages = [ask("black tea", *pins, page=page, per_page=3) for page in (1, 2, 3)]
    assert [result.pages for result in pages] == [3, 3, 3]
    assert [result.total for result in pages] == [8, 8, 8]
    every = [record for result in pages for record in ids(result)]
    assert every[:2] == [50, 7]
    assert sorted(every) == [1, 2, 3, 4, 5, 6, 7, 50]


def test_facets_count_it_too_and_what_narrows_leaves_it_out(teas: Shelf) -> None:
    pinned = pin("black tea", 51)
    assert ask("black tea", pinned).facets["country"] == {"CN": 4, "VN": 4}
    assert ids(ask("black tea", pinned, filters={"country": ("CN",)})) == ids(
        ask("black tea", filters={"country": ("CN",)})
    )


def test_in_another_order_it_has_no_place_of_its_own(teas: Shelf) -> None:
    result = ask("black tea", pin("black tea", 51), sort=NEWEST)
    assert 51 in ids(result)
    assert ids(ask("black tea", pin("black tea", 50), sort=NEWEST))[0] == 50, "published last"


def test_what_is_withdrawn_never_shows(teas: Shelf) -> None:
    teas.withdrawn.add(50)
    result = ask("black tea", pin("black tea", 50), pin("black tea", 51, 1))
    assert 50 not in ids(result)
    assert ids(result)[0] == 51
    assert result.total == 8


def test_a_record_that_is_gone_leaves_no_hole(teas: Shelf) -> None:
    usual = ask("black tea")
    result = ask("black tea", pin("black tea", 4711))
    assert (ids(result), result.total) == (ids(usual), usual.total)


@pytest.mark.parametrize(
    ("text", "language", "typed", "page", "first"),
    [
        ("black tea", "en", "  Black   TEA ", "en", True),
        ("black tea", "en", "black tea cheap", "en", False),
        ("black tea", "en", "tea", "en", False),
        ("cà phê", "vi", "cà phê", "vi", True),
        ("cà phê", "vi", "ca phe", "vi", True),
        ("ca phe", "vi", "cà phê", "vi", False),
        ("红茶", "zh-hans", "紅茶", "en", True),
        ("ชาดำ", "th", "ชาดำ", "en", True),
        ("kopi", "id", "kopi", "id", True),
        ("kopi", "id", "kopi", "ms", False),
    ],
)
def test_it_is_for_exactly_this_query_in_its_language(
    teas: Shelf, text: str, language: str, typed: str, page: str, first: bool
) -> None:
    result = ask(typed, pin(text, 51, language=language), language=page)
    assert (ids(result)[:1] == [51]) is first


def test_it_answers_where_nothing_else_does(teas: Shelf) -> None:
    result = ask("qwrtzpl", pin("qwrtzpl", 50))
    assert (ids(result), result.total, result.step) == ([50], 1, "")


def test_the_account_says_where_its_points_come_from(teas: Shelf) -> None:
    result = ask("black tea", pin("black tea", 50))
    entry = next(services.entries_of(teas.contributor(), [50]))
    lines = account(plan_of(result.query, result.asked), entry)
    assert [(line.field, line.terms, line.points) for line in lines] == [("key", ("thing:50",), 1000)]
