"""A worker is killed with SIGKILL in the middle of 200 changes of the index: none is lost.

The control shows why the rows are there: a request that writes to the index itself loses the change
it dies over, and nobody ever notices.
"""

import pytest

from catalog.search import services
from tests.catalog.search import killed
from tests.harness.fault import Installation

GOODS = 200
WORKER = ("db_worker", "--queue-name=*", "--interval=0.1", "--no-startup-delay")
UNSETTLED = "SELECT count(*) FROM search_indexchange WHERE state NOT IN ('done', 'failed')"


@pytest.fixture
def shop(installation: Installation) -> Installation:
    """An installation with an index and nothing in it."""
    installation.manage("search", "rebuild")
    return installation


def work_off(shop: Installation) -> None:
    """Start what `make run` starts, until nothing waits any more."""
    shop.start_worker()
    shop.start_clock()
    shop.wait_until(lambda: shop.number(UNSETTLED) == 0, "all changes", alive="clock")
    assert shop.stop("clock") == 0
    shop.kill("worker")


def kill_at(shop: Installation, moment: str, after: int, *command: str) -> None:
    """Let the work begin and kill it at one of the worst moments; then its lease ends."""
    shop.begin(moment, killed.run, moment=moment, after=after, command=command)
    shop.kill_when(moment, (shop.folder / f"stands-still-{moment}").exists, "the worst moment")
    held = shop.number("SELECT count(*) FROM search_indexchange WHERE state = 'claimed'")
    assert held >= GOODS / 4, "it was killed in the middle of a batch"
    shop.call(killed.leases_end)


def test_after_a_restart_every_change_is_in_the_index(shop: Installation) -> None:
    assert shop.call(killed.write_goods, count=GOODS) == GOODS
    kill_at(shop, killed.ANALYSED, 57, *WORKER)
    assert shop.call(killed.differences) == [GOODS, 0, 0]
    kill_at(shop, killed.WRITTEN, 1, "drain", services.DRAIN)
    work_off(shop)
    assert set(shop.call(killed.states)) == {"done"}
    assert shop.manage("search", "verify") == "0 differences between database and index.\n"


def test_without_rows_the_change_of_a_request_that_dies_is_lost(shop: Installation) -> None:
    with pytest.raises(RuntimeError, match="ended with 9"):
        shop.call(killed.write_goods_without_rows, count=GOODS, last_written=57)
    work_off(shop)
    missing, stale, left_over = shop.call(killed.differences)
    assert (missing, stale, left_over) == (1, 0, 0), "the good whose request died stays out for ever"
