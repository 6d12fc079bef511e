"""Why a hit is a hit, and where in its text that stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.marking import fragment, marked, pieces
from catalog.search.reasons import Reason, why
from catalog.search.selectors import Hit
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf


def marks(text: str, language: str, query: str, page: str = "en") -> str:
    lexicon = file_lexicon()
    found = pieces(text, language, understand(Query(query, page), lexicon), lexicon)
    return marked(text, [(piece.start, piece.end) for piece in found])


@pytest.mark.parametrize(
    ("text", "language", "query", "shown"),
    [
        ("Fresh durian, grade A", "en", "durian", "Fresh <mark>durian</mark>, grade A"),
        ("ทุเรียนหมอนทอง สด", "th", "ทุเรียน", "<mark>ทุเรียน</mark>หมอนทอง สด"),
        ("ทุเรียนหมอนทอง สด", "th", "durian", "<mark>ทุเรียน</mark>หมอนทอง สด"),
        ("猫山王榴蓮 🥭 一级", "zh-hans", "一级", "猫山王榴蓮 🥭 <mark>一级</mark>"),
        ("🥭🥭 百色芒果 礼盒", "zh-hans", "mango", "🥭🥭 百色<mark>芒果</mark> 礼盒"),
        ("Sầu riêng Ri6", "vi", "sau rieng", "<mark>Sầu riêng</mark> Ri6"),
        ("Sa\u0302\u0300u riêng", "vi", "sầu riêng", "<mark>Sa\u0302\u0300u riêng</mark>"),
        ("น\u0e4d\u0e49าตาลมะพร้าว", "th", "น้ำตาลมะพร้าว", "<mark>น\u0e4d\u0e49าตาลมะพร้าว</mark>"),
        ("<b>durian</b> & more", "en", "durian", "&lt;b&gt;<mark>durian</mark>&lt;/b&gt; &amp; more"),
        ("珍珠奶茶", "zh-hans", "珍珠", "珍珠奶茶"),
        ("山竹", "zh-hans", "竹", "山竹"),
        ("durian", "en", "mango", "durian"),
        ("", "en", "mango", ""),
    ],
)
def test_only_what_was_asked_for_is_marked(text: str, language: str, query: str, shown: str) -> None:
    marked_text = marks(text, language, query)
    joined = marked_text.replace("</mark> <mark>", " ")
    assert joined == shown


@given(st.text(max_size=60), st.text(max_size=20))
def test_marking_never_changes_the_text_nor_lets_markup_through(text: str, query: str) -> None:
    html = marks(text, "en", query)
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    from html import unescape

    assert unescape(plain) == unescape(unescape(text)) or unescape(plain) == text


def test_a_fragment_is_the_neighbourhood_of_the_first_mark() -> None:
    text = "word " * 60 + "durian " + "tail " * 60
    at = text.index("durian")
    html = fragment(text, [(at, at + 6)])
    assert html.startswith("…word")
    assert html.endswith("tail…")
    assert "<mark>durian</mark>" in html
    assert len(html) < 240


def test_a_short_text_is_its_own_fragment() -> None:
    assert fragment("a durian.", [(2, 8)]) == "a <mark>durian</mark>."


def test_a_reason_names_both_languages() -> None:
    reason = Reason("concept", "榴莲", "zh-hans", "ทุเรียน", "th")
    assert reason.html("th") == '<mark lang="zh-Hans">榴莲</mark> = <span>ทุเรียน</span>'
    assert reason.html("en") == '<mark lang="zh-Hans">榴莲</mark> = <span lang="th">ทุเรียน</span>'
    assert why([reason, Reason("code", "0902", "")], "th").endswith("; Code <mark>0902</mark>")


def test_reasons_are_escaped() -> None:
    assert "<script>" not in Reason("words", "<script>", "en").html("en")


@pytest.mark.django_db
class TestOnHits:
    """The reasons that hits carry."""

    @staticmethod
    def only(ask: Ask, text: str, language: str = "en") -> Hit:
        (hit,) = ask(text, language).hits
        return hit

    def test_the_same_thing_in_another_language(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, {"zh-hans": "猫山王榴莲"})
        hit = self.only(ask, "ทุเรียน", "th")
        assert hit.reasons == (Reason("concept", "榴莲", "zh-hans", "ทุเรียน", "th"),)
        shelf.put(1, {"zh-hans": "优质榴莲"})
        assert self.only(ask, "ทุเรียน", "th").reasons == (Reason("concept", "榴莲", "zh-hans", "ทุเรียน", "th"),)

    def test_a_narrower_thing(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, {"zh-hans": "山竹"})
        assert self.only(ask, "fruit").reasons == (Reason("kind", "山竹", "zh-hans", "fruit", "en"),)

    def test_the_typed_word_itself(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, "Blue widget")
        assert self.only(ask, "widget").reasons == (Reason("words", "widget", "en"),)

    def test_another_spelling(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, {"vi": "Sen đá"})
        assert self.only(ask, "sen da", "vi").reasons[-1] == Reason("spelling", "đá", "vi")
        shelf.put(1, "Blue widget")
        assert self.only(ask, "widgat").reasons == (Reason("spelling", "widget", "en"),)

    def test_a_code(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, "Blue widget", hs_codes=["090210"])
        assert self.only(ask, "0902.10").reasons == (Reason("code", "090210", ""),)

    def test_what_it_is_filed_under(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, "Blue widget", concepts=["durian"])
        assert self.only(ask, "榴莲").reasons == (Reason("words", "榴莲", "zh-hans"),)

    def test_a_word_of_the_description_is_shown_in_its_sentence(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, "Blue widget", bodies={"en": "Made for turning gizmos."})
        hit = self.only(ask, "gizmos")
        assert hit.shown.fragment == "Made for turning <mark>gizmos</mark>."
        assert hit.shown.title == "Blue widget"

    def test_one_thing_is_said_once(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, {"en": "Tea, green tea", "ms": "Tea"})
        assert self.only(ask, "tea").reasons == (Reason("words", "Tea", "en"),)

    def test_every_hit_has_a_reason(self, ask: Ask, shelf: Shelf) -> None:
        shelf.put(1, {"th": "ทุเรียน"})
        shelf.put(2, "Durian chips")
        shelf.put(3, "Knife", bodies={"en": "opens durian"})
        result = ask("durian")
        assert len(result.hits) == 3
        assert all(hit.reasons for hit in result.hits)
