"""Pages of the visitor's side: writing, reading, answering."""

from catalog.conversations.views.reading import mine, one, report, share
from catalog.conversations.views.writing import sent, write

__all__ = ["mine", "one", "report", "sent", "share", "write"]
