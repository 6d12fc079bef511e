"""What waits for a reviewer: rooms say what theirs is, one page of the editors' area counts and lists it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from catalog.seams.registry import Registry

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is called, whose it is, since when, and the page it is decided on."""

    title: str
    owner: str
    since: datetime
    url: str


@dataclass(frozen=True)
class ReviewQueue:
    """One kind of thing to review.

    `permission` ("app.codename") is what a reviewer of it has; `count` says how many wait, `longest`
    returns at most so many of them, the longest waiting first. `template`, if any, stands above the
    list for such a reviewer: a way to what nobody put into the queue.
    """

    name: str
    label: str | Promise
    permission: str
    count: Callable[[], int]
    longest: Callable[[int], Sequence[Waiting]]
    template: str = ""

    @classmethod
    def of(
        cls,
        name: str,
        label: str | Promise,
        permission: str,
        rows: Callable[[], QuerySet[Row]],
        told: Callable[[Row], Waiting | None],
    ) -> "ReviewQueue":
        """Return the queue of rows, the longest waiting first; those `told` says nothing of are left out."""

        def longest(most: int) -> list[Waiting]:
            return [one for row in rows()[:most] if (one := told(row))]

        return cls(name, label, permission, lambda: rows().count(), longest)


QUEUES: Registry[ReviewQueue] = Registry("review queue")


def register(queue: ReviewQueue) -> None:
    """Add a queue while the site starts."""
    QUEUES.register(queue)
