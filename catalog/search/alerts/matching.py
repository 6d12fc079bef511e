"""Finds what has come to match saved searches."""

from catalog.jobs.claims import Claim
from catalog.jobs.registry import Drain
from catalog.search.alerts.changes import DRAIN
from catalog.search.alerts.questions import new_among
from catalog.search.models import AlertCheck, AlertHit, SavedSearch


def match(claim: Claim[AlertCheck]) -> None:
    """Ask every active saved search which of the changed records match it; each is found once.

    May be repeated: what was found before is not found again.
    """
    changed = list(dict.fromkeys((row.kind, row.record) for row in claim.rows))
    active = SavedSearch.objects.filter(confirmed_at__isnull=False, is_paused=False).order_by("pk")
    for saved in active.iterator(chunk_size=500):
        hits = [AlertHit(saved=saved, kind=kind, record=record) for kind, record in new_among(saved, changed)]
        if hits:
            AlertHit.objects.bulk_create(hits, ignore_conflicts=True)


CHECKS = Drain(name=DRAIN, model=AlertCheck, work=match, batch=200)
