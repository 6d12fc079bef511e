"""Addresses as editors write and paste them: kept without language and host, for readers of any language."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal.pages.blocks.links import (
    AddressBlock,
    ColumnBlock,
    LinkBlock,
    TargetBlock,
    WordsBlock,
    for_reader,
    line_name,
    local_path,
)

CODES = [code for code, _ in settings.LANGUAGES]
SITE = settings.SITE_ADDRESS
QUICK = effort(max_examples=40, deadline=None)
codes = st.sampled_from(CODES)
paths = st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), max_size=4).map(
    lambda parts: "/" + "".join(f"{part}/" for part in ["place", *parts])
)


def refused(block: Any, value: Any) -> Any:
    """Return what the editor is told, as the form is given it."""
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(value))
    return getattr(found.value, "as_json_data", lambda: found.value.messages)()


@QUICK
@given(paths, codes, codes)
def test_whoever_copied_an_address_every_reader_stays_in_their_language(
    path: str, copied: str, reader: str
) -> None:
    for written in (path, f"/{copied}{path}", f"{SITE}{path}", f"{SITE}/{copied}{path}"):
        assert local_path(written) == path
        assert for_reader(written, reader) == f"/{reader}{path}"


@QUICK
@given(paths, codes)
def test_an_address_that_was_kept_is_kept_the_same_again(path: str, code: str) -> None:
    kept = local_path(f"/{code}{path}")
    assert local_path(kept) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (SITE, "/"),
        (f"{SITE}/", "/"),
        (f"{SITE}/th", "/"),
        (f"{SITE}/th/", "/"),
        (f"{SITE}?page=2", "/?page=2"),
        (f"{SITE}#top", "/#top"),
        ("/km?page=2", "/?page=2"),
        ("/km#top", "/#top"),
        ("/km/goods/?country=TH#list", "/goods/?country=TH#list"),
        ("/thailand/", "/thailand/"),
        ("/TH/goods/", "/TH/goods/"),
        ("mailto:office@fair.example", "mailto:office@fair.example"),
    ],
)
def test_what_is_left_of_an_address(written: str, kept: str) -> None:
    assert local_path(written) == kept


@pytest.mark.parametrize("more", [".evil.example/", "0/th/", "@evil.example/", "-fair.example/"])
def test_another_host_whose_name_begins_like_ours_is_another_host(more: str) -> None:
    address = f"{SITE}{more}"
    assert local_path(address) == address
    assert for_reader(address, "th") == address
    assert AddressBlock().clean(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/th/goods/",
        "mailto:office@fair.example",
        "tel:+86 771 000 0000",
        "#sources-heading",
        "//elsewhere.example/",
        "",
    ],
)
def test_what_is_not_of_the_portal_is_the_same_for_every_reader(address: str) -> None:
    assert {for_reader(address, code) for code in CODES} == {address}


@pytest.mark.parametrize("address", ["/media/documents/form.pdf", f"{SITE}/media/documents/form.pdf"])
def test_a_file_has_no_language(address: str) -> None:
    assert {for_reader(address, code) for code in CODES} == {"/media/documents/form.pdf"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  /th/goods/  ", "/goods/"),
        (f"{SITE}/vi/search/?q=tea", "/search/?q=tea"),
        ("HTTPS://Elsewhere.example/", "HTTPS://Elsewhere.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+86 (771) 000-0000", "tel:+86 (771) 000-0000"),
        ("/", "/"),
    ],
)
def test_a_good_address_is_taken(written: str, kept: str) -> None:
    assert AddressBlock().clean(written) == kept


@pytest.mark.parametrize("nothing", ["", " ", "\t\n", None])
def test_nothing_written_is_no_address(nothing: str | None) -> None:
    assert AddressBlock(required=False).clean(nothing) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "goods/",
        "www.example.org",
        "//elsewhere.example/",
        "ftp://example.org/",
        "mailto:",
        "mailto:nobody",
        "tel:abc",
        "https://",
        "#top",
        "?page=2",
    ],
)
def test_an_address_that_leads_nowhere_is_refused_with_two_examples(address: str) -> None:
    (said,) = refused(AddressBlock(), address)
    assert "/goods/" in said
    assert "https://example.org/" in said


def test_an_address_is_not_a_text_to_translate() -> None:
    assert AddressBlock().get_translatable_segments("/goods/") == []


def test_a_target_left_open_is_refused_at_its_address() -> None:
    said = refused(TargetBlock(), {"page": None, "address": ""})
    assert said["blockErrors"]["address"]["messages"] == [
        "Choose a page or write an address: one of the two."
    ]


def test_in_a_draft_a_target_may_be_left_open_and_words_unwritten() -> None:
    assert not any(TargetBlock().clean_deferred({"page": None, "address": ""}).values())
    words = WordsBlock()
    assert not any(words.clean_deferred(words.to_python({})).values())


def test_words_are_marked_as_required_where_they_are() -> None:
    assert WordsBlock().required
    assert not WordsBlock(required=False).required
    assert ColumnBlock().child_blocks["heading"].required
    assert not LinkBlock().child_blocks["words"].required


@pytest.mark.parametrize("code", CODES)
def test_words_may_be_written_in_any_one_language(code: str) -> None:
    block = WordsBlock()
    cleaned = block.clean(block.to_python({line_name(code): "Tea"}))
    assert {name for name, word in cleaned.items() if word} == {line_name(code)}
    assert block.child_blocks[line_name(code)].label == dict(settings.LANGUAGES)[code]


def test_words_in_no_language_at_all_are_refused() -> None:
    assert refused(WordsBlock(), {})["messages"] == ["Write it in at least one language."]


@pytest.mark.parametrize("code", CODES)
def test_words_that_are_too_long_are_refused_in_their_line(code: str) -> None:
    said = refused(WordsBlock(longest=5), {"en": "Tea", line_name(code): "六堡茶六堡茶"})
    assert list(said["blockErrors"]) == [line_name(code)]
    assert "at most 5 characters" in str(said)


def test_the_names_of_lines_are_names_of_blocks() -> None:
    assert [line_name(code) for code in CODES] == list(WordsBlock().child_blocks)
    assert all("-" not in line_name(code) for code in CODES)


def test_a_link_to_an_address_needs_words() -> None:
    said = refused(LinkBlock(), {"words": {}, "target": {"page": None, "address": "/goods/"}})
    assert said["blockErrors"]["words"]["messages"] == [
        "A link to an address needs words in at least one language."
    ]


def test_a_link_keeps_its_address_without_language() -> None:
    block = LinkBlock()
    cleaned = block.clean(block.to_python({"words": {"en": "Tea"}, "target": {"address": "/th/goods/tea/"}}))
    assert cleaned["target"]["address"] == "/goods/tea/"
    assert cleaned["words"]["en"] == "Tea"


def link(number: int) -> dict[str, Any]:
    return {"words": {"en": f"Link {number}"}, "target": {"page": None, "address": f"/goods/{number}/"}}


@pytest.mark.parametrize(("count", "taken"), [(0, False), (1, True), (12, True), (13, False)])
def test_a_column_holds_one_to_twelve_links(count: int, taken: bool) -> None:
    block = ColumnBlock()
    value = block.to_python({"heading": {"en": "About"}, "links": [link(number) for number in range(count)]})
    if taken:
        assert len(block.clean(value)["links"]) == count
    else:
        with pytest.raises(ValidationError):
            block.clean(value)


def test_a_column_needs_its_heading() -> None:
    said = refused(ColumnBlock(), {"heading": {}, "links": [link(1)]})
    assert "heading" in said["blockErrors"]
