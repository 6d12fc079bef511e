"""The drain of files: one at a time, held as long as rows are worked off."""

from datetime import timedelta

from catalog.jobs.claims import Claim
from catalog.jobs.registry import Drain
from catalog.products.bulk.committing import commit
from catalog.products.bulk.dry_run import check
from catalog.products.bulk.sending import DRAIN
from catalog.products.models import ImportRun, ListingImport

# A few rows with large pictures take less; a killed worker's file waits no longer than this.
LEASE = timedelta(minutes=3)


def work(claim: Claim[ImportRun]) -> None:
    """Check or bring in the files of a claim. A run that another worker has taken over ends unmarked."""
    for run in claim.rows:
        imported = ListingImport.objects.select_related("organization", "by", "file", "pictures").get(
            pk=run.listing_import_id
        )

        def hold(run: ImportRun = run) -> bool:
            return claim.hold(run)

        step = check if run.phase == ImportRun.Phase.CHECK else commit
        step(imported, hold)


DRAINING = Drain(DRAIN, ImportRun, work, batch=1, lease=LEASE, attempts=5)
