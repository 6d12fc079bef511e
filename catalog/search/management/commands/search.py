"""`manage.py search`: make the index, look at it, check it, explain an answer."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.glossary.selectors import lexicon
from catalog.seams.preferences import Preferences
from catalog.search import selectors, services
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.engine import EngineBusyError, IndexMissingError
from catalog.search.engines import engine
from catalog.search.explain import account
from catalog.search.understanding import Query, understand


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
            count = services.rebuild(self._progress)
        except EngineBusyError as error:
            raise CommandError(f"{error} The index in use was left as it is.") from error
        spent = perf_counter() - started
        self.stdout.write(f"{count} records in {spent:.1f} s, {count / max(spent, 0.001):.0f} a second.")

    def _progress(self, done: int) -> None:
        self.stdout.write(f"  {done} records …")

    def _status(self, options: dict[str, Any]) -> None:
        status = engine().status()
        kinds = [contributor.name for contributor in CONTRIBUTORS]
        if options["json"]:
            self._print(asdict(status) | {"kinds": kinds})
            return
        self.stdout.write(
            f"Engine {status.name}: {'ready' if status.ready else 'not ready'}. {status.trouble}".strip()
        )
        self.stdout.write(
            f"Index {status.index or 'none'}: {status.documents} records, {status.bytes} bytes."
        )
        self.stdout.write(f"Kinds: {', '.join(kinds) or 'none'}.")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            found = services.verify()
        except IndexMissingError as error:
            raise CommandError(f"{error} Run: manage.py search rebuild") from error
        if options["json"]:
            self._print(asdict(found))
        else:
            for name, keys in asdict(found).items():
                for kind, record in keys:
                    self.stdout.write(f"{name.replace('_', ' ')}: {kind}:{record}")
            total = sum(map(len, asdict(found).values()))
            self.stdout.write(f"{total} differences between database and index.")
        if found:
            raise CommandError("The index is not true. Run: manage.py search rebuild")

    def _explain(self, options: dict[str, Any]) -> None:
        query = Query(text=options["text"], language=options["language"], per_page=max(1, options["hits"]))
        result = selectors.search(query, Preferences(language=query.language))
        plan = selectors.plan_of(result.query, result.asked)
        hits = [self._account(hit, plan) for hit in result.hits]
        if options["json"]:
            self._print(
                {"asked": self._asked(query), "total": result.total, "step": result.step, "hits": hits}
            )
            return
        for line in self._asked(query):
            self.stdout.write(
                f"asked: {line['text']}" + (f" = {', '.join(line['concepts'])}" if line["concepts"] else "")
            )
        self.stdout.write(f"{result.total} results, {result.spent:.1f} ms. {result.step}".strip())
        for hit in hits:
            self.stdout.write(f"{hit['score']:7.3f}  {hit['key']}  {hit['title']}")
            for line in hit["points"]:
                words = " ".join(line["terms"])
                self.stdout.write(f"         {line['points']:3}  {line['asked']} in {line['field']}: {words}")

    def _account(self, hit: selectors.Hit, plan: Any) -> dict[str, Any]:
        entries = list(services.entries_of(CONTRIBUTORS.get(hit.kind), [hit.id]))
        lines = account(plan, entries[0]) if entries else []
        return {
            "key": hit.key,
            "title": hit.row.title.value,
            "score": hit.score,
            "reasons": [asdict(reason) for reason in hit.reasons],
            "points": [asdict(line) for line in lines],
        }

    def _asked(self, query: Query) -> list[dict[str, Any]]:
        asked = understand(query, lexicon())
        return [
            {
                "text": group.text,
                "concepts": [
                    clause.terms[0] for part in group.parts for clause in part if clause.field == "concept"
                ],
                "optional": group.optional,
            }
            for group in asked.groups
        ]

    def _print(self, data: Any) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
