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
