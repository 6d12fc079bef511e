"""The commit: what the dry run found new or changed becomes drafts, a few rows to a transaction.

A row is done in the transaction that writes its draft. Whatever kills the worker, the next one finds
the rows that are not done and goes on with them; none is written twice.
"""

from collections.abc import Iterator, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.merchants.models import Organization
from catalog.products.bulk.dry_run import is_cancelled
from catalog.products.bulk.faults import Fault, told
from catalog.products.bulk.files import opened
from catalog.products.bulk.judging import Judge, Outcome
from catalog.products.bulk.listings import appeared
from catalog.products.bulk.pictures import PictureBook, bringing
from catalog.products.bulk.places import cell
from catalog.products.bulk.reading import Row, Table
from catalog.products.bulk.running import Hold, LeaseLost
from catalog.products.models import ImportedRow, ListingDraft, ListingImport, Product
from catalog.products.services.drafting import (
    Conflict,
    DraftGone,
    DraftMoveRefused,
    save_draft,
    submit_draft,
)

Stage = ListingImport.Stage
WANTED = (ImportedRow.Outcome.NEW, ImportedRow.Outcome.CHANGED)
AT_ONCE = 25  # rows to a transaction: others wait no longer than these take


def commit(imported: ListingImport, hold: Hold) -> None:
    """Write the drafts of the rows that are not done. Raises LeaseLost."""
    with override(imported.language):
        try:
            stage, problem = _write(imported, hold), ""
        except ValidationError as error:
            stage, problem = Stage.FAILED, " ".join(error.messages)
        except FileNotFoundError:
            stage, problem = Stage.FAILED, _("The file is no longer here. Send it again.")
    running = ListingImport.objects.filter(pk=imported.pk, stage=Stage.COMMITTING)
    running.update(stage=stage, problem=problem, cancel_wanted=False)


def _write(imported: ListingImport, hold: Hold) -> Stage:
    by = imported.by
    if by is None:
        raise FileNotFoundError("Who sent it is no longer here.")
    with opened(imported) as (table, archive):
        judge = Judge(
            organization=imported.organization,
            table=table,
            columns=imported.columns,
            pictures=PictureBook(
                imported.organization, archive, bring=bringing(imported.organization, by.pk)
            ),
            category=imported.category,
        )
        for rows in _open_rows(imported, table):
            if is_cancelled(imported):
                return Stage.CANCELLED
            if not hold():
                raise LeaseLost
            # Pictures are brought here, before the transaction: each takes a second or two.
            outcomes = judge.judge(rows)
            _settle(imported, outcomes, by, hold)
    return Stage.DONE


def _open_rows(imported: ListingImport, table: Table) -> Iterator[list[Row]]:
    kept = ImportedRow.objects.filter(listing_import=imported, outcome__in=WANTED, done=False)
    wanted = set(kept.values_list("row", flat=True))
    chunk: list[Row] = []
    for row in table.rows():
        if row.number in wanted:
            chunk.append(row)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@transaction.atomic
def _settle(imported: ListingImport, outcomes: Sequence[Outcome], by: AbstractBaseUser, hold: Hold) -> None:
    # Two files of one organization at once: the second waits here and then sees what the first wrote.
    Organization.objects.select_for_update().only("pk").get(pk=imported.organization_id)
    if not hold():
        raise LeaseLost
    new = {outcome.number for outcome in outcomes if outcome.kind == "new"}
    taken = appeared(imported.organization, new)
    rows = {
        row.row: row
        for row in ImportedRow.objects.filter(
            listing_import=imported, row__in=[one.row for one in outcomes], done=False
        )
    }
    drafts = ListingDraft.objects.in_bulk([one.listing.draft for one in outcomes if one.listing])
    products = Product.objects.in_bulk([one.listing.product for one in outcomes if one.listing])
    for outcome in outcomes:
        row = rows.get(outcome.row)
        if row is None:
            continue
        if outcome.kind == "new" and outcome.number in taken:
            outcome.faults.append(Fault(cell(outcome.row, 0), "changed"))
        draft = None
        if outcome.kind in WANTED:
            draft = _drafted(imported, outcome, by, drafts, products)
        row.outcome, row.done = outcome.kind, True
        row.draft = draft.pk if draft else None
        row.fields = outcome.fields if outcome.listing else []
        row.faults = [fault.as_json() for fault in outcome.faults]
        if draft is not None and imported.submit:
            row.faults = [fault.as_json() for fault in _submitted(outcome, draft, by)]
    ImportedRow.objects.bulk_update(rows.values(), ["outcome", "done", "draft", "fields", "faults"])
    done = ImportedRow.objects.filter(listing_import=imported, done=True).count()
    ListingImport.objects.filter(pk=imported.pk).update(rows_done=done)


def _drafted(
    imported: ListingImport,
    outcome: Outcome,
    by: AbstractBaseUser,
    drafts: dict[object, ListingDraft],
    products: dict[object, Product],
) -> ListingDraft | None:
    """Write the draft of one row; what hinders it becomes a fault of the row."""
    assert outcome.document is not None
    listing = outcome.listing
    place = cell(outcome.row, 0)
    try:
        return save_draft(
            organization=imported.organization,
            document=outcome.document,
            draft=drafts.get(listing.draft) if listing else None,
            product=products.get(listing.product) if listing else None,
            revision=outcome.before.revision if outcome.before and listing and listing.draft else None,
            by=by,
        )
    except (Conflict, DraftGone, DraftMoveRefused):
        outcome.faults.append(Fault(place, "changed"))
    except ValidationError as error:
        outcome.faults += [told(place, message) for message in error.messages]
    return None


def _submitted(outcome: Outcome, draft: ListingDraft, by: AbstractBaseUser) -> list[Fault]:
    """Put a draft before the reviewers; return why it stays a draft, if it does."""
    try:
        submit_draft(draft=draft, by=by)
    except ValidationError as error:
        return [told(cell(outcome.row, 0), message) for message in error.messages]
    return []
