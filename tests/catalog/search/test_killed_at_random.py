"""Workers and rebuilds are killed at moments nobody chose: once the last one has run, nothing differs."""

import os
import random
import time

from tests.catalog.search import killed
from tests.harness.fault import Installation

KILLS = 3 if os.environ.get("REQUIRE_ALL") == "1" else 2
GOODS = 60
LONGEST_LIFE_SECONDS = 2.0


def test_after_kills_at_random_moments_nothing_is_lost(installation: Installation) -> None:
    installation.call(killed.write_goods, count=GOODS)
    seed = time.time_ns()
    chance = random.Random(seed)
    for number in range(KILLS):
        command = ("search", "rebuild") if number % 2 else ("drain", "search-index")
        installation.begin_command(f"life-{number}", *command)
        time.sleep(chance.uniform(0.0, LONGEST_LIFE_SECONDS))
        installation.kill(f"life-{number}")
        installation.call(killed.change_goods, seed=number)
    installation.manage("drain", "search-index")
    assert set(installation.call(killed.states)) == {"done"}, seed
    assert installation.call(killed.differences) == [0, 0, 0], seed
    assert installation.manage("search", "status").startswith("Engine embedded: ready."), seed
