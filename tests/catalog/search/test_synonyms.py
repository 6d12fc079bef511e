"""Words that editors hold to mean other words: they find them, on both engines alike, and say so."""

import pytest

from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.explain import account
from catalog.search.plan import Plan
from catalog.search.rules import Pinned, Rules, Same, rules_of
from catalog.search.selectors import Result, plan_of, search
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


def ask(shelf: Shelf, text: str, *same: Same, language: str = "en", pins: tuple[Pinned, ...] = ()) -> Result:
    services.rebuild()
    return search(Query(text, language), Preferences(language), rules_of(same, pins))


def ids(result: Result) -> list[int]:
    return [hit.id for hit in result.hits]


def same(typed: str, means: str, language: str = "en", *, both_ways: bool = False) -> Same:
    return Same(language, tuple(typed.split("|")), tuple(means.split("|")), both_ways)


def plan(text: str, *rules: Same, language: str = "en") -> Plan:
    query = Query(text, language)
    return plan_of(query, understand(query, file_lexicon(), rules_of(rules, ())))


def test_an_unknown_word_finds_what_it_means_and_says_so(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper M7")
    shelf.put(2, "Steel pipe")
    assert ids(ask(shelf, "zwabber")) == []
    result = ask(shelf, "zwabber", same("zwabber", "floor sweeper"))
    assert ids(result) == [1]
    (reason,) = result.hits[0].reasons
    assert (reason.how, reason.found, reason.means) == ("said", "Floor sweeper", "zwabber")
    assert reason.html("en") == "<mark>Floor sweeper</mark> = <span>zwabber</span>"
    assert result.hits[0].shown.title == "<mark>Floor sweeper</mark> M7"


def test_all_its_words_must_be_there(shelf: Shelf) -> None:
    shelf.put(1, "Floor lamp")
    assert ids(ask(shelf, "zwabber", same("zwabber", "floor sweeper"))) == []


def test_what_was_typed_comes_before_what_it_means(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper M7")
    shelf.put(2, "Zwabber M7")
    assert ids(ask(shelf, "zwabber", same("zwabber", "floor sweeper"))) == [2, 1]


def test_a_word_may_mean_a_thing_of_the_glossary_in_any_language(shelf: Shelf) -> None:
    shelf.put(1, {"zh-hans": "榴莲"})
    shelf.put(2, {"zh-hans": "冷冻榴莲"})
    shelf.put(3, {"zh-hans": "芒果"})
    result = ask(shelf, "thorny king", same("thorny king", "durian"))
    assert sorted(ids(result)) == [1, 2]
    assert result.hits[0].reasons[0].how == "said"


def test_one_way_is_one_way_and_both_ways_are_both(shelf: Shelf) -> None:
    shelf.put(1, "Zwabber M7")
    shelf.put(2, "Floor sweeper M7")
    assert ids(ask(shelf, "floor sweeper", same("zwabber", "floor sweeper"))) == [2]
    assert ids(ask(shelf, "floor sweeper", same("zwabber", "floor sweeper", both_ways=True))) == [2, 1]
    assert ids(ask(shelf, "zwabber", same("zwabber", "floor sweeper", both_ways=True))) == [1, 2]


def test_it_stands_in_longer_queries_too(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper, blue")
    shelf.put(2, "Floor sweeper, red")
    assert ids(ask(shelf, "blue zwabber", same("zwabber", "floor sweeper")))[0] == 1


def test_a_longer_name_of_the_glossary_is_not_cut_open(shelf: Shelf) -> None:
    shelf.put(1, "Sweet potato starch")
    shelf.put(2, "Tuber")
    assert ids(ask(shelf, "sweet potato", same("potato", "tuber"))) == [1]
    assert set(ids(ask(shelf, "potato", same("potato", "tuber")))) == {2}


def test_a_longer_run_of_the_editors_goes_before_the_names_in_it(shelf: Shelf) -> None:
    shelf.put(1, "Dried mango")
    shelf.put(2, "Orange chips")
    result = ask(shelf, "mango sunshine bites", same("mango sunshine bites", "orange chips"))
    assert ids(result) == [2]


@pytest.mark.parametrize(
    ("language", "page", "typed", "text"),
    [
        ("zh-hans", "en", "扫地王", "扫地王"),
        ("th", "en", "ราชาไม้กวาด", "ราชาไม้กวาด"),
        ("km", "km", "ស្តេចអំបោស", "ស្តេចអំបោស"),
        ("vi", "vi", "chổi vua", "choi vua"),  # typed without its accents
        ("id", "id", "raja sapu", "Raja  Sapu"),
        ("my", "my", "တန်လပ", "တန်လပ"),
    ],
)
def test_words_of_each_script(shelf: Shelf, language: str, page: str, typed: str, text: str) -> None:
    shelf.put(1, "Floor sweeper M7")
    assert ids(ask(shelf, text, same(typed, "floor sweeper", language), language=page)) == [1]


def test_it_holds_in_its_language_alone(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper M7")
    rule = same("zwabber", "floor sweeper", "id")
    assert ids(ask(shelf, "zwabber", rule, language="id")) == [1]
    assert ids(ask(shelf, "zwabber", rule, language="fil")) == []


def test_the_words_alone_mean_what_they_say(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper M7")
    services.rebuild()
    rules = rules_of([same("zwabber", "floor sweeper")], ())
    assert ids(search(Query("zwabber", literal=True), Preferences("en"), rules)) == []


def test_what_is_near_by_its_letters_is_still_looked_for() -> None:
    rule = same("扫地王子机", "floor sweeper", "zh-hans")
    without, with_rule = (plan("扫地王子机", *rules, language="zh-hans") for rules in ((), (rule,)))
    assert without.instead
    assert with_rule.instead == without.instead


def test_several_words_on_either_side(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper")
    shelf.put(2, "Carpet beater")
    rule = same("zwabber|zwib", "floor sweeper|carpet beater")
    for typed in ("zwabber", "zwib"):
        assert sorted(ids(ask(shelf, typed, rule))) == [1, 2]


def test_two_rules_for_one_word_add_up(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper")
    shelf.put(2, "Carpet beater")
    rules = (same("zwabber", "floor sweeper"), same("zwabber", "carpet beater"))
    assert sorted(ids(ask(shelf, "zwabber", *rules))) == [1, 2]


def test_a_meaning_that_only_holds_another_name_does_not_find_that(shelf: Shelf) -> None:
    shelf.put(1, {"zh-hans": "珍珠奶茶"})
    shelf.put(2, {"zh-hans": "珍珠"})
    assert ids(ask(shelf, "bobo", same("bobo", "珍珠奶茶"))) == [1]


def test_the_plan_is_made_of_terms_any_engine_has_and_the_account_adds_up(shelf: Shelf) -> None:
    shelf.put(1, "Floor sweeper M7")
    rule = same("zwabber", "floor sweeper")
    result = ask(shelf, "zwabber", rule)
    entry = next(services.entries_of(shelf.contributor(), [1]))
    lines = account(plan_of(result.query, result.asked), entry)
    assert sum(line.points for line in lines) == pytest.approx(result.hits[0].score, rel=0.01)
    assert lines[0].asked == "zwabber"
    assert set(lines[0].terms) == {"floor", "sweeper"}


def test_without_rules_the_plan_is_what_it_was() -> None:
    assert plan("dried mango") == plan("dried mango", same("zwabber", "floor sweeper"))


def test_rules_that_say_nothing_do_nothing() -> None:
    assert rules_of([Same("en", ("!!!",), ("durian",))], ()).meant is not None
    assert plan("!!!", Same("en", ("!!!",), ("durian",))).nothing
    assert plan("zwabber", same("zwabber", "!!!")) == plan("zwabber")
    assert Rules().meant(understand(Query("durian"), file_lexicon()).analysis, ("en",), file_lexicon()) == ()
