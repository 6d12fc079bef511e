"""Registers the room with Django, and its check."""

from django.apps import AppConfig
from django.core.checks import register


class MessagesConfig(AppConfig):
    name = "portal.messages"
    label = "catalogues"

    def ready(self) -> None:
        from portal.messages.checks import languages_are_compiled

        register(languages_are_compiled)
