"""What tours bring to the seams of lower rooms while the site starts."""

from django.utils.translation import gettext_lazy as _

from catalog.conversations import subjects
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import WRITERS, Organization
from catalog.moderation import kinds
from catalog.notices import registry as notices
from catalog.seams import desk, events, review, slots
from catalog.seams.desk import DeskEntry, DeskStep
from catalog.tourism import conversing, moderating, reviewing, seller_slots
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.services import tour_drafts
from catalog.tourism.services.following import follow_storefront


def has_tour(organization_id: int) -> bool:
    """Tell whether an operator has put a tour before the reviewers, or has one published."""
    sent = TourDraft.objects.filter(organization=organization_id, state=TourDraft.State.REVIEW)
    return sent.exists() or Tour.objects.filter(organization=organization_id, version__gt=0).exists()


def register() -> None:
    """Fill the seams."""
    operators = frozenset({Organization.Kind.TOUR_OPERATOR.value})
    desk.register(DeskEntry("tours", _("Tours"), "desk-tours", WRITERS, order=41, kinds=operators))
    desk.register_step(
        DeskStep(
            "tours",
            _("First tour"),
            _("Say day by day where it leads and send it in. A reviewer looks at it before travellers do."),
            "desk-tours",
            WRITERS,
            has_tour,
            order=40,
            kinds=operators,
        )
    )
    review.register(reviewing.QUEUE)
    notices.register(tour_drafts.DECIDED)
    subjects.register(conversing.SUBJECT)
    kinds.register(moderating.KIND)
    events.subscribe(StorefrontChanged, follow_storefront)
    slots.register(
        slots.Slot(
            name="tourism.write",
            place="tour.actions",
            selector=conversing.on_tours,
            template="conversations/slots/action.html",
        )
    )
    slots.register(
        slots.Slot(
            name="tourism.tours",
            place="storefront.sections",
            selector=seller_slots.tours_of,
            template="tourism/slots/storefront.html",
        )
    )
