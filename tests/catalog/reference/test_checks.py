"""What would silently go wrong later stops the start."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.checks import registry
from pytest_django import Settings

from catalog.reference import checks
from catalog.reference.currencies import CurrencyFacts


def ids(check: Any) -> list[str | None]:
    return [message.id for message in check(None)]


@pytest.mark.parametrize(
    "check", [checks.languages_have_names, checks.languages_are_reserved, checks.currencies_are_plausible]
)
def test_the_project_as_it_is_passes_and_the_check_is_registered(check: Any) -> None:
    assert ids(check) == []
    assert check in registry.registry.get_checks()


def test_a_language_without_names_is_an_error(settings: Settings) -> None:
    settings.LANGUAGES = [*django_settings.LANGUAGES, ("tlh", "Klingon")]
    (message,) = checks.languages_have_names(None)
    assert message.id == "reference.E001"
    assert "'tlh'" in message.msg


def test_a_language_that_could_be_a_slug_is_an_error(settings: Settings) -> None:
    settings.LANGUAGES = [*django_settings.LANGUAGES, ("pt", "Português")]
    (message,) = checks.languages_are_reserved(None)
    assert message.id == "reference.E002"
    assert "'pt'" in message.msg


@pytest.mark.parametrize(
    "facts", [CurrencyFacts("CNY", 20, 2, 1), CurrencyFacts("CNY", 2, -1, 1), CurrencyFacts("RMB¥", 2, 2, 1)]
)
def test_impossible_decimals_are_an_error(monkeypatch: pytest.MonkeyPatch, facts: CurrencyFacts) -> None:
    monkeypatch.setattr(checks, "currency_table", lambda: {facts.code: facts})
    assert ids(checks.currencies_are_plausible) == ["reference.E003"]
