"""Texts of libraries that our visitors meet, for the languages in which the library has none.

Django has no catalogue for Lao and Filipino and gaps in others; allauth has none for six of ours.
Such a text becomes ours to translate. Only what the public pages and mails can show is taken:
nothing of Wagtail's admin, of phone numbers, user names, passkeys or sign-in codes, which are off.
"""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from portal.messages.catalogues import CONTEXT_END, FOLDERS
from portal.messages.extraction import TEMPLATES, Found, texts_in

SOURCES = {
    "django": [
        "forms/fields.py",
        "forms/models.py",
        "forms/widgets.py",
        "core/validators.py",
        "db/models/base.py",
        "contrib/auth/password_validation.py",
        "utils/dates.py",
        "utils/timesince.py",
    ],
    "allauth": [
        "account/forms.py",
        "templates/account/*.html",
        "templates/account/messages/*.txt",
        "templates/account/email/account_already_exists_*.txt",
        "templates/account/email/base_message.txt",
        "templates/account/email/email_confirmation_*.txt",
        "templates/account/email/password_reset_key_*.txt",
        "templates/account/email/unknown_account_*.txt",
        "templates/account/snippets/*.html",
        "templates/mfa/*.html",
        "templates/mfa/messages/*.txt",
        "templates/mfa/recovery_codes/*.html",
        "templates/mfa/totp/*.html",
    ],
}
NOT_REACHED = re.compile(
    r"phone|passkey|webauthn|login_code|reset_code|verification_code|confirm_code|email_change"
    r"|^(base.*|email|signup_closed|verified_email_required|already_logged_in|warn_no_email|trust)\.html$"
)
NOT_SHOWN = re.compile(
    r"phone|username|passkey|security key|sign-in code|bug report|IPv|“slug”|“%\(pk\)s”"
    r"|verification code is listed",
    re.IGNORECASE,
)
# Of allauth's Python the forms and messages of portal/accounts leave this one sentence to be seen;
# tests/portal/accounts/test_words.py walks the pages and would find another.
SHOWN_OF_ALLAUTH = {"You must type the same password each time."}
NOT_SHOWN_CONTEXTS = {"abbrev. month"}  # "Sept.", "Nov.": a form of English newspapers only
CATALOGUES = {"django": ["conf/locale", "contrib/auth/locale"], "allauth": ["locale"]}


def home_of(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def borrowed_texts(base: Path) -> Iterator[tuple[str, Found]]:
    """Yield (package, text) for each library text that may be shown."""
    ours = {path.as_posix() for path in (base / "portal").rglob("*") if path.suffix in TEMPLATES}
    for package, patterns in SOURCES.items():
        home = home_of(package)
        for path in (path for pattern in patterns for path in sorted(home.glob(pattern))):
            inside = path.relative_to(home).as_posix()
            replaced = any(own.endswith(f"/{inside}") for own in ours)
            if replaced or NOT_REACHED.search(path.name):
                continue
            for text in texts_in(path, f"{package}/{inside}"):
                if may_be_shown(text):
                    yield package, text


def may_be_shown(text: Found) -> bool:
    """Tell whether a visitor can meet this text of a library."""
    if text.place == "allauth/account/forms.py":
        return text.msgid in SHOWN_OF_ALLAUTH
    return not NOT_SHOWN.search(text.msgid) and text.context not in NOT_SHOWN_CONTEXTS


@cache
def known_to(package: str, language: str) -> frozenset[str]:
    """Return the keys that the library itself translates into a language."""
    keys: set[str] = set()
    for folder in CATALOGUES[package]:
        path = home_of(package) / folder / FOLDERS[language] / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogue: dict[str | tuple[str, int], str] = vars(gettext.GNUTranslations(file))["_catalog"]
            keys |= {key if isinstance(key, str) else key[0] for key, text in catalogue.items() if text}
    return frozenset(keys)


def wanted_in(language: str, texts: list[tuple[str, Found]]) -> list[Found]:
    """Return those texts that the library does not translate into the language."""
    wanted = []
    for package, text in texts:
        key = f"{text.context}{CONTEXT_END}{text.msgid}" if text.context else text.msgid
        if key not in known_to(package, language):
            wanted.append(text)
    return wanted
