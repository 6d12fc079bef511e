"""Every room sees a reader's preferences the same way."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from catalog.seams import preferences
from catalog.seams.preferences import Preferences


def test_a_request_carries_its_readers_preferences(rf: RequestFactory) -> None:
    request = rf.get("/")
    wanted = Preferences(language="th", currency="THB", low_data=True, time_zone="Asia/Bangkok")
    request.preferences = wanted  # type: ignore[attr-defined]
    assert preferences.of(request) == wanted


def test_preferences_worked_out_late_are_understood(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.preferences = SimpleLazyObject(lambda: Preferences(language="km"))  # type: ignore[attr-defined]
    assert preferences.of(request).language == "km"


@pytest.mark.parametrize("junk", [None, "th", {"language": "th"}])
def test_without_preferences_the_reader_is_a_stranger(rf: RequestFactory, junk: object) -> None:
    request = rf.get("/")
    request.preferences = junk  # type: ignore[attr-defined]
    with translation.override("vi"):
        found = preferences.of(request)
    assert found == Preferences(language="vi", currency="", low_data=False, time_zone="UTC")


def test_with_languages_switched_off_the_stranger_reads_english(rf: RequestFactory) -> None:
    with translation.override(None):
        assert preferences.of(rf.get("/")).language == "en"
