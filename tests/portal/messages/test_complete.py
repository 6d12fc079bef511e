"""The portal speaks ten languages: no text is missing, merely copied, or broken in any of them."""

from django.conf import settings
from django.core.management import call_command


def test_ten_languages_are_complete() -> None:
    assert len(settings.LANGUAGES) == 10
    call_command("messages", "check")
