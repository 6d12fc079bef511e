"""Changes that the index has yet to follow, what editors said of searches, and what was searched for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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


class Rule(models.Model):
    """Something editors said of searches: in which language, from which day to which (UTC), and why."""

    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    active = models.BooleanField(default=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]


class Synonym(Rule):
    """Whoever types one of these words also gets what the others find; `both_ways`, the reverse too.

    `typed` and `means` hold a word or phrase a line.
    """

    typed = models.TextField()
    means = models.TextField()
    both_ways = models.BooleanField(default=False)

    class Meta(Rule.Meta):
        pass

    def __str__(self) -> str:
        arrow = "↔" if self.both_ways else "→"
        return f"{', '.join(self.typed.splitlines())} {arrow} {', '.join(self.means.splitlines())}"


class Pin(Rule):
    """A record that comes first for exactly this query."""

    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Rule.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Rule.Meta.constraints,
            models.UniqueConstraint(fields=["language", "text", "kind", "record"], name="pin_once_per_query"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language}): {self.kind}:{self.record}"


class AskedText(models.Model):
    """How often a text was searched for on one day (UTC) in one language, and how often in vain.

    Nobody's: no address, no session, no account; texts that look like somebody's are not kept at all.
    """

    day = models.DateField()
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=0)
    in_vain = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["day", "language", "text"], name="asked_text_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.text}: {self.times}"
