"""A form of a lower room is guarded by the check that the portal brings."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from portal.accounts.bot_check import BotCheck


def test_the_portal_brings_its_check() -> None:
    made = person_check.check(RequestFactory().get("/"), purpose="letter", least=3)
    assert isinstance(made, BotCheck)
    assert (made.purpose, made.least) == ("letter", 3)


def test_a_form_sent_without_its_token_is_doubted() -> None:
    check = person_check.check(RequestFactory().get("/"), purpose="letter", least=3)
    assert check.examine({}) is Outcome.DOUBTED


def test_without_a_check_no_form_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_check, "_makers", [])
    with pytest.raises(LookupError, match="No check of persons"):
        person_check.check(RequestFactory().get("/"), purpose="letter", least=3)


def test_the_last_check_brought_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Content:
        def examine(self, posted: object) -> Outcome:
            return Outcome.PASSED

        def ask_again(self, *, doubted: bool) -> object:
            return doubted

    monkeypatch.setattr(person_check, "_makers", [BotCheck])
    person_check.provide(lambda request, purpose, least: Content())
    check = person_check.check(RequestFactory().get("/"), purpose="letter", least=3)
    assert check.examine({}) is Outcome.PASSED


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.STALE, "Please send it again"), (Outcome.DOUBTED, "Please answer the question below")],
)
def test_a_refusal_says_what_to_do(outcome: Outcome, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        person_check.refuse(outcome)


def test_a_content_check_refuses_nothing() -> None:
    person_check.refuse(Outcome.PASSED)
    with pytest.raises(ValidationError):
        person_check.refuse(Outcome.STALE)
