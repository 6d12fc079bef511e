"""Kinds of notice this room sends."""

from django.utils.translation import gettext_lazy as _

from catalog.merchants.services.evidence import DECIDED, ENDS
from catalog.merchants.services.invitations import INVITED
from catalog.merchants.services.members import ROLES_CHANGED
from catalog.merchants.services.opening import REVIEWED
from catalog.notices.registry import NoticeKind

NOTICES = (
    NoticeKind(
        name=REVIEWED,
        label=_("A reviewer decides about my storefront"),
        subject="merchants/notices/reviewed_subject.txt",
        text="merchants/notices/reviewed_text.txt",
    ),
    # A letter to an address, on an owner's request: there is no account yet whose wishes could be asked.
    NoticeKind(
        name=INVITED,
        label=_("An organization invites me"),
        subject="merchants/notices/invited_subject.txt",
        text="merchants/notices/invited_text.txt",
        may_stop=False,
    ),
    NoticeKind(
        name=ROLES_CHANGED,
        label=_("My roles in an organization change"),
        subject="merchants/notices/roles_subject.txt",
        text="merchants/notices/roles_text.txt",
    ),
    NoticeKind(
        name=DECIDED,
        label=_("A reviewer decides about evidence"),
        subject="merchants/notices/decided_subject.txt",
        text="merchants/notices/decided_text.txt",
    ),
    NoticeKind(
        name=ENDS,
        label=_("Evidence is about to end"),
        subject="merchants/notices/ends_subject.txt",
        text="merchants/notices/ends_text.txt",
    ),
)
