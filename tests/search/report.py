"""How well search answers, by language and kind of query: ``python -m tests.search.report [--misses]``."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.search.judging import HALVES, KINDS, TARGETS, TUNE, Judged, of, share


def table(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line per language: right of those tuned on, kept for measuring, written later, and of all."""
    yield "language  " + "".join(f"{f'{name} (≥ {TARGETS[name]:.0%})':>48}" for name in KINDS)
    yield "          " + f"{'tune   kept  fresh  later   anew     all':>48}" * len(KINDS)
    for language in (*sorted({one.asked.language for one in judged}), ""):
        cells = ""
        for kinds in KINDS.values():
            halves = [share(of(judged, kinds, language=language, half=half)) for half in (*HALVES, "")]
            cells += f"{''.join(f'{right:>4}/{count:<3}' for right, count in halves):>48}"
        yield f"{language or 'all':<10}{cells}"


def misses(judged: Sequence[Judged], half: str) -> Iterator[str]:
    """Yield what went wrong in one half, or in both where it is empty."""
    for one in judged:
        if not one.right and half in ("", one.asked.half):
            hits = ", ".join(one.hits) or f"nothing ({one.step})"
            yield f"{one.asked.language} {one.asked.kind}: {one.asked.query} → {hits}"


def main() -> None:
    """Measure in a database and a folder made for it, and print the table."""
    folder = Path(tempfile.mkdtemp(prefix="portal-relevance-"))
    try:
        judged = _measured(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = [*table(judged)]
    if "--misses" in sys.argv:
        lines += ["", *misses(judged, TUNE)]
    sys.stdout.write("\n".join([*lines, ""]))


def _measured(folder: Path) -> list[Judged]:
    os.environ.pop("DATABASE_URL", None)
    import django

    from tests.environment import DATA_DIR  # sets what the settings read

    django.setup()
    from tests.search.asking import ask_all
    from tests.snapshot import FileSnapshot

    FileSnapshot().copy_to(str(DATA_DIR / "portal.sqlite3"))
    return ask_all(folder)


if __name__ == "__main__":
    main()
