"""Writes of pictures.

Files are written before the row that names them and under names nobody else uses: whatever is
interrupted leaves at most files without a row, which ``sweep`` removes.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from catalog.files.events import PictureChanged
from catalog.files.imaging import Encoded, Prepared, check_size, prepare
from catalog.files.manifest import CARD_WIDTH
from catalog.files.models import Picture, new_token
from catalog.reference.languages import codes
from catalog.seams import events, freshness

FOLDER = "pictures"
# Cached pages hold addresses and texts of pictures: when those change, the pages are made anew.
SHOWN_ON = ("goods", "storefronts", "pages")
SUFFIXES = {"webp": "webp", "jpeg": "jpg"}


def save_picture(
    *,
    data: bytes,
    title: str,
    alt: Mapping[str, str] | None = None,
    credit: Mapping[str, str] | None = None,
    owner_id: int | None = None,
    key: str | None = None,
    by: int | None = None,
) -> Picture:
    """Keep an uploaded picture with its sizes and return it; the same upload twice is one picture.

    ``alt`` and ``credit`` map languages to texts (None: leave as they are). ``key`` names the picture
    to its owner, the hash of the upload by default: what is sent again under a key replaces title,
    texts and, where it differs, the picture itself. ``owner_id`` is an organization's id (None: the
    portal), ``by`` a user's.

    Takes a second or two for a large photograph, before any transaction begins; so call it before
    opening one. Raises ValidationError as ``imaging.prepare`` does, ValueError for an unknown language.
    """
    check_size(data)
    upload_hash = hashlib.sha256(data).hexdigest()
    place = {"owner": owner_id or 0, "key": key or upload_hash}
    said = {"alt": alt, "credit": credit}
    texts: dict[str, Any] = {name: checked_texts(text) for name, text in said.items() if text is not None}
    texts["title"] = title[:255]
    known = Picture.objects.filter(**place).first()
    if known is not None and known.upload_hash == upload_hash:
        return _retitle(known, texts)
    prepared = prepare(data)
    if known is not None:
        return _replace(known, prepared, upload_hash, texts)
    picture = Picture(**place, **texts, upload_hash=upload_hash, uploaded_by_user_id=by)
    fit_files(picture, prepared)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:  # the same picture arrived twice at once, and the other was first
        remove_files(picture.token)
        return _retitle(Picture.objects.get(**place), texts)
    return picture


def delete_picture(*, picture: Picture) -> None:
    """Delete a picture, its sizes and what Wagtail made of it; the files go when the transaction is kept."""
    token = picture.token
    with transaction.atomic():
        picture_changed(picture.pk)
        picture.delete()
        transaction.on_commit(lambda: remove_files(token))


def describe_pictures(
    *,
    owner_id: int,
    ids: Collection[int],
    alt: Mapping[str, Mapping[str, str]],
    focus: Mapping[str, tuple[int, int]] | None = None,
) -> None:
    """Write what an owner says of their pictures; others' stay as they are.

    ``alt`` and ``focus`` are by the picture's id as text. Texts of languages that are not named stay, an
    empty one takes what was said away. A picture without a focus is cut around its middle, and without
    ``focus`` all are cut as they were.
    """
    for picture in Picture.objects.filter(pk__in=ids, owner=owner_id) if ids else ():
        key = str(picture.pk)
        manifest = dict(picture.manifest)
        if focus is not None:
            manifest.pop("focus", None)
            manifest |= {"focus": list(focus[key])} if key in focus else {}
        texts = {"alt": checked_texts({**picture.alt, **alt.get(key, {})}), "manifest": manifest}
        _retitle(picture, texts)


def picture_changed(picture_id: int) -> None:
    """Have pages follow a picture whose files change, and rooms above; call it in the same transaction."""
    freshness.changed(*SHOWN_ON)
    events.publish(PictureChanged(picture_id))


def fit_files(picture: Picture, prepared: Prepared) -> None:
    """Give a picture that is still to be saved its files, under a token of their own."""
    picture.token = new_token()
    picture.manifest = write_sizes(prepared, picture.token)
    picture.file = ContentFile(prepared.whole.data, name="whole.jpg")
    picture.file_size = len(prepared.whole.data)
    picture.file_hash = hashlib.sha1(prepared.whole.data, usedforsecurity=False).hexdigest()


def checked_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts per language without empty ones. Raises ValueError for a language the portal has not.

    NUL characters are left out: PostgreSQL refuses them, and nobody means to write one.
    """
    unknown = set(texts) - set(codes())
    if unknown:
        raise ValueError(f"not languages of the portal: {', '.join(sorted(unknown))}")
    stripped = {code: text.replace("\x00", "").strip() for code, text in texts.items()}
    return {code: text for code, text in stripped.items() if text}


def write_sizes(prepared: Prepared, token: str) -> dict[str, Any]:
    """Write a picture's sizes under its token and return its manifest."""
    manifest: dict[str, Any] = {"width": prepared.whole.width, "height": prepared.whole.height}
    for kind, sizes in prepared.sizes.items():
        manifest[kind] = [_write(one, token, SUFFIXES[kind]) for one in sizes]
    cards = [row for row in manifest["webp"] if row[0] <= CARD_WIDTH] or manifest["webp"][:1]
    return {**manifest, "bytes": cards[-1][3]}


def remove_files(token: str) -> None:
    """Remove all files of a picture."""
    folder = f"{FOLDER}/{token}"
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)  # empty now; a storage without folders has nothing to do here


def _write(one: Encoded, token: str, suffix: str) -> list[Any]:
    path = default_storage.save(f"{FOLDER}/{token}/{one.width}.{suffix}", ContentFile(one.data))
    return [one.width, one.height, path, len(one.data)]


def _retitle(picture: Picture, texts: Mapping[str, Any]) -> Picture:
    """Write what is said of a picture, if it differs from what was said before."""
    changed = [name for name, value in texts.items() if getattr(picture, name) != value]
    for name in changed:
        setattr(picture, name, texts[name])
    if changed:
        with transaction.atomic():
            picture.save(update_fields=changed)
            freshness.changed(*SHOWN_ON)
    return picture


def _replace(picture: Picture, prepared: Prepared, upload_hash: str, texts: Mapping[str, Any]) -> Picture:
    """Put another picture in the place of one; addresses change, so that no browser shows the old one."""
    before = picture.token
    picture.upload_hash = upload_hash
    for name, value in texts.items():
        setattr(picture, name, value)
    fit_files(picture, prepared)
    picture.set_focal_point(None)
    with transaction.atomic():
        picture.save()
        picture.renditions.all().delete()
        picture_changed(picture.pk)
        transaction.on_commit(lambda: remove_files(before))
    return picture
