"""Writes: files that come with listings are kept privately, and swept when no listing names them."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.files.imaging import prepare
from catalog.files.models import PrivateFile
from catalog.files.services import delete_private, store_private
from catalog.files.sniffing import PICTURES, content_type
from catalog.merchants.models import Organization
from catalog.products.listing_files import FILE_KIND, MOST_BYTES
from catalog.products.models import Certificate, ListingDraft, ProductVersion
from catalog.seams.schedules import Schedule

MOST_LATELY = 200
UNUSED_FOR = timedelta(days=7)
# A file is looked at on several days and then left alone: one that was once named stays for good.
LOOKED_AT = timedelta(days=14)


def keep_paper(*, organization: Organization, data: bytes, name: str, by: AbstractBaseUser) -> PrivateFile:
    """Keep an uploaded paper privately. Pictures are made anew, without what the camera noted.

    May take a second; so call it outside a transaction. Raises ValidationError for a file that is none
    we take, is damaged or too large, and for too many of one organization within a week.
    """
    lately = PrivateFile.objects.filter(
        kind=FILE_KIND, subject=organization.pk, created_at__gt=timezone.now() - UNUSED_FOR
    )
    if lately.count() >= MOST_LATELY:
        raise ValidationError(_("Too many files wait unused. Send in one of them first."))
    if len(data) <= MOST_BYTES and content_type(data, name) in PICTURES:
        data = prepare(data).whole.data
    return store_private(kind=FILE_KIND, subject=organization.pk, data=data, name=name, by=by.pk)


def forget_unused(*, now: datetime | None = None) -> int:
    """Delete files sent in a week ago that no draft, version or certificate names; return how many."""
    moment = now or timezone.now()
    old = PrivateFile.objects.filter(
        kind=FILE_KIND,
        created_at__lt=moment - UNUSED_FOR,
        created_at__gt=moment - LOOKED_AT,
    )
    gone = 0
    for file in old:
        if not _is_named(file):
            delete_private(file=file)
            gone += 1
    return gone


def _is_named(file: PrivateFile) -> bool:
    name = str(file.pk)
    drafts = ListingDraft.objects.filter(organization=file.subject, document__icontains=name)
    versions = ProductVersion.objects.filter(product__organization=file.subject, document__icontains=name)
    return drafts.exists() or versions.exists() or Certificate.objects.filter(file=file).exists()


SWEEP = Schedule("products.unused-papers", every=timedelta(days=1), run=forget_unused)
