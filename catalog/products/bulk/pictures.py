"""Pictures that come beside a file, in a ZIP file, and are named in its columns.

Nothing of the ZIP file is ever written to disk under its own name. What is not named in a cell is not
unpacked; what is, no further than a picture may be large.
"""

import hashlib
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.files.imaging import check_picture
from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.merchants.models import Organization
from catalog.products.bulk.cells import Misread

MOST_BYTES = 60_000_000
MOST_UNPACKED = 500_000_000
MOST_ENTRIES = 5_000
UTF8_NAMES = 0x800
ENCRYPTED = 0x1


class Archive:
    """The pictures of a ZIP file by name, folders and case aside."""

    def __init__(self, file: BinaryIO) -> None:
        """Look through the names. Raises ValidationError, in plain words, for what is not taken."""
        try:
            self._zip = zipfile.ZipFile(file)
            entries = [one for one in self._zip.infolist() if not one.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ValidationError(_("The pictures have to come in a ZIP file that is whole.")) from error
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
            raise ValidationError(_("This ZIP file is too large when unpacked. Divide it into several."))
        self._found: dict[str, zipfile.ZipInfo | None] = {}
        for entry in entries:
            for name in _names(entry):
                self._found[name] = None if name in self._found else entry

    def __contains__(self, name: str) -> bool:
        return folded(name) in self._found

    def read(self, name: str) -> bytes:
        """Return one picture. Raises Misread where it cannot be told apart or is no picture we take."""
        entry = self._found[folded(name)]
        if entry is None:
            raise Misread("two-pictures", value=name)
        try:
            with self._zip.open(entry) as packed:
                # One byte more than is allowed tells that it is too large, whatever the entry claims.
                data = packed.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
            check_picture(data)
        except ValidationError as error:
            raise Misread("bad-picture", value=name, why=error.messages[0]) from error
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            why = _("It is damaged or locked.")
            raise Misread("bad-picture", value=name, why=why) from error
        return data


def _names(entry: zipfile.ZipInfo) -> set[str]:
    """Return what an entry may be called; older programs write names in the code page of their country."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise ValidationError(
            _("A file in the ZIP file is called “%(name)s”, which leads out of it. Pack it anew.")
            % {"name": entry.filename[:80]}
        )
    if "__MACOSX" in path.parts or path.name.startswith("."):
        return set()
    names = {path.name}
    if not entry.flag_bits & UTF8_NAMES:
        for encoding in ("utf-8", "gb18030", "cp874"):
            try:
                names.add(path.name.encode("cp437").decode(encoding))
            except UnicodeError:
                continue
    return {folded(name) for name in names}


def folded(name: str) -> str:
    """Return a picture's name as names are compared."""
    return PurePosixPath(name.strip().replace("\\", "/")).name.casefold()


@dataclass(frozen=True)
class _Own:
    ids: frozenset[int]
    titles: dict[str, list[int]]


class PictureBook:
    """Finds the pictures that cells name: by ``#`` and number, in the ZIP file, or among those sent before.

    ``bring`` keeps a picture of the ZIP file that is not kept yet, and returns its number; without it (in
    a dry run) such a picture has a number below zero.
    """

    def __init__(
        self,
        organization: Organization,
        archive: Archive | None = None,
        bring: Callable[[bytes, str], int] | None = None,
    ) -> None:
        self.organization = organization
        self.archive = archive
        self.bring = bring
        self._found: dict[str, int] = {}
        self._own: _Own | None = None

    def find(self, name: str, shown: Collection[int] = ()) -> int:
        """Return the number of a picture. ``shown`` are those the listing has. Raises Misread."""
        if name.startswith("#") and name[1:].isdecimal():
            number = int(name[1:])
            if number in shown or number in self._mine().ids:
                return number
            raise Misread("no-picture", value=name)
        wanted = folded(name)
        if wanted not in self._found:
            self._found[wanted] = self._packed(name) if self._is_packed(name) else self._sent_before(name)
        return self._found[wanted]

    def _is_packed(self, name: str) -> bool:
        return self.archive is not None and name in self.archive

    def _packed(self, name: str) -> int:
        assert self.archive is not None
        data = self.archive.read(name)
        if self.bring is not None:
            return self.bring(data, name)
        same = Picture.objects.filter(owner=self.organization.pk, key=hashlib.sha256(data).hexdigest())
        return same.values_list("pk", flat=True).first() or -len(self._found) - 1

    def _sent_before(self, name: str) -> int:
        found = self._mine().titles.get(folded(name), [])
        if len(found) != 1:
            raise Misread("two-pictures" if found else "no-picture", value=name)
        return found[0]

    def _mine(self) -> _Own:
        if self._own is None:
            titles: dict[str, list[int]] = {}
            rows = Picture.objects.filter(owner=self.organization.pk).values_list("pk", "title")
            for pk, title in rows:
                titles.setdefault(folded(title), []).append(pk)
            self._own = _Own(frozenset(pk for found in titles.values() for pk in found), titles)
        return self._own


def bringing(organization: Organization, by: int | None) -> Callable[[bytes, str], int]:
    """Return how the commit keeps a picture as the organization's own; the same one twice is one."""

    def bring(data: bytes, name: str) -> int:
        kept = save_picture(data=data, title=name, owner_id=organization.pk, by=by)
        return int(kept.pk)

    return bring
