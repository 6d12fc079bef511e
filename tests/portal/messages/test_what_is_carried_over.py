"""What a translation must carry over: placeholders and tags in any order; the rest is words to translate."""

import polib
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal.messages.catalogues import FOLDERS, is_missing, key_of, number_of_plurals, texts_of
from portal.messages.inspection import faults, is_wordless, marks, marks_agree
from portal.messages.update import why_not

QUICK = effort(max_examples=40, deadline=None)
MARKS = ["%(count)s", "%(day)d", "%s", "{name}", "{}", "<b>", "</b>", '<a href="{url}">', "%(rate).2f"]
# Letters no placeholder and no tag is made of.
words = st.text(st.characters(categories=["Lo", "Zs"], max_codepoint=0x2FFFF), max_size=6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sign in", []),
        ("%(count)s products", ["%(count)s"]),
        ("from %(low)s to %(high)s", ["%(high)s", "%(low)s"]),
        ("%(share).1f %%", ["%(share).1f"]),
        ("%s of %d", ["%d", "%s"]),
        ("{name} has {}", ["{name}", "{}"]),
        ("a <b>bold</b> word", ["</b>", "<b>"]),
        ('see <a href="/x/">there</a>', ["</a>", '<a href="/x/">']),
        ("5 < 6 and 7 > 6", []),
        ("100% sure", []),
        ("{not closed", []),
    ],
)
def test_marks_are_found(text: str, found: list[str]) -> None:
    assert marks(text) == found


@QUICK
@given(st.permutations(MARKS), st.lists(words, min_size=len(MARKS), max_size=len(MARKS)))
def test_marks_may_stand_in_any_order_among_any_words(order: list[str], between: list[str]) -> None:
    entry = polib.POEntry(msgid=" ".join(MARKS))
    text = " ".join(f"{word} {mark}" for word, mark in zip(between, order, strict=True))
    assert marks_agree(entry, text)


@QUICK
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=6), st.data())
def test_a_mark_that_is_left_out_doubled_or_changed_is_noticed(some: list[str], data: st.DataObject) -> None:
    entry = polib.POEntry(msgid=" x ".join(some))
    at = data.draw(st.integers(0, len(some) - 1))
    without = " x ".join([*some[:at], *some[at + 1 :]])
    doubled = " x ".join([*some, some[at]])
    assert not marks_agree(entry, without)
    assert not marks_agree(entry, doubled)


@pytest.mark.parametrize(
    ("text", "wordless"),
    [
        ("%(a)s – %(b)s", True),
        ("{name}: {value}", True),
        ("<b>%s</b>", True),
        ("2026", True),
        ("…", True),
        ("", True),
        ("%(a)s kg", False),
        ("<b>x</b>", False),
        ("茶 %(a)s", False),
        ("ຊາ", False),
    ],
)
def test_what_has_no_words_may_stay_as_it_is(text: str, wordless: bool) -> None:
    assert is_wordless(text) is wordless


def counted(**forms: str) -> polib.POEntry:
    return polib.POEntry(
        msgid="one product",
        msgid_plural="%(count)s products",
        msgstr_plural={int(number[1:]): text for number, text in forms.items()},
    )


@pytest.mark.parametrize("text", ["สินค้า %(count)s รายการ", "สินค้าหนึ่งรายการ"])
def test_a_singular_may_leave_its_count_out_and_a_language_with_one_form_may_say_it(text: str) -> None:
    assert list(faults(counted(f0=text), "th", set())) == []


@pytest.mark.parametrize(
    ("entry", "language", "said"),
    [
        (counted(f0="a %(count)s", f1="b %(count)s"), "th", "has 2 plural forms, the language has 1"),
        (counted(f0="a %(count)s"), "fil", "has 1 plural forms, the language has 2"),
        (counted(f0="a %(count)s", f1=""), "fil", "has no translation"),
        (counted(), "th", "has no translation"),
        (counted(f0="%(count)s products"), "th", "repeats its English source"),
        (counted(f0="one product"), "th", "repeats its English source"),
        (counted(f0="%(number)s รายการ"), "th", "differs in placeholders or tags"),
    ],
)
def test_what_is_wrong_with_a_text_that_counts(entry: polib.POEntry, language: str, said: str) -> None:
    assert [fault for fault in faults(entry, language, set()) if said in fault]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fine"),
    [
        ("a\n", "ก\n", True),
        ("\na", "\nก", True),
        ("a", "ก\n", False),
        ("a", "\nก", False),
        ("\na\n", "\nก", False),
    ],
)
def test_line_breaks_at_the_ends_are_those_of_the_source(msgid: str, msgstr: str, fine: bool) -> None:
    found = list(faults(polib.POEntry(msgid=msgid, msgstr=msgstr), "th", set()))
    assert (found == []) is fine


def test_everything_wrong_with_a_text_is_named() -> None:
    entry = polib.POEntry(msgid="by %(who)s\n", msgstr="โดย", flags=["fuzzy"])
    assert list(faults(entry, "th", set())) == ["is marked fuzzy", "has no translation"]
    entry.flags = []
    first, second = faults(entry, "th", set())
    assert "placeholders" in first
    assert "line break" in second


def test_space_around_a_copy_does_not_hide_it() -> None:
    entry = polib.POEntry(msgid="Sign in", msgstr=" Sign in ")
    assert "repeats its English source" in list(faults(entry, "vi", set()))
    assert "repeats its English source" not in list(faults(entry, "vi", {"Sign in"}))


@pytest.mark.parametrize("language", FOLDERS)
def test_each_language_counts_in_one_form_but_filipino_in_two(language: str) -> None:
    assert number_of_plurals(language) == (2 if language == "fil" else 1)


def test_an_entry_is_named_by_its_source_and_its_context() -> None:
    plain, ship = polib.POEntry(msgid="port"), polib.POEntry(msgid="port", msgctxt="of a ship")
    assert key_of(plain) == "port"
    assert key_of(ship) == "of a ship\x04port"


def test_forms_are_read_in_their_order() -> None:
    assert texts_of(counted(f1="many", f0="one")) == ["one", "many"]
    assert texts_of(polib.POEntry(msgid="a", msgstr="b")) == ["b"]


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (polib.POEntry(msgid="a", msgstr="b"), False),
        (polib.POEntry(msgid="a", msgstr=""), True),
        (polib.POEntry(msgid="a", msgstr="b", flags=["fuzzy"]), True),
        (counted(f0="a"), False),
        (counted(f0="a", f1=""), True),
        (counted(), True),
    ],
)
def test_a_translation_is_missing_while_any_form_is(entry: polib.POEntry, missing: bool) -> None:
    assert is_missing(entry) is missing


@pytest.mark.parametrize("language", ["th", "fil"])
def test_a_good_translation_is_taken(language: str) -> None:
    forms = ["%(count)s a"] * number_of_plurals(language)
    assert why_not(counted(), forms, language) == ""
    assert why_not(polib.POEntry(msgid="by %(who)s"), "%(who)s ก", language) == ""


@pytest.mark.parametrize("given_forms", [[], ["a"], ["a", "b", "c"]])
def test_filipino_needs_both_of_its_forms(given_forms: list[str]) -> None:
    assert why_not(counted(), given_forms, "fil") == "needs 2 plural forms"
