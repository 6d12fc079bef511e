"""How often what an organization shows was looked at, found, saved and written about, by day.

Days are days of UTC. Nobody who looked is kept: while a day lasts, one-way hashes under a random salt
keep repeated looks from counting twice; both are deleted when the day is added up.
"""

import secrets
from typing import ClassVar

from django.db import models

from catalog.merchants.models import Organization

SALT_BYTES = 32


class Counted(models.Model):
    """One thing of an organization that is counted, and what it was last called.

    It is named by kind and id, as a subject of conversations is (`catalog.conversations.subjects`).
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="numbers_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class DayOf(models.Model):
    """The numbers of one thing on one day: visitors who looked, those of them whom a search led here,
    how often it was put on a list, and how many messages about it visitors wrote.
    """

    counted = models.ForeignKey(Counted, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    saves = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counted", "day"], name="numbers_day_once")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["day"], name="numbers_by_day")]

    def __str__(self) -> str:
        return f"{self.counted_id} {self.day}"


def new_salt() -> str:
    """Return a salt nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


class DaySalt(models.Model):
    """What the visitors of one day are hashed with. It is gone once the day is added up."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=SALT_BYTES * 2, default=new_salt)

    def __str__(self) -> str:
        return str(self.day)


class Looked(models.Model):
    """Somebody looked at a thing, or found it by a search, on a day that is not yet added up.

    `digest` differs for each thing, so that no two rows can be told to be one visitor's.
    """

    day = models.DateField()
    digest = models.CharField(max_length=32)
    counted = models.ForeignKey(Counted, on_delete=models.CASCADE, related_name="+")
    found = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="numbers_looked_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.counted_id}"
