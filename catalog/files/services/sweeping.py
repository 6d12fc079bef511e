"""Removal of files that no row names: of interrupted uploads, and of pictures deleted by editors."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from catalog.files.models import Picture, PrivateFile
from catalog.files.services.pictures import FOLDER, remove_files

PATIENCE = timedelta(days=1)


def sweep(*, older_than: timedelta = PATIENCE) -> int:
    """Remove files without a row that are older than that; return how many pictures and private files went.

    Younger ones may belong to an upload whose row is still to be committed.
    """
    return _sweep_pictures(older_than) + _sweep_private(older_than)


def _sweep_pictures(older_than: timedelta) -> int:
    removed = 0
    for token in names(default_storage, FOLDER)[0]:
        if Picture.objects.filter(token=token).exists():
            continue
        folder = f"{FOLDER}/{token}"
        files = [f"{folder}/{name}" for name in names(default_storage, folder)[1]]
        if all(_is_old(default_storage, path, older_than) for path in files):
            remove_files(token)
            removed += 1
    return removed


def _sweep_private(older_than: timedelta) -> int:
    storage = storages["private"]
    removed = 0
    for path in _walk(storage, ""):
        if not PrivateFile.objects.filter(path=path).exists() and _is_old(storage, path, older_than):
            storage.delete(path)
            removed += 1
    return removed


def names(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Return the folders and the files in a folder; none where it does not exist."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    folders, files = names(storage, folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _walk(storage, f"{folder}{name}/")


def _is_old(storage: Storage, path: str, older_than: timedelta) -> bool:
    return storage.get_modified_time(path) < timezone.now() - older_than
