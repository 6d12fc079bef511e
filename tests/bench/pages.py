"""``python -m tests.bench.pages``: requests a second of our pages beside a bare Django view.

Both stand under the same server with the same workers, on this machine. ``cached`` is what an
anonymous reader gets; ``built`` sends a header with which the page cache steps aside. Goal: cached at
least 0.7 of the bare view, the list built anew at least 1/20.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.load import load
from tests.browser.screenshots import data_folder

GOALS = {"cached": 0.7, "built": 0.05}
ASIDE = {"Authorization": "none"}
MEASURED = [
    "home",
    "goods",
    "product",
    "storefront",
    "brand",
    "protected-name",
    "country",
    "compare",
    "article",
]


def main(arguments: list[str]) -> int:
    """Print a table; return 1 when --strict is given and a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages")
    parser.add_argument("--seconds", type=float, default=4.0, help="per page and way")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--strict", action="store_true", help="fail where a goal is missed")
    given = parser.parse_args(arguments)
    with data_folder() as folder:
        missed = measure(folder, seconds=given.seconds, connections=given.connections)
    return 1 if missed and given.strict else 0


def measure(folder: Path, *, seconds: float, connections: int) -> list[str]:
    """Print the table and return the names of the goals missed."""
    from tests.browser.site import demonstration
    from tests.harness.fault import Installation

    missed = []
    print(f"{'page':<15} {'way':<8} {'requests/s':>10} {'of bare':>8} {'bytes':>8}")
    with (
        tempfile.TemporaryDirectory() as other,
        Installation(
            Path(other) / "bare", DJANGO_SETTINGS_MODULE="tests.bench.bare", WEB_WORKERS="2"
        ) as bare,
        demonstration(folder / "site") as site,
    ):
        address = bare.start_web(target="tests.bench.bare_wsgi:application") + "/"
        load(address, connections=connections, seconds=1)
        yardstick = load(address, connections=connections, seconds=seconds)
        bare.kill("web")
        print(f"{'bare view':<15} {'':<8} {yardstick.per_second:>10.0f} {1:>8.2f} {yardstick.bytes_each:>8}")
        for name in MEASURED:
            for way, headers in (("cached", {}), ("built", ASIDE)):
                url = site.address(name, "zh-hans")
                load(url, connections=connections, seconds=1, headers=headers)
                found = load(url, connections=connections, seconds=seconds, headers=headers)
                share = found.per_second / yardstick.per_second
                goal = GOALS[way]
                note = "" if share >= goal else f"  below {goal}"
                print(
                    f"{name:<15} {way:<8} {found.per_second:>10.0f} {share:>8.2f} {found.bytes_each:>8}{note}"
                )
                if note:
                    missed.append(f"{name} {way}")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
