"""The files of an import: kept privately, read again for the dry run and for the commit, and pruned."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import BinaryIO, cast

from django.core.files.storage import storages
from django.utils import timezone

from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind, Reader
from catalog.files.services import delete_private
from catalog.merchants.models import WRITERS, Membership
from catalog.products.bulk import pictures, reading
from catalog.products.bulk.pictures import Archive
from catalog.products.bulk.reading import Table
from catalog.products.models import ListingImport

TABLE, PICTURES = "listing-import", "listing-import-pictures"
KEEP = timedelta(days=30)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person may read a file: who may write listings for its organization."""
    if not reader.is_authenticated:
        return False
    members = Membership.objects.filter(organization_id=file.subject, role__in=WRITERS)
    return members.filter(user_id=reader.pk).exists()


# A text file in an encoding of its country is no UTF-8, and so of no kind that is known by its bytes;
# ``reading`` has found a table in it before it is kept.
KINDS = (
    PrivateKind(
        TABLE,
        may_read,
        frozenset({XLSX, "application/zip", "text/csv", "text/plain", "application/octet-stream"}),
        most_bytes=reading.MOST_BYTES,
    ),
    PrivateKind(PICTURES, may_read, frozenset({"application/zip"}), most_bytes=pictures.MOST_BYTES),
)


@contextmanager
def opened(imported: ListingImport) -> Iterator[tuple[Table, Archive | None]]:
    """Open the table of an import, and the pictures that came with it, as long as they are read.

    Raises ValidationError for a file that cannot be read, FileNotFoundError for one that is gone.
    """
    with ExitStack() as open_files:

        def read(file: PrivateFile | None) -> BinaryIO:
            if file is None:
                raise FileNotFoundError(str(imported.pk))
            return cast(BinaryIO, open_files.enter_context(storages["private"].open(file.path)))

        table = Table(read(imported.file), imported.encoding)
        yield table, Archive(read(imported.pictures)) if imported.pictures else None


def prune_imports() -> None:
    """Forget imports, their rows and their files some time after they were sent."""
    old = ListingImport.objects.filter(created_at__lt=timezone.now() - KEEP)
    for imported in old.select_related("file", "pictures"):
        files = [file for file in (imported.file, imported.pictures) if file]
        imported.delete()
        for file in files:
            delete_private(file=file)
