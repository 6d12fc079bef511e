"""Servers that are killed or locked, on this machine: minutes of work, so only where all has to be shown.

They do not depend on the database, so the run on PostgreSQL leaves them to the one on SQLite; a
machine that has not the memory for three servers leaves them out, and says so.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.services import elastic_nodes

GIGABYTES = 5.0
ROOM = elastic_nodes.enough_memory(GIGABYTES)

if os.environ.get("DATABASE_URL") or (elastic_nodes.required() and not ROOM):
    collect_ignore_glob = ["test_*.py"]
    if not ROOM:
        sys.stderr.write(f"Left out: {Path(__file__).parent} needs {GIGABYTES:.0f} GB of free memory.\n")


@pytest.fixture(autouse=True, scope="module")
def _all_has_to_be_shown() -> None:
    # Once for a module, so that it is asked before a server of that module is started.
    if not elastic_nodes.required():
        pytest.skip("starts and kills servers of its own, which takes minutes: REQUIRE_ALL=1 runs it")
