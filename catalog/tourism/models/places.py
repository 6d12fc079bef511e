"""Places: destinations, what is to be seen there, and where a border is crossed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager


class Place(models.Model):
    """A place travellers go to or pass. What is not confirmed by its source says so on every page.

    Coordinates are WGS 84 degrees. ``seasons`` is a list of ``{"kind", "months", "source"}`` (a kind of
    ``catalog.tourism.words.SEASONS``, months 1 to 12, the slug of a source); ``heritage`` a list of
    ``{"kind", "year", "source"}`` (a kind of ``HERITAGE``, the year or None).
    """

    class Kind(models.TextChoices):
        DESTINATION = "destination", _("Destination")
        ATTRACTION = "attraction", _("Attraction")
        CROSSING = "crossing", _("Border crossing")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=160, blank=True)
    about = models.TextField(_("about"), blank=True)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    country = models.ForeignKey(
        "reference.Country", models.PROTECT, related_name="+", verbose_name=_("country or region")
    )
    city = models.ForeignKey(
        "reference.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    lon = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    coordinates_confirmed = models.BooleanField(_("coordinates confirmed"), default=False)
    seasons = models.JSONField(_("seasons"), default=list, blank=True)
    heritage = models.JSONField(_("heritage"), default=list, blank=True)
    confirmed = models.BooleanField(_("confirmed by its source"), default=False)
    source = models.ForeignKey("reference.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    shown = models.BooleanField(_("shown"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="tourism_place_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class BorderCrossing(models.Model):
    """What is known of a place of kind crossing beyond the place itself.

    ``other`` is the country on the far side; empty for an airport or a port, which leads anywhere.
    ``opens`` and ``closes`` are by the clock of ``time_zone``; ``nationals`` are ISO 3166-1 codes of
    those who may cross, empty where everyone may or nobody has said; ``documents`` are keys of
    ``catalog.tourism.words.DOCUMENTS``.
    """

    SOURCE_LANGUAGE = "place__source_language"

    class Kind(models.TextChoices):
        ROAD = "road", _("Road")
        RAIL = "rail", _("Railway")
        SEA = "sea", _("Sea port")
        RIVER = "river", _("River port")
        AIR = "air", _("Airport")
        ZONE = "zone", _("Cross-border zone, on foot")

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="crossing")
    kind = models.CharField(_("way across"), max_length=8, choices=Kind)
    other = models.ForeignKey(
        "reference.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country on the far side"),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    nationals = models.JSONField(_("only these nationals"), default=list, blank=True)
    documents = models.JSONField(_("documents"), default=list, blank=True)
    group_max = models.PositiveSmallIntegerField(
        _("largest group"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    terms = models.TextField(_("what else holds here"), blank=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("border crossing")
        verbose_name_plural = _("border crossings")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="tourism_hours_both_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.place.slug
