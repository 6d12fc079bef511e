"""Facts the house counts with. Rows are written by ``load_reference`` and ``import_rates`` only."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.reference.cldr import country_name, currency_name
from catalog.reference.trade_terms import TRADE_TERMS, TradeTerm


class Source(models.Model):
    """Where a fact comes from and when it was last checked there."""

    slug = models.SlugField(_("short name"), primary_key=True, max_length=60)
    title = models.CharField(_("title"), max_length=300)
    address = models.URLField(_("address"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title


class Currency(models.Model):
    """The row other rooms point to; ``catalog.reference.currencies`` holds the table it is loaded from."""

    code = models.CharField(_("ISO 4217 code"), primary_key=True, max_length=3)
    exponent = models.PositiveSmallIntegerField(_("settlement decimals"))
    gateway_exponent = models.PositiveSmallIntegerField(_("gateway decimals"))
    rank = models.PositiveSmallIntegerField(_("place in lists"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the language now active."""
        return currency_name(self.code, get_language() or "en")


class Country(models.Model):
    """A country or region by ISO 3166-1; the twelve of the portal also carry the facts trade needs."""

    code = models.CharField(_("ISO 3166 code"), primary_key=True, max_length=2)
    iso3 = models.CharField(max_length=3, unique=True)
    numeric = models.CharField(max_length=3, unique=True)
    rank = models.PositiveSmallIntegerField(
        _("place in lists"), null=True, blank=True, help_text=_("1 to 12: China and the members of ASEAN.")
    )
    currency = models.ForeignKey(
        Currency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("currency")
    )
    time_zones = models.JSONField(_("time zones"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    asean_since = models.PositiveSmallIntegerField(_("member of ASEAN since"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("country or region")
        verbose_name_plural = _("countries and regions")
        ordering = (F("rank").asc(nulls_last=True), "code")

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the language now active."""
        return country_name(self.code, get_language() or "en")


class City(models.Model):
    """A city or port. Names are never columns of translated text: they are proper names, kept by language."""

    class Kind(models.TextChoices):
        CAPITAL = "capital", _("capital")
        PREFECTURE = "prefecture", _("prefecture-level city")
        COUNTY = "county", _("county-level city")
        CITY = "city", _("city")

    slug = models.SlugField(_("short name"), primary_key=True, max_length=60)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="cities", verbose_name=_("country or region")
    )
    region = models.SlugField(_("region"), max_length=40, blank=True, db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    rank = models.PositiveSmallIntegerField(_("place in lists"))
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    lon = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    coordinates_confirmed = models.BooleanField(_("coordinates confirmed"), default=False)
    gateways = models.JSONField(_("ways across"), default=list, blank=True)
    names = models.JSONField(_("names by language"), default=dict)
    names_reviewed = models.BooleanField(_("names reviewed by native readers"), default=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ("rank",)
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="city_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Incoterm(models.Model):
    """The row a quote or order points to; the words are in ``catalog.reference.trade_terms``."""

    code = models.CharField(_("code"), primary_key=True, max_length=3)
    edition = models.PositiveSmallIntegerField(_("edition"))
    rank = models.PositiveSmallIntegerField(_("place in lists"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("trade term")
        verbose_name_plural = _("trade terms")
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.code

    @property
    def term(self) -> TradeTerm:
        """Name, mode and meaning of the named place."""
        return TRADE_TERMS[self.code]


class HSHeading(models.Model):
    """A chapter (2 digits), heading (4) or subheading (6) of HS 2022, titled in English."""

    code = models.CharField(_("HS code"), primary_key=True, max_length=6)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name=_("part of")
    )
    level = models.PositiveSmallIntegerField(_("digits"))
    title = models.CharField(_("title"), max_length=300)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("HS heading")
        verbose_name_plural = _("HS headings")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=Q(level__in=(2, 4, 6)), name="hs_level_2_4_6"),
            models.CheckConstraint(
                condition=Q(level=2, parent__isnull=True) | Q(level__gt=2, parent__isnull=False),
                name="hs_only_chapters_stand_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RateSnapshot(models.Model):
    """All exchange rates one source gave for one moment. Never altered: quotes and orders refer to it.

    ``demonstration`` marks rates made up for the demonstration: shown as such, never used to settle,
    and set aside as soon as the operator has imported real ones.
    """

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="rate_snapshots", verbose_name=_("source")
    )
    as_of = models.DateTimeField(_("as of"))
    demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("exchange-rate snapshot")
        verbose_name_plural = _("exchange-rate snapshots")
        ordering = ("-as_of",)
        constraints = [
            models.UniqueConstraint(
                fields=("source", "as_of"), name="one_rate_snapshot_per_source_and_moment"
            ),
        ]
        indexes = [models.Index(fields=("demonstration", "-as_of", "-id"), name="rate_snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.as_of:%Y-%m-%d %H:%M}Z"


class ExchangeRate(models.Model):
    """One major unit of ``base`` buys ``rate`` major units of ``quote``."""

    snapshot = models.ForeignKey(
        RateSnapshot, models.CASCADE, related_name="rates", verbose_name=_("snapshot")
    )
    base = models.ForeignKey(Currency, models.PROTECT, related_name="+", verbose_name=_("from"))
    quote = models.ForeignKey(Currency, models.PROTECT, related_name="+", verbose_name=_("to"))
    rate = models.DecimalField(_("rate"), max_digits=24, decimal_places=12)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=("snapshot", "base", "quote"), name="one_rate_per_pair"),
            models.CheckConstraint(condition=Q(rate__gt=Decimal(0)), name="rate_is_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="rate_joins_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"{self.base_id}/{self.quote_id}"
