"""Real servers for tests: PostgreSQL, Redis and Elasticsearch, each in a folder of its own on this machine.

``python -m tests.services start`` starts those that are not running and prints their addresses;
tests find them through the fixtures ``postgres_url``, ``redis_url`` and ``elasticsearch_url``.
"""

from types import ModuleType

from tests.services import elastic, postgres, redis_server

SERVERS: dict[str, ModuleType] = {"postgres": postgres, "redis": redis_server, "elasticsearch": elastic}
