"""How a full disk is recognised, whoever says it."""

import errno

from django.db import DatabaseError

# How SQLite and PostgreSQL say it; file systems say it by number.
NO_ROOM = ("database or disk is full", "No space left on device")


def for_want_of_room(error: BaseException | None) -> bool:
    """Tell whether an exception, or what it was raised from, says that a disk is full."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if isinstance(error, DatabaseError) and any(words in str(error) for words in NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False
