"""``python -m tests.bench.growth``: what the goods list takes as the market grows.

The list is asked for as an anonymous reader's browser does, with the page cache aside, at 1,000 and at
100,000 products that sellers brought in through the services, in a new database on the server of
``DATABASE_URL``, or in a file of SQLite. ``kept``: nothing has changed since the list before; ``changed``:
something has; ``counted``: every facet is counted anew, which happens once in so many seconds where goods
are many (``catalog.products.selectors.counting``), so it has no goal. On SQLite the time is the processor's,
for all the work is done in this process and nothing else on the machine counts then; a server's work is
seen on the clock only, so a run on PostgreSQL wants a quiet machine. Goals for the others: at 100,000
products the first page takes at most 1.3 times as long as the first page at 1,000, page 100 twice as long.
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
from typing import Literal

from tests.browser.screenshots import data_folder

SIZES = (1_000, 100_000)
FIRST, FAR = 1, 100
GOALS = {FIRST: 1.3, FAR: 2.0}
PER_PAGE = 24
ASIDE = "none"  # an Authorization header, with which no page is kept


@dataclass(frozen=True)
class Ask:
    """One way to look at the list, and what has happened before."""

    name: str
    address: str = "/en/goods/"
    page: int = FIRST
    before: Literal["kept", "changed", "counted"] = "kept"

    def at(self, goods: int) -> str:
        """Return the address; where there is no page 100 yet, the last one stands for it."""
        page = min(self.page, -(-goods // PER_PAGE))
        return f"{self.address}{'&' if '?' in self.address else '?'}page={page}"

    def goal(self) -> float | None:
        """Return how many times as long it may take at the largest size."""
        return None if self.before == "counted" else GOALS[self.page]


ASKED = [
    Ask("first page, kept"),
    Ask("page 100, kept", page=FAR),
    Ask("first page, changed", before="changed"),
    Ask("page 100, changed", page=FAR, before="changed"),
    Ask("first page, counted", before="counted"),
    Ask("by smallest order, page 100, kept", "/en/goods/?sort=moq", page=FAR),
    Ask("a category, kept", "/en/goods/kind-3/"),
    Ask("a country with a price, changed", "/en/goods/?country=CN&priced=1", before="changed"),
    Ask("by price, first page, kept", "/en/goods/?sort=cheapest"),
    Ask("by price, page 100, kept", "/en/goods/?sort=cheapest", page=FAR),
    Ask("a price band, kept", "/en/goods/?price_to=20&currency=USD"),
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
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client

    from catalog.seams import freshness

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    client = Client(headers={"Authorization": ASIDE})
    client.get(ask.at(goods))  # the first one reads templates and content types
    spent = []
    for _ in range(rounds):
        if ask.before == "changed":
            freshness.changed("goods")
        if ask.before == "counted":
            cache.clear()
        began = clock()
        response = client.get(ask.at(goods))
        spent.append((clock() - began) * 1000)
        assert response.status_code == 200, response.status_code
    return median(spent)


def measure(sizes: list[int], folder: Path, rounds: int) -> list[str]:
    """Print the table and return the names of the goals missed."""
    from django.conf import settings
    from django.db import connection

    from catalog.search import services
    from tests.bench.market import Market

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    found: dict[str, list[float]] = {}
    with database(folder) as kind:
        market = Market()
        for goods in sizes:
            began = time.perf_counter()
            market.grow(goods)
            services.rebuild()
            spent = time.perf_counter() - began
            print(
                f"{kind}: {goods:,} products on offer; bringing in and indexing took {spent:.0f} s",
                flush=True,
            )
            if kind == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")  # as its own housekeeping does within minutes
            for ask in ASKED:
                found.setdefault(ask.name, []).append(milliseconds(ask, goods, rounds))
    return report(sizes, found)


def report(sizes: list[int], found: dict[str, list[float]]) -> list[str]:
    """Print milliseconds at each size, and how many times as long the last is as the first page at first."""
    missed = []
    print(f"{'goods list':<36}" + "".join(f"{size:>11,}" for size in sizes) + f"{'ratio':>8}")
    for ask in ASKED:
        times = found[ask.name]
        first_page = found.get(ask.name.replace("page 100", "first page"), times)
        ratio, goal = times[-1] / first_page[0], ask.goal()
        late = goal is not None and ratio > goal
        print(
            f"{ask.name:<36}"
            + "".join(f"{one:>8.1f} ms" for one in times)
            + f"{ratio:>8.2f}"
            + (f"  above {goal}" if late else "")
        )
        if late:
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
