"""Which language is read when a text is missing in the reader's own, and how a language is named in HTML."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings


def codes() -> tuple[str, ...]:
    """Return the codes of the portal's languages, in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


@lru_cache(maxsize=64)
def near(language: str) -> tuple[str, ...]:
    """Return the languages that come before the record's own: the reader's, then its helpers.

    Indonesian and Malay help each other out; English helps everybody.
    """
    fallbacks = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    helpers = fallbacks.get(language, fallbacks["default"])
    # The settings end each list with the editors' language; a record's own language stands there instead.
    wanted = (language, *(code for code in helpers if code != settings.MODELTRANSLATION_DEFAULT_LANGUAGE))
    return tuple(code for code in dict.fromkeys(wanted) if code in codes())


@lru_cache(maxsize=256)
def chain(language: str, source: str = "") -> tuple[str, ...]:
    """Return every language of the portal in the order in which a reader of ``language`` is served.

    First the near ones, then the language the record was written in, then the rest, so that no text
    is lost only because nobody translated it.
    """
    known = codes()
    wanted = (*near(language), source, *known)
    return tuple(code for code in dict.fromkeys(wanted) if code in known)


def pick(texts: Mapping[str, str], language: str, source: str = "") -> tuple[str, str]:
    """Return the text a reader of ``language`` sees and its language, both empty when there is none."""
    for code in chain(language, source):
        if texts.get(code):
            return texts[code], code
    return "", ""


def html_tag(language: str) -> str:
    """Return the BCP 47 tag for a ``lang`` attribute: script subtags have a capital letter (zh-Hans)."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
