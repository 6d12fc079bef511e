"""A worker killed while it brings a file in: the next one goes on, and no row is written twice."""

import sqlite3
from contextlib import closing

from tests.catalog.products.bulk import killed
from tests.harness.fault import Installation

DONE = "SELECT count(*) FROM products_importedrow WHERE done"


def the_lease_ends(installation: Installation) -> None:
    statement = (
        "UPDATE products_importrun SET claimed_until = datetime('now', '-1 minute') WHERE state = 'claimed'"
    )
    with closing(sqlite3.connect(installation.database, timeout=20)) as connection, connection:
        assert connection.execute(statement).rowcount == 1


def test_an_import_killed_in_the_middle_goes_on_and_writes_no_row_twice(installation: Installation) -> None:
    assert installation.call(killed.begin) == killed.ROWS
    installation.begin_command("worker", "drain", "products.imports")
    installation.kill_when("worker", lambda: installation.number(DONE) > 0, "the first rows")
    left = installation.number(DONE)
    assert 0 < left < killed.ROWS
    assert installation.number("SELECT count(*) FROM products_listingdraft") == left
    the_lease_ends(installation)
    installation.manage("drain", "products.imports")
    after = installation.call(killed.found)
    assert after["numbers"] == [f"LB-{number:03}" for number in range(1, killed.ROWS + 1)]
    assert after["revisions"] == [1]
    assert (after["stage"], after["done"]) == ("done", killed.ROWS)
