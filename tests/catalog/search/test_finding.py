"""From what a visitor types to what is found: across languages and spellings, without false friends."""

import pytest

from catalog.seams.preferences import Preferences
from catalog.search.selectors import Result, search
from catalog.search.understanding import Query
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

DURIAN, MANGO, MANGOSTEEN, BAMBOO, BUBBLE_TEA, PEARLS, TEA, COCONUT, PINEAPPLE, KNIFE = range(1, 11)


@pytest.fixture(autouse=True)
def _stock(shelf: Shelf) -> None:
    """Ten goods, each described in one or two languages only."""
    shelf.put(DURIAN, {"th": "ทุเรียนหมอนทอง สด เกรด A"}, facets={"country": ["TH"]}, hs_codes=["081060"])
    shelf.put(MANGO, {"zh-hans": "百色芒果干", "en": "Baise dried mango"}, facets={"country": ["CN"]})
    shelf.put(MANGOSTEEN, {"zh-hans": "泰国山竹"}, facets={"country": ["TH"]})
    shelf.put(BAMBOO, {"zh-hans": "竹 原料", "vi": "Tre nguyên liệu"}, facets={"country": ["VN"]})
    shelf.put(BUBBLE_TEA, {"zh-hans": "珍珠奶茶 袋装"}, facets={"country": ["CN"]})
    shelf.put(PEARLS, {"zh-hans": "合浦珍珠"}, facets={"country": ["CN"]})
    shelf.put(TEA, {"zh-hans": "六堡茶"}, hs_codes=["0902.30"], keywords=["LB-2019/A", "6901234567892"])
    shelf.put(COCONUT, {"vi": "Dừa xiêm Bến Tre"}, facets={"country": ["VN"]})
    shelf.put(PINEAPPLE, {"vi": "Dứa tươi"}, facets={"country": ["VN"]}, bodies={"vi": "Quả thơm ngon"})
    shelf.put(KNIFE, {"en": "Knife for opening fruit"}, bodies={"en": "Opens durian quickly."})


def found(result: Result) -> list[int]:
    return [hit.id for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("durian", "en", DURIAN),
        ("榴莲", "zh-hans", DURIAN),
        ("榴槤", "zh-hans", DURIAN),
        ("sầu riêng", "vi", DURIAN),
        ("sau rieng", "vi", DURIAN),
        ("ທຸລຽນ", "lo", DURIAN),
        ("ဒူးရင်းသီး", "my", DURIAN),
        ("ทุเรียน", "th", DURIAN),
        ("ทุเรียน", "en", DURIAN),
        ("Thai durian", "en", DURIAN),
        ("มะม่วงอบแห้ง", "th", MANGO),
        ("xoài sấy", "vi", MANGO),
        ("xoai say", "vi", MANGO),
        ("芒果乾", "zh-hans", MANGO),
        ("mangga", "id", MANGO),
        ("mangosteen", "en", MANGOSTEEN),
        ("măng cụt", "vi", MANGOSTEEN),
        ("bamboo", "en", BAMBOO),
        ("竹", "zh-hans", BAMBOO),
        ("珍珠", "zh-hans", PEARLS),
        ("pearl", "en", PEARLS),
        ("bubble tea", "en", BUBBLE_TEA),
        ("珍珠奶茶", "zh-hans", BUBBLE_TEA),
        ("dừa", "vi", COCONUT),
        ("dứa", "vi", PINEAPPLE),
        ("I want to buy fresh durian 5 kg", "en", DURIAN),
        ("mua sầu riêng", "vi", DURIAN),
    ],
)
def test_the_right_thing_comes_first(ask: Ask, text: str, language: str, first: int) -> None:
    assert found(ask(text, language))[0] == first


@pytest.mark.parametrize(
    ("text", "language", "not_there"),
    [
        ("竹", "zh-hans", MANGOSTEEN),
        ("bamboo", "en", MANGOSTEEN),
        ("珍珠", "zh-hans", BUBBLE_TEA),
        ("pearl", "en", BUBBLE_TEA),
        ("dừa", "vi", PINEAPPLE),
        ("dứa", "vi", COCONUT),
    ],
)
def test_false_friends_are_not_there(ask: Ask, text: str, language: str, not_there: int) -> None:
    assert not_there not in found(ask(text, language))


def test_unaccented_both_readings_are_there(ask: Ask) -> None:
    assert {COCONUT, PINEAPPLE} <= set(found(ask("dua", "vi")))


@pytest.mark.parametrize(
    "text", ["0902", "0902.30", "090230", "0902 30", "HS 0902.30", "０９０２", "๐๙๐๒.๓๐"]
)
def test_an_hs_number_finds_its_goods_however_it_is_written(ask: Ask, text: str) -> None:
    assert found(ask(text)) == [TEA]


@pytest.mark.parametrize("text", ["LB-2019/A", "lb2019a", "6901234567892", "6 901234 567892"])
def test_article_numbers_find_what_they_name(ask: Ask, text: str) -> None:
    assert found(ask(text)) == [TEA]


def test_another_hs_number_finds_nothing_of_it(ask: Ask) -> None:
    assert found(ask("0902.10")) == []


def test_a_wider_word_finds_the_narrower_thing(ask: Ask) -> None:
    assert {DURIAN, MANGOSTEEN, PINEAPPLE} <= set(found(ask("fruit")))


def test_the_thing_itself_comes_before_what_mentions_it(ask: Ask) -> None:
    assert found(ask("durian")) == [DURIAN, KNIFE]


def test_the_typed_words_alone_are_searched_on_request(ask: Ask) -> None:
    assert found(ask("durian", literal=True)) == [KNIFE]


def test_a_slip_of_the_keyboard_is_forgiven_when_nothing_matches(ask: Ask) -> None:
    result = ask("mangostin")
    assert found(result) == [MANGOSTEEN]
    result = ask("knifr")
    assert (found(result), result.step, result.corrected) == ([KNIFE], "spelling", "knife")


@pytest.mark.parametrize(
    "text", ["qwertyuiop", "blockchain insurance", "量子纠缠", "асдф", "ฟหกดาส", "🥭🥭", "***", "\u200b"]
)
def test_nonsense_is_answered_as_no_match(ask: Ask, text: str) -> None:
    result = ask(text)
    assert (found(result), result.total) == ([], 0)
    assert result.step == "popular"
    assert result.popular


def test_half_a_correction_is_no_answer(ask: Ask) -> None:
    assert found(ask("knifr qwertyuiop")) == []


def test_filters_narrow_and_facets_stay_choosable(ask: Ask) -> None:
    result = ask("fruit", filters={"country": ["VN"]})
    assert set(found(result)) == {COCONUT, PINEAPPLE}
    assert result.facets["country"]["TH"] == 2


def test_when_the_filters_are_too_narrow_the_answer_without_them_is_offered(ask: Ask) -> None:
    result = ask("durian", filters={"country": ["LA"]})
    assert result.step == "filters"
    assert [(offer.kept, offer.total) for offer in result.proposals] == [("durian", 2)]


def test_when_the_words_are_too_many_fewer_are_offered(ask: Ask) -> None:
    result = ask("durian telescope")
    assert (found(result), result.step) == ([], "fewer-words")
    assert [(offer.kept, list(offer.dropped), offer.total) for offer in result.proposals] == [
        ("durian", ["telescope"], 2)
    ]


def test_no_words_show_everything(ask: Ask) -> None:
    result = ask("")
    assert (result.total, len(result.hits)) == (10, 10)


@pytest.mark.parametrize(("page", "shown"), [(0, 1), (-5, 1), (2, 2), (10**9, 4)])
def test_any_page_number_is_answered(ask: Ask, page: int, shown: int) -> None:
    result = ask("", page=page, per_page=3)
    assert (result.page, result.pages) == (shown, 4)
    assert result.hits


def test_what_was_withdrawn_does_not_show_though_the_index_lags(ask: Ask, shelf: Shelf) -> None:
    ask("durian")
    shelf.withdrawn.add(DURIAN)
    result = search(Query("durian"), Preferences("en"))
    assert found(result) == [KNIFE]
    assert result.total == 1


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "ทุเรียน " * 2000,
        "a\ud800b",
        "\x00\x01",
        '"durian" AND (x OR',
        "durian* ~2",
        "title:durian",
    ],
)
def test_no_text_is_too_long_or_too_odd(ask: Ask, text: str) -> None:
    assert ask(text).spent < 5000


def test_query_syntax_is_only_words(ask: Ask) -> None:
    assert found(ask('"durian"')) == found(ask("durian"))
    assert found(ask("durian*")) == found(ask("durian"))


def test_a_long_text_is_cut_and_that_is_said(ask: Ask) -> None:
    assert ask("durian " * 100).asked.cut
    assert not ask("durian").asked.cut


COFFEE, STORY = 20, 21


@pytest.fixture
def coffee(shelf: Shelf) -> None:
    """Coffee that nobody calls raw, and a page on many things in which the word stands."""
    shelf.put(COFFEE, {"id": "Biji kopi arabika"}, facets={"country": ["ID"]})
    shelf.put(STORY, {"id": "Enam kopi"}, bodies={"id": "Buah yang mentah dipetik belakangan."})


@pytest.mark.usefixtures("coffee")
def test_a_word_beside_a_thing_that_only_a_long_text_holds_does_not_hide_the_thing(ask: Ask) -> None:
    result = ask("kopi mentahan", "id")
    assert found(ask("kopi belakangan", "id")) == [STORY, COFFEE]
    assert (set(found(result)), result.step) == ({COFFEE, STORY}, "")


def test_a_word_beside_a_thing_that_titles_hold_narrows(shelf: Shelf, ask: Ask) -> None:
    shelf.put(COFFEE, {"id": "Kopi sangrai"})
    shelf.put(STORY, {"id": "Kopi gayo"}, bodies={"id": "Tidak disangrai."})
    assert found(ask("kopi gayo", "id")) == [STORY]


@pytest.mark.parametrize("text", ["ဒူးရင်းသီးကြီး", "ကြီးဒူးရင်းသီး"])
def test_how_a_thing_is_may_stand_on_either_side_of_its_burmese_name(ask: Ask, text: str) -> None:
    assert found(ask(text, "my"))[:1] == [DURIAN]


def test_a_name_is_found_with_its_words_closed_up(ask: Ask) -> None:
    result = ask("bubbletea")
    assert found(result) == [BUBBLE_TEA]
    assert (result.step, result.corrected) == ("spelling", "bubble tea")
