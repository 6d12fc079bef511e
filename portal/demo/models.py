"""What the demonstration put into the portal: the only way to take it away again, and nothing else."""

from typing import ClassVar

from django.db import models


class Exhibit(models.Model):
    """One row that the demonstration made, and a digest of what it was made from.

    An entry that still has the same digest is left alone, also where somebody has changed the row by
    hand; one whose row is gone is made again.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture"
        CATEGORY = "category"
        INDICATION = "indication"
        ORGANIZATION = "organization"
        BRAND = "brand"
        PRODUCT = "product"
        SECTION = "section"
        ARTICLE = "article"
        PAGE = "page"
        PERSON = "person"
        EVIDENCE = "evidence"
        CONVERSATION = "conversation"
        RULE = "rule"
        DRAFT = "draft"
        EDITION = "edition"
        HALL = "hall"
        BOOTH = "booth"
        OPENING = "opening"
        SESSION = "session"
        SEAT = "seat"
        CARD = "card"
        MEETING = "meeting"
        TOUR = "tour"
        PATTERN = "pattern"
        DEPARTURE = "departure"
        SEATS = "seats"

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=120)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="demo_exhibit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
