"""A tour as the subject of a conversation, and the way to its operator on its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.seller_slots import ways
from catalog.conversations.subjects import Subject, SubjectKind
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Tour
from catalog.tourism.selectors.tours import shown
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


def _tour_ids(slugs: Sequence[str]) -> Mapping[str, int]:
    return dict(Tour.objects.filter(slug__in=list(slugs)).values_list("slug", "pk"))


def _tours(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    rows: Any = shown().filter(pk__in=list(ids)).annotate(**localized(Tour, "title", language))
    found = rows.values_list("pk", "slug", "organization_id", "title_text", "title_lang")
    return {
        pk: Subject(pk, LocalText(text, code), reverse("tour", args=[slug]), organization)
        for pk, slug, organization, text, code in found
    }


SUBJECT = SubjectKind("tour", _("tour"), _tour_ids, _tours)


def on_tours(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return for each tour how to write to its operator: two queries."""
    rows = Tour.objects.filter(pk__in=list(ids)).values_list("pk", "slug", "organization_id")
    return ways(kind="tour", rows=list(rows))
