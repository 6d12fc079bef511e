"""What tours bring to the seams of lower rooms while the site starts."""

from catalog.conversations import subjects
from catalog.moderation import kinds
from catalog.notices import registry as notices
from catalog.seams import review, slots
from catalog.tourism import conversing, moderating, reviewing
from catalog.tourism.services import tour_drafts


def register() -> None:
    """Fill the seams."""
    review.register(reviewing.QUEUE)
    notices.register(tour_drafts.DECIDED)
    subjects.register(conversing.SUBJECT)
    kinds.register(moderating.KIND)
    slots.register(
        slots.Slot(
            name="tourism.write",
            place="tour.actions",
            selector=conversing.on_tours,
            template="conversations/slots/action.html",
        )
    )
