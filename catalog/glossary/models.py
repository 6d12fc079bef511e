"""Concepts of trade and travel, and what they are called."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Concept(models.Model):
    """One thing people search for, whatever they call it."""

    class Kind(models.TextChoices):
        FOOD = "food"
        GOODS = "goods"
        PLACE = "place"
        TRAVEL = "travel"
        TRADE = "trade"
        SERVICE = "service"

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"

    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    hs6 = models.CharField(max_length=6, blank=True, help_text="Indicative HS 2022 subheading, digits only.")
    confidence = models.CharField(
        max_length=6, choices=Confidence, help_text="How sure the Khmer, Lao and Burmese labels are."
    )
    note = models.TextField(blank=True)
    from_file = models.BooleanField(
        default=True, help_text="Brought in by load_glossary, not added by an editor."
    )

    def __str__(self) -> str:
        return self.slug


class Label(models.Model):
    """A name of a concept in one language; the one with the lowest position is preferred."""

    class State(models.TextChoices):
        """How much a name is trusted; one that an editor rejected is neither matched nor shown."""

        MACHINE = "machine", _("Written by a machine")
        REVIEWED = "reviewed", _("Reviewed")
        REJECTED = "rejected", _("Rejected")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=250, help_text="As it is matched, accents kept.", editable=False)
    folded = models.CharField(max_length=250, help_text="As it is matched without accents.", editable=False)
    position = models.PositiveSmallIntegerField()
    romanised = models.BooleanField(default=False, help_text="Pinyin: found, never shown.")
    scoped = models.BooleanField(default=False, help_text="Means something else outside its language.")
    search_only = models.BooleanField(default=False, help_text="Found, never shown.")
    state = models.CharField(max_length=8, choices=State, default=State.MACHINE)
    from_file = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["concept", "language", "text"], name="label_once_per_concept"),
        )

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class Apart(models.Model):
    """Whether a thing is to be found by a name that stands inside the longer name of another thing.

    Overrules what `kinship.apart` works out: bamboo is not mangosteen (山竹), though 竹 is in it.
    """

    inner = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    outer = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    apart = models.BooleanField()
    why = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["inner", "outer"], name="apart_once_per_pair"),)

    def __str__(self) -> str:
        return f"{self.inner} in {self.outer}: {'apart' if self.apart else 'found'}"
