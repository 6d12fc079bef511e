"""What booths tell the rest of the site while it starts."""


def register() -> None:
    """Fill the seams with what this part of the fair brings."""
    from catalog.conversations import subjects
    from catalog.conversations.events import MessageReached
    from catalog.files import permissions
    from catalog.products.events import ProductChanged
    from catalog.seams import events, slots
    from catalog.search import contributors
    from expo.fair import booth_files, booth_search, booth_slots
    from expo.fair.events import BoothPlaced, EditionMoved
    from expo.fair.services import booths, exhibits, staffing

    contributors.register(booth_search.CONTRIBUTOR)
    contributors.add(booth_search.ADDITION)
    subjects.register(booth_slots.SUBJECT)
    permissions.register(booth_files.PRIVATE_KIND)
    events.subscribe(ProductChanged, exhibits.follow_product)
    events.subscribe(EditionMoved, booths.follow_edition)
    events.subscribe(BoothPlaced, booths.follow_place)
    events.subscribe(MessageReached, staffing.follow_message)
    for name, place, selector, template in (
        ("fair.at-booth", "product.actions", booth_slots.on_products, "fair/slots/at_booth.html"),
        ("fair.on-storefront", "storefront.aside", booth_slots.on_storefronts, "fair/slots/at_booth.html"),
        ("fair.write", "booth.aside", booth_slots.on_booths, "conversations/slots/write.html"),
    ):
        slots.register(slots.Slot(name=name, place=place, selector=selector, template=template, order=20))
