"""Registers the room with Django: its drain, its schedules, its own kind of notice."""

from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "catalog.notices"
    label = "notices"

    def ready(self) -> None:
        from catalog.jobs import registry as jobs
        from catalog.jobs.registry import Drain
        from catalog.notices import failures, postman, registry, services
        from catalog.notices.models import OutboxMail
        from catalog.seams import schedules
        from catalog.seams.schedules import Schedule

        jobs.register(
            Drain(
                name=services.MAIL_DRAIN,
                model=OutboxMail,
                work=postman.deliver,
                batch=20,
                # Twenty tries with doubling pauses are three days, as mail servers do it.
                attempts=20,
                keep=timedelta(days=30),
            )
        )
        registry.register(failures.KIND)
        schedules.register(Schedule("notices.digest", timedelta(minutes=30), services.send_digests))
        schedules.register(Schedule("notices.failures", timedelta(minutes=10), failures.report))
        schedules.register(Schedule("notices.prune", timedelta(days=1), services.prune))
