"""What happens in conversations, for rooms above to write rows about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class MessageReached:
    """A message reached the other side: `first` when it opened the conversation, `at` when it was written."""

    conversation_id: UUID
    message_id: int
    organization_id: int
    subject_kind: str
    subject_id: int
    language: str
    at: datetime
    by_visitor: bool
    first: bool
