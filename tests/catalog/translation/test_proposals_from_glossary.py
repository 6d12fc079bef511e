"""What the translator that comes with the portal proposes: what the glossary covers, nothing else."""

from functools import cache

import pytest

from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon, label_keys
from catalog.reference.languages import codes
from catalog.translation.translators import Proposal
from catalog.translation.translators.from_glossary import GlossaryTranslator
from tests.catalog.glossary.from_files import file_lexicon


def propose(text: str, source: str, target: str, lexicon: Lexicon | None = None) -> Proposal:
    translator = GlossaryTranslator(lambda: lexicon or file_lexicon())
    (proposal,) = translator.translate([text], source=source, target=target)
    return proposal


def labels(**concepts: dict[str, str]) -> Lexicon:
    """Return a lexicon of goods: slug to language to name."""
    meanings = {slug: Meaning(slug, "goods", (), names) for slug, names in concepts.items()}
    rows = [
        (slug, language, *label_keys(name), False)
        for slug, names in concepts.items()
        for language, name in names.items()
    ]
    return Lexicon(rows, Kinship(meanings, {}))


@pytest.mark.parametrize(
    ("text", "source", "target", "proposed"),
    [
        ("绿茶", "zh-hans", "en", "Green tea"),
        ("green tea", "en", "zh-hans", "绿茶"),
        ("ម្រេចខ្មៅកំពត", "km", "zh-hans", "贡布黑胡椒"),
        ("ម្រេចខ្មៅកំពត", "km", "en", "Kampot black pepper"),
        ("广西有机绿茶", "zh-hans", "en", "Guangxi organic green tea"),
        ("กาแฟดอยช้าง", "th", "en", "Doi Chaang coffee"),
    ],
)
def test_a_title_whose_words_are_all_known_is_proposed(
    text: str, source: str, target: str, proposed: str
) -> None:
    proposal = propose(text, source, target)
    assert proposal.text == proposed
    assert proposal.lacking == ()


@pytest.mark.parametrize(
    ("text", "source", "target", "proposed"),
    [
        ("广西有机绿茶", "zh-hans", "vi", "Trà xanh hữu cơ Quảng Tây"),
        ("Trà xanh hữu cơ Quảng Tây", "vi", "zh-hans", "广西有机绿茶"),
        ("Trà xanh hữu cơ Quảng Tây", "vi", "id", "Teh hijau organik Guangxi"),
        ("organic green tea from Guangxi", "en", "zh-hans", "广西有机绿茶"),
        ("organic green tea from Guangxi", "en", "vi", "Trà xanh hữu cơ Quảng Tây"),
        ("trà xanh của Quảng Tây", "vi", "en", "Guangxi green tea"),
    ],
)
def test_names_stand_in_the_order_of_the_other_language(
    text: str, source: str, target: str, proposed: str
) -> None:
    assert propose(text, source, target).text == proposed


@pytest.mark.parametrize(
    ("text", "source", "target", "proposed"),
    [
        ("有机绿茶与茉莉花茶", "zh-hans", "vi", "Trà xanh hữu cơ và trà nhài"),
        ("organic green tea and jasmine tea", "en", "th", "ชาเขียวออร์แกนิกและชามะลิ"),
        ("Kampot black pepper, whole", "en", "vi", "Tiêu đen Kampot, nguyên hạt"),
        ("绿茶（有机）", "zh-hans", "en", "Green tea (organic)"),
        ("绿茶、茉莉花茶", "zh-hans", "en", "Green tea, jasmine tea"),
        ("green tea, jasmine tea", "en", "zh-hans", "绿茶, 茉莉花茶"),
    ],
)
def test_each_phrase_is_turned_for_itself(text: str, source: str, target: str, proposed: str) -> None:
    assert propose(text, source, target).text == proposed


@pytest.mark.parametrize(
    ("text", "source", "target", "proposed"),
    [
        ("绿茶 500g", "zh-hans", "vi", "Trà xanh 500g"),
        ("绿茶 357克", "zh-hans", "en", "Green tea 357 g"),
        ("Green tea T-103 (2024)", "en", "zh-hans", "绿茶 T-103 (2024)"),
        ("Lóng 绿茶", "zh-hans", "th", "Lóng ชาเขียว"),
        ("500 grams green tea", "en", "zh-hans", "500 g 绿茶"),
        ("500 g", "en", "th", "500 g"),
    ],
)
def test_numbers_measures_and_names_in_latin_letters_stay(
    text: str, source: str, target: str, proposed: str
) -> None:
    assert propose(text, source, target).text == proposed


@pytest.mark.parametrize(
    ("text", "source", "lacking"),
    [
        ("Pickled Zanzibar cloves", "en", ("Pickled", "Zanzibar")),
        ("云南普洱茶饼", "zh-hans", ("饼",)),
        ("Zanzibar green tea, Zanzibar", "en", ("Zanzibar",)),
        ("green tea of kilograms", "en", ("kilograms",)),
    ],
)
def test_one_word_that_is_not_known_and_there_is_no_proposal(
    text: str, source: str, lacking: tuple[str, ...]
) -> None:
    proposal = propose(text, source, "vi")
    assert proposal.text == ""
    assert proposal.lacking == lacking


def test_the_words_it_knows_are_told_even_without_a_proposal() -> None:
    proposal = propose("Zanzibar green tea and jasmine tea", "en", "zh-hans")
    assert proposal.known == (("green tea", "绿茶"), ("jasmine tea", "茉莉花茶"))


def test_neighbouring_unknown_characters_are_one_word() -> None:
    found = labels(tea={"zh-hans": "绿茶", "en": "green tea"})
    assert propose("瓢泼绿茶瓢泼", "zh-hans", "en", found).lacking == ("瓢泼",)


def test_a_concept_without_a_name_in_the_language_is_lacking_and_never_in_english() -> None:
    found = labels(tea={"en": "green tea", "zh-hans": "绿茶"})
    proposal = propose("绿茶", "zh-hans", "th", found)
    assert proposal == Proposal(lacking=("绿茶",))


def test_a_word_of_two_meanings_is_not_guessed() -> None:
    found = labels(
        lychee={"vi": "vải", "en": "lychee", "fil": "pareho"},
        fabric={"vi": "vải", "en": "fabric", "fil": "pareho"},
    )
    assert propose("vải", "vi", "en", found) == Proposal(lacking=("vải",))
    assert propose("vải", "vi", "fil", found).text == "Pareho", "both mean the same there"


def test_a_name_of_another_language_does_not_decide_what_a_word_means() -> None:
    found = labels(
        nipa={"id": "nipah", "en": "nipa palm"}, other={"ms": "nipah", "en": "something else", "id": "lain"}
    )
    assert propose("nipah", "id", "en", found).text == "Nipa palm"


@pytest.mark.parametrize("text", ["", "  ", "—", "!?"])
def test_where_nothing_is_said_nothing_is_proposed(text: str) -> None:
    assert propose(text, "en", "vi") == Proposal()


def test_several_texts_get_one_proposal_each_in_their_order() -> None:
    translator = GlossaryTranslator(file_lexicon)
    found = translator.translate(["绿茶", "什么都没有", "", "茉莉花茶"], source="zh-hans", target="en")
    assert [one.text for one in found] == ["Green tea", "", "", "Jasmine tea"]


def test_it_reads_every_language_into_every_other_one() -> None:
    translator = GlossaryTranslator(file_lexicon)
    names = file_lexicon().kinship.meanings["green-tea"].names
    assert not translator.can("en", "en")

    @cache
    def into(source: str, target: str) -> str:
        return propose(names[source], source, target).text.lower()

    for source in codes():
        for target in codes():
            if source != target:
                assert translator.can(source, target)
                assert into(source, target) == names[target].lower(), (source, target)


@pytest.mark.parametrize("text", ["茶\x00绿茶", "绿茶🍵", "𠮷 绿茶", "绿茶\n绿茶", "ÀÉ" * 400, "绿茶" * 300])
def test_odd_texts_are_read_without_an_error(text: str) -> None:
    for target in ("en", "vi", "my"):
        proposal = propose(text, "zh-hans", target)
        assert bool(proposal.text) != bool(proposal.lacking) or not proposal.known
