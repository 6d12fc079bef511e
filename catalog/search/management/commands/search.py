"""`manage.py search`: make the index, look at it, check it, explain an answer."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.search import services
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.editors.explaining import explained
from catalog.search.engine import EngineBusyError, EngineDownError, EngineStatus, IndexMissingError
from catalog.search.engines import engine
from catalog.search.understanding import Query

_TELL_EVERY_SECONDS = 1.0


class Command(BaseCommand):
    help = "Make the search index anew, say how it is, check it, or explain an answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("rebuild", help="make the index anew while the old one still answers")
        for name, text in (
            ("status", "how the engine is"),
            ("verify", "name what differs from the database"),
        ):
            steps.add_parser(name, help=text).add_argument("--json", action="store_true")
        explain = steps.add_parser("explain", help="why the first hits are there")
        explain.add_argument("text")
        explain.add_argument("--language", default="en")
        explain.add_argument("--hits", type=int, default=10)
        explain.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['step']}")(options)

    def _rebuild(self, options: dict[str, Any]) -> None:
        started = perf_counter()
        try:
            count = services.rebuild(self._progress(started))
        except EngineBusyError as error:
            raise CommandError(f"{error} The index in use was left as it is.") from error
        self.stdout.write(_rate(count, perf_counter() - started))

    def _progress(self, started: float) -> Callable[[int], None]:
        """Return what tells how far a rebuild is, about once a second."""
        told = started

        def tell(done: int) -> None:
            nonlocal told
            now = perf_counter()
            if now - told >= _TELL_EVERY_SECONDS:
                told = now
                self.stdout.write(f"  {_rate(done, now - started)}")

        return tell

    def _status(self, options: dict[str, Any]) -> None:
        status = engine().status()
        kinds = [contributor.name for contributor in CONTRIBUTORS]
        if options["json"]:
            self._print(asdict(status) | {"kinds": kinds})
            return
        for one in status.each or (status,):
            self._describe(one)
        if status.each:
            first = status.each[0].name
            self.stdout.write(
                f"Searches are answered by {status.answering}; {first} is owed {status.owed} changes."
            )
        self.stdout.write(f"Kinds: {', '.join(kinds) or 'none'}.")

    def _describe(self, status: EngineStatus) -> None:
        state = "ready" if status.ready else "not ready"
        self.stdout.write(f"Engine {status.name}: {state}. {status.trouble}".strip())
        self.stdout.write(
            f"Index {status.index or 'none'}: {status.documents} records, {status.bytes} bytes."
        )

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            found = services.verify_each()
        except IndexMissingError as error:
            raise CommandError(f"{error} Run: manage.py search rebuild") from error
        except EngineDownError as error:
            raise CommandError(f"{error} Nothing could be compared.") from error
        if options["json"]:
            self._print({name: asdict(differences) for name, differences in found.items()})
        else:
            for name, differences in found.items():
                self._name(differences, f" in {name}" if len(found) > 1 else "")
        if any(found.values()):
            raise CommandError("The index is not true. Run: manage.py search rebuild")

    def _name(self, differences: services.Differences, place: str) -> None:
        groups = asdict(differences)
        for name, keys in groups.items():
            for kind, record in keys:
                self.stdout.write(f"{name.replace('_', ' ')}{place}: {kind}:{record}")
        total = sum(map(len, groups.values()))
        self.stdout.write(f"{total} differences between database and index{place}.")

    def _explain(self, options: dict[str, Any]) -> None:
        query = Query(text=options["text"], language=options["language"], per_page=max(1, options["hits"]))
        found = explained(query)
        if options["json"]:
            self._print(asdict(found))
            return
        for part in found.asked:
            named = [f" = {', '.join(names)}" for names in (part.concepts, part.means) if names]
            self.stdout.write(
                f"asked: {part.text}{''.join(named)}{' (need not match)' if part.optional else ''}"
            )
        self.stdout.write(
            f"{found.total} results, {found.spent:.1f} ms. {found.step} {found.corrected}".strip()
        )
        for hit in found.hits:
            self.stdout.write(f"{hit.score:7.3f}  {hit.key}  {hit.title}")
            for reason in hit.reasons:
                self.stdout.write(
                    f"         {reason.how}: {' = '.join(filter(None, (reason.found, reason.means)))}"
                )
            for line in hit.points:
                words = " ".join(line.terms)
                self.stdout.write(f"         {line.points:3}  {line.asked} in {line.field}: {words}")

    def _print(self, data: Any) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))


def _rate(count: int, seconds: float) -> str:
    return f"{count} records in {seconds:.1f} s, {count / max(seconds, 0.001):.0f} a second."
