"""A member's words in one language, put into a storefront's document: what counts as read, and by whom."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.merchants.document import StorefrontDocument
from catalog.merchants.services.drafting import written
from catalog.translation.texts import digest

START = StorefrontDocument(
    source_language="zh-hans",
    tagline={"zh-hans": "绿茶", "vi": "Trà xanh", "th": "ชาเขียว"},
    about={"zh-hans": "三代"},
    states={"tagline": {"vi": "machine", "th": "reviewed"}},
    made_from={"tagline": {"vi": digest("旧茶"), "th": digest("绿茶")}},
    founded=1998,
)


def say(language: str, by_machine: Any = (), reviewed: Any = (), **texts: str) -> StorefrontDocument:
    return written(START, language=language, texts=texts, by_machine=by_machine, reviewed=reviewed)


def facts(document: StorefrontDocument, field: str, language: str) -> tuple[str, str, str]:
    """Return a text, its state and what it was made from."""
    return (
        getattr(document, field).get(language, ""),
        document.states.get(field, {}).get(language, ""),
        document.made_from.get(field, {}).get(language, ""),
    )


def test_what_a_member_types_counts_as_read_and_made_from_the_words_as_they_are_now() -> None:
    assert facts(say("vi", tagline="Trà lục"), "tagline", "vi") == ("Trà lục", "reviewed", digest("绿茶"))
    assert facts(say("km", about="បីជំនាន់"), "about", "km") == ("បីជំនាន់", "reviewed", digest("三代"))


@pytest.mark.parametrize(
    ("reviewed", "state"), [((), "machine"), (("tagline",), "reviewed"), (("about",), "machine")]
)
def test_what_stands_as_a_translator_proposed_it_is_the_machines_until_it_was_compared(
    reviewed: tuple[str, ...], state: str
) -> None:
    told = say("my", by_machine=("tagline",), reviewed=reviewed, tagline="လက်ဖက်စိမ်း")
    assert facts(told, "tagline", "my") == ("လက်ဖက်စိမ်း", state, digest("绿茶"))


def test_a_text_that_stays_keeps_what_was_known_of_it() -> None:
    for language in ("vi", "th"):
        before = facts(START, "tagline", language)
        assert facts(say(language, tagline=before[0]), "tagline", language) == before
        assert facts(say(language, tagline=f"  {before[0]}\n"), "tagline", language) == before


def test_a_text_that_stays_and_was_compared_is_up_to_date_again() -> None:
    told = say("vi", reviewed=("tagline",), tagline="Trà xanh")
    assert facts(told, "tagline", "vi") == ("Trà xanh", "reviewed", digest("绿茶"))


def test_a_text_that_stays_is_never_made_a_machines() -> None:
    told = say("th", by_machine=("tagline",), tagline="ชาเขียว")
    assert facts(told, "tagline", "th") == facts(START, "tagline", "th")


@pytest.mark.parametrize("empty", ["", "  ", "\n\t"])
def test_an_emptied_text_goes_with_all_that_was_known_of_it(empty: str) -> None:
    told = say("vi", tagline=empty)
    assert facts(told, "tagline", "vi") == ("", "", "")
    assert facts(told, "tagline", "th") == facts(START, "tagline", "th")
    assert "vi" not in told.tagline
    both = written(told, language="th", texts={"tagline": empty})
    assert (both.states, both.made_from) == ({}, {}), "nothing is kept of texts that are gone"


def test_ones_own_words_have_no_state_and_leave_the_others_as_they_were() -> None:
    told = say("zh-hans", reviewed=("tagline",), tagline="陈年绿茶")
    assert facts(told, "tagline", "zh-hans") == ("陈年绿茶", "", "")
    assert facts(told, "tagline", "th") == facts(START, "tagline", "th")
    assert told.made_from["tagline"]["th"] != digest("陈年绿茶"), "so that it reads as outdated"


def test_what_is_not_written_is_not_touched() -> None:
    told = say("vi", highlights="Ba đời")
    assert (told.tagline, told.about, told.founded) == (START.tagline, START.about, 1998)
    assert START.highlights == {}, "the document in hand stays as it was"


def test_words_made_of_nothing_are_made_from_nothing() -> None:
    assert facts(say("vi", highlights="Ba đời"), "highlights", "vi") == ("Ba đời", "reviewed", digest(""))


WORDS = st.text(alphabet="aé茶ชา \n\u200b", max_size=6)


@given(
    language=st.sampled_from(["zh-hans", "vi", "th", "km"]),
    tagline=WORDS,
    about=WORDS,
    by_machine=st.sets(st.sampled_from(["tagline", "about"])),
    reviewed=st.sets(st.sampled_from(["tagline", "about"])),
)
def test_whatever_is_written_states_are_of_texts_that_are_there_and_saying_it_again_changes_nothing(
    language: str, tagline: str, about: str, by_machine: set[str], reviewed: set[str]
) -> None:
    texts = {"tagline": tagline, "about": about}
    told = written(START, language=language, texts=texts, by_machine=by_machine, reviewed=reviewed)
    for field, by_language in told.states.items():
        for code, state in by_language.items():
            assert getattr(told, field).get(code)
            assert code != "zh-hans"
            assert state in {"machine", "reviewed"}
            assert told.made_from[field][code]
    for code in {"zh-hans", "vi", "th", "km"} - {language}:
        for field in texts:
            assert facts(told, field, code) == facts(START, field, code)
    assert written(told, language=language, texts=texts, by_machine=by_machine, reviewed=reviewed) == told
