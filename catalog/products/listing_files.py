"""Files that come with a listing: papers of certificates, and documents for buyers."""

from django.contrib.auth.models import PermissionsMixin

from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind, Reader
from catalog.merchants.models import Membership
from catalog.products.models import Product

FILE_KIND = "listing"
REVIEW = "products.review_listing"
MOST_BYTES = 10_000_000
ACCEPTS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"})


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person may read a file: members, reviewers, and everybody where it is shown to buyers."""
    shown = Product.objects.filter(organization=file.subject, status=Product.Status.PUBLISHED)
    if shown.filter(facts__icontains=str(file.pk)).exists():
        return True
    if not reader.is_authenticated:
        return False
    if isinstance(reader, PermissionsMixin) and reader.has_perm(REVIEW):
        return True
    return Membership.objects.filter(organization_id=file.subject, user_id=reader.pk).exists()


PRIVATE_KIND = PrivateKind(FILE_KIND, may_read, ACCEPTS, most_bytes=MOST_BYTES)
