"""Booths: an organization's presence at an edition, and what it exhibits there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from expo.fair.models.editions import Edition
from expo.fair.models.halls import Stand


class Booth(models.Model):
    """An organization's presence at an edition; it may have a stand on a plan, or still wait for one.

    ``time_zone`` is the IANA zone it keeps its hours by; empty for that of its country.
    """

    SOURCE_LANGUAGE = "organization__source_language"

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="booths")
    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.PROTECT, related_name="booths"
    )
    stand = models.OneToOneField(
        Stand, on_delete=models.SET_NULL, null=True, blank=True, related_name="booth"
    )
    slug = models.SlugField(max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)
    banner = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    time_zone = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("booth")
        verbose_name_plural = _("booths")
        constraints = [
            models.UniqueConstraint(fields=["edition", "organization"], name="fair_booth_once"),
            models.UniqueConstraint(fields=["edition", "slug"], name="fair_booth_address_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class Exhibit(models.Model):
    """Something shown at a booth: its document as it was when shown, kept whatever becomes of the product.

    ``document`` and ``version`` are those of the product when it was last brought up to date; once the
    edition is over they stay. ``note`` and ``price_note`` hold for the fair only. ``withheld`` says that a
    moderator's suspension was the last that was heard of the product, which may be deleted by now.
    """

    SOURCE_LANGUAGE = "booth__organization__source_language"

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="exhibits")
    product = models.ForeignKey(
        "products.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="exhibits"
    )
    document = models.JSONField()
    version = models.PositiveIntegerField()
    note = models.TextField(_("text for the fair"), blank=True)
    price_note = models.CharField(_("price at the fair"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    withheld = models.BooleanField(default=False)
    shown_at = models.DateTimeField()

    objects = MultilingualManager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "product"],
                condition=models.Q(product__isnull=False),
                name="fair_exhibit_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booth_id}:{self.pk}"
