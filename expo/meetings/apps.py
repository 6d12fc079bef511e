"""Registers the room with Django: its notices, its reminders, its calendar entries, its ways in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "expo.meetings"
    label = "meetings"

    def ready(self) -> None:
        from catalog.conversations.attachments import ANSWERING
        from catalog.jobs import registry as drains
        from catalog.notices import registry
        from catalog.seams import desk, slots
        from expo.fair import feeds, funnel
        from expo.meetings import calendars, exhibitor_slots, telling
        from expo.meetings.meeting_step import MEETINGS
        from expo.meetings.services import reminding

        for kind in telling.KINDS:
            registry.register(kind)
        drains.register(reminding.REMINDERS)
        feeds.register(feeds.FeedSource("meetings", calendars.entries_of))
        desk.register(
            desk.DeskEntry(
                name="meetings",
                label=_("Meetings"),
                url_name="desk-meetings",
                roles=frozenset(ANSWERING),
                order=25,
            )
        )
        funnel.register(MEETINGS)
        for place, selector, template in (
            ("storefront.aside", exhibitor_slots.on_storefronts, "ask"),
            ("booth.aside", exhibitor_slots.on_booths, "ask"),
            ("fair.sections", exhibitor_slots.on_editions, "ways"),
        ):
            slots.register(
                slots.Slot(
                    name=f"meetings.{place}",
                    place=place,
                    selector=selector,
                    template=f"meetings/slots/{template}.html",
                    order=20,
                )
            )
