"""Who is told: of a suspension and what was decided about it an organization's owners and editors, of what
became of a report whoever sent it in.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.members import own_name, people_in
from catalog.moderation.models import Report, Suspension
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind

# Neither may be stopped: whoever is taken off the site must learn of it, and that they can appeal.
SUSPENDED = NoticeKind(
    name="moderation.suspended",
    label=_("Something of mine is suspended"),
    subject="moderation/notices/suspended_subject.txt",
    text="moderation/notices/suspended_text.txt",
    may_stop=False,
)
ANSWERED = NoticeKind(
    name="moderation.answered",
    label=_("A moderator decides about a suspension"),
    subject="moderation/notices/answered_subject.txt",
    text="moderation/notices/answered_text.txt",
    may_stop=False,
)
DECIDED = NoticeKind(
    name="moderation.report-decided",
    label=_("A moderator decides about what I reported"),
    subject="moderation/notices/report_subject.txt",
    text="moderation/notices/report_text.txt",
)
DECIDED_LETTER = NoticeKind(
    name="moderation.report-letter",
    label=_("A moderator decides about what I reported"),
    subject=DECIDED.subject,
    text=DECIDED.text,
    may_stop=False,  # one letter, to an address that was left for it; nothing follows
)
KINDS = (SUSPENDED, ANSWERED, DECIDED, DECIDED_LETTER)


def tell_suspended(suspension: Suspension) -> None:
    """Tell why something was taken off the site, and where to appeal."""
    _tell(suspension, SUSPENDED, {"reason": suspension.reason.words, "note": suspension.note})


def tell_answered(suspension: Suspension) -> None:
    """Tell that a suspension was lifted or upheld, and why."""
    reason = suspension.answer_reason.words if suspension.answer_reason else {}
    lifted = suspension.stage == Suspension.Stage.LIFTED
    _tell(suspension, ANSWERED, {"reason": reason, "note": suspension.answer, "lifted": lifted})


def _tell(suspension: Suspension, kind: NoticeKind, values: dict[str, Any]) -> None:
    organization = suspension.organization
    with translation.override("en"):
        link = reverse("desk-suspensions-one", args=[organization.slug, suspension.pk])
    notices.notify(
        kind=kind.name,
        recipients=people_in(organization, WRITERS),
        key=f"{suspension.pk}:{suspension.stage}",
        values={
            "thing": suspension.kind,
            "title": suspension.title,
            "organization": own_name(organization),
            **values,
        },
        link=link,
    )


def tell_reporters(reports: Sequence[Report], outcome: str) -> None:
    """Tell those who reported one thing what was decided, never who else did or what its owner was told."""
    if not reports:
        return
    first = reports[0]
    values = {"thing": first.kind, "title": first.title, "outcome": outcome}
    key = f"{first.kind}:{first.key}:{first.pk}"
    people = [one.reporter for one in reports if one.reporter is not None]
    notices.notify(kind=DECIDED.name, recipients=people, key=key, values=values)
    for one in reports:
        if one.address:
            notices.write_to(
                address=one.address,
                language=one.language,
                kind=DECIDED_LETTER.name,
                key=f"report:{one.pk}",
                values=values,
            )
