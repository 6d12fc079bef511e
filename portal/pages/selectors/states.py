"""Reads: how far a page is translated into each language, and who wrote the words."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


@dataclass(frozen=True, slots=True)
class LanguageState:
    """One language of a page: how many of its texts were reviewed, made by a machine, or are missing.

    A text whose source has changed since is missing until somebody translates it anew; ``live`` says
    that readers find the page in this language, if need be with the words from before.
    """

    code: str
    name: str
    started: bool
    live: bool
    reviewed: int
    machine: int
    missing: int

    @property
    def total(self) -> int:
        return self.reviewed + self.machine + self.missing


def source_of(page: Page) -> TranslationSource | None:
    """Return what translations of a page are made from, or None where nobody has begun any."""
    found: TranslationSource | None = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    return found


def language_states(page: Page) -> list[LanguageState]:
    """Return the state of every language but the page's own; none for a page that is a translation itself.

    Five queries, however many languages there are.
    """
    if (
        TranslationSource.objects.filter(object_id=page.translation_key)
        .exclude(locale_id=page.locale_id)
        .exists()
    ):
        return []
    source = source_of(page)
    started = set(
        Translation.objects.filter(source=source, enabled=True).values_list(
            "target_locale__language_code", flat=True
        )
        if source
        else []
    )
    texts = (
        set(StringSegment.objects.filter(source=source).values_list("string_id", "context_id"))
        if source
        else set()
    )
    counts = _counts(page, texts)
    live = set(
        Page.objects.live()
        .filter(translation_key=page.translation_key, alias_of=None)
        .values_list("locale__language_code", flat=True)
    )
    own = page.locale.language_code
    return [
        LanguageState(
            code=code,
            name=name,
            started=code in started,
            live=code in live,
            reviewed=counts.get((code, False), 0),
            machine=counts.get((code, True), 0),
            missing=len(texts) - counts.get((code, False), 0) - counts.get((code, True), 0),
        )
        for code, name in settings.LANGUAGES
        if code != own
    ]


def _counts(page: Page, texts: set[tuple[int, int]]) -> dict[tuple[str, bool], int]:
    """Return how many of these texts are translated, by language and whether a machine did it."""
    counts: dict[tuple[str, bool], int] = {}
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key, has_error=False
    ).values_list("translation_of_id", "context_id", "locale__language_code", "translation_type")
    for text, context, code, kind in rows:
        if (text, context) in texts:
            key = code, kind == MACHINE
            counts[key] = counts.get(key, 0) + 1
    return counts


def by_machine(page: Page) -> bool:
    """Tell whether a machine wrote any of the words of a translated page as they stand: one query."""
    found = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        translation_type=MACHINE,
        translation_of__segments__source__object_id=page.translation_key,
    )
    return bool(found.exists())
