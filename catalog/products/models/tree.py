"""The category tree with its declared attributes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager


class Category(models.Model):
    """A place in the tree of goods. ``path`` is the slugs from the root, joined and closed by "/"."""

    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120, blank=True)
    source_language = models.CharField(max_length=10, default="en")
    concept = models.CharField(max_length=80, blank=True, help_text=_("The glossary concept it names."))

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.path

    @property
    def line(self) -> list[str]:
        """The slugs from the root down to this category, itself included."""
        return [slug for slug in self.path.split("/") if slug]


class Attribute(models.Model):
    """A property that goods of a category state: its kind, its unit, and the choices where it has some.

    ``choices`` is a list of ``{"key", "concept", "names": {language: text}}``.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        YEAR = "year", _("Year")
        CHOICE = "choice", _("One of a list")
        MONTHS = "months", _("Months")
        YES_NO = "yes-no", _("Yes or no")

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="attributes")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.CharField(max_length=20, blank=True)
    choices = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=80, blank=True)
    source_language = models.CharField(max_length=10, default="en")

    objects = MultilingualManager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="products_attribute_once"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id}:{self.key}"
