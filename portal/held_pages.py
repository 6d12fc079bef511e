"""A cache of this process that hands out what it was given, where Django's own pickles and unpickles it.

For values that nobody changes once they are made: a kept page is sent by the thousand, and copying
its bytes out of a pickle took as long as the rest of the search for it.
"""

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

Kept = OrderedDict[str, tuple[float, Any]]
_held: dict[str, tuple[Kept, Lock]] = {}


class HeldCache(BaseCache):
    """Keeps the ``MAX_ENTRIES`` values asked for last, for all threads of a process."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._kept, self._lock = _held.setdefault(name, (OrderedDict(), Lock()))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        name = self._name(key, version)
        with self._lock:
            return self._alive(name, default)

    def set(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        name = self._name(key, version)
        with self._lock:
            self._put(name, value, timeout)

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        name = self._name(key, version)
        with self._lock:
            if self._alive(name, _held) is not _held:
                return False
            self._put(name, value, timeout)
            return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        with self._lock:
            return self._kept.pop(self._name(key, version), None) is not None

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def _name(self, key: Any, version: int | None) -> str:
        return f"{self.version if version is None else version}:{key}"

    def _alive(self, name: str, default: Any) -> Any:
        until, value = self._kept.get(name, (0.0, default))
        if until <= time.monotonic():
            self._kept.pop(name, None)
            return default
        self._kept.move_to_end(name)
        return value

    def _put(self, name: str, value: Any, timeout: float | None) -> None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        until = float("inf") if seconds is None else time.monotonic() + seconds
        self._kept[name] = (until, value)
        self._kept.move_to_end(name)
        while len(self._kept) > self._max_entries:
            self._kept.popitem(last=False)
