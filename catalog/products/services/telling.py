"""Writes: members are told what became of a listing they sent in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import WRITERS, DecisionReason, Organization
from catalog.merchants.selectors.members import own_name, people_in
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind

DECIDED = "products.listing-decided"
KINDS = (
    NoticeKind(
        name=DECIDED,
        label=_("A reviewer decides about a listing"),
        subject="products/notices/decided_subject.txt",
        text="products/notices/decided_text.txt",
    ),
)


def tell_decided(
    *,
    kind: str,
    organization: Organization,
    title: str,
    occasion: str,
    link: str,
    reason: DecisionReason | None = None,
    note: str = "",
    hidden: bool = False,
) -> None:
    """Tell owners and editors, each in their language, that a listing was published or given back.

    ``kind`` is the kind of notice; ``link`` is a path below the organization's desk; ``hidden`` says that
    readers do not see it yet.
    """
    values: dict[str, Any] = {
        "title": title,
        "organization": own_name(organization),
        "published": reason is None,
        "hidden": hidden,
        "reason": reason.words if reason else {},
        "note": note,
    }
    notices.notify(
        kind=kind,
        recipients=people_in(organization, WRITERS),
        key=occasion,
        values=values,
        link=f"/en/desk/{organization.slug}/{link}",
    )
