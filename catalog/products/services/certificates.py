"""Writes: the certificates a seller holds itself, not for one product."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument
from catalog.products.models import Certificate
from catalog.seams import freshness


@transaction.atomic
def save_certificates(
    *,
    organization: Organization,
    certificates: Sequence[CertificateDocument],
    by: AbstractBaseUser | None = None,
) -> None:
    """Make these the certificates an organization holds itself; those of its goods stay as they are.

    Raises ValidationError for one that expires before it was issued.
    """
    for one in certificates:
        if one.issued_on and one.expires_on and one.expires_on < one.issued_on:
            raise ValidationError({"certificates": [_("A certificate expires after it was issued.")]})
    own = Certificate.objects.select_for_update().filter(organization=organization, product__isnull=True)
    before = [str(row) for row in own]
    own.delete()
    made = Certificate.objects.bulk_create(
        Certificate(
            organization=organization,
            kind=one.kind,
            number=one.number,
            issuer=one.issuer,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
        )
        for one in certificates
    )
    audit.record(
        actor=by,
        role="",
        action="certificates.saved",
        target=organization,
        before={"certificates": before},
        after={"certificates": [str(row) for row in made]},
    )
    freshness.changed("goods")
