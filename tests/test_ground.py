"""The ground itself: whoever stands on it finds it as the last one did."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from portal.accounts.models import User
from tests import conftest


def test_the_data_folder_is_this_runs_own() -> None:
    assert settings.DATA_DIR.name.startswith("portal-tests-")
    assert Path(settings.BASE_DIR) not in settings.DATA_DIR.parents


@pytest.mark.parametrize("visit", [1, 2])
@pytest.mark.django_db
def test_a_test_starts_without_what_another_wrote(visit: int, wei: User) -> None:
    assert User.objects.count() == 1


@pytest.mark.parametrize("visit", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_migrated_rows(visit: int, wei: User) -> None:
    from wagtail.models import Locale

    assert User.objects.count() == 1
    assert Locale.objects.exists()


@pytest.mark.parametrize("visit", [1, 2])
def test_language_and_cache_are_forgotten(visit: int) -> None:
    assert translation.get_language() == "en"
    assert cache.get("seen") is None
    translation.activate("th")
    cache.set("seen", visit)


def test_a_skip_fails_where_everything_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "REQUIRE_ALL", True)
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "skipped", ("x", 1, "no server"), "call")
    conftest.refuse_skip(report)
    assert report.outcome == "failed"
    assert "no server" in report.longreprtext


def test_a_skip_stays_a_skip_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "REQUIRE_ALL", False)
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "skipped", ("x", 1, "no server"), "call")
    conftest.refuse_skip(report)
    assert report.outcome == "skipped"
