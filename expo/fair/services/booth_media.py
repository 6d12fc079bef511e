"""Writes: the documents and the video of a booth."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.files.services.private import delete_private, store_private
from catalog.translation import services as translation
from expo.fair.models import Booth, BoothDocument, BoothVideo
from expo.fair.refusals import Refused
from expo.fair.services.booths import check_living, tell

FILE_KIND = "fair.document"
MOST = 12


@transaction.atomic
def add_document(
    *, booth: Booth, data: bytes, file_name: str, name: str, by: AbstractBaseUser
) -> BoothDocument:
    """Lay out a document, called ``name`` in the organization's language.

    Raises EditionOver, Refused beyond ``MOST`` and for a nameless one, ValidationError for a file that
    is not taken.
    """
    check_living(booth)
    Booth.objects.select_for_update().only("pk").get(pk=booth.pk)
    if not name.strip():
        raise Refused(_("Say what this document is."))
    if booth.documents.count() >= MOST:
        raise Refused(_("A booth has at most %(most)s documents.") % {"most": MOST})
    file = store_private(kind=FILE_KIND, subject=booth.organization_id, data=data, name=file_name, by=by.pk)
    last = booth.documents.aggregate(last=Max("order"))["last"] or 0
    document = BoothDocument.objects.create(booth=booth, file=file, order=min(last + 10, 32_000))
    translation.set_source(target=document, texts={"name": name}, by=by.pk)
    tell([booth])
    return document


@transaction.atomic
def remove_document(*, document: BoothDocument) -> None:
    """Take a document and its file away. Raises EditionOver."""
    check_living(document.booth)
    booth, file = document.booth, document.file
    translation.forget(model=BoothDocument, ids=[document.pk])
    document.delete()
    delete_private(file=file)
    tell([booth])


@transaction.atomic
def save_video(
    *, booth: Booth, in_china: str, elsewhere: str, title: str, transcript: str, by: AbstractBaseUser
) -> BoothVideo:
    """Show a video at an address that opens in mainland China, at one that opens elsewhere, or both.

    The transcript is what somebody reads who opens neither. Raises EditionOver, Refused where there is no
    address, one that is not https, no title or no transcript.
    """
    check_living(booth)
    addresses = [address.strip() for address in (in_china, elsewhere)]
    if not any(addresses) or not all(one.startswith("https://") for one in addresses if one):
        raise Refused(_("Write the whole address, beginning with https://."))
    if not title.strip() or not transcript.strip():
        raise Refused(_("Write a title, and what is said and shown, for those who cannot watch."))
    video, _created = BoothVideo.objects.update_or_create(
        booth=booth, defaults={"in_china": addresses[0], "elsewhere": addresses[1]}
    )
    translation.set_source(target=video, texts={"title": title, "transcript": transcript}, by=by.pk)
    tell([booth])
    return video


@transaction.atomic
def remove_video(*, booth: Booth) -> None:
    """Show no video any more. Raises EditionOver."""
    check_living(booth)
    for video in BoothVideo.objects.filter(booth=booth):
        translation.forget(model=BoothVideo, ids=[video.pk])
        video.delete()
    tell([booth])
