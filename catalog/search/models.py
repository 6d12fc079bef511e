"""Changes that the index has yet to follow."""

from django.db import models

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
