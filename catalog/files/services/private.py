"""Writes of private files. They lie in the private storage, which has no address."""

import hashlib
import uuid
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.files.models import PrivateFile
from catalog.files.permissions import KINDS, PrivateKind
from catalog.files.sniffing import content_type, suffix


def store_private(*, kind: str, subject: int, data: bytes, name: str, by: int | None = None) -> PrivateFile:
    """Keep a file that only those may read whom its kind lets in.

    ``kind`` is registered in ``catalog.files.permissions``, ``subject`` the id of what the file belongs
    to, ``name`` what its sender called it, ``by`` the id of a user. Raises ValidationError with a plain
    message for a file that is empty, too large or of a type the kind does not take (told by its
    content), LookupError for an unknown kind.
    """
    rule = KINDS.get(kind)
    media_type = _checked(rule, data, name)
    file_id = uuid.uuid4()
    storage = storages["private"]
    path = storage.save(f"{kind}/{file_id.hex[:2]}/{file_id.hex}", ContentFile(data))
    try:
        with transaction.atomic():
            return PrivateFile.objects.create(
                id=file_id,
                kind=kind,
                subject=subject,
                path=path,
                name=_name(name, media_type),
                content_type=media_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                uploaded_by_id=by,
            )
    except BaseException:
        storage.delete(path)
        raise


def delete_private(*, file: PrivateFile) -> None:
    """Delete a private file; its content goes when the transaction is kept."""
    path = file.path
    with transaction.atomic():
        file.delete()
        transaction.on_commit(lambda: storages["private"].delete(path))


def _checked(rule: PrivateKind, data: bytes, name: str) -> str:
    if not data:
        raise ValidationError(_("This file is empty."))
    if len(data) > rule.most_bytes:
        raise ValidationError(
            _("This file has %(size)s MB; the most we take is %(most)s MB. Send a smaller one.")
            % {"size": -(-len(data) // 1_000_000), "most": rule.most_bytes // 1_000_000}
        )
    media_type = content_type(data, name)
    if media_type not in rule.accepts:
        accepted = ", ".join(sorted(suffix(one)[1:].upper() for one in rule.accepts))
        raise ValidationError(
            _("Files of this kind cannot be taken here. Send one of these: %(accepted)s.")
            % {"accepted": accepted}
        )
    return media_type


def _name(name: str, media_type: str) -> str:
    """Return a name to download under: no folders, no control characters, and the ending its content has."""
    ending = suffix(media_type)
    stem = PurePath(name.replace("\\", "/")).stem.strip(". ")
    shown = "".join(letter for letter in stem if letter.isprintable())[: 200 - len(ending)]
    return f"{shown or 'file'}{ending}"
