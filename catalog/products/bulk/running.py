"""Runs over a file that a worker holds: as long as it says so, no other worker does the same."""

from collections.abc import Callable

Hold = Callable[[], bool]


class LeaseLost(RuntimeError):
    """Another worker has taken the run over; what this one has in hand is not written."""
