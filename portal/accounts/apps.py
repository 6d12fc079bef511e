"""Registers the room with Django, and its housekeeping with the clock."""

from datetime import timedelta

from django.apps import AppConfig

from catalog.seams import person_check, schedules


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from catalog.notices import registry
        from portal.accounts.bot_check import BotCheck
        from portal.accounts.mails import KIND
        from portal.accounts.services import forget_expired_sessions

        person_check.provide(BotCheck)
        registry.register(KIND)
        schedules.register(
            schedules.Schedule("accounts.sessions", timedelta(hours=6), forget_expired_sessions)
        )
