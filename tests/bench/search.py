"""``python -m tests.bench.search``: our engines beside tantivy and Elasticsearch asked directly.

Everything is measured in one run on the same generated goods with the same questions, ours and the
bare engine's in turn, so that the ratios hold on any machine. Goals: embedded p95 at most 1.5 × the
bare query with the same facets + 5 ms; Elasticsearch at most 1.15 × the same bodies through the
bare client; bulk at least 0.8 × the bare helper; suggestions p95 at most 10 ms. Highlighting is
timed apart. Elasticsearch takes part where one runs (make services).
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.bench.timing import Report, Timing
from tests.browser.screenshots import data_folder

SIZES = (10_000, 100_000)
MILLION = 1_000_000
QUESTIONS = 200
COUNTED = ("kind", "country", "category", "mark")


def plans(market: Any, lexicon: Any) -> list[tuple[Any, Any]]:
    """Return questions as understood, with the plans that answer them."""
    from catalog.search.understanding import Query, understand

    asked = [understand(Query(text, language), lexicon) for text, language in market.queries(QUESTIONS)]
    return [(one, replace(one.plan(), counted=COUNTED)) for one in asked]


def measure(sizes: Sequence[int], folder: Path, elasticsearch: str) -> Report:
    """Print the table and return what was missed."""
    from tests.bench import search_elastic, search_embedded
    from tests.bench.generated import Market
    from tests.catalog.glossary.from_files import file_lexicon

    report, lexicon = Report(), file_lexicon()
    market = Market(lexicon)
    asked = plans(market, lexicon)
    for size in sizes:
        entries = analyse(report, market, lexicon, size)
        search_embedded.measure(report, entries, asked, folder / f"index-{size}")
        if elasticsearch:
            search_elastic.measure(report, entries, asked, elasticsearch)
    report.grown()
    highlight(report, market, lexicon, asked)
    if not elasticsearch:
        print("Elasticsearch took no part: none is running (make services).")
    return report


def analyse(report: Report, market: Any, lexicon: Any, size: int) -> list[Any]:
    """Analyse as a rebuild does, on all cores, and say how fast."""
    from catalog.search.analysts import analysed, cores

    documents = market.documents(size)
    batches = iter(lambda: [one for _, one in zip(range(200), documents, strict=False)], [])
    began = time.perf_counter()
    entries = [entry for batch in analysed(batches, lexicon) for entry in batch]
    spent = time.perf_counter() - began
    report.say(size, "analysis", f"{size / spent:,.0f} records/s on {cores()} cores")
    return entries


def highlight(report: Report, market: Any, lexicon: Any, asked: Sequence[tuple[Any, Any]]) -> None:
    """Time what is done for each hit that is shown: marks and reasons."""
    from catalog.search.contributors import Row
    from catalog.search.reasons import show
    from catalog.translation.texts import LocalText

    timing = Timing()
    for document, (one, _) in zip(market.documents(len(asked)), asked, strict=True):
        texts = [LocalText(text, language) for language, text in (document.titles | document.bodies).items()]
        row = Row(url="", title=texts[0], texts=texts)
        timing.take(lambda row=row, one=one: show(row, one, lexicon, respelled=False))  # type: ignore[misc]
    report.say(len(asked), "highlighting, ms a hit", str(timing))


def main(arguments: list[str]) -> int:
    """Print the table; return 1 when --strict is given and a goal is missed."""
    from tests.services import elastic, place

    parser = argparse.ArgumentParser(prog="python -m tests.bench.search")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of records")
    parser.add_argument("--million", action="store_true", help="a million records too (half an hour, 4 GB)")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is missed")
    given = parser.parse_args(arguments)
    known = place.addresses().get(elastic.VARIABLE, "")
    sizes = [*given.sizes, *([MILLION] if given.million else [])]
    with data_folder() as folder:
        report = measure(sizes, folder, known if known and elastic.answers(known) else "")
    print(f"Goals missed: {', '.join(report.missed) or 'none'}")
    return 1 if report.missed and given.strict else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
