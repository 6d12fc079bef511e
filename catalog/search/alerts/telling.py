"""Tells people and addresses what has come to match their saved searches, each thing once."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from catalog.notices import selectors as readers
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.seams.preferences import Preferences
from catalog.search.alerts.links import stop_path
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.documents import Key
from catalog.search.models import AlertHit, SavedSearch

QUIET = timedelta(minutes=15)
"""Least time between two notices of one saved search: an import of a thousand goods is one occasion."""
MOST_TITLES = 5
log = logging.getLogger(__name__)


def tell_due(*, now: datetime | None = None) -> int:
    """Tell of every saved search with something new whose time has come; return of how many was told.

    A day ends at midnight UTC: between half past six and nine in the morning over China and ASEAN.
    """
    moment = now or timezone.now()
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    untold = AlertHit.objects.filter(saved=OuterRef("pk"), told_at__isnull=True)
    at_once = Q(frequency=SavedSearch.Frequency.AT_ONCE) & (
        Q(told_at__isnull=True) | Q(told_at__lte=moment - QUIET)
    )
    daily = Q(frequency=SavedSearch.Frequency.DAILY) & Exists(untold.filter(found_at__lt=midnight))
    due = SavedSearch.objects.filter(at_once | daily, Exists(untold), is_paused=False)
    told = 0
    for key in list(due.order_by("pk").values_list("pk", flat=True)):
        try:
            told += _tell(key, moment)
        except Exception:
            # The others must not wait for one that cannot be told; it is tried again.
            log.exception("What is new for the saved search %s could not be told.", key)
    return told


@transaction.atomic
def _tell(key: UUID, moment: datetime) -> bool:
    """Tell of one saved search. What is not shown at this moment is forgotten, to be found anew later."""
    saved = SavedSearch.objects.select_for_update().filter(pk=key).first()
    if saved is None:
        return False
    hits = list(saved.alert_hits.filter(told_at__isnull=True).order_by("-found_at", "-pk"))
    language = readers.language_of(saved.owner) if saved.owner else saved.language
    with translation.override(language):
        shown = _shown([(hit.kind, hit.record) for hit in hits], Preferences(language))
        gone = [hit.pk for hit in hits if (hit.kind, hit.record) not in shown]
        AlertHit.objects.filter(pk__in=gone).delete()
        told = [hit for hit in hits if (hit.kind, hit.record) in shown]
        if not told:
            return False
        AlertHit.objects.filter(pk__in=[hit.pk for hit in told]).update(told_at=moment)
        SavedSearch.objects.filter(pk=saved.pk).update(told_at=moment)
        keys = [(hit.kind, hit.record) for hit in told]
        values = {"saved": str(saved.pk), "name": saved.name, **_of_records(keys, language)}
        _write(saved, occasion=f"{saved.pk}:{told[0].pk}", language=language, values=values)
    return True


def _of_records(keys: Sequence[Key], language: str) -> dict[str, Any]:
    """Return what a notice says of records, all of which are shown now."""
    titles = _titles(keys[:MOST_TITLES], Preferences(language))
    return {"count": len(keys), "titles": titles, "more": len(keys) - len(titles), "records": list(keys)}


def still_shown(values: Mapping[str, Any], language: str) -> Mapping[str, Any] | None:
    """Return what a mail may say at this moment: what was paused since it was told is not named."""
    told = [(str(kind), int(record)) for kind, record in values["records"]]
    with translation.override(language):
        shown = _shown(told, Preferences(language))
        keys = [key for key in told if key in shown]
        return {**values, **_of_records(keys, language)} if keys else None


KIND = NoticeKind(
    name="search.alert",
    label=_("Something new matches a saved search"),
    subject="search/mail/alert_subject.txt",
    text="search/mail/alert_text.txt",
    at_sending=still_shown,
)


def _write(saved: SavedSearch, *, occasion: str, language: str, values: dict[str, Any]) -> None:
    link = reverse("search-saved", args=[saved.pk])
    if saved.owner:
        notices.notify(kind=KIND.name, recipients=[saved.owner], key=occasion, values=values, link=link)
    else:
        notices.write_to(
            address=saved.address,
            language=language,
            kind=KIND.name,
            key=occasion,
            values=values,
            link=link,
            stop=stop_path(saved),
        )


def _by_kind(keys: Sequence[Key]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, record in keys:
        if kind in CONTRIBUTORS:
            ids[kind].append(record)
    return ids


def _shown(keys: Sequence[Key], reader: Preferences) -> set[Key]:
    return {
        (kind, record)
        for kind, ids in _by_kind(keys).items()
        for record in CONTRIBUTORS.get(kind).addresses_now(ids, reader)
    }


def _titles(keys: Sequence[Key], reader: Preferences) -> list[str]:
    rows = {
        (kind, record): row.title.value
        for kind, ids in _by_kind(keys).items()
        for record, row in CONTRIBUTORS.get(kind).present(ids, reader).items()
    }
    return [rows[key] for key in keys if key in rows]
