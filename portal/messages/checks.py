"""A check at start: to Django a language without a compiled catalogue silently does not exist."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from portal.messages.catalogues import uncompiled


def languages_are_compiled(
    app_configs: Sequence[AppConfig] | None = None, **options: Any
) -> list[CheckMessage]:
    """Report each language whose pages would be answered with a redirect to another language."""
    return [
        Error(
            f"The language {language} has no compiled catalogue, so its pages do not exist.",
            hint="Run: python manage.py messages compile",
            id="portal.E001",
        )
        for language in uncompiled(Path(settings.LOCALE_PATHS[0]))
    ]
