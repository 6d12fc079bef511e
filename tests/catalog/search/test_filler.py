"""What a buyer says around the goods does not stand in the way of finding them."""

import pytest

from catalog.search.filler import is_aside, is_filler
from catalog.search.understanding import Query, Understanding, understand
from tests.catalog.glossary.from_files import file_lexicon


def asked(text: str, language: str) -> Understanding:
    return understand(Query(text=text, language=language), file_lexicon())


def needed(text: str, language: str) -> list[str]:
    return [group.text for group in asked(text, language).groups if not group.optional]


@pytest.mark.parametrize(
    ("word", "language"),
    [("price", "en"), ("mua", "vi"), ("ขาย", "th"), ("harga", "id"), ("presyo", "fil"), ("500g", "km")],
)
def test_talk_of_buying_is_filler_in_its_language(word: str, language: str) -> None:
    assert is_filler(word, language)


def test_english_talk_is_filler_on_every_page_and_malay_on_indonesian_ones() -> None:
    assert is_filler("wholesale", "th")
    assert is_filler("borong", "id")
    assert not is_filler("borong", "vi")


def test_words_left_together_by_the_breaker_are_filler_when_each_is() -> None:
    assert is_filler("批发价格", "zh-hans")
    assert not is_filler("批发芒果", "zh-hans")
    assert not is_filler("sellprice", "en"), "only scripts without spaces run words together"


def test_goods_are_no_filler() -> None:
    assert not any(is_filler(word, "en") for word in ("mango", "durian", "2019", "oil", ""))


def test_concepts_of_trade_talk_are_an_aside_and_goods_are_not() -> None:
    assert is_aside(["price", "wholesale"])
    assert not is_aside(["price", "mango"])
    assert not is_aside(["halal"]), "a certificate is asked for"


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("泰国金枕榴莲批发价格", "zh-hans", ["泰国", "金枕榴莲"]),
        ("五吨轮式装载机报价", "zh-hans", ["轮式装载机"]),
        ("five tonne wheel loader price", "en", ["wheel loader"]),
        ("saan bibili ng sariwang durian", "fil", ["durian"]),
        ("ຊື້ເຂົ້າໜຽວ ລາຄາສົ່ງ", "lo", ["ເຂົ້າໜຽວ"]),
        ("လက်ကား ဒူးရင်းသီး ဝယ်ချင်", "my", ["ဒူးရင်းသီး"]),
    ],
)
def test_a_sentence_comes_down_to_its_goods(text: str, language: str, left: list[str]) -> None:
    assert needed(text, language) == left


def test_only_filler_is_what_was_asked_for() -> None:
    assert needed("price", "en") == ["price"]
    assert needed("批发", "zh-hans") == ["批发"]


def test_a_single_chinese_character_beside_a_name_may_match_but_need_not() -> None:
    assert needed("金煌芒果干", "zh-hans") == ["芒果干"]
    assert needed("煌", "zh-hans") == ["煌"]
