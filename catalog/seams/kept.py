"""Keeping what only saves work, in the cache that all processes share.

On a full disk such a value is lost and worked out again the next time: a page that only reads goes on.
What protects somebody (a limit, a token used once) is never kept this way; there a cache that cannot
write must be heard.
"""

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)


def keep(key: str, value: object, seconds: int) -> None:
    """Keep a value that can be worked out again."""
    try:
        cache.set(key, value, seconds)
    except OSError as error:
        logger.warning("Nothing can be kept to save work: %s.", error.strerror)


def claim(key: str, seconds: int) -> bool:
    """Tell whether this process is the first to ask for so long; where nothing can be kept, each is."""
    try:
        return cache.add(key, 1, seconds)
    except OSError as error:
        logger.warning("Nothing can be kept to save work: %s.", error.strerror)
        return True
