"""A translation service asked over HTTP: one that speaks as DeepL does, or as LibreTranslate does.

Both take several texts at once and answer with as many. Read 2026-11-26: developers.deepl.com, API
reference "Translate text"; docs.libretranslate.com, "API usage".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from catalog.translation.translators.seam import Proposal, TranslatorFailed

MOST_TEXTS = 50  # in one question: DeepL's limit
MOST_BYTES = 100_000  # in one question; DeepL takes 128 KiB with everything around the texts

# Languages that the services call otherwise than the portal does; all others have the same code.
_DEEPL_SOURCES = {"zh-hans": "ZH", "fil": "TL"}
_DEEPL_TARGETS = {"zh-hans": "ZH-HANS", "fil": "TL", "en": "EN-US"}
_LIBRE = {"zh-hans": "zh", "fil": "tl"}
# Asked too much at once, or the service is ill for a while. DeepL says with 529 that it is too busy.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True)
class HttpTranslator:
    """``kind`` is "deepl" or "libretranslate"; ``address`` ends before the version or the method.

    ``languages`` are the portal's codes that the service knows. ``timeout`` counts seconds, for the
    connection and for each wait on the answer.
    """

    kind: str
    address: str
    languages: tuple[str, ...]
    key: str = ""
    timeout: int = 10
    outside = True

    @property
    def name(self) -> str:
        """Return how it is called."""
        return self.kind

    def can(self, source: str, target: str) -> bool:
        """Say whether the service knows both languages."""
        return source != target and {source, target} <= set(self.languages)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Proposal]:
        """Return a proposal for each text; see `Translator`. Empty texts are not sent."""
        wanted = [text for text in texts if text.strip()]
        answers = iter(
            [answer for part in _parts(wanted) for answer in self._ask(part, source=source, target=target)]
        )
        return [Proposal(next(answers)) if text.strip() else Proposal() for text in texts]

    def _ask(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        deepl = self.kind == "deepl"
        question = self._deepl(texts, source, target) if deepl else self._libre(texts, source, target)
        answer = self._post(**question)
        try:
            found = (
                [one["text"] for one in answer["translations"]] if deepl else list(answer["translatedText"])
            )
        except (KeyError, TypeError) as error:
            raise self._failed("answered with something else than translations", passing=False) from error
        if len(found) != len(texts) or not all(isinstance(text, str) for text in found):
            raise self._failed("answered with another number of texts than it was asked", passing=False)
        return found

    def _deepl(self, texts: Sequence[str], source: str, target: str) -> dict[str, Any]:
        return {
            "path": "/v2/translate",
            "headers": {"Authorization": f"DeepL-Auth-Key {self.key}"},
            "asked": {
                "text": list(texts),
                "source_lang": _DEEPL_SOURCES.get(source, source.upper()),
                "target_lang": _DEEPL_TARGETS.get(target, target.upper()),
            },
        }

    def _libre(self, texts: Sequence[str], source: str, target: str) -> dict[str, Any]:
        asked = {
            "q": list(texts),
            "source": _LIBRE.get(source, source),
            "target": _LIBRE.get(target, target),
            "format": "text",
        }
        return {
            "path": "/translate",
            "headers": {},
            "asked": {**asked, "api_key": self.key} if self.key else asked,
        }

    def _post(self, *, path: str, headers: Mapping[str, str], asked: Mapping[str, Any]) -> Any:
        try:
            # A redirect could take texts and key to somebody else.
            answer = requests.post(
                f"{self.address}{path}",
                json=asked,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.Timeout as error:
            raise self._failed(f"did not answer within {self.timeout} seconds", passing=True) from error
        except requests.RequestException as error:
            # Its own words may hold the address with a key in it.
            raise self._failed(f"could not be asked ({type(error).__name__})", passing=True) from error
        if answer.status_code != requests.codes.ok:
            passing = answer.status_code in _PASSING
            raise self._failed(f"answered with status {answer.status_code}", passing=passing)
        try:
            return answer.json()
        except requests.JSONDecodeError as error:
            raise self._failed("answered with something that is no JSON", passing=False) from error

    def _failed(self, what: str, *, passing: bool) -> TranslatorFailed:
        return TranslatorFailed(f"The translator ({self.kind}) {what}.", passing=passing)


def _parts(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in as many questions as their number and size take."""
    part: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if part and (len(part) == MOST_TEXTS or size + length > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(text)
        size += length
    if part:
        yield part
