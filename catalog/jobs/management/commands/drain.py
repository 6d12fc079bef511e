"""`manage.py drain`: shows what waits, works it off, or gives failed rows another chance."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.jobs import registry, selectors, services
from catalog.jobs.models import State


class Command(BaseCommand):
    help = "Without a name: shows every drain's backlog and failed rows. With a name: works that drain off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="the drain to work off")
        parser.add_argument(
            "--retry", nargs="*", type=int, metavar="ID", help="first give failed rows new tries"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if not name:
            self._show()
            return
        if name not in registry.DRAINS:
            known = ", ".join(drain.name for drain in registry.drains()) or "none"
            raise CommandError(f"No drain is called {name!r}. Known: {known}.")
        if options["retry"] is not None:
            count = services.retry(name, ids=options["retry"] or None)
            self.stdout.write(f"{count} failed rows wait again.")
        batches = services.drain(name)
        self.stdout.write(f"{name}: {batches} batches worked off.")

    def _show(self) -> None:
        for one in selectors.backlog():
            self.stdout.write(f"{one.name}: {one.waiting} waiting, {one.failed} failed")
            failed = registry.DRAINS.get(one.name).model._default_manager.filter(state=State.FAILED)
            for row in failed.order_by("-settled_at")[:20]:
                self.stdout.write(f"  {row.pk}: after {row.attempts} tries, {row.last_error}")
