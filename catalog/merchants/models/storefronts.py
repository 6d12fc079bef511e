"""What an organization shows: its storefront and its brands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from catalog.merchants.models.organizations import Organization
from catalog.merchants.models.versions import DocumentVersion


class Storefront(models.Model):
    """An organization's public face: the projection of its published storefront document."""

    SOURCE_LANGUAGE = "organization__source_language"

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        PAUSED = "paused", _("Paused")
        SUSPENDED = "suspended", _("Suspended")

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="storefront")
    slug = models.SlugField(max_length=80, unique=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    banner = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answering_languages = models.JSONField(default=list, help_text=_("Language codes, best first."))
    markets = models.JSONField(default=list, help_text=_("Country codes served."))
    private_label = models.BooleanField(default=False)
    payment_terms = models.CharField(max_length=200, blank=True)
    highlights = models.TextField(_("highlights"), blank=True)
    gallery = models.JSONField(default=list, help_text="Pictures in their order, by id.")
    video = models.URLField(max_length=300, blank=True)
    contacts = models.JSONField(default=dict, help_text="Contacts its owners agreed to show, by kind.")
    sections = models.JSONField(default=list, help_text="Sections in their order; empty: the usual ones.")
    founded = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Year."))
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("storefront")
        verbose_name_plural = _("storefronts")
        indexes = [
            # A condition, because a bare boolean or state column in an index is not used by SQLite here.
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(status="published"),
                name="merchants_published_idx",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Brand(models.Model):
    """A name under which an organization sells: its story, its mark, its goods."""

    SOURCE_LANGUAGE = "organization__source_language"

    class Status(models.TextChoices):
        SHOWN = "shown", _("Shown")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUSPENDED = "suspended", _("Suspended")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="brands")
    slug = models.SlugField(max_length=80, unique=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.SHOWN)
    name = models.CharField(_("name"), max_length=160, blank=True)
    story = models.TextField(_("story"), blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.slug


class StorefrontVersion(DocumentVersion):
    """One version of a storefront's document, kept whole."""

    storefront = models.ForeignKey(Storefront, on_delete=models.CASCADE, related_name="versions")

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["storefront", "number"], name="merchants_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.storefront_id} v{self.number}"
