"""What the fictional sellers show of themselves, sent in and decided about as anybody's."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.evidence import decide, keep_upload, submit_evidence
from catalog.reference.days import today_in
from portal.accounts.models import User
from portal.demo.models import Exhibit
from portal.demo.schema import EvidenceEntry
from portal.demo.shelves import Shelf, Tally
from portal.demo.specimen import specimen


def bring_evidence(
    entries: Sequence[EvidenceEntry],
    organizations: Mapping[str, Organization],
    *,
    owner: User,
    reviewer: User,
) -> Tally:
    """Bring every piece of evidence. Its exhibit is the organization it goes with."""
    shelf = Shelf(Exhibit.Kind.EVIDENCE, Organization, Tally("Evidence"))
    for entry in entries:
        organization = organizations[entry.organization]
        key, stated = f"{entry.organization}:{entry.kind}", asdict(entry) | {"row": organization.pk}
        if shelf.stands(key, stated):
            continue
        title = f"{entry.kind}, {entry.organization}"
        file = keep_upload(
            organization=organization, data=specimen(title), name=f"{entry.kind}.pdf", by=owner
        )
        with transaction.atomic():
            _send_in(entry, organization, file.pk, owner=owner, reviewer=reviewer)
            shelf.put(key, stated, organization)
    return shelf.tally


def _send_in(
    entry: EvidenceEntry, organization: Organization, file: UUID, *, owner: User, reviewer: User
) -> None:
    today = today_in(organization.country.time_zones)
    sent = submit_evidence(
        organization=organization,
        kind=entry.kind,
        country=organization.country_id,
        file=file,
        by=owner,
        number=entry.number,
        issuer=entry.issuer,
        issued_on=today - timedelta(days=entry.issued_days_ago),
        expires_on=today + timedelta(days=entry.expires_in_days) if entry.expires_in_days else None,
    )
    if entry.decision == "accepted":
        decide(evidence=sent, accept=True, by=reviewer)
    elif entry.decision == "refused":
        reason = DecisionReason.objects.get(key=entry.reason)
        decide(evidence=sent, accept=False, by=reviewer, reason=reason)
