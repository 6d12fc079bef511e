"""Why the fair does not do what was asked, in words for whoever asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class Refused(ValueError):
    """Raised for what the fair does not allow; the message says why, and what to do where that helps."""


class MoveRefused(Refused):
    """Raised for a move that a state does not allow; the message names both states."""

    def __init__(self, *, now: object, wanted: object) -> None:
        words = {"now": str(now), "wanted": str(wanted)}
        super().__init__(_("“%(now)s” does not become “%(wanted)s”.") % words)


class LayoutRefused(Refused):
    """Raised for stands that do not fit their hall; ``faults`` are sentences, one for each of them."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(faults))
