"""Routes known across the border: by which places they lead, since when, and who says so."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from catalog.tourism.models.places import Place


class Route(models.Model):
    """A way travellers take across the border. It is no offer: tours are offered by operators."""

    class Mode(models.TextChoices):
        WALK = "walk", _("On foot")
        COACH = "coach", _("Coach")
        CAR = "car", _("Own car")
        TRAIN = "train", _("Train")
        SHIP = "ship", _("Ship")
        SEVERAL = "several", _("Several ways")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    about = models.TextField(_("about"), blank=True)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    mode = models.CharField(_("by"), max_length=8, choices=Mode)
    days = models.PositiveSmallIntegerField(
        _("days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    group_max = models.PositiveSmallIntegerField(
        _("largest group"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    confirmed = models.BooleanField(_("confirmed by its source"), default=False)
    source = models.ForeignKey("reference.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    shown = models.BooleanField(_("shown"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="tourism_route_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class RouteStop(models.Model):
    """One place on a route, crossings included, in their order."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="tourism_stop_once"),
        ]

    def __str__(self) -> str:
        return f"{self.route_id}:{self.position}"
