"""The cache of an installation without Redis: files, shared by all processes of one machine.

Django's own file cache checks and then writes in ``add``, so two processes may both be told that
they came first, and once it holds 300 entries it throws away any third of them. Here ``add`` is
one step of the file system, and what has expired goes first: rate limits and one-use tokens rely
on both.
"""

import os
import pickle
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """A file cache whose ``add`` lets exactly one of several callers win."""

    # Parts of Django's class that its type stubs leave out; tests/portal/frame holds us to them.
    _dir: str
    _max_entries: int
    _createdir: Callable[[], None]
    _is_expired: Callable[[IO[bytes]], bool]
    _key_to_file: Callable[[Any, int | None], str]
    _list_cache_files: Callable[[], list[str]]
    _write_content: Callable[[IO[bytes], float | None, Any], None]

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if self.has_key(key, version):  # also removes the entry where it has expired
            return False
        self._createdir()
        self._cull()
        target = self._key_to_file(key, version)
        handle, draft = tempfile.mkstemp(dir=self._dir)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - an open descriptor, not a path
                self._write_content(file, timeout, value)
            os.link(draft, target)
        except FileExistsError:
            return False
        finally:
            Path(draft).unlink()
        return True

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count on until the entry would have expired anyway; Django's own gives it the default time anew."""
        value = self.get(key, version=version)
        left = self._seconds_left(key, version) if value is not None else 0
        if left is not None and left <= 0:
            raise ValueError(f"Key {key!r} not found")
        self.set(key, value + delta, timeout=left, version=version)
        return int(value + delta)

    def _seconds_left(self, key: Any, version: int | None) -> float | None:
        """Return how long an entry still holds; None where it never expires."""
        try:
            with Path(self._key_to_file(key, version)).open("rb") as file:
                until: float | None = pickle.load(file)  # noqa: S301 - our own file, as Django reads it
        except FileNotFoundError:
            return 0
        return None if until is None else until - time.time()

    def _cull(self) -> None:
        names = self._list_cache_files()
        if len(names) < self._max_entries:
            return
        for name in names:
            try:
                with Path(name).open("rb") as file:
                    self._is_expired(file)
            except FileNotFoundError:
                continue
        super()._cull()  # type: ignore[misc]
