"""Reads: what organizations have shown of themselves, and what holds of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import PermissionsMixin
from django.db.models import Exists, OuterRef, QuerySet

from catalog.files.models import PrivateFile
from catalog.files.permissions import Reader
from catalog.merchants.evidence import FILE_KIND
from catalog.merchants.models import Evidence, Membership, Organization
from catalog.reference.days import today_in

READERS = (Membership.Role.OWNER, Membership.Role.EDITOR, Membership.Role.FINANCE)
REVIEW = "merchants.review_evidence"


@dataclass(frozen=True)
class TrustLine:
    """Something that was checked about an organization and holds now. Moments are UTC, days its own."""

    kind: str
    country: str
    checked_at: datetime
    checked_by: str
    expires_on: date | None


def evidence_of(organization: Organization) -> list[Evidence]:
    """Return all evidence of an organization, the newest first: one query."""
    rows = Evidence.objects.filter(organization=organization).exclude(state=Evidence.State.WITHDRAWN)
    return list(rows.select_related("file", "reason").order_by("-submitted_at", "pk"))


def one_evidence(organization: Organization, key: UUID) -> Evidence | None:
    """Return evidence of an organization, None where it is another's."""
    rows = Evidence.objects.select_related("file", "reason", "organization")
    return rows.filter(organization=organization, pk=key).first()


def trust_of(organizations: Sequence[int], now: datetime | None = None) -> dict[int, list[TrustLine]]:
    """Return what holds of each organization, by its kind; those with nothing are left out: one query."""
    return _trust(Evidence.objects.filter(organization__in=organizations), now)


def trust_of_storefronts(
    storefronts: Sequence[int], now: datetime | None = None
) -> dict[int, list[TrustLine]]:
    """Return what holds of the organizations of these storefronts, by organization: one query."""
    return _trust(Evidence.objects.filter(organization__storefront__in=storefronts), now)


def _trust(rows: QuerySet[Evidence], now: datetime | None) -> dict[int, list[TrustLine]]:
    """Keep what was accepted and whose last day is not over where its organization is."""
    accepted = rows.filter(state=Evidence.State.ACCEPTED).order_by("organization", "kind", "pk")
    found: dict[int, list[TrustLine]] = {}
    for row in accepted.select_related("organization__country", "decided_by"):
        if row.expires_on and row.expires_on < today_in(row.organization.country.time_zones, now):
            continue
        assert row.decided_at is not None
        line = TrustLine(
            kind=row.kind,
            country=row.country_id,
            checked_at=row.decided_at,
            checked_by=str(getattr(row.decided_by, "name", "") or ""),
            expires_on=row.expires_on,
        )
        found.setdefault(row.organization_id, []).append(line)
    return found


def waiting() -> QuerySet[Evidence]:
    """Return what waits for a reviewer, the longest waiting first."""
    rows = Evidence.objects.filter(state=Evidence.State.SUBMITTED)
    return rows.select_related("organization").order_by("submitted_at", "pk")


def unused_files(organization: Organization | None = None) -> list[PrivateFile]:
    """Return uploads that belong to no evidence, of one organization or of all: one query."""
    used = Evidence.objects.filter(file=OuterRef("pk"))
    files: QuerySet[PrivateFile, Any] = PrivateFile.objects.filter(~Exists(used), kind=FILE_KIND)
    if organization is not None:
        files = files.filter(subject=organization.pk)
    return list(files.order_by("created_at", "pk"))


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person may read a document: who acts for its organization, and reviewers."""
    if not reader.is_authenticated:
        return False
    if isinstance(reader, PermissionsMixin) and reader.has_perm(REVIEW):
        return True
    return Membership.objects.filter(
        organization_id=file.subject, user_id=reader.pk, role__in=READERS
    ).exists()


def has_evidence(organization_id: int) -> bool:
    """Tell whether an organization has sent in something that was not refused or taken back."""
    sent = Evidence.objects.filter(organization_id=organization_id)
    return sent.filter(state__in=[Evidence.State.SUBMITTED, Evidence.State.ACCEPTED]).exists()
