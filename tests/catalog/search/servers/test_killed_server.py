"""Elasticsearch and the worker are killed at moments nobody chose: after recovery both engines are true."""

import random
import time

import pytest

from catalog.search.catching_up import catch_up
from catalog.search.models import Owed
from tests.catalog.search import killed
from tests.harness.fault import Installation
from tests.services import elastic_nodes

pytestmark = pytest.mark.server
GOODS = 80
ROUNDS = 2


def settle() -> int:
    """Tell the server what it is owed; return what it is owed still."""
    catch_up()
    return Owed.objects.count()


def test_after_kills_at_random_moments_both_engines_are_true(installation: Installation) -> None:
    seed = time.time_ns()
    chance = random.Random(seed)
    with elastic_nodes.nodes(1) as [server]:
        installation.environment |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "ELASTICSEARCH_URL": server.address,
        }
        installation.manage("search", "rebuild")
        installation.call(killed.write_goods, count=GOODS)
        for number in range(ROUNDS):
            installation.start(f"worker-{number}", "manage.py", "drain", "search-index")
            time.sleep(chance.uniform(1.0, 3.5))
            server.kill()
            time.sleep(chance.uniform(0.0, 1.5))
            installation.kill(f"worker-{number}")
            if number:
                server.start()
            installation.call(killed.change_goods, seed=number)
            if not number:
                installation.manage("drain", "search-index")
                assert "Searches are answered by embedded" in installation.manage("search", "status")
                server.start()
        installation.manage("drain", "search-index")
        assert installation.call(settle) == 0, seed
        assert set(installation.call(killed.states)) == {"done"}, seed
        assert installation.manage("search", "verify").splitlines() == [
            "0 differences between database and index in elasticsearch.",
            "0 differences between database and index in embedded.",
        ], seed
        assert "Searches are answered by elasticsearch" in installation.manage("search", "status")
