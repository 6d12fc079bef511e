"""Kinds of notice the organizer's desk sends."""

from django.utils.translation import gettext_lazy as _

from catalog.notices import registry
from catalog.notices.registry import NoticeKind
from expo.fair.selectors.exhibitors import LETTER
from expo.fair.services.exhibitors import INVITED

NOTICES = (
    # To an address on the organizer's list: there is no account yet whose wishes could be asked.
    NoticeKind(
        name=INVITED,
        label=_("A fair invites me as an exhibitor"),
        subject="fair/notices/invited_subject.txt",
        text="fair/notices/invited_text.txt",
        may_stop=False,
    ),
    # What an exhibitor has to know to take part: times, doors, safety.
    NoticeKind(
        name=LETTER,
        label=_("The organizer of a fair writes to exhibitors"),
        subject="fair/notices/letter_subject.txt",
        text="fair/notices/letter_text.txt",
        may_stop=False,
    ),
)


def register() -> None:
    """Register the kinds while the site starts."""
    for kind in NOTICES:
        registry.register(kind)
