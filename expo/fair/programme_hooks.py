"""What the programme tells the rest of the site while it starts."""


def register() -> None:
    """Fill the seams with what this part of the fair brings."""
    from django.contrib.auth import get_user_model
    from django.db.models.signals import pre_delete

    from catalog.notices import registry
    from catalog.seams import slots
    from catalog.search import contributors
    from expo.fair import feeds, programme_editing, programme_slots, programme_telling, session_search
    from expo.fair.services import seats

    for kind in programme_telling.KINDS:
        registry.register(kind)
    feeds.register(feeds.FeedSource("programme", programme_slots.entries_of))
    slots.register(
        slots.Slot(
            name="fair.programme",
            place="fair.now",
            selector=programme_slots.on_editions,
            template="fair/slots/programme.html",
            order=10,
        )
    )
    contributors.register(session_search.CONTRIBUTOR)
    programme_editing.register()
    pre_delete.connect(seats.forget_deleted, sender=get_user_model(), dispatch_uid="fair.seats")
