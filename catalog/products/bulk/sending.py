"""Writes: a file is sent, its columns are confirmed, it is brought in, or that is stopped."""

import io
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.audit import services as audit
from catalog.files.models import PrivateFile
from catalog.files.services import delete_private, store_private
from catalog.jobs.services import ring
from catalog.merchants.models import Organization
from catalog.merchants.services.members import acted_as
from catalog.products.bulk.columns import as_remembered
from catalog.products.bulk.files import PICTURES, TABLE
from catalog.products.bulk.pictures import Archive
from catalog.products.bulk.reading import Table
from catalog.products.models import ColumnMemory, ImportRun, ListingImport

Found = TypeVar("Found")
Stage = ListingImport.Stage
MOST_REMEMBERED = 500
DRAIN = "products.imports"
RUNNING = (Stage.CHECKING, Stage.COMMITTING)


class ImportMoved(ValueError):
    """An import is no longer where the page that was sent showed it."""


def keep_file(
    *,
    organization: Organization,
    data: bytes,
    name: str,
    language: str,
    by: AbstractBaseUser,
    pictures: bytes = b"",
) -> ListingImport:
    """Keep a file and the ZIP file of its pictures; nothing else comes of it yet.

    Raises ValidationError by field ("file", "pictures") for what is no table or no pictures.
    """
    encoding = _checked("file", lambda: Table(io.BytesIO(data)).encoding)
    if pictures:
        _checked("pictures", lambda: Archive(io.BytesIO(pictures)))
    table = _kept(TABLE, organization, data, name, by)
    archive = _kept(PICTURES, organization, pictures, "pictures.zip", by) if pictures else None
    return ListingImport.objects.create(
        organization=organization,
        by_id=by.pk,
        language=language,
        name=name[:200] or "file",
        file=table,
        pictures=archive,
        encoding=encoding,
    )


@transaction.atomic
def add_pictures(*, imported: ListingImport, data: bytes, by: AbstractBaseUser) -> None:
    """Keep the ZIP file of the pictures of a file whose columns are still to be confirmed.

    Raises ValidationError ("pictures"), ImportMoved.
    """
    _checked("pictures", lambda: Archive(io.BytesIO(data)))
    kept = ListingImport.objects.select_for_update().get(pk=imported.pk)
    if kept.stage != Stage.COLUMNS:
        raise ImportMoved(kept.stage)
    before = kept.pictures
    archive = _kept(PICTURES, kept.organization, data, "pictures.zip", by)
    ListingImport.objects.filter(pk=kept.pk).update(pictures=archive)
    if before:
        delete_private(file=before)
    imported.refresh_from_db()


def _checked(field: str, read: Callable[[], Found]) -> Found:
    try:
        return read()
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def _kept(kind: str, organization: Organization, data: bytes, name: str, by: AbstractBaseUser) -> PrivateFile:
    field = "pictures" if kind == PICTURES else "file"
    return _checked(
        field, lambda: store_private(kind=kind, subject=organization.pk, data=data, name=name, by=by.pk)
    )


@transaction.atomic
def confirm_columns(
    *,
    imported: ListingImport,
    header: Sequence[str],
    columns: Sequence[str],
    encoding: str,
    category: str = "",
) -> None:
    """Keep what the columns of a file mean, for this file and for the next, and have it checked.

    Raises ImportMoved where it is being brought in, or was.
    """
    _move(
        imported,
        Stage.CHECKING,
        Stage.COLUMNS,
        Stage.CHECKED,
        Stage.FAILED,
        columns=list(columns),
        encoding=encoding,
        category=category,
        rows_read=0,
        rows_done=0,
        problem="",
        cancel_wanted=False,
    )
    memory, _new = ColumnMemory.objects.select_for_update().get_or_create(organization=imported.organization)
    meant = {as_remembered(words): key for words, key in zip(header, columns, strict=True) if words}
    words = {**{old: key for old, key in memory.words.items() if old not in meant}, **meant}
    memory.words = dict(list(words.items())[-MOST_REMEMBERED:])
    memory.save(update_fields=["words"])
    _run(imported, ImportRun.Phase.CHECK)


@transaction.atomic
def bring_in(*, imported: ListingImport, submit: bool, by: AbstractBaseUser) -> None:
    """Have a checked file brought in as drafts; ``submit`` puts them before the reviewers at once.

    Raises ImportMoved where it is not checked, or is being brought in already.
    """
    _move(
        imported,
        Stage.COMMITTING,
        Stage.CHECKED,
        Stage.CANCELLED,
        submit=submit,
        by_id=by.pk,
        cancel_wanted=False,
    )
    audit.record(
        actor=by,
        role=acted_as(imported.organization, by),
        action="listings.imported",
        target=imported.organization,
        after={"file": imported.name, "import": str(imported.pk)},
    )
    _run(imported, ImportRun.Phase.COMMIT)


def cancel(*, imported: ListingImport) -> bool:
    """Stop a file that is being checked or brought in before its next rows; tell whether it was."""
    running = ListingImport.objects.filter(pk=imported.pk, stage__in=RUNNING)
    return bool(running.update(cancel_wanted=True))


@transaction.atomic
def forget(*, imported: ListingImport) -> None:
    """Throw a file away with what was found in it; the drafts it wrote stay. Raises ImportMoved in a run."""
    kept = ListingImport.objects.select_for_update().get(pk=imported.pk)
    if kept.stage in RUNNING:
        raise ImportMoved(kept.stage)
    files = [file for file in (kept.file, kept.pictures) if file]
    kept.delete()
    for file in files:
        delete_private(file=file)


def _move(imported: ListingImport, to: str, *allowed: str, **fields: object) -> None:
    moved = ListingImport.objects.filter(pk=imported.pk, stage__in=allowed).update(stage=to, **fields)
    imported.refresh_from_db()
    if not moved:
        raise ImportMoved(imported.stage)


def _run(imported: ListingImport, phase: str) -> None:
    ImportRun.objects.create(listing_import=imported, phase=phase)
    ring(DRAIN)
