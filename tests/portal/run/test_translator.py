"""Which translator is asked, as the environment says it: understood, or refused with what would do."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from catalog.translation.translators.over_http import HttpTranslator
from portal import translator
from portal.languages import LANGUAGES

ALL = tuple(code for code, _name in LANGUAGES)


def told(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"TRANSLATOR_{name}" if name != "TRANSLATOR" else name, value)


def test_without_a_word_the_glossary_proposes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translator.service() == {}
    told(monkeypatch, TRANSLATOR="glossary")
    assert translator.service() == {}


def test_a_service_without_a_key_on_the_same_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, TRANSLATOR="libretranslate", URL="http://127.0.0.1:5000/")
    found = HttpTranslator(**translator.service())
    assert found == HttpTranslator("libretranslate", "http://127.0.0.1:5000", ALL)


def test_all_that_may_be_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("kept in a file\n")
    told(monkeypatch, TRANSLATOR="deepl", URL="https://deepl.test/proxy", KEY_FILE=str(key))
    told(monkeypatch, TIMEOUT="30", LANGUAGES="zh-hans, en vi en")
    assert HttpTranslator(**translator.service()) == HttpTranslator(
        "deepl", "https://deepl.test/proxy", ("zh-hans", "en", "vi"), key="kept in a file", timeout=30
    )


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"TRANSLATOR": "google"}, "Accepted: glossary, deepl, libretranslate"),
        ({"URL": "http://127.0.0.1:5000"}, "need TRANSLATOR=deepl or TRANSLATOR=libretranslate"),
        ({"KEY": "secret"}, "need TRANSLATOR=deepl or TRANSLATOR=libretranslate"),
        ({"TRANSLATOR": "deepl", "KEY": "secret"}, "needs TRANSLATOR_URL"),
        ({"TRANSLATOR": "libretranslate"}, "needs TRANSLATOR_URL"),
        ({"TRANSLATOR": "deepl", "URL": "https://deepl.test"}, "needs TRANSLATOR_KEY"),
    ],
)
def test_half_a_way_in_is_refused(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    told(monkeypatch, **variables)
    with pytest.raises(ImproperlyConfigured, match=said):
        translator.service()


@pytest.mark.parametrize(
    "address",
    ["translator:5000", "ftp://translator", "http://", "http://x:port", "http://x:0", "http://x/?q=1"],
)
def test_an_address_that_is_none_is_refused_with_one_that_is(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    told(monkeypatch, TRANSLATOR="libretranslate", URL=address)
    with pytest.raises(ImproperlyConfigured, match="Accepted: http://host:5000"):
        translator.service()


def test_a_password_in_the_address_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, TRANSLATOR="libretranslate", URL="http://user:hidden@translator:5000")
    with pytest.raises(ImproperlyConfigured, match="TRANSLATOR_KEY") as refusal:
        translator.service()
    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize("languages", ["zh-hans en xx", "en", "en en", "zh_hans en"])
def test_languages_the_portal_does_not_have_are_refused(
    monkeypatch: pytest.MonkeyPatch, languages: str
) -> None:
    told(monkeypatch, TRANSLATOR="libretranslate", URL="http://translator:5000", LANGUAGES=languages)
    with pytest.raises(ImproperlyConfigured, match=r"Accepted: two or more of zh-hans, en"):
        translator.service()


@pytest.mark.parametrize("seconds", ["0", "61", "soon"])
def test_a_time_nobody_waits_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    told(monkeypatch, TRANSLATOR="libretranslate", URL="http://translator:5000", TIMEOUT=seconds)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 60"):
        translator.service()
