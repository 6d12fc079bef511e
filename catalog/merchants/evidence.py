"""Kinds of evidence, and what the numbers on them look like in each country.

Numbers are checked with python-stdnum, which names its sources. Of the countries here it knows:
China's unified social credit code (GB 32100-2015), which is also the tax number, and resident identity
number; Singapore's UEN; Viet Nam's tax code, which since 2014 is also the number of the enterprise;
Thailand's 13-digit number of taxpayers and juristic persons, and personal number; Indonesia's NPWP
and NIK; Malaysia's NRIC. Elsewhere a number is taken as it is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as NumberError
from stdnum.id import nik, npwp
from stdnum.my import nric
from stdnum.sg import uen
from stdnum.th import pin, tin
from stdnum.vn import mst

from catalog.files.permissions import PrivateKind
from catalog.merchants.models import Organization

FILE_KIND = "evidence"
MOST_BYTES = 10_000_000
ACCEPTS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"})
LONGEST_NUMBER = 60


@dataclass(frozen=True)
class EvidenceKind:
    """One kind. `person` says whether only private persons have it, or only others; None: everybody.

    `kinds` are the kinds of organization that have it, all where none is named.
    """

    key: str
    label: str | Promise
    numbered: bool = True
    person: bool | None = None
    kinds: frozenset[str] = frozenset()


Kind = Organization.Kind
_ALL = (
    EvidenceKind("registration", _("Company registration"), person=False),
    EvidenceKind("tax", _("Tax number"), person=False),
    EvidenceKind("identity", _("Identity document"), person=True),
    EvidenceKind(
        "travel-licence", _("Licence to run tours"), person=False, kinds=frozenset({Kind.TOUR_OPERATOR})
    ),
    EvidenceKind("trade-mark", _("Registered trade mark"), person=False),
    EvidenceKind("licence", _("Other licence"), numbered=False),
)
KINDS = {kind.key: kind for kind in _ALL}

Check = Callable[[str], Any]
NUMBERS: dict[tuple[str, str], Check] = {
    ("registration", "CN"): uscc.validate,
    ("tax", "CN"): uscc.validate,
    ("identity", "CN"): ric.validate,
    ("registration", "SG"): uen.validate,
    ("registration", "VN"): mst.validate,
    ("tax", "VN"): mst.validate,
    ("registration", "TH"): tin.validate,
    ("tax", "TH"): tin.validate,
    ("identity", "TH"): pin.validate,
    ("tax", "ID"): npwp.validate,
    ("identity", "ID"): nik.validate,
    ("identity", "MY"): nric.validate,
}
# Written by hand, because no library has them: what a correct number looks like.
EXAMPLES = {
    ("registration", "CN"): "91110000600037341L",
    ("tax", "CN"): "91110000600037341L",
    ("registration", "SG"): "00192200M",
    ("registration", "VN"): "0100233488",
    ("tax", "VN"): "0100233488",
    ("registration", "TH"): "0994000617721",
    ("tax", "TH"): "0994000617721",
    ("tax", "ID"): "0013000666091000",
}


def kinds_for(organization: Organization) -> list[EvidenceKind]:
    """Return the kinds an organization may show."""
    is_person = organization.kind == Kind.PERSON
    return [
        kind
        for kind in KINDS.values()
        if kind.person in (None, is_person) and organization.kind in (kind.kinds or {organization.kind})
    ]


def kind_name(key: str) -> str:
    """Return what a kind is called in the active language; an unknown one names itself."""
    return str(KINDS[key].label) if key in KINDS else key


def checked_number(*, kind: str, country: str, text: str) -> tuple[str, bool]:
    """Return the number as it is kept, and whether its form was checked; an unknown form stays as written.

    Raises ValidationError where a known form does not fit: a digit too many, or check digits that differ.
    """
    written = " ".join(text.split())
    check = NUMBERS.get((kind, country))
    if check is None or not written:
        return written, False
    try:
        return str(check(written)), True
    except NumberError:
        example = EXAMPLES.get((kind, country), "")
        if example:
            raise ValidationError(
                _("This number cannot be right. Compare each sign. One looks like this: %(example)s."),
                params={"example": example},
            ) from None
        raise ValidationError(_("This number cannot be right. Compare each sign.")) from None


def private_kind(may_read: Callable[..., bool]) -> PrivateKind:
    """Return the kind of private file evidence is kept as."""
    return PrivateKind(FILE_KIND, may_read, ACCEPTS, most_bytes=MOST_BYTES)
