"""Changes that the index has yet to follow."""

from django.db import models
from django.utils import timezone

from catalog.jobs.models import WorkRow

# Stands for "everything": the index is gone or damaged and must be made anew.
EVERYTHING = ""


class IndexChange(WorkRow):
    """A record that changed, appeared or went; written in the transaction that did it."""

    kind = models.CharField(max_length=40, blank=True)
    record = models.BigIntegerField(default=0)

    class Meta(WorkRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}" if self.kind else "everything"


class Owed(models.Model):
    """A change that the search server has yet to hear of, because it was away when the index followed it.

    Rows are only added and, once told, deleted: one record may stand here several times.
    """

    kind = models.CharField(max_length=40, blank=True)
    record = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}" if self.kind else "everything"


class ComparedAt(models.Model):
    """The rates that prices in the index are compared by: one row, replaced when an index is made anew."""

    ONLY = 1

    snapshot = models.ForeignKey("reference.RateSnapshot", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_compared_by_one_snapshot"),
        ]

    def __str__(self) -> str:
        return f"rates {self.snapshot_id}"
