"""``python -m tests.browser.screenshots``: pictures of the pages, to look at before a change lands."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

SCREENS = Path(__file__).parent / "screens"


@contextmanager
def data_folder() -> Iterator[Path]:
    """Set Django up with a data folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-screens-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
        import django

        from portal.messages.catalogues import compile_all
        from portal.run import BASE

        compile_all(BASE / "locales")
        django.setup()
        yield Path(folder)


def take(names: Iterable[str], languages: Iterable[str], *, full: bool) -> int:
    """Write a picture of each page, language, colour scheme and width; return how many."""
    from tests.browser.site import SCHEMES, WIDTHS, browser, demonstration, opened

    taken = 0
    SCREENS.mkdir(exist_ok=True)
    with data_folder() as folder, demonstration(folder / "site") as site, browser() as running:
        for scheme, width in product(SCHEMES, WIDTHS):
            with opened(running, scheme=scheme, width=width) as page:
                for name, language in product(names, languages):
                    page.goto(site.address(name, language))
                    path = SCREENS / f"{name}-{language}-{scheme}-{width}.png"
                    page.screenshot(path=path, full_page=full)
                    taken += 1
    return taken


def main(arguments: list[str]) -> int:
    from tests.browser.site import LANGUAGES, LOOKED_AT, PAGES

    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], help=f"of {', '.join(PAGES)}; default: all")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LOOKED_AT)
    parser.add_argument("--full", action="store_true", help="the whole page, not only the first screen")
    given = parser.parse_args(arguments)
    taken = take(given.pages or PAGES, given.languages, full=given.full)
    sys.stdout.write(f"{taken} pictures in {SCREENS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
