"""What stands and their booking put into the seams while the site starts."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from catalog.merchants.desk.changes import name_actions
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS
from catalog.notices import registry as notices
from catalog.seams import desk, review, schedules
from expo.fair.reviewing_stands import QUEUE
from expo.fair.services.holding import end_overdue
from expo.fair.stand_letters import STAND

ACTIONS = {
    "stand.held": _("A stand was held"),
    "stand.offered": _("A stand was offered"),
    "stand.lapsed": _("A hold or an offer ended"),
    "stand.applied": _("A stand was applied for"),
    "stand.given-back": _("A stand was given back"),
    "stand.confirmed": _("A stand was confirmed"),
    "stand.declined": _("An application for a stand was declined"),
    "stand.wished": _("A stand was waited for"),
}


def register() -> None:
    """Fill the seams."""
    desk.register(
        desk.DeskEntry("stands", _("Stand at the fair"), "desk-stands", WRITERS, order=60, kinds=SELLERS)
    )
    notices.register(STAND)
    review.register(QUEUE)
    schedules.register(schedules.Schedule("fair.holds", timedelta(minutes=1), end_overdue))
    name_actions(ACTIONS)
