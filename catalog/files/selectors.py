"""Reads of the room."""

from collections.abc import Iterable
from uuid import UUID

from catalog.files.manifest import Manifest
from catalog.files.models import Picture, PrivateFile
from catalog.files.permissions import Reader, may_read


def manifests(ids: Iterable[int]) -> dict[int, Manifest]:
    """Return the sizes of pictures by id, without those that are gone: one query, none for no ids."""
    wanted = list(ids)
    rows = Picture.objects.filter(pk__in=wanted).values_list("pk", "manifest") if wanted else []
    return {pk: manifest for pk, stored in rows if (manifest := Manifest.read(stored))}


def readable_file(*, file_id: UUID, reader: Reader) -> PrivateFile | None:
    """Return a private file if this person may read it; None as well where there is none."""
    file = PrivateFile.objects.filter(pk=file_id).first()
    return file if file is not None and may_read(reader, file) else None


def private_file_of(*, kind: str, file_id: UUID) -> PrivateFile | None:
    """Return a private file of one kind, for a room that knows by other means who reads it."""
    return PrivateFile.objects.filter(pk=file_id, kind=kind).first()
