"""The engine that runs on servers of its own: Elasticsearch 9, one machine or a cluster."""

from catalog.search.elastic.engine import ElasticEngine
from catalog.search.elastic.servers import Servers

__all__ = ["ElasticEngine", "Servers"]
