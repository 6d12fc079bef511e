"""Which translator is asked: the operator's for the languages it has, the glossary's for all others."""

from functools import lru_cache

from django.conf import settings

from catalog.translation.translators.from_glossary import GlossaryTranslator
from catalog.translation.translators.over_http import HttpTranslator
from catalog.translation.translators.seam import Translator


def translator_for(source: str, target: str) -> Translator | None:
    """Return who proposes translations between two languages; nobody from a language into itself."""
    if source == target:
        return None
    if settings.TRANSLATOR:
        outside = _outside(**settings.TRANSLATOR)
        if outside.can(source, target):
            return outside
    return GlossaryTranslator()


@lru_cache(maxsize=2)
def _outside(**service: object) -> HttpTranslator:
    return HttpTranslator(**service)  # type: ignore[arg-type]
