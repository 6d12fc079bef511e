"""New exhibits on the front page of an edition: how many goods are shown, and what was put up last."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from catalog.products import presenting
from catalog.reference.display import show_number
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair.booth_words import card_values
from expo.fair.models import Edition
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.newest import NewExhibit, exhibits_at, newest

MOST = 8
Values = Mapping[int, Mapping[str, Any]]


def _living(ids: Sequence[int]) -> list[int]:
    found = Edition.objects.filter(pk__in=list(ids), state__in=LIVING)
    return list(found.order_by("pk").values_list("pk", flat=True))


def counts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return how much is exhibited at each edition that lives, where anything is."""
    found = {edition: exhibits_at(edition).count() for edition in _living(ids)}
    return {
        edition: {
            "count": ngettext("%(count)s exhibit", "%(count)s exhibits", number)
            % {"count": show_number(number, preferences.language)}
        }
        for edition, number in found.items()
        if number
    }


def sections(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return what was put up last at each edition that lives, where anything is."""
    reader = presenting.reader_of(preferences)
    found = {edition: newest(edition, language=preferences.language, count=MOST) for edition in _living(ids)}
    return {
        edition: {"exhibits": [_values(one, reader) for one in exhibits]}
        for edition, exhibits in found.items()
        if exhibits
    }


def _values(one: NewExhibit, reader: presenting.Reader) -> dict[str, Any]:
    booth = one.booth
    return card_values(one.line, reader) | {
        "url": reverse("fair-booth", args=[booth.edition, booth.slug]),
        "booth": booth.name.value,
        "booth_lang": tag_unless(booth.name, reader.language),
    }
