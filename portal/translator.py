"""Which translator is asked, read strictly: a half-given way in would only show when somebody needs it."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from portal import environment as env
from portal.languages import LANGUAGES

_CODES = [code for code, _name in LANGUAGES]


def service() -> dict[str, Any]:
    """Return the fields of `HttpTranslator`; empty where the glossary alone proposes translations.

    Raises ImproperlyConfigured.
    """
    kind = env.choice("TRANSLATOR", ["glossary", "deepl", "libretranslate"], "glossary")
    address, key = env.text("TRANSLATOR_URL"), env.secret("TRANSLATOR_KEY")
    if kind == "glossary":
        if address or key:
            raise ImproperlyConfigured(
                "TRANSLATOR_URL and TRANSLATOR_KEY need TRANSLATOR=deepl or TRANSLATOR=libretranslate: "
                "how does it want to be asked?"
            )
        return {}
    _check_address(kind, address)
    if kind == "deepl" and not key:
        raise ImproperlyConfigured("TRANSLATOR=deepl needs TRANSLATOR_KEY.")
    return {
        "kind": kind,
        "address": address.rstrip("/"),
        "key": key,
        "timeout": env.number("TRANSLATOR_TIMEOUT", default=10, least=1, most=60),
        "languages": _languages(),
    }


def _check_address(kind: str, address: str) -> None:
    if not address:
        raise ImproperlyConfigured(f"TRANSLATOR={kind} needs TRANSLATOR_URL: where does it run?")
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"TRANSLATOR_URL={address!r} is not understood. Accepted: http://host:5000 or https://host, "
            "without the name of a method."
        )
    if parts.username or parts.password:
        raise ImproperlyConfigured(
            "TRANSLATOR_URL holds a password, which ends up in logs: give it as TRANSLATOR_KEY."
        )


def _languages() -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(env.words("TRANSLATOR_LANGUAGES", _CODES)))
    unknown = [code for code in chosen if code not in _CODES]
    if unknown or len(chosen) < 2:
        raise ImproperlyConfigured(
            f"TRANSLATOR_LANGUAGES={' '.join(chosen)!r} is not understood. "
            f"Accepted: two or more of {', '.join(_CODES)}."
        )
    return chosen
