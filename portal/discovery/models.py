"""Share cards that were drawn, and those that have yet to follow a change."""

from typing import ClassVar

from django.db import models

from catalog.jobs.models import WorkRow

# Stands for "everything": cards of all pages may have to be drawn anew.
EVERYTHING = ""


class CardChange(WorkRow):
    """Something that pages are about changed, appeared or went; written in the transaction that did it."""

    kind = models.CharField(max_length=20, blank=True)
    record = models.BigIntegerField(default=0)

    class Meta(WorkRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}" if self.kind else "everything"


class Card(models.Model):
    """The card of one page in one language.

    ``kind`` and ``record`` say what the page is about, ``subject`` how its address names that; ``digest`` is
    the hash of what can be seen on the card, ``frame`` of what is the same on all cards of the language.
    """

    kind = models.CharField(max_length=20)
    record = models.BigIntegerField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    digest = models.CharField(max_length=24)
    frame = models.CharField(max_length=24)
    path = models.CharField(max_length=160, help_text="Where it is in the public storage.")
    alt = models.TextField(help_text="What it says, for readers who do not see it.")
    picture = models.PositiveBigIntegerField(null=True, help_text="Id of the picture on it.")
    # A change takes a card off its page at once; the drain says whether the card still holds.
    current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "record", "language"], name="discovery_card_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "subject", "language"], name="discovery_card_of_page"),
            models.Index(
                fields=["picture"], condition=models.Q(picture__isnull=False), name="discovery_card_picture"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record} {self.language}"
