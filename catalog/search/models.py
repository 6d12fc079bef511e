"""Changes that the index has yet to follow, what editors said of searches, what people asked and saved."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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


class GlossaryNews(WorkRow):
    """Names and concepts that the glossary changed: the records concerned are yet to be found."""

    keys = models.JSONField(default=list)
    concepts = models.JSONField(default=list)

    class Meta(WorkRow.Meta):
        pass

    def __str__(self) -> str:
        return ", ".join([*self.keys, *self.concepts])


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


class SavedSearch(models.Model):
    """A question that somebody wants to be told about: a person, or a mail address without an account.

    An address is told nothing before its owner has confirmed it. `question` is the query of the search
    page's address without page and order, `known` names what matched when it was saved ("kind:id");
    of a question that matched more than `known` can hold, only what is published later is told.
    """

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(blank=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    question = models.TextField(blank=True)
    question_key = models.CharField(max_length=32, editable=False)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.DAILY)
    is_paused = models.BooleanField(default=False)
    known = models.JSONField(default=list)
    is_wide = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    known_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, address="") | (Q(owner__isnull=True) & ~Q(address="")),
                name="saved_search_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["owner", "language", "question_key"],
                condition=Q(owner__isnull=False),
                name="saved_search_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["address", "language", "question_key"],
                condition=Q(owner__isnull=True),
                name="saved_search_once_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AlertCheck(WorkRow):
    """A record that changed and was indexed; saved searches have yet to be asked whether they match it."""

    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()

    class Meta(WorkRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}"


class AlertHit(models.Model):
    """A record that came to match a saved search after it was saved: found once, and told once."""

    saved = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="alert_hits")
    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()
    found_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved", "kind", "record"], name="alert_hit_once"),
        ]
        indexes = [
            models.Index(fields=["saved"], condition=Q(told_at__isnull=True), name="alert_hit_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}"
