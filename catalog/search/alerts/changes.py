"""Notes which records changed, for saved searches to be asked about."""

from collections.abc import Iterable, Mapping

from catalog.jobs import services as jobs
from catalog.search.models import AlertCheck, SavedSearch

DRAIN = "search-alerts"


def note(changed: Mapping[str, Iterable[int]]) -> None:
    """Have saved searches asked about records that were just indexed; where nobody saved any, do nothing.

    A worker killed after indexing and before this does both again, because the index rows it held are
    worked off again.
    """
    rows = [AlertCheck(kind=kind, record=record) for kind, ids in changed.items() for record in ids]
    if rows and SavedSearch.objects.filter(confirmed_at__isnull=False, is_paused=False).exists():
        AlertCheck.objects.bulk_create(rows, batch_size=500)
        jobs.ring(DRAIN)
