"""What booths tell the rest of the site while it starts."""

from django.utils.translation import gettext_lazy as _

CARD_ACTIONS = {
    "card.exchanged": _("Business cards were exchanged"),
    "card.declined": _("A business card was declined"),
    "card.withdrawn": _("A business card was taken back"),
}


def register() -> None:
    """Fill the seams with what this part of the fair brings."""
    from catalog.conversations import subjects
    from catalog.conversations.events import MessageReached
    from catalog.files import permissions
    from catalog.merchants.desk.changes import name_actions
    from catalog.merchants.desk.menu import SELLERS
    from catalog.merchants.events import MemberLeft
    from catalog.merchants.models import Membership
    from catalog.notices import registry as notices
    from catalog.products.events import ProductsChanged
    from catalog.seams import desk, events, slots
    from catalog.search import contributors
    from expo.fair import booth_files, booth_search, booth_slots, cards, exhibit_slots
    from expo.fair.events import BoothPlaced, CurrentEditionChanged, EditionMoved
    from expo.fair.services import booths, exhibits, following, staffing

    contributors.register(booth_search.CONTRIBUTOR)
    contributors.add(booth_search.ADDITION)
    subjects.register(booth_slots.SUBJECT)
    permissions.register(booth_files.PRIVATE_KIND)
    for kind in cards.NOTICES:
        notices.register(kind)
    name_actions(CARD_ACTIONS)
    everybody = frozenset(Membership.Role.values)
    desk.register(desk.DeskEntry("fair.booth", _("Booth"), "desk-booth", everybody, order=35, kinds=SELLERS))
    events.subscribe(ProductsChanged, exhibits.follow_products)
    events.subscribe(EditionMoved, following.follow_edition)
    events.subscribe(CurrentEditionChanged, following.follow_current)
    events.subscribe(BoothPlaced, booths.follow_place)
    events.subscribe(MessageReached, staffing.follow_message)
    events.subscribe(MemberLeft, staffing.follow_member)
    for name, place, selector, template in (
        ("fair.at-booth", "product.actions", booth_slots.on_products, "fair/slots/at_booth.html"),
        ("fair.on-storefront", "storefront.aside", booth_slots.on_storefronts, "fair/slots/at_booth.html"),
        ("fair.write", "booth.aside", booth_slots.on_booths, "conversations/slots/write.html"),
        ("fair.cards", "booth.aside", booth_slots.cards_at_booths, "fair/slots/cards.html"),
        ("fair.exhibit-count", "fair.now", exhibit_slots.counts, "fair/slots/exhibit_count.html"),
        ("fair.new-exhibits", "fair.sections", exhibit_slots.sections, "fair/slots/new_exhibits.html"),
    ):
        slots.register(slots.Slot(name=name, place=place, selector=selector, template=template, order=20))
