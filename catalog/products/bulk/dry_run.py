"""The dry run: every row's outcome is found and kept; listings stay as they are."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.products.bulk.files import opened
from catalog.products.bulk.judging import Judge, Outcome
from catalog.products.bulk.pictures import PictureBook
from catalog.products.bulk.running import Hold, LeaseLost
from catalog.products.models import ImportedRow, ListingImport

Stage = ListingImport.Stage


def check(imported: ListingImport, hold: Hold) -> None:
    """Find what becomes of each row. Begins anew where it was broken off; raises LeaseLost."""
    ImportedRow.objects.filter(listing_import=imported).delete()
    with override(imported.language):
        try:
            stage = _read(imported, hold)
        except ValidationError as error:
            _end(imported, Stage.FAILED, problem=" ".join(error.messages))
        except FileNotFoundError:
            _end(imported, Stage.FAILED, problem=_("The file is no longer here. Send it again."))
        else:
            _end(imported, stage)


def _read(imported: ListingImport, hold: Hold) -> str:
    read = 0
    with opened(imported) as (table, archive):
        judge = Judge(
            organization=imported.organization,
            table=table,
            columns=imported.columns,
            pictures=PictureBook(imported.organization, archive),
            category=imported.category,
        )
        for outcomes in judge.outcomes(table.rows()):
            read += len(outcomes)
            with transaction.atomic():
                if not hold():
                    raise LeaseLost
                ImportedRow.objects.bulk_create(row_of(imported, outcome) for outcome in outcomes)
                ListingImport.objects.filter(pk=imported.pk).update(rows_read=read)
            if is_cancelled(imported):
                return Stage.COLUMNS
    return Stage.CHECKED


def row_of(imported: ListingImport, outcome: Outcome) -> ImportedRow:
    """Return what is kept of an outcome."""
    return ImportedRow(
        listing_import=imported,
        row=outcome.row,
        outcome=outcome.kind,
        number=outcome.number,
        title=outcome.title,
        fields=outcome.fields if outcome.listing else [],
        faults=[fault.as_json() for fault in outcome.faults],
    )


def is_cancelled(imported: ListingImport) -> bool:
    """Tell whether a member asked to stop meanwhile."""
    return ListingImport.objects.filter(pk=imported.pk, cancel_wanted=True).exists()


def _end(imported: ListingImport, stage: str, *, problem: str = "") -> None:
    running = ListingImport.objects.filter(pk=imported.pk, stage=Stage.CHECKING)
    running.update(stage=stage, problem=problem, cancel_wanted=False)
