"""``python -m tests.bench.hall``: a hall of 400 stands under 200 visitors, beside a bare Django view.

Both stand under the same server with the same two workers, on this machine. ``cached`` is what an anonymous
reader gets, compressed as browsers ask for it; ``now`` is what an open plan asks for again and again: how its
stands are at this moment. ``built`` sends a header with which the page cache steps aside; as only the first
reader after a change is sent such a page, a few visitors ask for it at once.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.load import Load, load
from tests.browser.screenshots import data_folder

STANDS, VISITORS, SECONDS = 400, 200, 60.0
MOST = 2_000_000  # requests: the time ends a run, not their number
BARE = "tests.bench.bare_wsgi:application"
PAGE = "/en/fair/2026/hall/tea/"
FEW, WARM_UPS = 4, 3
PACKED = {"Accept-Encoding": "gzip"}
ASKED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("cached", PAGE, PACKED),
    ("now", f"{PAGE}now/", PACKED),
    ("built", PAGE, {**PACKED, "Authorization": "none"}),
)


def main(arguments: list[str]) -> int:
    """Print a table of requests a second and of ratios to the bare view."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hall")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each line; default: %(default)g")
    parser.add_argument("--visitors", type=int, default=VISITORS, help="connections; default: %(default)d")
    parser.add_argument("--stands", type=int, default=STANDS, help="in the hall; default: %(default)d")
    given = parser.parse_args(arguments)
    with data_folder() as folder:
        measure(folder, seconds=given.seconds, visitors=given.visitors, stands=given.stands)
    return 0


def measure(folder: Path, *, seconds: float, visitors: int, stands: int) -> None:
    """Load the bare view, then each way to the hall, and print them."""
    from tests.bench.furnished import furnish
    from tests.harness.fault import Installation

    def under_load(url: str, headers: dict[str, str], connections: int = visitors) -> Load:
        # Both workers run, one after the other, and have made what they keep, before the clock begins.
        for _ in range(WARM_UPS):
            load(url, connections=connections, seconds=min(1.0, seconds), headers=headers)
        return load(url, connections=connections, seconds=seconds, headers=headers, most=MOST)

    print(f"{visitors} visitors, {seconds:g} s each, a hall of {stands} stands, two workers")
    with tempfile.TemporaryDirectory() as other:
        with Installation(
            Path(other) / "bare", DJANGO_SETTINGS_MODULE="tests.bench.bare", WEB_WORKERS="2"
        ) as bare:
            yardstick = under_load(bare.start_web(target=BARE) + "/", {})
        print(line("bare view", yardstick, yardstick))
        with Installation(folder / "site", WEB_WORKERS="2") as site:
            site.call(furnish, stands=stands)
            address = site.start_web()
            for way, path, headers in ASKED:
                at_once = min(FEW, visitors) if way == "built" else visitors
                print(line(way, under_load(address + path, headers, at_once), yardstick), flush=True)


def line(way: str, found: Load, yardstick: Load) -> str:
    """Return a line of the table: requests a second, the ratio to the bare view, bytes of an answer."""
    ratio = found.per_second / yardstick.per_second
    return f"{way:<10} {found.per_second:>8.0f} requests/s {ratio:>6.2f} of bare {found.bytes_each:>8,} bytes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
