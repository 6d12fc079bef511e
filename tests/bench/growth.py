"""``python -m tests.bench.growth``: what the goods list takes as the market grows.

The list is asked for as an anonymous reader's browser does, with the page cache aside, at 1,000 and at
100,000 products that sellers brought in through the services, in a new database on the server of
``DATABASE_URL``, or in a file of SQLite. ``kept`` has the counts of the facets from the list before,
``counted`` is the first list after something has changed. Goals: at 100,000 products the first page
takes at most 1.3 times as long as the first page at 1,000, page 100 at most twice as long.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.browser.screenshots import data_folder

SIZES = (1_000, 100_000)
FIRST, FAR = 1, 100
GOALS = {FIRST: 1.3, FAR: 2.0}
PER_PAGE = 24
ASIDE = "none"  # an Authorization header, with which no page is kept


@dataclass(frozen=True)
class Ask:
    """One way to look at the list."""

    name: str
    address: str
    page: int = FIRST
    anew: bool = False

    def at(self, goods: int) -> str:
        """Return the address; where there is no page 100 yet, the last one stands for it."""
        page = min(self.page, -(-goods // PER_PAGE))
        return f"{self.address}{'&' if '?' in self.address else '?'}page={page}"


ASKED = [
    Ask("first page, kept", "/en/goods/"),
    Ask("page 100, kept", "/en/goods/", page=FAR),
    Ask("first page, counted", "/en/goods/", anew=True),
    Ask("page 100, counted", "/en/goods/", page=FAR, anew=True),
    Ask("a category, kept", "/en/goods/kind-3/"),
    Ask("a country with a price, counted", "/en/goods/?country=CN&priced=1", anew=True),
]


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Point Django at a migrated database of its own and name what kind it is."""
    from django.db import connection

    from tests import snapshot

    source = snapshot.snapshot()
    usual = str(connection.settings_dict["NAME"])
    own = str(folder / "growth.sqlite3") if connection.vendor == "sqlite" else f"growth_{os.getpid()}"
    source.copy_to(own)
    snapshot.point_at(own)
    try:
        yield connection.vendor
    finally:
        connection.close()
        snapshot.point_at(usual)
        source.discard(own)


def milliseconds(ask: Ask, goods: int, rounds: int) -> float:
    """Return the median time of building the page."""
    from django.test import Client

    from catalog.seams import freshness

    client = Client(headers={"Authorization": ASIDE})
    spent = []
    for turn in range(rounds + 1):
        if ask.anew:
            freshness.changed("goods")
        began = time.perf_counter()
        response = client.get(ask.at(goods))
        spent.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, response.status_code
        if turn == 0:
            spent.clear()  # the first one reads templates and content types
    return median(spent)


def measure(sizes: list[int], folder: Path, rounds: int) -> list[str]:
    """Print the table and return the names of the goals missed."""
    from django.conf import settings
    from django.db import connection

    from tests.bench.market import Market

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    found: dict[str, list[float]] = {}
    with database(folder) as kind:
        market = Market()
        for goods in sizes:
            began = time.perf_counter()
            market.grow(goods)
            spent = time.perf_counter() - began
            print(f"{kind}: {goods:,} products on offer; bringing them in took {spent:.0f} s", flush=True)
            if kind == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")  # as its own housekeeping does within minutes
            for ask in ASKED:
                found.setdefault(ask.name, []).append(milliseconds(ask, goods, rounds))
    return report(sizes, found)


def report(sizes: list[int], found: dict[str, list[float]]) -> list[str]:
    """Print milliseconds at each size and the last one's ratio to the first page at the first."""
    missed = []
    print(f"{'goods list':<34}" + "".join(f"{size:>11,}" for size in sizes) + f"{'ratio':>8}")
    for ask in ASKED:
        times = found[ask.name]
        base = found[ASKED[0].name][0] if ask.page == FAR and not ask.anew else times[0]
        ratio = times[-1] / base
        far = ratio > GOALS[ask.page]
        print(
            f"{ask.name:<34}"
            + "".join(f"{one:>8.1f} ms" for one in times)
            + f"{ratio:>8.2f}"
            + (f"  above {GOALS[ask.page]}" if far else "")
        )
        if far:
            missed.append(ask.name)
    return missed


def main(arguments: list[str]) -> int:
    """Print the table; return 1 when --strict is given and a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of products")
    parser.add_argument("--rounds", type=int, default=21, help="lists asked for, each way")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is missed")
    given = parser.parse_args(arguments)
    with data_folder() as folder:
        missed = measure(given.sizes, folder, given.rounds)
    return 1 if missed and given.strict else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
