"""Documents laid out at booths, as private files that everybody reads while the booth is shown."""

from catalog.files.models import PrivateFile
from catalog.files.permissions import PrivateKind, Reader
from catalog.merchants.models import Membership
from expo.fair.models import BoothDocument
from expo.fair.selectors.booths import shown
from expo.fair.services.booth_media import FILE_KIND

MOST_BYTES = 10_000_000
ACCEPTS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person may read a file: everybody at a booth visitors see, else its own members."""
    if BoothDocument.objects.filter(file=file, booth__in=shown().values("pk")).exists():
        return True
    if not reader.is_authenticated:
        return False
    return Membership.objects.filter(organization_id=file.subject, user_id=reader.pk).exists()


PRIVATE_KIND = PrivateKind(FILE_KIND, may_read, ACCEPTS, most_bytes=MOST_BYTES)
