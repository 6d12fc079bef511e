"""One address in ten languages: nothing but the language changes, there and back again."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal import addresses
from portal.languages import ALIASES, FALLBACKS, LANGUAGES

CODES = [code for code, _ in LANGUAGES]
QUICK = effort(max_examples=60, deadline=None)
codes = st.sampled_from(CODES)
segments = st.text(
    st.characters(exclude_characters="/?#", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)
rests = st.lists(segments, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
queries = st.sampled_from(["", "?page=2", "?q=a/b", "?next=/th/goods/", "?q=%E8%8C%B6&page=3", "?a?b"])


@QUICK
@given(codes, codes, rests, queries)
def test_only_the_language_changes(source: str, target: str, rest: str, query: str) -> None:
    assert addresses.in_language(f"/{source}/{rest}{query}", target) == f"/{target}/{rest}{query}"


@QUICK
@given(codes, codes, rests, queries)
def test_there_and_back_is_the_same_address(source: str, other: str, rest: str, query: str) -> None:
    address = f"/{source}/{rest}{query}"
    assert addresses.in_language(addresses.in_language(address, other), source) == address


@QUICK
@given(segments, rests, queries, codes)
def test_any_path_becomes_one_in_the_language(first: str, rest: str, query: str, code: str) -> None:
    found = addresses.in_language(f"/{first}/{rest}{query}", code)
    assert found.startswith(f"/{code}/")
    assert not found.startswith("//")
    assert addresses.language_in(found) == code


@pytest.mark.parametrize("segment", sorted(addresses.OUTSIDE))
@pytest.mark.parametrize("query", ["", "?x=1"])
def test_machines_and_editors_have_no_language_of_their_own(segment: str, query: str) -> None:
    path = f"/{segment}/pages/{query}"
    assert not addresses.names_a_language(path)
    assert addresses.in_language(path, "km") == f"/km/{query}"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("query", ["?x=1", "?next=/en/goods/"])
def test_a_home_page_without_its_slash_keeps_its_query(code: str, query: str) -> None:
    assert addresses.in_language(f"/{code}{query}", "my") == f"/my/{query}"


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/TH?page=2", "/th/?page=2"),
        ("/zh?q=tea", "/zh-hans/?q=tea"),
        ("/tl", "/fil/"),
        ("/in/?a=b", "/id/?a=b"),
    ],
)
def test_another_spelling_of_a_home_page_leads_to_it(
    client: Client, framed: None, asked: str, right: str
) -> None:
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, right)


@pytest.mark.parametrize("asked", ["/tl//evil.example/", "/tl/%2F%2Fevil.example/", "/TH//evil.example"])
def test_no_spelling_leads_away_from_the_portal(client: Client, framed: None, asked: str) -> None:
    assert re.match(r"^/(fil|th)/", client.get(asked)["Location"])


@pytest.mark.parametrize("code", CODES)
def test_each_code_is_known_in_every_spelling(code: str) -> None:
    assert addresses.known_language(code) == code
    assert addresses.known_language(code.upper()) == code
    assert addresses.known_language(code.replace("-", "_")) == code
    assert addresses.known_language(f"{code.partition('-')[0]}-SG") == code


@pytest.mark.parametrize(("alias", "code"), ALIASES.items())
def test_old_and_colloquial_tags_lead_to_a_language_of_ours(alias: str, code: str) -> None:
    assert addresses.known_language(alias) == code
    assert code in CODES


@QUICK
@given(st.text(max_size=20))
def test_whatever_a_browser_sends_is_a_language_of_ours_or_none(tag: str) -> None:
    assert addresses.known_language(tag) in {None, *CODES}


@pytest.mark.parametrize(
    ("path", "segment"),
    [("/th/goods/", "th"), ("/th", "th"), ("/", ""), ("", ""), ("//x/", ""), ("th/goods", "th")],
)
def test_the_first_segment(path: str, segment: str) -> None:
    assert addresses.first_segment(path) == segment


@pytest.mark.parametrize("path", ["/TH/", "/zh/", "/xx/", "/goods/", "/", "/zh-Hans/"])
def test_only_our_own_spelling_counts_as_the_language_of_an_address(path: str) -> None:
    assert addresses.language_in(path) is None


@pytest.mark.parametrize("language", [*CODES, "default"])
def test_fallbacks_name_known_languages_once_and_never_the_language_itself(language: str) -> None:
    chain = FALLBACKS.get(language, FALLBACKS["default"])
    assert set(chain) <= set(CODES)
    assert len(set(chain)) == len(chain)
    assert language not in chain


def test_indonesian_and_malay_help_each_other_before_english() -> None:
    assert FALLBACKS["id"][0] == "ms"
    assert FALLBACKS["ms"][0] == "id"
