"""Codes and names in ten languages: read back as they were written, never empty, never an error."""

import itertools
from contextlib import suppress

import pytest
from babel import Locale
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from catalog.reference import cldr, hs
from catalog.reference.currencies import currency_table
from catalog.reference.languages import chain, codes, html_tag, near, pick
from catalog.reference.slugs import LONGEST, SlugRefused, check_slug, make_slug, plain_slug
from catalog.reference.trade_terms import EDITION, TRADE_TERMS, show_term

CODES = [code for code, _ in settings.LANGUAGES]
QUICK = effort(max_examples=60, deadline=None)
languages = st.sampled_from(CODES)
digits = st.sampled_from([2, 4, 6]).flatmap(
    lambda length: st.text(st.sampled_from("0123456789"), min_size=length, max_size=length)
)
TWELVE = ["CN", "BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN", "TL"]
ZONES = [
    "Asia/Shanghai",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Yangon",
    "Asia/Phnom_Penh",
    "Asia/Kuching",
]


@QUICK
@given(digits)
def test_a_code_that_was_shown_is_read_back(code: str) -> None:
    assert hs.read_hs(hs.show_hs(code)) == code


@QUICK
@given(digits, st.sampled_from(["{}", " {} ", "{}\n"]))
def test_space_around_a_code_is_nothing(code: str, around: str) -> None:
    assert hs.read_hs(around.format(code)) == code


@QUICK
@given(digits)
def test_the_way_up_from_any_code_ends_at_its_chapter(code: str) -> None:
    steps = [code]
    while parent := hs.parent_of(steps[-1]):
        steps.append(parent)
    assert len(steps[-1]) == 2
    assert all(longer.startswith(shorter) for longer, shorter in itertools.pairwise(steps))
    assert len(steps) == len(code) // 2


@QUICK
@given(st.text(max_size=8))
def test_whatever_is_read_as_a_code_is_two_four_or_six_digits(text: str) -> None:
    with suppress(hs.NotAnHSCode):
        code = hs.read_hs(text)
        assert code.isascii()
        assert code.isdigit()
        assert len(code) in {2, 4, 6}


@pytest.mark.parametrize("text", ["٠٩٠٢", "０９０２", "0902-40", "090", "9", "09024000", "", "tea", "09o2"])
def test_what_only_looks_like_a_code_is_refused(text: str) -> None:
    with pytest.raises(hs.NotAnHSCode, match=r"such as 0902\.40"):
        hs.read_hs(text)


@QUICK
@given(st.text(max_size=120))
def test_a_slug_made_of_any_text_is_one_a_person_may_choose(text: str) -> None:
    assert check_slug(make_slug(text)) == make_slug(text)


@QUICK
@given(st.text(max_size=120))
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    slug = plain_slug(text)
    assert plain_slug(slug) == slug
    assert len(slug) <= LONGEST


@QUICK
@given(st.text(max_size=40), st.integers(1, 12))
def test_things_of_one_name_get_addresses_of_their_own(name: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(make_slug(name, taken))
    assert len(taken) == count


@pytest.mark.parametrize(
    "slug", ["-tea", "tea-", "te--a", "Tea", "té", "tea_1", "tea.1", "", "a" * (LONGEST + 1)]
)
def test_a_slug_that_is_not_written_like_one_names_the_rule(slug: str) -> None:
    with pytest.raises(SlugRefused, match="joined by hyphens"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["goods", "th", "zh-hans", "admin", "new", "account"])
def test_a_reserved_slug_says_that_it_is(slug: str) -> None:
    with pytest.raises(SlugRefused, match="reserved for the portal's own addresses"):
        check_slug(slug)


@pytest.mark.parametrize("language", CODES)
def test_every_language_has_cldr_data_of_its_own(language: str) -> None:
    assert cldr.locale_of(language) == Locale.parse(language, sep="-")
    assert cldr.locale_of(language).language == language.partition("-")[0]


@pytest.mark.parametrize("language", ["xx", "", "not a language", "zh-hans-hans-hans", "123"])
def test_an_unknown_language_is_served_in_english(language: str) -> None:
    assert cldr.locale_of(language) == Locale("en")
    assert cldr.country_name("TH", language) == "Thailand"


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("zone", ZONES)
def test_a_clock_is_called_after_a_place(zone: str, language: str) -> None:
    place = cldr.zone_place(zone, language)
    assert place
    assert "/" not in place
    assert "_" not in place


def test_a_zone_nobody_named_is_called_by_its_own_words() -> None:
    assert cldr.zone_place("Mars/Olympus_Mons", "th") == "Olympus Mons"


@pytest.mark.parametrize("language", ["zh-hans", "th", "km", "lo", "my"])
def test_every_clock_is_called_in_the_readers_letters(language: str) -> None:
    latin = [
        place
        for place in (cldr.zone_place(zone, language) for zone in cldr.place_zones())
        if any("a" <= letter.lower() <= "z" for letter in place)
    ]
    assert latin == []


def test_a_clock_is_offered_once_under_the_name_its_zone_has_now() -> None:
    zones = cldr.place_zones()
    assert len(set(zones)) == len(zones) > 400
    assert {*ZONES, "Asia/Kolkata", "Europe/Kyiv"} <= set(zones)
    former = {"Asia/Chongqing", "Asia/Kashgar", "Asia/Saigon", "Asia/Calcutta", "Australia/West", "Etc/UTC"}
    assert not former & set(zones)
    assert cldr.zone_place("Asia/Chongqing", "en") == "Chongqing", "who has kept an old one reads its name"


@pytest.mark.parametrize("language", CODES)
def test_names_differ_from_their_codes(language: str) -> None:
    assert all(cldr.country_name(code, language) != code for code in TWELVE)
    assert all(cldr.currency_name(code, language) != code for code in currency_table())
    assert all(cldr.language_name(code, language) != code for code in CODES)


@pytest.mark.parametrize("language", CODES)
def test_twelve_countries_have_twelve_names(language: str) -> None:
    assert len({cldr.country_name(code, language) for code in TWELVE}) == len(TWELVE)


@QUICK
@given(languages, languages)
def test_a_chain_begins_with_the_reader_and_ends_with_everybody(reader: str, source: str) -> None:
    order = chain(reader, source)
    assert order[0] == reader
    assert sorted(order) == sorted(codes())
    assert order[: len(near(reader))] == near(reader)


@QUICK
@given(languages, languages)
def test_a_records_own_language_follows_the_near_ones(reader: str, source: str) -> None:
    order = chain(reader, source)
    assert order.index(source) <= len(near(reader))


@QUICK
@given(st.dictionaries(languages, st.sampled_from(["", "words"])), languages, languages)
def test_a_text_is_found_whenever_there_is_one(texts: dict[str, str], reader: str, source: str) -> None:
    text, found = pick(texts, reader, source)
    if any(texts.values()):
        assert texts[found] == text == "words"
        before = chain(reader, source)[: chain(reader, source).index(found)]
        assert not [code for code in before if texts.get(code)]
    else:
        assert (text, found) == ("", "")


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("zh-hans", "zh-Hans"),
        ("th", "th"),
        ("FIL", "fil"),
        ("en-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
    ],
)
def test_tags_are_written_as_bcp_47_advises(code: str, tag: str) -> None:
    assert html_tag(code) == tag
    assert html_tag(tag) == tag


@pytest.mark.parametrize("code", TRADE_TERMS)
def test_a_term_is_complete_with_its_place_and_edition(code: str) -> None:
    assert show_term(code, "Qinzhou") == f"{code} Qinzhou, Incoterms {EDITION}"
    assert str(TRADE_TERMS[code].name)
    assert str(TRADE_TERMS[code].place)
