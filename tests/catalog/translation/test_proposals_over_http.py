"""A translation service asked over HTTP: what it is sent, what is made of its answers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses
from pytest_django import Settings

from catalog.reference.languages import codes
from catalog.translation.translators import Proposal, TranslatorFailed, translator_for
from catalog.translation.translators.over_http import MOST_BYTES, MOST_TEXTS, HttpTranslator

DEEPL = HttpTranslator("deepl", "https://deepl.test", codes(), key="secret", timeout=7)
LIBRE = HttpTranslator("libretranslate", "http://libre.test:5000", codes(), timeout=7)
BOTH = [DEEPL, LIBRE]
ADDRESSES = {"deepl": "https://deepl.test/v2/translate", "libretranslate": "http://libre.test:5000/translate"}


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def answer(translator: HttpTranslator, texts: list[str]) -> dict[str, Any]:
    if translator.kind == "deepl":
        return {"translations": [{"detected_source_language": "ZH", "text": text} for text in texts]}
    return {"translatedText": texts}


def asked(wire: responses.RequestsMock, number: int = 0) -> dict[str, Any]:
    body = wire.calls[number].request.body
    assert body is not None
    found: dict[str, Any] = json.loads(body)
    return found


def texts_of(request: dict[str, Any]) -> list[str]:
    found: list[str] = request.get("text") or request["q"]
    return found


def test_deepl_is_asked_as_it_wants_to_be(wire: responses.RequestsMock) -> None:
    wire.post(ADDRESSES["deepl"], json=answer(DEEPL, ["Green tea", "Rice"]))
    assert DEEPL.translate(["绿茶", "大米"], source="zh-hans", target="en") == [
        Proposal("Green tea"),
        Proposal("Rice"),
    ]
    assert asked(wire) == {"text": ["绿茶", "大米"], "source_lang": "ZH", "target_lang": "EN-US"}
    assert wire.calls[0].request.headers["Authorization"] == "DeepL-Auth-Key secret"


def test_libretranslate_is_asked_as_it_wants_to_be(wire: responses.RequestsMock) -> None:
    wire.post(ADDRESSES["libretranslate"], json=answer(LIBRE, ["Berdeng tsaa"]))
    assert LIBRE.translate(["绿茶"], source="zh-hans", target="fil") == [Proposal("Berdeng tsaa")]
    assert asked(wire) == {"q": ["绿茶"], "source": "zh", "target": "tl", "format": "text"}
    assert "Authorization" not in wire.calls[0].request.headers


def test_a_key_for_libretranslate_goes_along(wire: responses.RequestsMock) -> None:
    wire.post(ADDRESSES["libretranslate"], json=answer(LIBRE, ["x"]))
    keyed = HttpTranslator("libretranslate", LIBRE.address, codes(), key="secret")
    keyed.translate(["绿茶"], source="zh-hans", target="en")
    assert asked(wire)["api_key"] == "secret"


def test_deepl_is_told_chinese_in_simplified_characters(wire: responses.RequestsMock) -> None:
    wire.post(ADDRESSES["deepl"], json=answer(DEEPL, ["绿茶"]))
    DEEPL.translate(["Tsaa"], source="fil", target="zh-hans")
    assert (asked(wire)["source_lang"], asked(wire)["target_lang"]) == ("TL", "ZH-HANS")


@pytest.mark.parametrize("translator", BOTH)
def test_empty_texts_are_not_sent_and_keep_their_place(
    wire: responses.RequestsMock, translator: HttpTranslator
) -> None:
    wire.post(ADDRESSES[translator.kind], json=answer(translator, ["a", "b"]))
    found = translator.translate(["", "一", " \n", "二"], source="zh-hans", target="en")
    assert [one.text for one in found] == ["", "a", "", "b"]
    assert texts_of(asked(wire)) == ["一", "二"]


def test_nothing_to_say_is_not_asked(wire: responses.RequestsMock) -> None:
    assert LIBRE.translate(["", "  "], source="en", target="vi") == [Proposal(), Proposal()]
    assert LIBRE.translate([], source="en", target="vi") == []


@pytest.mark.parametrize(
    ("texts", "questions"),
    [
        ([f"text {number}" for number in range(MOST_TEXTS * 2 + 1)], [MOST_TEXTS, MOST_TEXTS, 1]),
        (["茶" * (MOST_BYTES // 6), "茶" * (MOST_BYTES // 6), "茶" * 10], [2, 1]),
        (["茶" * MOST_BYTES, "a"], [1, 1]),
    ],
)
def test_many_and_long_texts_are_asked_in_parts(
    wire: responses.RequestsMock, texts: list[str], questions: list[int]
) -> None:
    def echo(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        sent = json.loads(request.body or "")["q"]
        return 200, {}, json.dumps(answer(LIBRE, [f"→{text}" for text in sent]))

    wire.add_callback(responses.POST, ADDRESSES["libretranslate"], callback=echo)
    found = LIBRE.translate(texts, source="zh-hans", target="en")
    assert [one.text for one in found] == [f"→{text}" for text in texts]
    assert [len(asked(wire, number)["q"]) for number in range(len(wire.calls))] == questions


@pytest.mark.parametrize("translator", BOTH)
@pytest.mark.parametrize(
    ("status", "passing"),
    [(400, False), (403, False), (456, False), (429, True), (503, True), (529, True), (500, True)],
)
def test_a_refusal_says_what_it_was_and_whether_asking_again_may_help(
    wire: responses.RequestsMock, translator: HttpTranslator, status: int, passing: bool
) -> None:
    wire.post(ADDRESSES[translator.kind], json={"error": "no"}, status=status)
    with pytest.raises(TranslatorFailed, match=str(status)) as failure:
        translator.translate(["绿茶"], source="zh-hans", target="en")
    assert failure.value.passing is passing
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (requests.ConnectTimeout(), "within 7 seconds"),
        (requests.ReadTimeout(), "within 7 seconds"),
        (requests.ConnectionError("https://user:secret@host"), "could not be asked .ConnectionError."),
        (requests.exceptions.ChunkedEncodingError(), "could not be asked"),
    ],
)
def test_a_service_that_cannot_be_reached_may_be_asked_again(
    wire: responses.RequestsMock, error: Exception, said: str
) -> None:
    wire.post(ADDRESSES["deepl"], body=error)
    with pytest.raises(TranslatorFailed, match=said) as failure:
        DEEPL.translate(["绿茶"], source="zh-hans", target="en")
    assert failure.value.passing
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize("translator", BOTH)
@pytest.mark.parametrize(
    "body",
    [
        "<html>welcome to this hotel</html>",
        "",
        "[]",
        "{}",
        '"text"',
        "null",
        '{"translations": [], "translatedText": []}',
        '{"translations": [{"text": "a"}, {"text": "b"}], "translatedText": ["a", "b"]}',
        '{"translations": [{"text": null}], "translatedText": [null]}',
        '{"translations": [{}], "translatedText": "ab"}',
        '{"translations": "x", "translatedText": {"a": 1, "b": 2}}',
    ],
)
def test_an_answer_that_is_none_is_a_failure_and_never_half_a_proposal(
    wire: responses.RequestsMock, translator: HttpTranslator, body: str
) -> None:
    wire.post(ADDRESSES[translator.kind], body=body)
    with pytest.raises(TranslatorFailed) as failure:
        translator.translate(["绿茶"], source="zh-hans", target="en")
    assert not failure.value.passing


def test_a_redirect_takes_neither_texts_nor_key_to_somebody_else(wire: responses.RequestsMock) -> None:
    wire.post(ADDRESSES["deepl"], status=307, headers={"Location": "https://elsewhere.test/v2/translate"})
    with pytest.raises(TranslatorFailed, match="307"):
        DEEPL.translate(["绿茶"], source="zh-hans", target="en")
    assert len(wire.calls) == 1


def test_it_waits_as_long_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def post(address: str, **options: Any) -> None:
        seen.update(options)
        raise requests.Timeout

    monkeypatch.setattr(requests, "post", post)
    with pytest.raises(TranslatorFailed):
        DEEPL.translate(["绿茶"], source="zh-hans", target="en")
    assert seen["timeout"] == 7


def test_only_languages_the_service_knows_are_asked_of_it(settings: Settings) -> None:
    settings.TRANSLATOR = {
        "kind": "libretranslate",
        "address": LIBRE.address,
        "key": "",
        "timeout": 7,
        "languages": ("zh-hans", "en", "vi"),
    }
    chosen = {pair: translator_for(*pair) for pair in [("zh-hans", "vi"), ("zh-hans", "km"), ("lo", "en")]}
    assert {pair: found.name for pair, found in chosen.items() if found} == {
        ("zh-hans", "vi"): "libretranslate",
        ("zh-hans", "km"): "glossary",
        ("lo", "en"): "glossary",
    }
    assert translator_for("vi", "vi") is None


def test_without_a_service_the_glossary_proposes(settings: Settings) -> None:
    settings.TRANSLATOR = {}
    found = translator_for("zh-hans", "vi")
    assert found
    assert (found.name, found.outside) == ("glossary", False)
