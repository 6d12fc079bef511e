"""Editions: one year of the fair each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltranslation.manager import MultilingualManager


class Edition(models.Model):
    """One year of the fair; every one stays at its address for ever.

    ``begins_on`` and ``ends_on`` are days at the fair's place: ``city``, where the clock is that of
    ``time_zone``.
    ``partners`` are objects of ``name`` (by language) and ``kind``; ``figures`` are objects of
    ``label`` (by language), ``value`` and ``source`` (the short name of a source).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        BOOKING = "booking", _("Booking open")
        OPEN = "open", pgettext_lazy("state", "Open")
        AFTER = "after", _("After the fair")
        ARCHIVED = "archived", _("Archived")

    slug = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    is_current = models.BooleanField(_("current"), default=False)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    city = models.ForeignKey(
        "reference.City",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city"),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    source_language = models.CharField(max_length=10, default="zh-hans")
    name = models.CharField(_("name"), max_length=160, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    country_of_honour = models.ForeignKey(
        "reference.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partners = models.JSONField(default=list, blank=True)
    figures = models.JSONField(default=list, blank=True)
    source = models.ForeignKey(
        "reference.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_demo = models.BooleanField(default=False, help_text=_("Fictional, from the demonstration."))
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins_on__lte=models.F("ends_on")), name="fair_edition_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="fair_one_current_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.slug
