"""The engine that runs inside every process: tantivy, in a folder of the data directory."""

from catalog.search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
