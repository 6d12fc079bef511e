"""Reads that a process remembers: what was read is handed out again until an area it shows changes.

For reads that many pages make and that say the same to everybody. What is remembered is found under the
generations of its areas (:mod:`catalog.seams.freshness`), its arguments and the minute: like a kept page
it is never older than a change that was told, nor than a minute where something changes untold or by the
calendar alone. Nobody may alter what such a read returns: the next one gets the same.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from django.utils import timezone

from catalog.seams.freshness import own_generation

MOST = 4000  # of one minute, in each process
MINUTE = 60  # seconds; no quarter of an hour, and so no midnight, lies within one
P = ParamSpec("P")
Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")
_MISSING = object()


class Memory:
    """What was read in this minute, for all threads of a process.

    What is of an earlier one nobody can ask for any more, and pages are large: it goes at once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._minute = 0

    def recall(self, key: Hashable) -> object:
        """Return what was remembered under a key, or _MISSING. Raises TypeError for what cannot be a key."""
        with self._lock:
            found = self._found.get(key, _MISSING)
            if found is not _MISSING:
                self._found.move_to_end(key)
            return found

    def remember(self, key: Hashable, found: object) -> None:
        """Remember something, and no more than ``MOST`` things."""
        minute = this_minute()
        with self._lock:
            if minute != self._minute:
                self._found.clear()
                self._minute = minute
            self._found[key] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._found.clear()

    def __len__(self) -> int:
        return len(self._found)


MEMORY = Memory()


def kept(*areas: str) -> Callable[[Callable[P, Found]], Callable[P, Found]]:
    """Remember what a read returns. It must depend on these areas and its arguments alone."""

    def decorate(read: Callable[P, Found]) -> Callable[P, Found]:
        @wraps(read)
        def remembering(*args: P.args, **kwargs: P.kwargs) -> Found:
            # Made before anything is read: what is remembered is never older than its generation.
            key = (read, _state(areas), args, *kwargs.items())
            try:
                found = MEMORY.recall(key)
            except TypeError:  # of a record that was never saved, an editor's first look at a new page
                return read(*args, **kwargs)
            if found is _MISSING:
                found = read(*args, **kwargs)
                MEMORY.remember(key, found)
            return found  # type: ignore[return-value]

        return remembering

    return decorate


def kept_each(
    *areas: str,
) -> Callable[
    [Callable[Concatenate[Collection[Key], P], Mapping[Key, Found]]],
    Callable[Concatenate[Collection[Key], P], dict[Key, Found]],
]:
    """Remember each of the things that a read returns by their keys; only the others are read.

    What each of them is must not depend on which others are asked for. The order is that of the keys.
    """

    def decorate(
        read: Callable[Concatenate[Collection[Key], P], Mapping[Key, Found]],
    ) -> Callable[Concatenate[Collection[Key], P], dict[Key, Found]]:
        @wraps(read)
        def remembering(keys: Collection[Key], /, *args: P.args, **kwargs: P.kwargs) -> dict[Key, Found]:
            about = (read, _state(areas), args, *kwargs.items())
            known = {key: MEMORY.recall((*about, key)) for key in keys}
            wanted = [key for key, found in known.items() if found is _MISSING]
            if wanted:
                read_now = read(wanted, *args, **kwargs)
                for key in wanted:
                    known[key] = read_now.get(key)
                    MEMORY.remember((*about, key), known[key])
            return {key: found for key, found in known.items() if found is not None}  # type: ignore[misc]

        return remembering

    return decorate


def forget() -> None:
    """Remember nothing any more. For tests, which take back what they wrote."""
    MEMORY.forget()


def this_minute() -> int:
    """Return the minute it is, counted from 1970."""
    return int(timezone.now().timestamp()) // MINUTE


def _state(areas: tuple[str, ...]) -> tuple[str, int]:
    return own_generation(*areas), this_minute()
