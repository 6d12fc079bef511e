"""Tells people from programs that fill in forms, without JavaScript and without asking another host.

A form carries a signed token. It works once, only for its own kind of form, not before a person
could have filled the form in, and not for ever; a box people never see must stay empty. Where one
of these fails, or the same network address failed often of late, the reader is shown a few words
and asked to choose one of them: recognising, not calculating or copying, so that it stays possible
for anybody who can read the page (WCAG 2.2, 3.3.8).

It stops programs that post to every form they find, that send a recorded form again, that send
faster than people, and, together with the rate limits, floods from one address. It does not stop a
program written for this site, nor a person who is paid to fill in forms: those meet the mandatory
confirmation by mail and the rate limits.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.seams.network import of as network
from catalog.seams.person_check import Outcome

TOKEN, TRAP, ANSWER = "check", "homepage", "check_answer"  # names of the posted values
LIFETIME = 6 * 60 * 60  # seconds a form may stay open
MEMORY = 15 * 60  # seconds a network address stays suspected
PATIENCE = 3  # failures of one address within MEMORY before its visitors are asked
WORDS = (_("tea"), _("coffee"), _("pepper"), _("mango"), _("rice"), _("pearl"))


@dataclass(frozen=True)
class Question:
    """One of a few words has to be chosen. ``options`` are pairs of value and word, in the order shown."""

    word: str
    options: tuple[tuple[str, str], ...]
    right: str


def question_of(nonce: str) -> Question:
    """Return the question that belongs to a token: always the same one, known to us alone in advance."""

    def secret(text: str) -> bytes:
        return salted_hmac("portal.accounts.bot_check", f"{nonce}:{text}", algorithm="sha256").digest()

    order = sorted(range(len(WORDS)), key=lambda index: secret(str(index)))
    place = secret("right")[0] % len(order)
    options = tuple((str(value), str(WORDS[index])) for value, index in enumerate(order))
    return Question(word=options[place][1], options=options, right=str(place))


def suspect(request: HttpRequest) -> None:
    """Remember a failure of this visitor's network address."""
    key = f"bot-check:suspected:{network(request)}"
    cache.set(key, cache.get(key, 0) + 1, MEMORY)


def suspected(request: HttpRequest) -> bool:
    """Tell whether this visitor's network address failed often of late."""
    return bool(cache.get(f"bot-check:suspected:{network(request)}", 0) >= PATIENCE)


@dataclass(frozen=True)
class Token:
    """What a signed token says: for which form, made when, and whether it comes with a question."""

    purpose: str
    nonce: str
    made: float
    asks: bool

    def signed(self) -> str:
        value = [self.purpose, self.nonce, self.made, self.asks]
        return signing.dumps(value, salt="portal.accounts.bot_check")

    @classmethod
    def read(cls, text: str) -> "Token | None":
        """Return the token, or None where we have not signed it."""
        try:
            purpose, nonce, made, asks = signing.loads(text, salt="portal.accounts.bot_check")
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(purpose, nonce, made, asks)


@dataclass(frozen=True)
class BotCheck:
    """The check of one form shown to one visitor.

    ``purpose`` names the form; ``least`` is how many seconds people need at least to fill it in.
    """

    request: HttpRequest
    purpose: str
    least: float

    def examine(self, posted: Mapping[str, Any]) -> Outcome:
        """Judge a posted form and use up its token."""
        token = Token.read(posted.get(TOKEN, ""))
        if token is None or token.purpose != self.purpose:
            return self._doubt()
        age = time.time() - token.made
        if age > LIFETIME:
            return Outcome.STALE
        # Used tokens are remembered for as long as they would otherwise be good.
        if not cache.add(f"bot-check:used:{token.nonce}", True, LIFETIME):
            suspect(self.request)
            return Outcome.STALE
        if posted.get(TRAP) or age < self.least or not self._answered(token, posted):
            return self._doubt()
        return Outcome.PASSED

    def _answered(self, token: Token, posted: Mapping[str, Any]) -> bool:
        if token.asks:
            return constant_time_compare(posted.get(ANSWER, ""), question_of(token.nonce).right)
        return not suspected(self.request)

    def _doubt(self) -> Outcome:
        suspect(self.request)
        return Outcome.DOUBTED

    def ask_again(self, *, doubted: bool) -> "Challenge":
        """Return what the form has to carry when it is shown, for the first time or again."""
        asks = doubted or suspected(self.request)
        return Challenge(Token(self.purpose, secrets.token_urlsafe(12), time.time(), asks))


@dataclass
class Challenge:
    """What a form carries: a token and, where it asks, the question."""

    issued: Token

    @cached_property
    def token(self) -> str:
        return self.issued.signed()

    @cached_property
    def question(self) -> Question | None:
        return question_of(self.issued.nonce) if self.issued.asks else None
