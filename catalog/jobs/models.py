"""Work that must not be lost, and when the clock ran what."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    """What became of a piece of work. A failed one was tried as often as its drain allows."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


class WorkRow(models.Model):
    """One piece of work, written in the transaction that makes it necessary; a drain does it.

    Inherit `WorkRow.Meta` where a subclass has a Meta of its own: the index comes with it.
    """

    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # A claim is one worker's batch, named by a token; nobody else may settle its rows until the lease ends.
    claimed_by = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_at"], name="%(class)s_due"),
            models.Index(fields=["claimed_by"], name="%(class)s_claim"),
        ]


class ScheduleState(models.Model):
    """When a schedule is due next, and who runs it now: what keeps two clocks from doing it twice."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
