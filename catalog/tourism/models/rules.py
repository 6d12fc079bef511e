"""Rules of entry as records: who, into which country or at which crossing, for what, and who says so."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from catalog.tourism.models.places import BorderCrossing, Place


class EntryRule(models.Model):
    """What one source says of one way into a country. Never legal advice.

    Records of the same ``scheme`` speak of the same thing: where they differ, their sources conflict.
    Records of different schemes are different ways in. ``crossing`` empty: at every crossing.
    ``only_in`` set: for journeys that stay in that place. ``days`` is the longest stay, ``entries`` how
    often one visa lets its holder in, ``passport_months`` how many months the passport has to last
    beyond the last day of the stay (None: the source says nothing). ``documents`` are keys of
    ``catalog.tourism.words.DOCUMENTS``. ``valid_from`` and ``valid_until`` are the first and the last
    day; empty: not known, and no end known.
    """

    class Purpose(models.TextChoices):
        ANY = "any", _("Any of these")
        TOURISM = "tourism", _("Tourism")
        BUSINESS = "business", _("Business")
        FAMILY = "family", _("Visiting family")

    class Requirement(models.TextChoices):
        FREE = "free", _("No visa needed")
        PERMIT = "permit", _("Border travel permit instead of a visa")
        ON_ARRIVAL = "on-arrival", _("Visa on arrival")
        VISA = "visa", _("Visa needed before travelling")
        NOT_COVERED = "not-covered", _("Does not cover these nationals")
        REFUSED = "refused", _("No entry this way")

    class Entries(models.TextChoices):
        NOT_SAID = "", _("Not said")
        ONE = "one", _("One entry")
        SEVERAL = "several", _("Several entries")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    scheme = models.SlugField(
        _("arrangement"), max_length=60, help_text=_("Rules of one arrangement are compared with each other.")
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    note = models.TextField(_("note"), blank=True)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    nationalities = models.ManyToManyField(
        "reference.Country", related_name="+", verbose_name=_("holders of passports of")
    )
    destination = models.ForeignKey(
        "reference.Country", models.PROTECT, related_name="+", verbose_name=_("country entered")
    )
    crossing = models.ForeignKey(
        BorderCrossing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("only at this crossing"),
    )
    only_in = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for journeys within"),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.ANY)
    requirement = models.CharField(_("what is asked"), max_length=12, choices=Requirement)
    days = models.PositiveSmallIntegerField(
        _("longest stay in days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    entries = models.CharField(_("entries"), max_length=8, choices=Entries, blank=True)
    group_only = models.BooleanField(_("groups only"), default=False)
    group_min = models.PositiveSmallIntegerField(_("smallest group"), null=True, blank=True)
    group_max = models.PositiveSmallIntegerField(_("largest group"), null=True, blank=True)
    documents = models.JSONField(_("documents"), default=list, blank=True)
    passport_months = models.PositiveSmallIntegerField(
        _("months the passport has to last after the stay"), null=True, blank=True
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"))
    confirmed = models.BooleanField(_("confirmed by its source"), default=False)
    source = models.ForeignKey("reference.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    shown = models.BooleanField(_("shown"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("entry rule")
        verbose_name_plural = _("entry rules")
        ordering = ["destination", "scheme", "slug"]
        indexes = [models.Index(fields=["destination", "shown"], name="tourism_rules_into")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="tourism_rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(group_min__isnull=True)
                | Q(group_max__isnull=True)
                | Q(group_max__gte=F("group_min")),
                name="tourism_group_max_from_min",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
