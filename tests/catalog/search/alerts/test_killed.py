"""Killed with SIGKILL after indexing, after matching, while telling: everything is told, nothing twice."""

from tests.catalog.search.alerts import killed
from tests.harness.fault import Installation

GOODS = 12


def kill_at(installation: Installation, moment: str) -> None:
    installation.begin("work", killed.run, moment=moment)
    sign = installation.folder / f"stands-still-{moment}"
    installation.kill_when("work", sign.exists, moment)


def test_what_a_killed_process_left_is_told_once(installation: Installation) -> None:
    assert installation.call(killed.watch, goods=GOODS) == GOODS
    kill_at(installation, killed.INDEXED)
    assert installation.number("SELECT count(*) FROM search_alertcheck") == 0
    kill_at(installation, killed.MATCHED)
    assert installation.number("SELECT count(*) FROM search_alerthit") == GOODS
    assert installation.number("SELECT count(*) FROM search_alertcheck WHERE state = 'done'") == 0
    kill_at(installation, killed.TOLD)
    assert installation.call(killed.standing)[1:] == [0, 0, 0, 0], "what was half told is undone"
    assert installation.call(killed.work) == [GOODS, GOODS, GOODS, 1, 1]
    assert installation.call(killed.work) == [GOODS, GOODS, GOODS, 1, 1]
